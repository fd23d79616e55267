/** The asking of a tracker, wired to a page: its session, its clock, its tab. */
import { mergeFacts, type SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import type { TrackerName } from '../../../domain/trackers';
import type { RpcClient } from '../../../storage/rpc/client';
import { t } from '../../wording/messages';
import { trackerWord } from '../../wording/tracker-word';
import { reasonClause } from '../../wording/unknown-reason';
import type { FactSource } from '../contract';
import type { ToastMessage } from '../editor/actions';
import type { ItemCache } from './item-cache';
import { createRefreshScheduler, type RefreshScheduler } from './refresh-scheduler';

export interface PageRefreshOptions {
  window: Window & typeof globalThis;
  tracker: TrackerName;
  rpc: RpcClient;
  items: ItemCache;
  say: (said: ToastMessage) => void;
  /** Epoch ms. */
  now: () => number;
  signal: AbortSignal;
}

export function createPageRefresh(
  source: FactSource,
  { window, tracker, rpc, items, say, now, signal }: PageRefreshOptions,
): RefreshScheduler {
  const { document } = window;

  /** What the tracker answered: shown, and handed to the background. Resolves when it is. */
  async function learn(facts: readonly SeenFacts[]): Promise<void> {
    const answer = await rpc.see(facts);
    if (signal.aborted) return;
    if (answer.ok) return items.take(answer.value);
    // It can't be kept, but it can be shown.
    items.take(
      facts.flatMap((each) => {
        const shown = items.snapshot(each.key);
        return shown?.asked ? [{ ...shown.view, facts: mergeFacts(shown.view.facts, each) }] : [];
      }),
    );
  }

  /** Asks the background again for all that is on the page: other tabs may have told it more. */
  async function recall(): Promise<void> {
    const keys = [...items.shown()].map((key) => ({ key }));
    const answer = keys.length > 0 ? await rpc.see(keys) : null;
    if (answer?.ok && !signal.aborted) items.take(answer.value);
  }

  /** Moves of items nobody did anything to under their old key: the log knows nothing of these. */
  const unwritten = new Map<ItemKey, ItemKey>();
  const move = async (from: ItemKey, to: ItemKey) => {
    const answer = await rpc.ask({ type: 'moved', from, to });
    if (!answer.ok) return;
    items.take(answer.value);
    if (!answer.value.some(({ key }) => key === from)) unwritten.set(from, to);
  };

  const ask = (keys: readonly ItemKey[]) =>
    source.ask(keys, {
      url: new URL(window.location.href),
      document,
      fetch: window.fetch.bind(window),
      window,
      signal,
      now: now(),
    });
  // Whatever has to be found first is found by when there are items.
  if (source.isLocal) void ask([]);
  const asking = createRefreshScheduler({
    batch: source.batch,
    near: source.isLocal,
    ask,
    shown: items.shown,
    facts: items.facts,
    word: items.statusWord,
    column: items.column,
    learn,
    move,
    onReason: items.announceReasons,
    onSignedOut: () =>
      say({
        text: t('toastSignedOut', trackerWord(tracker)),
        about: null,
        tone: 'problem',
        action: null,
      }),
    isVisible: () => document.visibilityState === 'visible',
    clock: {
      now,
      random: Math.random,
      after(ms, then) {
        const timer = window.setTimeout(then, ms);
        return () => window.clearTimeout(timer);
      },
    },
    signal,
  });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') void recall().then(asking.again);
    },
    { signal },
  );
  return {
    ...asking,
    consider(keys) {
      for (const key of keys) {
        const to = unwritten.get(key);
        if (to === undefined || !items.snapshot(key)?.view.revision) continue;
        // Written under the key the page still calls it by.
        unwritten.delete(key);
        void move(key, to);
      }
      asking.consider(keys);
    },
    reason(key) {
      const reason = asking.reason(key);
      return reason && reasonClause(reason, tracker);
    },
    check: () => source.check?.() ?? null,
  };
}
