/**
 * Bundled, and run in a page of the extension: its own storage, with the product's own modules, in the browser it
 * is used in. Test data comes in as events; items and steps are made of them by the product's rebuild.
 */
import { DAY } from '../../domain/age';
import {
  type ActId,
  type EventContent,
  type EventId,
  type FootholdEvent,
  nextEventId,
  type StepId,
} from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import { createStore } from '../../storage/database';
import { learn } from '../../storage/facts';
import { append } from '../../storage/log';
import { rebuild } from '../../storage/rebuild';
import { categoryOf } from '../../trackers/api/categories';
import type { LogReading } from './log';

/** To each log. */
const APPENDS = 200;

const report = (what: string) => {
  throw new Error(what);
};
const key = (number: number) => `github.com/acme/bench#${number}` as ItemKey;

/** What follows the writing of an item's first step. */
function* life(step: StepId): Generator<EventContent> {
  yield { type: 'started', step };
  yield { type: 'paused', step };
  yield { type: 'why', text: 'People wait for it.' };
  yield { type: 'rewritten', step, text: 'Open the 401 log and find the first failing request' };
  for (;;) yield { type: 'written', text: 'Ask Mona which header the proxy drops' };
}

/** Events of a year; `each` says how many of an item: one writes its first step. */
function* events(items: number, each: (item: number) => number): Generator<FootholdEvent> {
  let last: EventId | null = null;
  let at = Date.now() - 365 * DAY;
  for (let number = 1; number <= items; number += 1) {
    const happen = (what: EventContent): FootholdEvent => {
      at += 1000;
      last = nextEventId(last, at, 'bench000');
      return { id: last, act: `act-${last}`, key: key(number), at, what };
    };
    const written = happen({ type: 'written', text: `Open the log of item ${number}` });
    yield written;
    const more = life(written.id);
    for (let count = 1; count < each(number); count += 1) yield happen(more.next().value as EventContent);
  }
}

async function seed(name: string, all: Iterable<FootholdEvent>): Promise<number> {
  return createStore({ now: Date.now, name }).write(async (db) => {
    for (let rest = [...all]; rest.length > 0; rest = rest.slice(5000))
      await db.events.bulkAdd(rest.slice(0, 5000));
    const begun = performance.now();
    await rebuild(db, { report });
    return performance.now() - begun;
  });
}

/** Opens a log of so many items, ten events each. */
async function openLog(name: string, items: number) {
  const rebuildMs = await seed(
    name,
    events(items, () => 10),
  );
  const db = await createStore({ now: Date.now, name }).write(async (opened) => opened);
  let count = 0;
  return {
    rebuildMs,
    events: await db.events.count(),
    /** Writes a step for another item each time. @returns ms, and the rows it wrote */
    async append() {
      count += 1;
      const act = {
        id: `bench-append-${count}` as ActId,
        key: key(1 + ((count * 37) % items)),
        doing: { type: 'write', text: `Step ${count}`, start: false } as const,
      };
      const begun = performance.now();
      await append(db, act, { now: Date.now, report });
      const ms = performance.now() - begun;
      const [event, item] = await Promise.all([
        db.events.where('act').equals(act.id).first(),
        db.items.get(act.key),
      ]);
      return { ms, rows: [event, item] };
    },
  };
}

/** A database with nothing but a place for rows. */
async function openBare(): Promise<(rows: readonly unknown[]) => Promise<number>> {
  const opened = await new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open('bare', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  return (rows) =>
    new Promise((done, failed) => {
      const begun = performance.now();
      const writing = opened.transaction('rows', 'readwrite', { durability: 'strict' });
      for (const row of rows) writing.objectStore('rows').put(row);
      writing.oncomplete = () => done(performance.now() - begun);
      writing.onabort = () => failed(writing.error);
    });
}

Object.assign(globalThis, {
  footholdBench: {
    /** 10,000 open steps, each of an item of its own that the person has seen; half of them started. */
    async tenThousandSteps(): Promise<number> {
      await seed(
        'foothold',
        events(10_000, (item) => 1 + (item % 2)),
      );
      return createStore({ now: Date.now }).write(async (db) => {
        const seen = Array.from({ length: 10_000 }, (_, index) => ({
          key: key(index + 1),
          title: `Item ${index + 1}`,
        }));
        await learn(db, seen, { now: Date.now(), categoryOf, report, save: true });
        return (await db.items.toArray()).reduce((sum, { steps }) => sum + steps.length, 0);
      });
    },
    /** Appends in turn to a short log, a long one, and a bare database, each in a database of its own. */
    async measureLog(): Promise<LogReading> {
      const few = await openLog('few', 100);
      const more = await openLog('more', 1000);
      const most = await openLog('most', 10_000);
      const put = await openBare();
      const appends: LogReading['appends'] = { few: [], most: [], bare: [] };
      for (let count = 0; count < APPENDS; count += 1) {
        appends.few.push((await few.append()).ms);
        const { ms, rows } = await most.append();
        appends.most.push(ms);
        appends.bare.push(await put(rows));
      }
      return {
        events: { few: few.events, more: more.events, most: most.events },
        appends,
        rebuild: { more: more.rebuildMs, most: most.rebuildMs },
      };
    },
  },
});
