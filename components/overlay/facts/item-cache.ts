/**
 * What this tab knows of the items it shows: asked once for all rows of a frame, kept current by pushes, and at
 * hand at once when a recycled row shows an item again.
 */
import { type Facts, NO_FACTS, type SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import { pause, type RpcClient, supersedes } from '../../../storage/rpc/client';
import type { Answer, ItemView } from '../../../storage/rpc/protocol';
import type { Sighting } from '../contract';

/** Views kept although nothing on the page shows them. */
const MAX_CACHED_ITEMS = 2000;
/** Between questions, ms: each one costs a page as much as several chips do. The first is asked at once. */
const REQUEST_INTERVAL_MS = 100;

export interface ItemCache {
  /** What can be shown now. `asked` false: only what the page itself says; steps are not known yet. */
  of(key: ItemKey): ItemSnapshot | null;
  /** Tells the background of what was seen and asks for what it knows; answers come through `onChange`. */
  see(sightings: readonly Sighting[]): void;
  /** The view of an item that may not be on the page. */
  fetch(key: ItemKey): Promise<Answer<ItemView>>;
  /** A view that came with an answer. */
  take(views: readonly ItemView[]): void;
  /** Facts from JSON the page carries; they complete what rows show. */
  embed(facts: readonly SeenFacts[]): void;
  /** Undefined: the background has not said yet. */
  facts(key: ItemKey): Facts | null | undefined;
  /** What the page calls the item's status, or the column it stands in. */
  word(key: ItemKey): string | null;
  /** The column it was last seen in. */
  column(key: ItemKey): string | null;
}

export interface ItemSnapshot {
  view: ItemView;
  asked: boolean;
  /** Why something of it is unknown, in words. */
  reason: string | null;
}

interface Options {
  rpc: RpcClient;
  /** Keys on the page now. */
  shown: () => Iterable<ItemKey>;
  onChange: (keys: ReadonlySet<ItemKey>) => void;
  /** Why something of an item is unknown. */
  reason: (key: ItemKey) => string | null;
  signal: AbortSignal;
}

export function createItemCache({ rpc, shown, onChange, reason, signal }: Options): ItemCache {
  const views = new Map<ItemKey, ItemView>();
  const seen = new Map<ItemKey, Facts>();
  const sent = new Map<ItemKey, string>();
  const words = new Map<ItemKey, string>();
  const columns = new Map<ItemKey, string>();
  let embedded = new Map<ItemKey, SeenFacts>();
  let waiting = new Map<ItemKey, SeenFacts>();

  /** What is seen until the answer, and shortly after it, is asked for with the next question. */
  let asking = false;

  async function ask(): Promise<void> {
    while (waiting.size > 0 && !signal.aborted) {
      const batch = waiting;
      waiting = new Map();
      const answer = await rpc.see([...batch.values()]);
      if (signal.aborted) return;
      if (answer.ok) take(answer.value);
      // Said again when it is next seen.
      else for (const key of batch.keys()) sent.delete(key);
      await pause(REQUEST_INTERVAL_MS, signal);
    }
    asking = false;
  }

  function want(facts: SeenFacts): void {
    waiting.set(facts.key, facts);
    if (asking) return;
    asking = true;
    queueMicrotask(ask);
  }

  function take(news: readonly ItemView[]): void {
    const changed = new Set<ItemKey>();
    for (const view of news) {
      if (!supersedes(view, views.get(view.key))) continue;
      views.delete(view.key);
      views.set(view.key, view);
      changed.add(view.key);
    }
    if (views.size > MAX_CACHED_ITEMS) forget();
    if (changed.size > 0) onChange(changed);
  }

  function forget(): void {
    const needed = new Set(shown());
    for (const key of views.keys()) {
      if (views.size <= MAX_CACHED_ITEMS / 2) break;
      if (needed.has(key)) continue;
      views.delete(key);
      seen.delete(key);
      sent.delete(key);
      words.delete(key);
      columns.delete(key);
    }
  }

  rpc.onPush((push) => {
    if (push.type === 'changed') take(push.views.filter(({ key }) => views.has(key) || seen.has(key)));
    else if (push.type === 'connected') {
      sent.clear();
      for (const key of shown()) want(seen.get(key) ?? { key });
    }
  }, signal);

  return {
    of(key) {
      const view = views.get(key);
      if (view) return { view, asked: true, reason: reason(key) };
      const facts = seen.get(key);
      if (!facts) return null;
      const bare = { key, facts, item: null, steps: [], revision: null };
      return { view: bare, asked: false, reason: reason(key) };
    },
    see(sightings) {
      for (const { key, facts } of sightings) {
        const all = { ...embedded.get(key), ...dropUnknown(facts) } as SeenFacts;
        // Another status has another category, or leaves it to the background.
        if (facts.status && !facts.category) delete all.category;
        const text = JSON.stringify(all);
        if (sent.get(key) === text) continue;
        sent.set(key, text);
        const word = facts.status ?? facts.seenAs;
        if (word) words.set(key, word);
        if (facts.seenAs) columns.set(key, facts.seenAs);
        // Only until the background says what comes of all that was ever seen (domain/facts.ts).
        const before = seen.get(key);
        const moved = all.status !== undefined && all.status !== before?.status;
        seen.set(key, { ...NO_FACTS, ...(moved ? null : before), ...all });
        want(all);
      }
    },
    async fetch(key) {
      const known = views.get(key);
      if (known) return { ok: true, value: known };
      const answer = await rpc.see([embedded.get(key) ?? { key }]);
      if (!answer.ok) return answer;
      take(answer.value);
      return { ok: true, value: answer.value[0]! };
    },
    take,
    embed(facts) {
      embedded = new Map(facts.map((one) => [one.key, one]));
    },
    facts: (key) => views.get(key)?.facts,
    word: (key) => words.get(key) ?? null,
    column: (key) => columns.get(key) ?? null,
  };
}

/** What a row doesn't show must not hide what the page's JSON says. */
const dropUnknown = (facts: SeenFacts): Partial<SeenFacts> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
