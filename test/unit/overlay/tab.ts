/** A tab that asks: its rows, a background that keeps facts as the real one does, and a clock that the test turns. */
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPageRefresh, type PageRefreshOptions } from '../../../components/overlay/facts/page-refresh';
import type { FactSource, FactsResponse } from '../../../components/overlay/tracker-contract';
import { type Facts, mergeFacts, type SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import type { ItemView, Request } from '../../../storage/rpc/protocol';
import { answered, START } from '../domain/simulation';

export { answered, key, keys, MINUTE, SECOND, START } from '../domain/simulation';

const REVISION = `${START}-0000-abcdefgh` as NonNullable<ItemView['revision']>;
const itemOf = (key: ItemKey): ItemView['item'] => ({
  key,
  why: null,
  validAt: null,
  snoozedUntil: null,
  snoozes: [],
  nextStep: null,
  touchedAt: START,
});

export function openTab(ask: (keys: readonly ItemKey[]) => Promise<FactsResponse>, isLocal = false) {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  // Texts are their names.
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((name) => String(name));
  const state = {
    now: START,
    visible: true,
    /** Whether the background keeps what it is told. */
    keeps: true,
    /** Items to which something was done. */
    written: new Set<ItemKey>(),
    /** Whether everything was erased once: then every item has a revision. */
    hasErased: false,
  };
  const timers = new Set<{ at: number; then: () => void }>();
  const shown = new Set<ItemKey>();
  const facts = new Map<ItemKey, Facts | null>();
  /** What rows of the page show, beside their keys. */
  const onPage = new Map<ItemKey, Partial<Facts>>();
  const requests: { at: number; keys: ItemKey[] }[] = [];
  const told = {
    reasons: [] as ItemKey[],
    /** What the background was told of items, message by message. */
    seen: [] as (readonly SeenFacts[])[],
    moves: [] as [ItemKey, ItemKey][],
    toasts: [] as string[],
  };
  const inFlight = new Set<Promise<unknown>>();
  const ended = new AbortController();
  let onVisibility = () => {};

  const source: FactSource = {
    batch: 100,
    isLocal,
    ask(asked) {
      requests.push({ at: state.now - START, keys: [...asked] });
      const response = asked.length > 0 ? ask(asked) : Promise.resolve(answered([]));
      inFlight.add(response);
      void response.finally(() => inFlight.delete(response));
      return response;
    },
    check: () => ({ understood: true, found: { requests: requests.length } }),
  };
  const view = (key: ItemKey): ItemView => ({
    key,
    facts: facts.get(key) ?? null,
    item: state.written.has(key) ? itemOf(key) : null,
    steps: [],
    revision: state.written.has(key) || state.hasErased ? REVISION : null,
  });
  const asking = createPageRefresh(source, {
    window: {
      document: {
        get visibilityState() {
          return state.visible ? 'visible' : 'hidden';
        },
        addEventListener(_: string, listener: () => void) {
          onVisibility = listener;
        },
      },
      location: { href: 'https://acme.atlassian.net/browse/APP-1' },
      fetch: () => Promise.reject(new Error('The source of this tab needs no network.')),
      setTimeout(then: () => void, ms: number) {
        const timer = { at: state.now + ms, then };
        timers.add(timer);
        return timer;
      },
      clearTimeout: (timer: never) => timers.delete(timer),
    } as unknown as PageRefreshOptions['window'],
    tracker: 'jira',
    rpc: {
      async see(all: readonly SeenFacts[]) {
        told.seen.push(all);
        if (!state.keeps) return { ok: false };
        for (const each of all) facts.set(each.key, mergeFacts(facts.get(each.key) ?? null, each));
        return { ok: true, value: all.map(({ key }) => view(key)) };
      },
      async ask({ from, to }: Extract<Request, { type: 'moved' }>) {
        told.moves.push([from, to]);
        return { ok: true, value: state.written.has(from) ? [view(to), view(from)] : [view(to)] };
      },
    } as unknown as PageRefreshOptions['rpc'],
    items: {
      seen: (key: ItemKey): SeenFacts => ({ key, ...onPage.get(key) }),
      facts: (key: ItemKey) => facts.get(key),
      statusWord: (key: ItemKey) => facts.get(key)?.status ?? null,
      column: () => null,
      snapshot: (key: ItemKey) => (facts.has(key) ? { view: view(key), asked: true, reason: null } : null),
      take(views: readonly ItemView[]) {
        for (const each of views) facts.set(each.key, each.facts);
        asking.consider(views.map(({ key }) => key));
      },
      shown: () => shown,
      announceReasons(changed: ReadonlySet<ItemKey>) {
        told.reasons.push(...changed);
      },
    } as unknown as PageRefreshOptions['items'],
    say: ({ text }) => told.toasts.push(text),
    now: () => state.now,
    signal: ended.signal,
  });

  async function settle(): Promise<void> {
    do {
      await Promise.allSettled(inFlight);
      await new Promise((done) => setImmediate(done));
    } while (inFlight.size > 0);
  }

  return {
    asking,
    state,
    requests,
    told,
    facts,
    onPage,
    timers,
    shown,
    end: () => ended.abort(),
    /** Rows come to the page, and the background says what it knows of them. */
    show(items: readonly ItemKey[]) {
      for (const item of items) {
        shown.add(item);
        facts.set(item, mergeFacts(facts.get(item) ?? null, { key: item }));
      }
      asking.consider(items);
    },
    hide(items: readonly ItemKey[]) {
      for (const item of items) shown.delete(item);
    },
    setVisible(visible: boolean) {
      state.visible = visible;
      onVisibility();
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
