/** Makes `items` anew from the events: they are the truth, and the items are only what follows from it. */
import type { Dexie, Table } from 'dexie';
import type { FootholdEvent } from '../domain/event';
import type { ItemKey } from '../domain/key';
import { type ItemGroup, itemGroups } from '../domain/moves';
import { rowsOf } from './item-rows';
import { eventRow, parseRows, type Warn } from './schema';

/** In one transaction. */
export const rebuild = (db: Dexie & { events: Table; items: Table }, warn: Warn): Promise<void> =>
  db.transaction('rw', [db.events, db.items], () => refold(db.events, db.items, warn));

/** Rows read or written at once. */
const ROWS_AT_ONCE = 5000;

/**
 * Call within a transaction that may write items. All events are held at once, 100,000 of them in some 40 MB: reading
 * them as they lie is much faster than in the order of their items.
 */
export async function refold(events: Table, items: Table, warn: Warn): Promise<void> {
  await items.clear();
  const byKey = new Map<ItemKey, FootholdEvent[]>();
  const moves: FootholdEvent[] = [];
  let last: unknown;
  for (;;) {
    const rest = last === undefined ? events.toCollection() : events.where(':id').above(last);
    const stored = await rest.limit(ROWS_AT_ONCE).toArray();
    if (stored.length === 0) break;
    last = stored.at(-1).id;
    for (const event of parseRows(eventRow, stored, 'events', warn)) {
      const ofOne = byKey.get(event.key);
      if (ofOne) ofOne.push(event);
      else byKey.set(event.key, [event]);
      if (event.what.type === 'moved-from') moves.push(event);
    }
  }
  const groups = itemGroups(moves);
  const done = new Set<ItemGroup>();
  let rows = [];
  for (const key of byKey.keys()) {
    const group = groups.get(key) ?? { head: key, keys: [key] };
    if (done.has(group)) continue;
    done.add(group);
    const { item, moved } = rowsOf(
      group,
      group.keys.flatMap((each) => byKey.get(each) ?? []),
    )!;
    rows.push(item, ...moved);
    if (rows.length < ROWS_AT_ONCE) continue;
    await items.bulkPut(rows);
    rows = [];
  }
  await items.bulkPut(rows);
}
