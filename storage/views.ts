/** Reads what is known of items. */
import type { EventId, FootholdEvent } from '../domain/event';
import type { ItemKey } from '../domain/key';
import { type ItemGroup, itemGroups } from '../domain/moves';
import type { Database } from './database';
import { rowsOf } from './item-rows';
import type { ItemView } from './rpc/protocol';
import {
  erasedRow,
  type FactsRow,
  factsRow,
  type ItemRow,
  itemRow,
  knownEvents,
  parseEvents,
  parseRows,
  type Warn,
} from './schema';

/** Views in the order of `keys`. An item that was moved is found by each of its keys. */
export function readViews(db: Database, keys: readonly ItemKey[], warn: Warn): Promise<ItemView[]> {
  return db.transaction('r', [db.items, db.facts, db.events, db.meta], async () => {
    const heads = await headsOf(db, keys, warn);
    const all = [...new Set(heads.values())];
    const [items, facts, erased] = await Promise.all([
      db.items.bulkGet(all),
      readFacts(db, all, warn),
      readErased(db),
    ]);
    const rows = await Promise.all(
      all.map((head, i) => (items[i] === undefined ? null : readItemRow(db, head, items[i], warn))),
    );
    const byHead = new Map(all.map((head, i) => [head, rows[i] ?? null]));
    return keys.map((key) => {
      const head = heads.get(key)!;
      const view = viewOf(key, byHead.get(head) ?? null, facts.get(head)?.facts ?? null);
      return erased !== null && erased > (view.revision ?? '') ? { ...view, revision: erased } : view;
    });
  });
}

/** The greatest event id there was when everything was erased; null: it never was. */
export async function readErased(db: Database): Promise<EventId | null> {
  const read = erasedRow.safeParse(await db.meta.get('erased'));
  return read.success ? read.data.value : null;
}

/** What the items are called now, by what they are asked for. */
export async function headsOf(
  db: Database,
  keys: readonly ItemKey[],
  warn: Warn,
): Promise<Map<ItemKey, ItemKey>> {
  const stored = await db.items.bulkGet([...keys]);
  const heads = await Promise.all(
    keys.map(async (key, i) => {
      if (stored[i] === undefined) return key;
      const [row] = parseRows(itemRow, [stored[i]], 'items', () => {});
      return row ? (row.movedTo ?? key) : (await readHistory(db, key, warn)).group.head;
    }),
  );
  return new Map(keys.map((key, i) => [key, heads[i]!]));
}

export async function readFacts(
  db: Database,
  keys: readonly ItemKey[],
  warn: Warn,
): Promise<Map<ItemKey, FactsRow>> {
  const found = (await db.facts.bulkGet([...keys])).filter((row) => row !== undefined);
  return new Map(parseRows(factsRow, found, 'facts', warn).map((row) => [row.key, row]));
}

export function viewOf(key: ItemKey, row: ItemRow | null, facts: ItemView['facts']): ItemView {
  const { item = null, steps = [], revision = null } = row ?? {};
  return { key, facts, item, steps, revision };
}

/** A row that can't be read loses nothing: the item is folded anew from its events. */
async function readItemRow(db: Database, key: ItemKey, stored: unknown, warn: Warn): Promise<ItemRow | null> {
  const [row] = parseRows(itemRow, [stored], 'items', warn);
  if (row) return row;
  const { group, events } = await readHistory(db, key, warn);
  return rowsOf(group, events)?.item ?? null;
}

/** Every sound event of the item, whatever it was called. */
export async function readHistory(
  db: Database,
  key: ItemKey,
  warn: Warn,
): Promise<{ group: ItemGroup; events: FootholdEvent[] }> {
  const events: FootholdEvent[] = [];
  const keys = new Set<ItemKey>();
  let next = [key];
  while (next.length > 0) {
    for (const each of next) keys.add(each);
    const [read, away] = await Promise.all([
      Promise.all(next.map((each) => readEvents(db, each, warn))),
      db.events.where('what.from').anyOf(next).toArray(),
    ]);
    events.push(...read.flat());
    const near = [
      ...knownEvents(away).map((event) => event.key),
      ...read.flat().flatMap(({ what }) => (what.type === 'moved-from' ? [what.from] : [])),
    ];
    next = [...new Set(near)].filter((each) => !keys.has(each));
  }
  return { group: itemGroups(events).get(key) ?? { head: key, keys: [key] }, events };
}

/** Every sound event under this key, in order. */
const readEvents = async (db: Database, key: ItemKey, warn: Warn) =>
  parseEvents(await db.events.where('key').equals(key).toArray(), warn);
