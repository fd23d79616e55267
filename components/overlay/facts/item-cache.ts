/**
 * What this tab knows of items: the one store that chips, refresh and layer read and listen to. The background is
 * asked once for all rows of a frame, pushes keep the answers current, and a recycled row that shows an item again
 * finds it here at once.
 */
import { type Facts, NO_FACTS, type SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import { delay, type RpcClient, supersedes } from '../../../storage/rpc/client';
import type { Answer, ItemView } from '../../../storage/rpc/protocol';
import { createEmitter, type Emitter } from '../emitter';
import type { Sighting } from '../tracker-contract';

/** Items kept although nothing on the page shows them. */
const MAX_CACHED_ITEMS = 2000;
/** Between two questions: each one costs a page as much as several chips do. The first is asked at once. */
const REQUEST_INTERVAL_MS = 100;

/** What can be shown of an item now. */
export interface ItemSnapshot {
  view: ItemView;
  /** False: only what the page itself says. Steps are not known yet. */
  asked: boolean;
  /** Why something of it is unknown, in words. */
  reason: string | null;
}

/** What is known of these items changed: their views, or why something of them is unknown. */
export interface ItemChange {
  keys: ReadonlySet<ItemKey>;
  cause: 'view' | 'reason';
}

export interface ItemCache extends Pick<Emitter<ItemChange>, 'listen'> {
  snapshot(key: ItemKey): ItemSnapshot | null;
  /** Tells the background of what was seen and asks for what it knows. Answers are told to listeners. */
  see(sightings: readonly Sighting[]): void;
  /** The view of an item that may not be on the page. */
  fetch(key: ItemKey): Promise<Answer<ItemView>>;
  /** Takes views that came with an answer. */
  take(views: readonly ItemView[]): void;
  /** Takes facts from JSON the page carries. They complete what rows show. */
  embed(facts: readonly SeenFacts[]): void;
  /** What the page shows of it now. */
  seen(key: ItemKey): SeenFacts;
  /** Undefined: the background has not said yet. */
  facts(key: ItemKey): Facts | null | undefined;
  /** What the page calls the item's status, or the column it stands in. */
  statusWord(key: ItemKey): string | null;
  /** The column it was last seen in. */
  column(key: ItemKey): string | null;
  /** A chip shows this item from now on; one that several chips show is added by each. */
  addShown(key: ItemKey): void;
  removeShown(key: ItemKey): void;
  /** Items that chips show now. */
  shown(): Iterable<ItemKey>;
  /** Who refreshes facts knows why one is unknown, in words. */
  explainWith(reason: (key: ItemKey) => string | null): void;
  /** Tells listeners that the reasons of these changed. */
  announceReasons(keys: ReadonlySet<ItemKey>): void;
}

interface Options {
  rpc: RpcClient;
  signal: AbortSignal;
}

/** What the page said of one item. */
interface SeenItem {
  facts: Facts;
  statusWord: string | null;
  column: string | null;
}

/** One closure over what is known: each function of it reads or changes views, what was seen or what is shown. */
export function createItemCache({ rpc, signal }: Options): ItemCache {
  const views = new Map<ItemKey, ItemView>();
  const seen = new Map<ItemKey, SeenItem>();
  /** What the background was told last of each, as text. */
  const sent = new Map<ItemKey, string>();
  const shown = new Map<ItemKey, number>();
  const changes = createEmitter<ItemChange>();
  let embedded = new Map<ItemKey, SeenFacts>();
  let reasonOf: (key: ItemKey) => string | null = () => null;

  const ask = createBatcher({
    async send(batch) {
      const answer = await rpc.see(batch);
      if (signal.aborted) return;
      if (answer.ok) take(answer.value);
      // Not marked as sent any more: the page tells of these items again when they are next seen.
      else for (const { key } of batch) sent.delete(key);
    },
    signal,
  });

  function take(news: readonly ItemView[]): void {
    const changed = new Set<ItemKey>();
    for (const view of news) {
      if (!supersedes(view, views.get(view.key))) continue;
      // A map keeps its order: the view goes to the end, so that what was told of last is forgotten last.
      views.delete(view.key);
      views.set(view.key, view);
      changed.add(view.key);
    }
    if (views.size > MAX_CACHED_ITEMS) forgetOldest();
    if (changed.size > 0) changes.emit({ keys: changed, cause: 'view' });
  }

  function forgetOldest(): void {
    for (const key of views.keys()) {
      if (views.size <= MAX_CACHED_ITEMS / 2) break;
      if (!shown.has(key)) for (const map of [views, seen, sent]) map.delete(key);
    }
  }

  function seeOne({ key, facts }: Sighting): void {
    const all = { ...embedded.get(key), ...dropUnknown(facts) } as SeenFacts;
    // A status that the row shows has a category of its own. Where the row says none, the background may know it; the
    // page's JSON speaks of the status before.
    if (facts.status && !facts.category) delete all.category;
    const text = JSON.stringify(all);
    if (sent.get(key) === text) return;
    sent.set(key, text);
    const before = seen.get(key);
    // This holds only until the background says what comes of all that was ever seen (domain/facts.ts).
    const hasMoved = all.status !== undefined && all.status !== before?.facts.status;
    seen.set(key, {
      facts: { ...NO_FACTS, ...(hasMoved ? null : before?.facts), ...all },
      statusWord: facts.status || facts.seenAs || before?.statusWord || null,
      column: facts.seenAs || before?.column || null,
    });
    ask(all);
  }

  const seenOf = (key: ItemKey): SeenFacts => seen.get(key)?.facts ?? { key };

  rpc.onPush((push) => {
    if (push.type === 'changed') take(push.views.filter(({ key }) => views.has(key) || seen.has(key)));
    else if (push.type === 'connected') {
      sent.clear();
      for (const key of shown.keys()) ask(seenOf(key));
    }
  }, signal);

  return {
    listen: changes.listen,
    announceReasons: (keys) => changes.emit({ keys, cause: 'reason' }),
    snapshot(key) {
      const view = views.get(key);
      if (view) return { view, asked: true, reason: reasonOf(key) };
      const facts = seen.get(key)?.facts;
      if (!facts) return null;
      const bare = { key, facts, item: null, steps: [], revision: null };
      return { view: bare, asked: false, reason: reasonOf(key) };
    },
    see(sightings) {
      for (const sighting of sightings) seeOne(sighting);
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
    seen: seenOf,
    facts: (key) => views.get(key)?.facts,
    statusWord: (key) => seen.get(key)?.statusWord ?? null,
    column: (key) => seen.get(key)?.column ?? null,
    addShown: (key) => void shown.set(key, (shown.get(key) ?? 0) + 1),
    removeShown(key) {
      const times = (shown.get(key) ?? 0) - 1;
      if (times > 0) shown.set(key, times);
      else shown.delete(key);
    },
    // A list, not the map's own iterator: that one is empty for whoever walks it second.
    shown: () => [...shown.keys()],
    explainWith(reason) {
      reasonOf = reason;
    },
  };
}

/** Sends facts in batches, one at a time. What comes until the answer, and shortly after it, goes with the next. */
function createBatcher({
  send,
  signal,
}: {
  send: (batch: SeenFacts[]) => Promise<void>;
  signal: AbortSignal;
}): (facts: SeenFacts) => void {
  let waiting = new Map<ItemKey, SeenFacts>();
  let isSending = false;

  async function sendAll(): Promise<void> {
    while (waiting.size > 0 && !signal.aborted) {
      const batch = [...waiting.values()];
      waiting = new Map();
      await send(batch);
      await delay(REQUEST_INTERVAL_MS, signal);
    }
    isSending = false;
  }

  return (facts) => {
    waiting.set(facts.key, facts);
    if (isSending) return;
    isSending = true;
    queueMicrotask(sendAll);
  };
}

/** What a row doesn't show must not hide what the page's JSON says. */
const dropUnknown = (facts: SeenFacts): Partial<SeenFacts> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
