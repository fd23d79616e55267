/** Doing what a person asked for, and saying what came of it: one sentence, and the way back. */
import type { ActId } from '../../../domain/event';
import type { ItemKey } from '../../../domain/key';
import { newActId, type RpcClient } from '../../../storage/rpc/client';
import type { Action, ActionReply, ItemView, Refusal } from '../../../storage/rpc/protocol';

export interface ToastMessage {
  text: string;
  /** Which item and step; null when it is about none. */
  about: { name: string; step: string | null } | null;
  tone: 'done' | 'problem';
  button: { label: string; run: () => void } | null;
}

/** An act and what it was about. */
export interface CompletedAct {
  acted: ActionReply;
  action: Action;
}

/** What came of an act; the layer finds the words for it (toast-text.ts). */
export type ActionResult =
  /** `at`: epoch ms. */
  | (CompletedAct & { at: number; undo: () => void })
  /** An undo of `done`, or the undo of one; `back` is the way back. */
  | { key: ItemKey; undone: boolean; done: CompletedAct; back: () => void }
  | { key: ItemKey; refusal: Refusal };

export interface Actions {
  /** Does it and says what came of it. False: it was refused. */
  act(key: ItemKey, action: Action): Promise<boolean>;
  /** Says what the panel did, as if it had been done here. */
  announce(key: ItemKey, action: Action, reply: ActionReply): void;
  /** Says why something was refused. */
  complain(key: ItemKey, refusal: Refusal): void;
  /** Takes back what was done last on this page; if that was an undo, brings back what it undid. */
  undoLast(): void;
}

interface Options {
  rpc: RpcClient;
  take: (view: ItemView) => void;
  say: (said: ToastMessage | ActionResult) => void;
  now: () => number;
}

export function createActions({ rpc, take, say, now }: Options): Actions {
  let undoLast: (() => void) | null = null;

  async function act(key: ItemKey, action: Action): Promise<Refusal | null> {
    const answer = await rpc.act(key, action, newActId());
    if (!answer.ok) {
      if (answer.error.view) take(answer.error.view);
      return answer.error;
    }
    announce(key, action, answer.value);
    return null;
  }

  function announce(key: ItemKey, action: Action, acted: ActionReply): void {
    take(acted.view);
    const done = { acted, action };
    const undo = () => takeBack(key, acted.act, done, true);
    undoLast = undo;
    say({ ...done, at: now(), undo });
  }

  /** An undo is an act as well: taking it back brings the first one back. */
  async function takeBack(key: ItemKey, which: ActId, done: CompletedAct, undone: boolean): Promise<void> {
    const answer = await rpc.act(key, { type: 'undo', act: which }, newActId());
    if (!answer.ok) return complain(key, answer.error);
    take(answer.value.view);
    const back = () => takeBack(key, answer.value.act, done, !undone);
    undoLast = back;
    say({ key, undone, done, back });
  }

  function complain(key: ItemKey, refusal: Refusal): void {
    // An updated extension has removed everything of ours from this page.
    if (refusal.code === 'replaced') return;
    if (refusal.view) take(refusal.view);
    say({ key, refusal });
  }

  return {
    async act(key, action) {
      const refusal = await act(key, action);
      if (refusal) complain(key, refusal);
      return refusal === null;
    },
    announce,
    complain,
    undoLast: () => undoLast?.(),
  };
}
