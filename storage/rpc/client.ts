/**
 * How content scripts and extension pages ask the background. No zod and no Dexie in here: it is part of every
 * content script. Nothing in here throws or rejects: what can go wrong is a `Refusal`.
 */
import type { Browser } from 'webextension-polyfill';
import { browser as theBrowser } from 'wxt/browser';
import type { ActId } from '../../domain/event';
import type { SeenFacts } from '../../domain/facts';
import type { ItemKey } from '../../domain/key';
import { createLivePort } from './live-port';
import {
  type Action,
  type ActionReply,
  type Answer,
  type Answers,
  type ErrorCode,
  type ItemView,
  MAX_SEEN,
  type Push,
  type Request,
  type ScriptName,
  type Settings,
} from './protocol';

export interface RpcClient {
  /** Tells what is seen and asks what is known of it; views come in the order of `seen`. Any number of items. */
  see(seen: readonly SeenFacts[]): Promise<Answer<ItemView[]>>;
  /** @param id a new one (`newActId`), or the same again to ask again for an act whose answer never came */
  act(key: ItemKey, action: Action, id: ActId): Promise<Answer<ActionReply>>;
  settings(): Promise<Answer<Settings>>;
  /** Content scripts only: has a script run in this page beside the one that asks. */
  run(part: ScriptName): Promise<Answer<null>>;
  /** Any other request. */
  ask<R extends Request>(request: R): Promise<Answer<Answers[R['type']]>>;
  /**
   * Hears what changed, whoever changed it, own acts included. On 'connected' pushes may have been missed:
   * ask again for what is shown.
   */
  onPush(listener: (push: Push) => void, signal: AbortSignal): void;
}

export interface ConnectOptions {
  /** Ends everything: requests still open answer 'no-answer', no push is heard any more. */
  signal: AbortSignal;
  /** An update replaced this page's extension: remove everything, say nothing. Called once. */
  onReplaced?: () => void;
  /** Test seams. */
  browser?: { runtime: Pick<Browser['runtime'], 'id' | 'connect' | 'sendMessage' | 'onMessage'> };
  page?: EventTarget & { document: Document };
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Waits before each try, ms. A worker that was killed is back within the second one. */
const TRY_DELAYS_MS = [0, 50, 150, 400, 1000];
/** A try without an answer for so long is given up, ms. Rebuilding 100,000 events takes less. */
const ANSWER_TIMEOUT_MS = 6000;
/** After a port is lost, when to look whether the extension was replaced, ms: it is not known at once. */
const ORPHAN_LOOKS_MS = [100, 500, 2000];

/** Whether `view` may be shown in place of `shown`: answers and pushes may arrive out of order. */
export const supersedes = (view: ItemView, shown: ItemView | null | undefined): boolean =>
  (view.revision ?? '') >= (shown?.revision ?? '');

/** 128 random bits. `crypto.randomUUID` is missing on http pages. */
export const newActId = (): ActId =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** One closure: a request, a push and a lost port each may find that an update replaced this page's extension. */
export function connectRpc({
  signal,
  onReplaced,
  browser = theBrowser,
  page = window,
  wait = delay,
}: ConnectOptions): RpcClient {
  const listeners = new Set<(push: Push) => void>();
  const gone = new AbortController();
  const ended = AbortSignal.any([signal, gone.signal]);

  /** Looks whether an update replaced this extension, and if so goes silent for good. */
  const replaced = (error?: unknown): boolean => {
    if (gone.signal.aborted) return true;
    if (signal.aborted || !(isOrphan(browser) || isInvalidated(error))) return false;
    gone.abort();
    onReplaced?.();
    return true;
  };

  const live = createLivePort({
    runtime: () => browser.runtime,
    page,
    signal: ended,
    onPush: (push) => {
      for (const listener of [...listeners]) listener(push);
    },
    onLost: async () => {
      let looked = 0;
      for (const at of ORPHAN_LOOKS_MS) {
        if (replaced()) return;
        await wait(at - looked, ended);
        looked = at;
      }
      replaced();
    },
  });
  page.document.addEventListener('visibilitychange', () => replaced(), { signal: ended });

  async function ask<R extends Request>(request: R): Promise<Answer<Answers[R['type']]>> {
    for (const ms of TRY_DELAYS_MS) {
      if (ms > 0) await wait(ms, ended);
      if (replaced()) return refuse('replaced');
      if (ended.aborted) break;
      live.ensure();
      const try_ = new AbortController();
      try {
        const answer = await Promise.race([
          browser.runtime.sendMessage(request),
          wait(ANSWER_TIMEOUT_MS, AbortSignal.any([ended, try_.signal])),
        ]);
        // No answer at all: the worker died while it worked on it.
        if (isAnswer(answer)) return answer as Answer<Answers[R['type']]>;
      } catch (error) {
        if (replaced(error)) return refuse('replaced');
      } finally {
        try_.abort();
      }
    }
    return refuse(gone.signal.aborted ? 'replaced' : 'no-answer');
  }

  return {
    async see(seen) {
      const views: ItemView[] = [];
      for (let from = 0; from < seen.length; from += MAX_SEEN) {
        const answer = await ask({ type: 'see', seen: seen.slice(from, from + MAX_SEEN) });
        if (!answer.ok) return answer;
        views.push(...answer.value);
      }
      return { ok: true, value: views };
    },
    act: (key, action, id) => ask({ type: 'act', id, key, action }),
    settings: () => ask({ type: 'settings' }),
    run: (part) => ask({ type: 'run', part }),
    ask,
    onPush(listener, until) {
      if (until.aborted || ended.aborted) return;
      listeners.add(listener);
      until.addEventListener('abort', () => listeners.delete(listener), { signal: ended });
      live.ensure();
    },
  };
}

const refuse = (code: ErrorCode): Answer<never> => ({ ok: false, error: { code, params: [] } });

const isAnswer = (value: unknown): boolean => typeof value === 'object' && value !== null && 'ok' in value;

function isOrphan(browser: NonNullable<ConnectOptions['browser']>): boolean {
  try {
    return !browser.runtime?.id;
  } catch {
    return true;
  }
}

const isInvalidated = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Extension context invalidated');

/** Resolves after `ms`, or at once when the signal ends it. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
