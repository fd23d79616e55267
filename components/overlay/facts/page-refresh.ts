/** Asks a page's tracker for what the page does not show: wired to the page's session, its clock and its tab. */
import { mergeFacts, type SeenFacts } from '../../../domain/facts';
import { createFreshnessDriver } from '../../../domain/freshness/driver';
import { LOCAL_PAGE_POLICY, REMOTE_PAGE_POLICY } from '../../../domain/freshness/policy';
import type { ItemMove } from '../../../domain/freshness/response';
import type { AnswerOutcome, KnownItem } from '../../../domain/freshness/state';
import type { ItemKey } from '../../../domain/key';
import type { SourceCheck } from '../../../domain/self-check';
import type { TrackerName } from '../../../domain/trackers';
import type { RpcClient } from '../../../storage/rpc/client';
import { t } from '../../wording/messages';
import { trackerWord } from '../../wording/tracker-word';
import { reasonClause } from '../../wording/unknown-reason';
import type { ToastMessage } from '../actions/actions';
import type { FactSource } from '../tracker-contract';
import type { ItemCache } from './item-cache';

export interface PageRefresh {
  /** These came to the page, or more is known of them: what is missing or old is asked for. */
  consider(keys: Iterable<ItemKey>): void;
  /** The person went somewhere or came back: what failed before may work now. */
  again(): void;
  /** Why something of an item is unknown, in words; null: it is known, or was not asked for yet. */
  reason(key: ItemKey): string | null;
  /** How the tracker's own data fared. */
  check?(): SourceCheck | null;
}

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

/** Wiring: the driver of domain/freshness decides, and each function here hands it one thing of the page. */
export function createPageRefresh(source: FactSource, options: PageRefreshOptions): PageRefresh {
  const { window, tracker, rpc, items, say, now, signal } = options;
  const { document } = window;
  const isVisible = () => document.visibilityState === 'visible';

  const ask = (keys: readonly ItemKey[]) =>
    source.ask(keys, {
      url: new URL(window.location.href),
      document,
      fetch: window.fetch.bind(window),
      window,
      signal,
      now: now(),
    });
  // A local source may look for its data before the first item is asked for.
  if (source.isLocal) void ask([]);

  let timer: number | undefined;
  function wakeAt(at: number | null): void {
    window.clearTimeout(timer);
    if (at === null || !isVisible() || signal.aborted) return;
    timer = window.setTimeout(() => isVisible() && void driver.wake(), Math.max(0, at - now()));
  }
  signal.addEventListener('abort', () => wakeAt(null));

  let wasSignedOut = false;
  function showReasons({ source, reasons }: AnswerOutcome): void {
    if (reasons.size > 0) items.announceReasons(reasons);
    if (source.trouble !== 'logged-out' || wasSignedOut) return;
    wasSignedOut = true;
    say({ text: t('toastSignedOut', trackerWord(tracker)), about: null, tone: 'problem', button: null });
  }

  const moves = createMoves(options);
  async function apply(outcome: AnswerOutcome): Promise<void> {
    if (signal.aborted) return;
    if (outcome.facts.length > 0) await learnFacts(outcome.facts, options);
    if (signal.aborted) return;
    showReasons(outcome);
    for (const move of outcome.moves) await moves.write(move);
  }

  const driver = createFreshnessDriver({
    policy: { ...(source.isLocal ? LOCAL_PAGE_POLICY : REMOTE_PAGE_POLICY), batchSize: source.batch },
    clock: { now, random: Math.random },
    // What left the page is considered again when it comes back.
    lookUp: async () => ({ askable: new Set(items.shown()) }),
    ask: (asked) => ask([...asked.keys()]),
    apply,
    wakeAt,
  });

  function consider(keys: Iterable<ItemKey>): void {
    const considered: [ItemKey, KnownItem][] = [];
    for (const key of keys) {
      const facts = items.facts(key);
      // Undefined: the background has not said yet what it knows.
      if (facts === undefined) continue;
      considered.push([key, { facts, word: items.statusWord(key), column: items.column(key) }]);
    }
    driver.consider(considered);
  }
  function again(): void {
    driver.noteActivity();
    consider(items.shown());
  }

  /** Asks the background again for all that is on the page: other tabs may have told it more. */
  async function recall(): Promise<void> {
    const seen = [...items.shown()].map(items.seen);
    const answer = seen.length > 0 ? await rpc.see(seen) : null;
    if (answer?.ok && !signal.aborted) items.take(answer.value);
  }
  document.addEventListener('visibilitychange', () => isVisible() && void recall().then(again), { signal });

  return {
    consider(keys) {
      const considered = [...keys];
      moves.writeLate(considered);
      consider(considered);
    },
    again,
    reason(key) {
      const reason = driver.reason(key);
      return reason && reasonClause(reason, tracker);
    },
    check: () => source.check?.() ?? null,
  };
}

/** What the tracker answered is handed to the background, and shown. Resolves when it is. */
async function learnFacts(
  facts: readonly SeenFacts[],
  { rpc, items, signal }: Pick<PageRefreshOptions, 'rpc' | 'items' | 'signal'>,
): Promise<void> {
  const answer = await rpc.see(facts);
  if (signal.aborted) return;
  if (answer.ok) return items.take(answer.value);
  // Facts that can't be stored can still be shown.
  items.take(
    facts.flatMap((each) => {
      const shown = items.snapshot(each.key);
      return shown?.asked ? [{ ...shown.view, facts: mergeFacts(shown.view.facts, each) }] : [];
    }),
  );
}

/**
 * Moves of items to another key. The background writes none down for an item to which nothing was done under its old
 * key: such a move is told again once something was done.
 */
function createMoves({ rpc, items }: Pick<PageRefreshOptions, 'rpc' | 'items'>) {
  const unwritten = new Map<ItemKey, ItemKey>();
  async function write({ from, to }: ItemMove): Promise<void> {
    const answer = await rpc.ask({ type: 'moved', from, to });
    if (!answer.ok) return;
    items.take(answer.value);
    if (!answer.value.some(({ key }) => key === from)) unwritten.set(from, to);
  }
  /** Tells those moves again whose items got an act since, under the key that the page still shows. */
  function writeLate(keys: readonly ItemKey[]): void {
    for (const from of keys) {
      const to = unwritten.get(from);
      if (to === undefined || !items.snapshot(from)?.view.item) continue;
      unwritten.delete(from);
      void write({ from, to });
    }
  }
  return { write, writeLate };
}
