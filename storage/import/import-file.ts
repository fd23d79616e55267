/**
 * Takes in a file or a backup: a union of events, in one transaction. First it is looked at, which changes nothing;
 * the commit decides everything anew, as the log may have grown in between.
 */
import type { ItemKey } from '../../domain/key';
import type { ItemGroup } from '../../domain/moves';
import type { Database } from '../database';
import { dropErasedDrafts } from '../erase/erase-drafts';
import { cutFacts } from '../facts';
import { rowsOf } from '../item-rows';
import type { JobRun } from '../job';
import { moveFacts } from '../log';
import { nextPage, ROWS_AT_ONCE } from '../row-pages';
import type { ImportReport } from '../rpc/data-protocol';
import type { FactsRow } from '../schema';
import { type SettingsUnion, uniteSettings } from '../settings';
import type { DataFile } from './data-file';
import { type Arrival, judgeArrival } from './judge-event';
import { type Union, uniteEvents } from './unite-events';

/** A file whose events are judged one by one. */
export interface Arrivals extends Omit<DataFile, 'events'> {
  events: Arrival[];
}

/** @throws Refused 'cancelled' */
export async function judgeFile({ events, ...file }: DataFile, run: JobRun): Promise<Arrivals> {
  const judged: Arrival[] = [];
  for (let from = 0; from < events.length; from += ROWS_AT_ONCE) {
    for (const raw of events.slice(from, from + ROWS_AT_ONCE)) judged.push(judgeArrival(raw));
    // Whoever wants to cancel is heard in between.
    await run.pause({ stage: 'reading', done: judged.length, total: events.length });
  }
  return { ...file, events: judged };
}

/** What an import would do now. @param now epoch ms */
export const lookAtImport = (db: Database, file: Arrivals, now: number, run: JobRun): Promise<ImportReport> =>
  db.transaction(
    'r',
    [db.events, db.facts, db.settings],
    async () => (await plan(db, file, now, run)).report,
  );

/**
 * Imports it. All of it or nothing: cancelled, out of room or killed, the tables are as before.
 * @param now epoch ms
 * @throws Refused
 */
export const commitImport = (db: Database, file: Arrivals, now: number, run: JobRun): Promise<ImportReport> =>
  db.transaction('rw', [db.events, db.items, db.facts, db.settings, db.drafts], async () => {
    const { union, settings, facts, report } = await plan(db, file, now, run);
    const events = [...union.added, ...union.emptied];
    await inPages(events, (page) => db.events.bulkPut(page), run, 'writing');
    const items = union.touched.flatMap(({ group, events: history }) => {
      const rows = rowsOf(group, history);
      return rows ? [rows.item, ...rows.moved] : [];
    });
    await inPages(items, (page) => db.items.bulkPut(page), run, 'folding');
    for (const { group } of union.touched) if (group.keys.length > 1) await moveFacts(db, group);
    await db.facts.bulkPut(facts);
    await db.settings.bulkPut(settings.rows);
    if (union.counts.erases > 0 || union.counts.erased > 0)
      for (const { events: history } of union.touched) await dropErasedDrafts(db, history, []);
    return report;
  });

interface Plan {
  union: Union;
  settings: SettingsUnion;
  facts: FactsRow[];
  report: ImportReport;
}

async function plan(db: Database, file: Arrivals, now: number, run: JobRun): Promise<Plan> {
  const total = await db.events.count();
  const stored: unknown[] = [];
  for (let page = await nextPage(db.events); page; page = await nextPage(db.events, page)) {
    stored.push(...page);
    run.step({ stage: 'comparing', done: stored.length, total: Math.max(total, stored.length) });
  }
  const union = uniteEvents(stored, file.events, now);
  const settings = uniteSettings(await db.settings.toArray(), file.settings);
  const facts = await missingFacts(db, file.facts, union);
  run.step({ stage: 'comparing', done: stored.length, total: stored.length });
  return {
    union,
    settings,
    facts,
    report: {
      exportedAt: file.exportedAt,
      ...union.counts,
      facts: facts.length,
      hosts: settings.hosts,
      hidden: settings.hidden,
      newerSettings: settings.unknown,
      leftOut: [...file.unknownParts, ...settings.unreadable.map((name) => `settings.${name}`)],
    },
  };
}

/** The file's facts of items that have events, and of which nothing is known here. The latest counts. */
async function missingFacts(db: Database, told: readonly FactsRow[], { groups, keys }: Union) {
  const groupOf = (key: ItemKey): ItemGroup => groups.get(key) ?? { head: key, keys: [key] };
  const byHead = new Map<ItemKey, FactsRow>();
  for (const row of told) {
    const { head, keys: names } = groupOf(row.key);
    const other = byHead.get(head);
    if (!names.some((name) => keys.has(name)) || (other && other.seenAt >= row.seenAt)) continue;
    byHead.set(head, { key: head, seenAt: row.seenAt, facts: cutFacts({ ...row.facts, key: head }) });
  }
  const heads = [...byHead.keys()];
  const names = heads.flatMap((head) => groupOf(head).keys);
  const found = await db.facts.bulkGet(names);
  const known = new Set(
    names.filter((_, index) => found[index] !== undefined).map((name) => groupOf(name).head),
  );
  return heads.filter((head) => !known.has(head)).map((head) => byHead.get(head)!);
}

async function inPages<T>(
  rows: readonly T[],
  put: (page: T[]) => PromiseLike<unknown>,
  run: JobRun,
  stage: 'writing' | 'folding',
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await put(rows.slice(from, from + ROWS_AT_ONCE));
    run.step({ stage, done: Math.min(from + ROWS_AT_ONCE, rows.length), total: rows.length });
  }
}
