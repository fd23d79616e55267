/** Acts with their answer: what was done is said, with the way back. */
import { useRef } from 'preact/hooks';
import type { ActId } from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import { newActId, type RpcClient } from '../../storage/rpc/client';
import type { Action, ItemView, Refusal } from '../../storage/rpc/protocol';
import type { PopupMessage } from '../ui/toast';
import { t } from '../wording/messages';
import { refusalText } from '../wording/refusal-text';
import type { PopupStore } from './use-store';

/** Refusals that speak of the storage, and so of everything. */
const OF_STORAGE = new Set(['storage-full', 'storage-closed', 'newer-database', 'no-answer']);

/** What the toast's button does next: an undo can be undone. */
type Way = 'undo' | 'redo';

export interface StepActions {
  /** @returns null when it is done; else why not */
  run(key: ItemKey, action: Action, done: (view: ItemView) => string): Promise<Refusal | null>;
}

export function useStepActions(
  rpc: RpcClient,
  store: PopupStore,
  say: (said: PopupMessage) => void,
): StepActions {
  const unanswered = useRef<{ what: string; id: ActId } | null>(null);
  const settle = async (key: ItemKey, action: Action, done: (view: ItemView) => string, way: Way) => {
    // Asked again after no answer: the same id never acts twice.
    const what = JSON.stringify([key, action]);
    const id = unanswered.current?.what === what ? unanswered.current.id : newActId();
    const answer = await rpc.act(key, action, id);
    if (!answer.ok && answer.error.code === 'no-answer') unanswered.current = { what, id };
    else if (unanswered.current?.id === id) unanswered.current = null;
    if (!answer.ok) {
      if (answer.error.view) store.take(answer.error.view);
      if (OF_STORAGE.has(answer.error.code)) store.setTrouble(answer.error);
      return answer.error;
    }
    const { act, view } = answer.value;
    store.take(view);
    store.refresh();
    const label = t(way === 'undo' ? 'actUndo' : 'actRedo');
    say({ text: done(view), tone: 'done', button: { label, run: () => void takeBack(key, act, way) } });
    return null;
  };
  const takeBack = async (key: ItemKey, act: string, way: Way) => {
    const done = () => t(way === 'undo' ? 'actUndone' : 'actRedone');
    const refused = await settle(key, { type: 'undo', act }, done, way === 'undo' ? 'redo' : 'undo');
    if (refused) say({ text: refusalText(refused), tone: 'problem', button: null });
  };
  return { run: (key, action, done) => settle(key, action, done, 'undo') };
}
