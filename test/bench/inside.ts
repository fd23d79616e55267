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
import { createStore, type Store } from '../../storage/database';
import { learn } from '../../storage/facts';
import { readDataFile, writeDataFile } from '../../storage/import/data-file';
import { commitImport, judgeFile, lookAtImport } from '../../storage/import/import-file';
import { createRun } from '../../storage/job';
import { append } from '../../storage/log';
import { MIGRATIONS } from '../../storage/migrations';
import { rebuild } from '../../storage/rebuild';
import { categoryOf } from '../../trackers/api/categories';
import type { DataReading } from './data';
import type { LogReading } from './log';

/** To each log. */
const APPENDS = 200;

const warn = (what: string) => {
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
    await rebuild(db, { warn });
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
        action: { type: 'write', text: `Step ${count}`, start: false } as const,
      };
      const begun = performance.now();
      await append(db, act, { now: Date.now, warn });
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

/** As often as each file is written and read. */
const FILES = 3;
const run = createRun(new AbortController().signal, () => {});

async function exportAll(store: Store): Promise<string> {
  const pieces: string[] = [];
  const options = { now: Date.now(), warn, onProgress: run.step };
  await store.read(async (db) => {
    for await (const piece of writeDataFile(db, options)) pieces.push(piece);
  });
  // As the page does with them.
  return new Blob(pieces).text();
}

/** Looked at and imported into nothing. @returns ms */
async function importAll(name: string, text: string): Promise<number> {
  const store = createStore({ now: Date.now, name });
  await store.writable();
  const begun = performance.now();
  const file = await judgeFile(readDataFile(text), run);
  await store.read((db) => lookAtImport(db, file, Date.now(), run));
  await store.write((db) => commitImport(db, file, Date.now(), run));
  const ms = performance.now() - begun;
  store.close();
  return ms;
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

/** A database with the tables and indexes that Foothold's has, and nothing of it beside. */
async function openTables(name: string): Promise<IDBDatabase> {
  const stores = Object.assign({}, ...MIGRATIONS.map((each) => each.stores)) as Record<string, string>;
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const table of ['events', 'items', 'facts']) {
      const [key, ...indexes] = stores[table]!.split(', ');
      const store = request.result.createObjectStore(table, { keyPath: key! });
      for (const index of indexes) {
        const path = index.replace(/[*[\]]/g, '').split('+');
        store.createIndex(index, path.length > 1 ? path : path[0]!, { multiEntry: index.startsWith('*') });
      }
    }
  };
  return asked(request);
}

/** Parses the file and puts its events and facts, and the items that an import makes of them, which are given. */
async function putBare(name: string, text: string, items: readonly unknown[]): Promise<number> {
  const opened = await openTables(name);
  const begun = performance.now();
  const file = JSON.parse(text);
  const writing = opened.transaction(['events', 'items', 'facts'], 'readwrite', { durability: 'strict' });
  for (const event of file.events) writing.objectStore('events').put(event);
  for (const item of items) writing.objectStore('items').put(item);
  for (const { key, asOf, facts } of file.items)
    writing.objectStore('facts').put({ key, seenAt: asOf, facts });
  await new Promise((done, failed) => {
    writing.oncomplete = done;
    writing.onabort = () => failed(writing.error);
  });
  const ms = performance.now() - begun;
  opened.close();
  return ms;
}

/** Reads all events in pages, and writes them as text. */
async function readBare(name: string): Promise<number> {
  const opened = await asked(indexedDB.open(name));
  const begun = performance.now();
  const pieces: string[] = [];
  let above: IDBKeyRange | null = null;
  for (;;) {
    const events: IDBObjectStore = opened.transaction('events').objectStore('events');
    const page: { id: string }[] = await asked(events.getAll(above, 5000));
    if (page.length === 0) break;
    pieces.push(JSON.stringify(page));
    above = IDBKeyRange.lowerBound(page.at(-1)!.id, true);
  }
  await new Blob(pieces).text();
  const ms = performance.now() - begun;
  opened.close();
  return ms;
}

const removed = (name: string) => asked(indexedDB.deleteDatabase(name));

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
        await learn(db, seen, { now: Date.now(), categoryOf, warn, save: true });
        return (await db.items.toArray()).reduce((sum, { steps }) => sum + steps.length, 0);
      });
    },
    /** Writes and reads files of 10,000 and 100,000 events, in turn with bare loops that do as much. */
    async measureData(): Promise<DataReading> {
      const reading: DataReading = {
        events: { more: 0, most: 0 },
        exports: { most: [], bare: [] },
        imports: { more: [], most: [], bare: [] },
      };
      const texts: Record<'more' | 'most', string> = { more: '', most: '' };
      for (const [size, items] of [
        ['more', 1000],
        ['most', 10_000],
      ] as const) {
        await seed(
          size,
          events(items, () => 10),
        );
        const store = createStore({ now: Date.now, name: size });
        texts[size] = await exportAll(store);
        reading.events[size] = await store.read((db) => db.events.count());
        store.close();
      }
      const store = createStore({ now: Date.now, name: 'most' });
      const rows = await store.read((db) => db.items.toArray());
      for (let file = 0; file < FILES; file += 1) {
        const begun = performance.now();
        await exportAll(store);
        reading.exports.most.push(performance.now() - begun);
        reading.exports.bare.push(await readBare('most'));
        reading.imports.more.push(await importAll(`more ${file}`, texts.more));
        reading.imports.most.push(await importAll(`most ${file}`, texts.most));
        reading.imports.bare.push(await putBare(`bare ${file}`, texts.most, rows));
        for (const name of ['more', 'most', 'bare']) await removed(`${name} ${file}`);
      }
      store.close();
      return reading;
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
