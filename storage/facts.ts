/** What trackers say of items: a cache, kept small. Titles and names come from others and are only ever text. */
import { type Category, type Facts, mergeFacts, type SeenFacts } from '../domain/facts';
import type { ItemKey } from '../domain/key';
import type { Database } from './database';
import { refusedBy } from './refused';
import { type FactsRow, factsRow, parseRows, type Warn } from './schema';
import { readFacts } from './views';

/** Longest texts kept, in UTF-16 units. */
const TITLE_MAX = 500;
const NAME_MAX = 100;
const NAMES_MAX = 50;
/** Rows kept of items that have no steps; pruned when there are `SLACK` more. */
const ROWS_KEPT = 20_000;
const ROWS_SLACK = 1000;
/** `seenAt` is kept to this, ms: looking at a page again writes nothing. */
const SEEN_AT_EXACT_TO_MS = 60_000;

/** Cuts, and never in the middle of a character. */
const cut = (text: string, max: number): string =>
  text.length <= max ? text : text.slice(0, max).replace(/[\ud800-\udbff]$/, '');

/** What a status means that was told by its name alone; null: nobody knows, undefined: that is not asked here. */
export type CategoryOf = (key: ItemKey, status: string) => Category | null | undefined;

/** Facts with their texts cut to what is kept. */
export const cutFacts = (facts: Facts): Facts => ({ ...facts, ...clamp(facts, () => null) });

function clamp(seen: SeenFacts, categoryOf: CategoryOf): SeenFacts {
  const clamped = { ...seen };
  if (seen.status && seen.category === undefined) clamped.category = categoryOf(seen.key, seen.status);
  if (seen.title) clamped.title = cut(seen.title, TITLE_MAX);
  if (seen.status) clamped.status = cut(seen.status, NAME_MAX);
  if (seen.seenAs) clamped.seenAs = cut(seen.seenAs, NAME_MAX);
  if (seen.assignees)
    clamped.assignees = seen.assignees.slice(0, NAMES_MAX).map((name) => cut(name, NAME_MAX));
  return clamped;
}

/** The rows that what was seen changes; the same key may be seen twice. */
function changedRows(
  known: ReadonlyMap<ItemKey, FactsRow>,
  seen: readonly SeenFacts[],
  { now, categoryOf }: Pick<LearnOptions, 'now' | 'categoryOf'>,
) {
  const changed = new Map<ItemKey, FactsRow>();
  for (const each of seen) {
    // A bare key is a question: nothing was seen of it, and it is not an item seen lately.
    if (!Object.entries(each).some(([name, value]) => name !== 'key' && value != null)) continue;
    const before = changed.get(each.key) ?? known.get(each.key);
    const facts = mergeFacts(before?.facts ?? null, clamp(each, categoryOf));
    const same = before && JSON.stringify(before.facts) === JSON.stringify(facts);
    // A row from the future (the clock went back) is as old as it says, and would never be refreshed.
    const recent = before && Math.abs(now - before.seenAt) < SEEN_AT_EXACT_TO_MS;
    if (!same || !recent) changed.set(each.key, { key: each.key, seenAt: now, facts });
  }
  return changed;
}

export interface LearnOptions {
  /** Epoch ms. */
  now: number;
  categoryOf: CategoryOf;
  warn: Warn;
  /** False: nothing is written (the database is read-only). */
  save: boolean;
}

/** What is known of the items after what was just seen. */
export async function learn(
  db: Database,
  seen: readonly SeenFacts[],
  options: LearnOptions,
): Promise<Map<ItemKey, Facts>> {
  const { warn, save } = options;
  const keys = [...new Set(seen.map(({ key }) => key))];
  const known = await readFacts(db, keys, warn);
  let changed = changedRows(known, seen, options);
  if (save && changed.size > 0) {
    try {
      changed = await db.transaction('rw', db.facts, async () => {
        // Another tab may have told something meanwhile.
        const rows = changedRows(await readFacts(db, keys, warn), seen, options);
        await db.facts.bulkPut([...rows.values()]);
        return rows;
      });
      if ((await db.facts.count()) - (await db.items.count()) > ROWS_KEPT + ROWS_SLACK) await pruneFacts(db);
    } catch (error) {
      // A cache that can't grow is no reason to show nothing.
      if (refusedBy(error).refusal.code !== 'storage-full') throw error;
      warn('facts: no room to keep them');
    }
  }
  return new Map([...known, ...changed].map(([key, row]) => [key, row.facts]));
}

/** Removes what was seen longest ago and has no item of ours. */
export function pruneFacts(db: Database, kept = ROWS_KEPT): Promise<void> {
  return db.transaction('rw', db.facts, db.items, async () => {
    const oldest = await db.facts.orderBy('seenAt').primaryKeys();
    const items = new Set(await db.items.toCollection().primaryKeys());
    const removable = oldest.filter((key) => !items.has(key));
    await db.facts.bulkDelete(removable.slice(0, Math.max(0, removable.length - kept)));
  });
}

const FOUND_MAX = 20;

/** Items seen lately whose key or title has every word of `text`, latest first. */
export async function findRecent(db: Database, text: string, warn: Warn): Promise<Facts[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  // All rows at once are read many times faster than one after the other from the latest on.
  const rows = words.length === 0 ? await latest(db) : (await db.facts.toArray()).filter(hasRow(words));
  const found = rows.sort((a, b) => b.seenAt - a.seenAt).slice(0, FOUND_MAX);
  return parseRows(factsRow, found, 'facts', warn).map(({ facts }) => facts);
}

const latest = (db: Database) => db.facts.orderBy('seenAt').reverse().limit(FOUND_MAX).toArray();

const hasRow =
  (words: readonly string[]) =>
  ({ key, facts }: FactsRow): boolean => {
    // The row is not validated yet.
    const hay = `${key} ${facts?.title ?? ''}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  };
