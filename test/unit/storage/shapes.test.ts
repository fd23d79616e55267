/**
 * Every shape that the database was released in, with real rows in it: an update folds from it what was there, and an
 * older Foothold that finds a newer one's database loses nothing of it.
 */
import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { draftId } from '../../../domain/draft';
import { asKey } from '../../../domain/key';
import { MIGRATIONS } from '../../../storage/migrations';
import { dataWorld, fileOf } from './data-world';
import { forgetVersion, storageOf } from './versions/storage-of';
import { actId, KEY, OTHER, refusal, START, TAB, value, write } from './world';

const MOVED = asKey('github.com/acme/gadgets#9')!;
const VERSIONS = MIGRATIONS.map(({ version }) => version);
const LATEST = Math.max(...VERSIONS);
const OLDER = VERSIONS.filter((version) => version < LATEST);

interface Row {
  [field: string]: unknown;
}
type Tables = Record<string, Row[]>;

/** What a person did, as this version writes it: steps in all states, a wait, a snooze, undos, a move, drafts. */
async function worked() {
  const made = dataWorld();
  const { act, ask, clock, store } = made;
  const does = async (action: Parameters<typeof act>[0], key = KEY) => {
    clock.now += 60_000;
    return value(await act(action, key));
  };
  const written = async (text: string, start = false, key = KEY) =>
    (await does(write(text, start), key)).view.steps.at(-1)!;
  const seen = [
    { key: KEY, title: 'The log is full', status: 'Open', category: 'todo' as const, createdAt: 5 },
    { key: OTHER, title: 'Two', status: 'Done', category: 'done' as const },
  ];
  value(await ask({ type: 'see', seen }, TAB));
  const first = await written('open the log', true);
  const paused = await written('read it', true);
  await does({ type: 'pause', step: paused.id });
  await does({ type: 'rewrite', step: paused.id, text: 'read all of it', base: paused.revision });
  const waits = await written('ask Mona');
  await does({ type: 'wait', step: waits.id, on: 'Mona' });
  const dropped = await written('guess');
  await does({ type: 'drop', step: dropped.id });
  await does({ type: 'finish', step: first.id, outcome: 'It was the proxy' });
  await does({ type: 'why', text: 'People wait' });
  await does({ type: 'valid' });
  const last = await written('tell all');
  await does({ type: 'move', step: last.id, before: paused.id });
  const undone = await does(write('never mind', true), OTHER);
  await does({ type: 'undo', act: undone.act }, OTHER);
  await written('start the proxy anew', true, OTHER);
  await does({ type: 'snooze', until: clock.now + 86_400_000 }, OTHER);
  const isBeforeMoves = await store.read((db) => db.events.count());
  value(await ask({ type: 'moved', from: KEY, to: MOVED }, TAB));
  await written('after the move', false, MOVED);
  value(await ask({ type: 'set', settings: { hiddenOn: ['linear.app'] } }));
  const draft = { step: null, base: null, at: clock.now };
  const drafts = [
    { ...draft, id: draftId({ type: 'step', key: MOVED }), key: MOVED, text: 'half a thou' },
    { ...draft, id: 'quick-add', key: null, text: '#2 ask' },
  ];
  for (const each of drafts) value(await ask({ type: 'save-draft', draft: each }));
  const { nonce } = value(await ask({ type: 'panel', key: MOVED }, { ...TAB, tab: { id: 7 }, frameId: 0 }));
  const tables: Tables = await store.read(async (db) =>
    Object.fromEntries(
      await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()])),
    ),
  );
  store.close();
  return { tables, beforeMoves: tables.events!.slice(0, isBeforeMoves), nonce, now: clock.now };
}

/** What an item's steps were before they stood in its row: a row each, with its place in a list. */
const stepRows = (items: readonly Row[]): Row[] =>
  items.flatMap(({ key, steps, lanes }) =>
    (steps as Row[]).map((step) => {
      const [lane = 'closed', order = 0] =
        (lanes as [string, number, string][]).find(([, , id]) => id === step.id) ?? [];
      return { step: { ...step, key }, lane, order, awakeAt: 0 };
    }),
  );

/** The rows as this version of the database had them. */
async function rowsOfVersion(version: number): Promise<Awaited<ReturnType<typeof worked>>> {
  const made = await worked();
  const { tables } = made;
  const old: Tables = { ...tables };
  if (version < 4) {
    delete old.drafts;
    delete old.panels;
  }
  if (version < 3) {
    old.items = tables.items!.map(({ key, revision, item }) => ({ key, revision, item }));
    old.steps = stepRows(tables.items!);
  }
  if (version < 2) {
    // Nothing was moved yet, and no tracker was asked.
    old.events = made.beforeMoves;
    const { askedAt: _, seenAs: __, ...facts } = tables.facts!.find(({ key }) => key === OTHER)!.facts as Row;
    old.facts = [
      { key: OTHER, seenAt: START, facts },
      { key: KEY, seenAt: START, facts: { ...facts, key: KEY } },
    ];
  }
  return { ...made, tables: old };
}

async function fill(version: number, tables: Tables): Promise<IDBFactory> {
  const factory = new IDBFactory();
  const db = new Dexie('foothold', { indexedDB: factory, IDBKeyRange });
  for (const each of MIGRATIONS.filter((one) => one.version <= version))
    db.version(each.version).stores(each.stores);
  await db.open();
  expect(db.tables.map(({ name }) => name).sort()).toEqual(Object.keys(tables).sort());
  for (const [name, rows] of Object.entries(tables)) await db.table(name).bulkAdd(rows);
  db.close();
  return factory;
}

/** Every row of every table, and its version: what a database holds to the byte. Reads it by itself. */
async function contents(factory: IDBFactory, name = 'foothold'): Promise<string> {
  const db = await new Dexie(name, { indexedDB: factory, IDBKeyRange }).open();
  const tables = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()]));
  db.close();
  return JSON.stringify([db.verno, Object.fromEntries(tables)], null, 1);
}

const eventsOf = (file: string) => JSON.parse(file).events;

describe.each(VERSIONS)('version %i, with rows of its time', (version) => {
  it('is updated: what it held is exported, and folded as if it had come by a file', async () => {
    const { tables, nonce, now } = await rowsOfVersion(version);
    const factory = await fill(version, tables);
    const here = dataWorld({ indexedDB: factory });
    here.clock.now = now;
    const file = await here.exported();
    expect(eventsOf(file)).toEqual(tables.events);
    expect(JSON.parse(file).settings).toEqual({ hiddenOn: ['linear.app'] });

    const anew = dataWorld();
    anew.clock.now = now;
    expect(await anew.take(file)).toMatchObject({ added: tables.events!.length, refused: [], facts: 2 });
    expect(await here.dump('events', 'items')).toBe(await anew.dump('events', 'items'));
    expect(await anew.exported()).toBe(file);
    for (const request of [{ type: 'lists' }, { type: 'counts' }, { type: 'recent', text: '' }] as const)
      expect(await here.ask(request)).toEqual(await anew.ask(request));
    const states = JSON.parse(await here.dump('items'))[0].flatMap(({ steps }: { steps: Row[] }) =>
      steps.map(({ state }) => state),
    );
    expect(new Set(states)).toEqual(new Set(['started', 'paused', 'written', 'dropped', 'finished']));

    // What is no fold of the events stays where it was already.
    expect(await here.dump('meta')).toBe(JSON.stringify([tables.meta], null, 1));
    expect(await here.dump('drafts')).toBe(JSON.stringify([tables.drafts ?? []], null, 1));
    const panels = JSON.parse(await here.dump('panels'))[0];
    expect(panels.map((row: Row) => row.nonce)).toEqual(version < 4 ? [] : [nonce]);
    expect(here.warnings).toEqual([]);
    value(await here.client.rebuild(here.always()));
    expect(await here.dump('events', 'items')).toBe(await anew.dump('events', 'items'));
    value(await here.act(write('and on'), MOVED));
  });
});

describe.each(OLDER)('an update from version %i', (version) => {
  it('copies the events first, and they are restored from there', async () => {
    const { tables, now } = await rowsOfVersion(version);
    const factory = await fill(version, tables);
    const here = dataWorld({ indexedDB: factory });
    here.clock.now = now;
    const all = await here.dump('events', 'items');
    const backups = await here.store.backups.list();
    expect(backups.map((each) => [each.version, each.events])).toEqual([[LATEST, tables.events!.length]]);
    await here.store.write((db) => Promise.all([db.events.clear(), db.items.clear()]));
    const prepared = value(await here.client.prepareRestore(backups[0]!.name, here.always()));
    expect(value(await prepared.commit(here.always()))).toEqual(prepared.report);
    expect(await here.dump('events', 'items')).toBe(all);
  });

  it('that is ended in the midst of it leaves all as before, and is done the next time', async () => {
    const { tables } = await rowsOfVersion(version);
    const whole = await fill(version, tables);
    const done = dataWorld({ indexedDB: whole });
    const wanted = await done.all();
    const factory = await fill(version, tables);
    const before = await contents(factory);
    // Its last words: all of it was written, and is not committed.
    const dying = MIGRATIONS.map((each) =>
      each.version < LATEST
        ? each
        : {
            ...each,
            upgrade: async (transaction: Parameters<NonNullable<typeof each.upgrade>>[0]) => {
              await each.upgrade?.(transaction);
              transaction.abort();
            },
          },
    );
    const dead = dataWorld({ indexedDB: factory, migrations: dying });
    expect((await dead.ask({ type: 'counts' })).ok).toBe(false);
    dead.store.close();
    expect(await contents(factory)).toBe(before);
    const next = dataWorld({ indexedDB: factory });
    expect(await next.all()).toBe(wanted);
  });
});

describe('this version’s database', () => {
  afterEach(forgetVersion);

  /** With what no older Foothold knows: words erased, and kinds and fields to come. */
  async function filled() {
    const { tables, now } = await worked();
    const factory = await fill(LATEST, tables);
    const here = dataWorld({ indexedDB: factory });
    here.clock.now = now;
    const id = (n: number) => `${now + n}-0000-elsewher`;
    const event = (n: number, what: object, more: object = {}) => ({
      id: id(n),
      act: `act-of-${n}-`,
      key: OTHER,
      at: now + n,
      what,
      ...more,
    });
    const later = [
      event(1, { type: 'delegated', step: id(2), to: { name: 'Mona', asOf: 7 } }),
      event(2, { type: 'written', text: 'with more', size: 'small', parts: [{ n: 1 }] }),
      event(3, { type: 'started', step: id(2) }, { by: 'a shortcut' }),
    ];
    expect(await here.take(fileOf(later))).toMatchObject({ added: 3, newer: 3 });
    const { view } = value(await here.act(write('my password'), OTHER));
    const erased = { id: actId(), key: OTHER, step: view.steps.at(-1)!.id };
    value(await here.client.eraseWords(erased, here.always()));
    const file = await here.exported();
    here.store.close();
    return { factory, file, now };
  }

  it.each(OLDER)(
    'opened by one of version %i is read and exported, and nothing of it is lost',
    async (version) => {
      const { factory, file, now } = await filled();
      const before = await contents(factory);
      const migrations = MIGRATIONS.filter((each) => each.version <= version);
      const old = await storageOf('before', { indexedDB: factory, migrations });
      old.clock.now = now;
      expect(await old.store.writable()).toBe(false);
      expect(await old.exported()).toBe(file);
      const [view] = value(await old.ask({ type: 'see', seen: [{ key: MOVED }] }));
      expect(view!.steps.map(({ text }) => text)).toContain('after the move');
      const { always, client } = old;
      const words = { id: actId(), key: OTHER, step: null } as never;
      for (const answer of [
        await old.act(write('mine')),
        await client.prepareImport(new Blob([file]), always()),
        await client.rebuild(always()),
        await client.eraseWords(words, always()),
        await client.eraseEverything('ERASE', always()),
      ])
        expect(refusal(answer as never).code).toBe('newer-database');
      old.store.close();
      expect(await contents(factory)).toBe(before);
      expect((await factory.databases()).map(({ name }) => name)).toEqual(['foothold']);

      const again = await storageOf('now', { indexedDB: factory });
      again.clock.now = now;
      expect(await again.exported()).toBe(file);
      value(await again.act(write('and on'), OTHER));
      again.store.close();
    },
  );
});
