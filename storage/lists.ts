/**
 * What the popup lists. Read through indexes and cut before rows are loaded: with 10,000 steps it reads
 * at most four times `LIST_LENGTH` of them.
 */
import Dexie, { type Collection } from 'dexie';
import { DAY } from '../domain/age';
import { gapOf } from '../domain/gap';
import type { Database } from './database';
import { LIST_LENGTH, type Line, type Lists } from './remote/protocol';
import { itemRow, type Report, type StepRow, sound, stepRow } from './schema';
import { readFacts } from './views';

type Lane = NonNullable<StepRow['lane']>;

export function readLists(db: Database, now: number, report: Report): Promise<Lists> {
  const lane = (name: Lane) =>
    db.steps.where('[lane+order]').between([name, Dexie.minKey], [name, Dexie.maxKey]);
  // A snooze that ended within a day is shown as due, not yet among all the others.
  const asleep = () =>
    db.steps.where('[lane+awakeAt]').between(['next', now - DAY], ['next', Dexie.maxKey], false, true);
  const first = (steps: Collection) => steps.limit(LIST_LENGTH).toArray();

  return db.transaction('r', [db.steps, db.items, db.facts], async () => {
    const notNext = new Set<unknown>(await asleep().primaryKeys());
    const [started, all, waiting, snoozed, startedCount, nextCount, waitingCount] = await Promise.all([
      first(lane('started').reverse()),
      // Of so many, at most `notNext.size` are left out.
      lane('next')
        .limit(LIST_LENGTH + notNext.size)
        .primaryKeys(),
      first(lane('waiting')),
      first(asleep()),
      lane('started').count(),
      lane('next').count(),
      lane('waiting').count(),
    ]);
    const next = await db.steps.bulkGet(all.filter((id) => !notNext.has(id)).slice(0, LIST_LENGTH));
    const lines = await linesOf(db, [started, next, waiting, snoozed], now, report);
    return {
      started: lines[0]!,
      next: lines[1]!,
      waiting: lines[2]!,
      snoozed: lines[3]!,
      counts: {
        started: startedCount,
        next: nextCount - notNext.size,
        waiting: waitingCount,
        snoozed: notNext.size,
      },
    };
  });
}

async function linesOf(db: Database, lists: unknown[][], now: number, report: Report): Promise<Line[][]> {
  const read = lists.map((rows) => sound(stepRow, rows, 'steps', report));
  const keys = [...new Set(read.flat().map(({ step }) => step.key))];
  const [rows, facts] = await Promise.all([db.items.bulkGet(keys), readFacts(db, keys, report)]);
  const items = new Map(
    sound(
      itemRow,
      rows.filter((row) => row !== undefined),
      'items',
      report,
    ).map(({ key, item }) => [key, item]),
  );
  return read.map((list) =>
    list.map(({ step }): Line => {
      const item = items.get(step.key);
      return {
        step,
        key: step.key,
        facts: facts.get(step.key)?.facts ?? null,
        gap: gapOf(step, { snoozes: item?.snoozes ?? [] }, now),
        snoozedUntil: item?.snoozedUntil ?? null,
      };
    }),
  );
}
