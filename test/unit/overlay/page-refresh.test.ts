/** What a page does with an item that its tracker calls by another key now, beyond telling the background. */
import { describe, expect, it } from 'vitest';
import type { FactSource } from '../../../components/overlay/contract';
import { createPageRefresh, type PageRefreshOptions } from '../../../components/overlay/facts/page-refresh';
import type { SeenFacts } from '../../../domain/facts';
import { NO_FACTS } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import type { ItemView, Request } from '../../../storage/rpc/protocol';
import { answered, key, START } from './tab';

const [OLD, NEW] = [key(1), key(2)];

/** @param written keys under which anything was ever done; the background answers as storage/log.ts does */
function openPage(written: Set<ItemKey>) {
  const views = new Map<ItemKey, ItemView>();
  const moves: [ItemKey, ItemKey][] = [];
  const asked: ItemKey[][] = [];
  const view = (of: ItemKey): ItemView => ({
    key: of,
    facts: { ...NO_FACTS, key: of },
    item: null,
    steps: [],
    revision: written.has(of) ? (`${START}-0000-abcdefgh` as ItemView['revision']) : null,
  });
  const source: FactSource = {
    batch: 10,
    isLocal: true,
    async ask(keys) {
      if (keys.length > 0) asked.push([...keys]);
      return { ...answered([NEW]), moved: [{ from: OLD, to: NEW }] };
    },
    check: () => ({ understood: true, found: { issue: asked.length } }),
  };
  const ended = new AbortController();
  const asking = createPageRefresh(source, {
    window: {
      document: { addEventListener() {}, visibilityState: 'visible' },
      location: { href: 'https://acme.atlassian.net/browse/APP-1' },
      fetch: () => expect.unreachable(),
      setTimeout,
      clearTimeout,
    } as unknown as PageRefreshOptions['window'],
    tracker: 'jira',
    rpc: {
      see: async (seen: readonly SeenFacts[]) => ({ ok: true, value: seen.map((each) => view(each.key)) }),
      async ask({ from, to }: Extract<Request, { type: 'moved' }>) {
        moves.push([from, to]);
        return { ok: true, value: written.has(from) ? [view(to), view(from)] : [view(to)] };
      },
    } as unknown as PageRefreshOptions['rpc'],
    items: {
      facts: (of: ItemKey) => views.get(of)?.facts,
      statusWord: () => null,
      snapshot: (of: ItemKey) => (views.has(of) ? { view: views.get(of)!, asked: true, reason: null } : null),
      take(news: ItemView[]) {
        for (const each of news) views.set(each.key, each);
      },
      shown: () => [OLD],
      announceReasons() {},
    } as unknown as PageRefreshOptions['items'],
    say: () => expect.unreachable(),
    now: Date.now,
    signal: ended.signal,
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
  const see = async () => {
    views.set(OLD, view(OLD));
    asking.consider([OLD]);
    await settle();
  };
  return { asking, moves, asked, see, end: () => ended.abort() };
}

describe('an item that answers under another key', () => {
  it('is told of once more when something is written under the key the page still calls it by', async () => {
    const written = new Set<ItemKey>();
    const { moves, see, end } = openPage(written);
    await see();
    await see();
    expect(moves).toEqual([[OLD, NEW]]);
    written.add(OLD);
    await see();
    await see();
    expect(moves).toEqual([
      [OLD, NEW],
      [OLD, NEW],
    ]);
    end();
  });

  it('is told of once where there was something under its old key', async () => {
    const { moves, see, end } = openPage(new Set([OLD]));
    await see();
    await see();
    expect(moves).toEqual([[OLD, NEW]]);
    end();
  });
});

it('the self-check hears how the source fared', () => {
  const { asking, end } = openPage(new Set());
  expect(asking.check?.()).toEqual({ understood: true, found: { issue: 0 } });
  end();
});
