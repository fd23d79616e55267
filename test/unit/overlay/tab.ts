/** A tab that asks: rows, a background that keeps facts as the real one does, and a clock that the test turns. */

import type { FactsResponse } from '../../../components/overlay/contract';
import {
  createRefreshScheduler,
  type RefreshSchedulerOptions,
} from '../../../components/overlay/facts/refresh-scheduler';
import { type Facts, mergeFacts, type SeenFacts } from '../../../domain/facts';
import { asKey, type ItemKey } from '../../../domain/key';

export const START = Date.UTC(2026, 10, 22, 12);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export const key = (number: number): ItemKey => asKey(`acme.atlassian.net/APP-${number}`)!;
export const keys = (count: number, from = 1) => Array.from({ length: count }, (_, n) => key(from + n));

export type Asks = (keys: readonly ItemKey[]) => Promise<FactsResponse>;

export function openTab(ask: Asks, more: Partial<RefreshSchedulerOptions> = {}) {
  const state = {
    now: START,
    visible: true,
    /** What `random` gives. */
    random: 0.5,
    /** Whether the background keeps what it is told. */
    keeps: true,
    signedOut: 0,
  };
  const timers = new Set<{ at: number; then: () => void }>();
  const shown = new Set<ItemKey>();
  const facts = new Map<ItemKey, Facts | null>();
  const words = new Map<ItemKey, string>();
  const columns = new Map<ItemKey, string>();
  const batches: { at: number; keys: ItemKey[] }[] = [];
  const reasons: ItemKey[] = [];
  const moves: [ItemKey, ItemKey][] = [];
  const flying = new Set<Promise<unknown>>();
  const ended = new AbortController();

  const tell = (seen: readonly SeenFacts[]) => {
    for (const each of seen)
      if (state.keeps) facts.set(each.key, mergeFacts(facts.get(each.key) ?? null, each));
    asking.consider(seen.map((each) => each.key));
  };
  const asking = createRefreshScheduler({
    batch: 100,
    ask(asked) {
      batches.push({ at: state.now - START, keys: [...asked] });
      const answer = ask(asked);
      flying.add(answer);
      void answer.finally(() => flying.delete(answer));
      return answer;
    },
    shown: () => shown,
    facts: (one) => facts.get(one),
    word: (one) => words.get(one) ?? null,
    column: (one) => columns.get(one) ?? null,
    learn: async (learnt) => tell(learnt),
    move: async (from, to) => {
      moves.push([from, to]);
    },
    onReason: (changed) => reasons.push(...changed),
    onSignedOut: () => {
      state.signedOut += 1;
    },
    isVisible: () => state.visible,
    clock: {
      now: () => state.now,
      random: () => state.random,
      after(ms, then) {
        const timer = { at: state.now + ms, then };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    },
    signal: ended.signal,
    ...more,
  });

  async function settle(): Promise<void> {
    do {
      await Promise.allSettled(flying);
      for (let times = 0; times < 20; times += 1) await Promise.resolve();
    } while (flying.size > 0);
  }

  return {
    asking,
    state,
    batches,
    reasons,
    moves,
    facts,
    timers,
    shown,
    settle,
    end: () => ended.abort(),
    /** Rows come to the page, and the background says what it knows of them. */
    show(items: readonly ItemKey[], seen: Partial<SeenFacts> = {}) {
      for (const item of items) {
        shown.add(item);
        const word = seen.status ?? seen.seenAs;
        if (word) words.set(item, word);
        if (seen.seenAs) columns.set(item, seen.seenAs);
        facts.set(item, mergeFacts(facts.get(item) ?? null, { ...seen, key: item }));
      }
      asking.consider(items);
    },
    hide(items: readonly ItemKey[]) {
      for (const item of items) shown.delete(item);
    },
    /** The clock runs on for so long, ms. */
    async pass(ms: number) {
      const end = state.now + ms;
      await settle();
      for (;;) {
        const next = [...timers].sort((a, b) => a.at - b.at)[0];
        if (!next || next.at > end) break;
        timers.delete(next);
        state.now = Math.max(state.now, next.at);
        next.then();
        await settle();
      }
      state.now = end;
    },
  };
}

/** Facts as a tracker answers them. */
export const answered = (items: readonly ItemKey[], more: Partial<SeenFacts> = {}): FactsResponse => ({
  ok: true,
  facts: items.map((each) => ({
    key: each,
    title: 'Title',
    status: 'In Progress',
    category: 'doing',
    assignees: [],
    createdAt: 5,
    updatedAt: 6,
    statusSince: 7,
    closedAt: null,
    ...more,
  })),
  moved: [],
  absent: [],
  broken: [],
  partial: null,
});
