/** Makes `items` anew from the events: they are the truth, and the items are only what follows from it. */
import type { Dexie, Table } from 'dexie';
import { createEraser } from '../domain/erase';
import type { FootholdEvent } from '../domain/event';
import type { ItemKey } from '../domain/key';
import { type ItemGroup, itemGroups } from '../domain/moves';
import { rowsOf } from './item-rows';
import { nextPage, ROWS_AT_ONCE } from './row-pages';
import type { DataProgress, RebuildResult } from './rpc/data-protocol';
import { readEvent, type Warn } from './schema';

export interface RebuildOptions {
  warn: Warn;
  /** Told between two waits; what it throws ends the rebuild, and nothing is changed. */
  step?: (progress: DataProgress) => void;
}

/** In one transaction. */
export const rebuild = (
  db: Dexie & { events: Table; items: Table },
  options: RebuildOptions,
): Promise<RebuildResult> =>
  db.transaction('rw', [db.events, db.items], () => refold(db.events, db.items, options));

/**
 * Call within a transaction that may write events and items. All events are held at once, 100,000 of them in some
 * 40 MB: reading them as they lie is much faster than in the order of their items.
 * Events whose words are erased, and that only this version can read, are emptied.
 */
export async function refold(
  events: Table,
  items: Table,
  { warn, step = () => {} }: RebuildOptions,
): Promise<RebuildResult> {
  const total = await events.count();
  const result: RebuildResult = { events: 0, newer: 0, unreadable: 0, items: 0 };
  await items.clear();
  const byKey = new Map<ItemKey, FootholdEvent[]>();
  const moves: FootholdEvent[] = [];
  let isErased = false;
  for (let page = await nextPage(events); page; page = await nextPage(events, page)) {
    for (const row of page) {
      const read = readEvent(row);
      if (!read.ok) result.unreadable += 1;
      else if (read.isNewer) result.newer += 1;
      const event = read.ok ? read.event : null;
      if (!event) continue;
      const ofOne = byKey.get(event.key);
      if (ofOne) ofOne.push(event);
      else byKey.set(event.key, [event]);
      if (event.what.type === 'moved-from') moves.push(event);
      isErased ||= event.what.type === 'erased';
    }
    result.events += page.length;
    step({ stage: 'reading', done: result.events, total: Math.max(total, result.events) });
  }
  if (result.unreadable > 0) warn(`events: ${result.unreadable} unreadable row(s) skipped`);
  if (isErased) await emptyErased(events, [...byKey.values()].flat());

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
    result.items += 1;
    if (rows.length < ROWS_AT_ONCE) continue;
    await items.bulkPut(rows);
    rows = [];
    step({ stage: 'folding', done: result.items, total: null });
  }
  await items.bulkPut(rows);
  return result;
}

async function emptyErased(table: Table, events: readonly FootholdEvent[]): Promise<void> {
  const eraser = createEraser(events);
  const ids = events.filter((event) => eraser.empty(event) !== event).map(({ id }) => id);
  for (let from = 0; from < ids.length; from += ROWS_AT_ONCE)
    await table.bulkPut((await table.bulkGet(ids.slice(from, from + ROWS_AT_ONCE))).map(eraser.empty));
}
