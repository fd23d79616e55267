/**
 * Finds where words were written: not only as a step reads now, as what was written over is kept as well. Rare, and
 * therefore without an index: it goes through all events, some thousands at a time.
 */
import type { StepId } from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import type { Database } from '../database';
import { nextPage } from '../row-pages';
import type { FoundItem, FoundWords } from '../rpc/protocol';
import type { Warn } from '../schema';
import { headsOf, readViews } from '../views';

const FOUND_MAX = 20;
/** What else an event holds as text: names of things, which nobody wrote. */
const NAMES = new Set(['type', 'step', 'act', 'before', 'from']);

/** What was written under a key, as far as it has one of the words: by step; null: at the item. */
type Written = Map<StepId | null, string>;

export function findWords(db: Database, text: string, warn: Warn): Promise<FoundWords> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return Promise.resolve({ items: [], isMore: false });
  return db.transaction('r', [db.events, db.items, db.facts, db.meta], async () => {
    const written = await textsWith(db, words);
    const names = await namesWith(db, words);
    const stepsOf = new Map<ItemKey, StepId[]>();
    for (const key of new Set([...written.keys(), ...names.keys()])) {
      const name = names.get(key) ?? '';
      const texts: Written = written.get(key) ?? new Map();
      const hasAll = (hay: string) => words.every((word) => hay.includes(word));
      const steps = [...texts].flatMap(([step, its]) =>
        step !== null && hasAll(`${name} ${its}`) ? [step] : [],
      );
      if (steps.length > 0 || hasAll(`${name} ${texts.get(null) ?? ''}`)) stepsOf.set(key, steps);
    }
    return readFound(db, stepsOf, warn);
  });
}

async function readFound(
  db: Database,
  stepsOf: ReadonlyMap<ItemKey, StepId[]>,
  warn: Warn,
): Promise<FoundWords> {
  const keys = [...stepsOf.keys()];
  const rows = await db.items.bulkGet(keys);
  // Of some items only facts are known: nothing was written there.
  const latest = keys
    .flatMap((key, i) => (rows[i] === undefined ? [] : [{ key, revision: String(rows[i].revision) }]))
    .sort((a, b) => (a.revision < b.revision ? 1 : -1))
    .map(({ key }) => key);
  const heads = await headsOf(db, latest.slice(0, FOUND_MAX), warn);
  const found = new Map<ItemKey, StepId[]>();
  for (const [key, head] of heads) found.set(head, [...(found.get(head) ?? []), ...stepsOf.get(key)!]);
  const views = await readViews(db, [...found.keys()], warn);
  const items = views.map((view): FoundItem => ({ view, steps: [...new Set(found.get(view.key))] }));
  return { items, isMore: latest.length > FOUND_MAX };
}

/** Everything ever written that has one of the words, in lower case. */
async function textsWith(db: Database, words: readonly string[]): Promise<Map<ItemKey, Written>> {
  const found = new Map<ItemKey, Written>();
  for (let rows = await nextPage(db.events); rows; rows = await nextPage(db.events, rows)) {
    for (const { id, key, what } of rows) {
      const text = textOf(what);
      if (!words.some((word) => text.includes(word))) continue;
      const item: Written = found.get(key) ?? new Map();
      const step = what.type === 'written' ? id : 'step' in what ? what.step : null;
      item.set(step, `${item.get(step) ?? ''} ${text}`);
      found.set(key, item);
    }
  }
  return found;
}

/** The row is not validated: an event of a newer Foothold's may say something in a way of its own. */
const textOf = (what: object): string =>
  Object.entries(what ?? {})
    .filter(([name, value]) => typeof value === 'string' && !NAMES.has(name))
    .map(([, value]) => String(value))
    .join(' ')
    .toLowerCase();

/** Names and titles of the items that have one of the words there, in lower case. */
async function namesWith(db: Database, words: readonly string[]): Promise<Map<ItemKey, string>> {
  const names = new Map<ItemKey, string>();
  for (const key of await db.items.toCollection().primaryKeys()) names.set(key, key.toLowerCase());
  for (const { key, facts } of await db.facts.toArray()) {
    const name = names.get(key);
    if (name !== undefined) names.set(key, `${name} ${facts?.title ?? ''}`.toLowerCase());
  }
  return new Map([...names].filter(([, name]) => words.some((word) => name.includes(word))));
}
