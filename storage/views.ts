/** Reads what is known of items. */
import type { ItemKey } from '../domain/key';
import type { Database } from './database';
import type { ItemView } from './remote/protocol';
import { type Rows, rowsOf } from './rows';
import { eventRow, type FactsRow, factsRow, itemRow, type Report, sound, stepRow } from './schema';

/** Views in the order of `keys`. */
export function readViews(db: Database, keys: readonly ItemKey[], report: Report): Promise<ItemView[]> {
  return db.transaction('r', [db.items, db.steps, db.facts, db.events], async () => {
    const [items, facts] = await Promise.all([db.items.bulkGet([...keys]), readFacts(db, keys, report)]);
    return Promise.all(
      keys.map(async (key, i) => {
        const rows = items[i] === undefined ? null : await readRows(db, key, items[i], report);
        return viewOf(key, rows, facts.get(key)?.facts ?? null);
      }),
    );
  });
}

export async function readFacts(
  db: Database,
  keys: readonly ItemKey[],
  report: Report,
): Promise<Map<ItemKey, FactsRow>> {
  const found = (await db.facts.bulkGet([...keys])).filter((row) => row !== undefined);
  return new Map(sound(factsRow, found, 'facts', report).map((row) => [row.key, row]));
}

export function viewOf(key: ItemKey, rows: Rows | null, facts: ItemView['facts']): ItemView {
  return {
    key,
    facts,
    item: rows?.item.item ?? null,
    steps: rows?.steps.map(({ step }) => step).sort((a, b) => a.place - b.place) ?? [],
    revision: rows?.item.revision ?? null,
  };
}

/** A row that can't be read loses nothing: the item is folded anew from its events. */
async function readRows(db: Database, key: ItemKey, stored: unknown, report: Report): Promise<Rows | null> {
  const [item] = sound(itemRow, [stored], 'items', report);
  const rows = await db.steps.where('step.key').equals(key).toArray();
  const steps = sound(stepRow, rows, 'steps', report);
  if (item && steps.length === rows.length) return { item, steps };
  return rowsOf(key, await readEvents(db, key, report));
}

/** Every sound event of the item, in order. */
export const readEvents = async (db: Database, key: ItemKey, report: Report) =>
  sound(eventRow, await db.events.where('key').equals(key).toArray(), 'events', report);
