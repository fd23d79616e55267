/**
 * What the popup lists. Read through one index and cut before rows are loaded: with 10,000 steps it reads at most five
 * times `LIST_LENGTH` items. They are asked for all at once: a person waits for the popup.
 */
import Dexie from 'dexie';
import { DAY } from '../domain/age';
import { gapOf } from '../domain/gap';
import type { ItemKey } from '../domain/key';
import type { Database } from './database';
import { type Counts, LIST_LENGTH, type Line, type Lists } from './rpc/protocol';
import { type ItemRow, itemRow, type Lane, parseRows, type Warn } from './schema';
import { readFacts } from './views';

type Name = Lane[0];

const inLane = (db: Database, name: Name) =>
  db.items.where('lanes').between([name, Dexie.minKey], [name, Dexie.maxKey]);

/** A snooze that ended within a day is shown as due, not yet among all the others. */
const asleep = (db: Database, now: number) =>
  db.items.where('lanes').between(['asleep', now - DAY, Dexie.maxKey], ['asleep', Dexie.maxKey]);

/** Goes through whole lists: 10,000 steps take many times as long as reading what is shown of them. */
export function countLists(db: Database, now: number): Promise<Counts> {
  return db.transaction('r', db.items, async () => {
    const [started, next, waiting, snoozed] = await Promise.all([
      inLane(db, 'started').count(),
      inLane(db, 'next').count(),
      inLane(db, 'waiting').count(),
      asleep(db, now).count(),
    ]);
    return { started, next: next - snoozed, waiting, snoozed };
  });
}

export function readLists(db: Database, now: number, warn: Warn): Promise<Lists> {
  return db.transaction('r', [db.items, db.facts], async () => {
    const [asleepKeys, started, first, waiting, snoozed] = await Promise.all([
      asleep(db, now).primaryKeys(),
      inLane(db, 'started').reverse().limit(LIST_LENGTH).toArray(),
      inLane(db, 'next').limit(LIST_LENGTH).toArray(),
      inLane(db, 'waiting').limit(LIST_LENGTH).toArray(),
      asleep(db, now).limit(LIST_LENGTH).toArray(),
    ]);
    const notNext = new Set(asleepKeys);
    const next = notNext.size === 0 ? first : await firstAwake(db, notNext);
    // An item with several steps in a list is found by each of them.
    const all = new Map([...started, ...next, ...waiting, ...snoozed].map((row) => [row.key, row]));
    const rows = new Map(parseRows(itemRow, [...all.values()], 'items', warn).map((row) => [row.key, row]));
    const facts = await readFacts(db, [...rows.keys()], warn);

    const lineOf = (row: ItemRow, [, , id]: Lane): Line[] => {
      const step = row.steps.find((each) => each.id === id);
      const { item, key } = row;
      if (!step || !item) return [];
      const gap = gapOf(step, item, now);
      return [{ step, key, facts: facts.get(key)?.facts ?? null, gap, snoozedUntil: item.snoozedUntil }];
    };
    const linesOf = (name: Name, found: readonly ItemRow[], latestFirst = false): Line[] =>
      [...new Set(found.map(({ key }) => key))]
        .flatMap((key) => rows.get(key) ?? [])
        .flatMap((row) => row.lanes.filter((each) => each[0] === name).map((each) => ({ row, each })))
        .sort((a, b) => byOrder(a.each, b.each) * (latestFirst ? -1 : 1))
        .slice(0, LIST_LENGTH)
        .flatMap(({ row, each }) => lineOf(row, each));
    return {
      started: linesOf('started', started, true),
      next: linesOf('next', next),
      waiting: linesOf('waiting', waiting),
      snoozed: linesOf('asleep', snoozed),
      counts: {
        started: started.length < LIST_LENGTH ? started.length : null,
        next: next.length < LIST_LENGTH ? next.length : null,
        waiting: waiting.length < LIST_LENGTH ? waiting.length : null,
        snoozed: notNext.size,
      },
    };
  });
}

/** What stands in `next` and does not sleep: of so many, at most `notNext.size` are left out. */
async function firstAwake(db: Database, notNext: ReadonlySet<ItemKey>): Promise<ItemRow[]> {
  const keys = await inLane(db, 'next')
    .limit(LIST_LENGTH + notNext.size)
    .primaryKeys();
  const awake = keys.filter((key) => !notNext.has(key)).slice(0, LIST_LENGTH);
  return (await db.items.bulkGet(awake)).filter((row) => row !== undefined);
}

/** As the index has them. */
const byOrder = ([, a, idA]: Lane, [, b, idB]: Lane): number => a - b || (idA < idB ? -1 : 1);
