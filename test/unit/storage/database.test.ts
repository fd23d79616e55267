import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS, type Migration } from '../../../storage/migrations';
import { rebuild } from '../../../storage/rebuild';
import type { Request } from '../../../storage/rpc/protocol';
import { KEY, refusal, START, TAB, value, world, write } from './world';

/** What was shipped never changes: a changed line here is a broken database somewhere. New versions are added. */
const SHIPPED = [
  {
    version: 1,
    stores: {
      events: 'id, act, [key+id]',
      items: 'key',
      steps: 'step.id, step.key, [lane+order], [lane+awakeAt]',
      facts: 'key, seenAt',
      settings: 'name',
      meta: 'name',
    },
  },
  { version: 2, stores: { events: 'id, act, [key+id], what.from' } },
  { version: 3, stores: { items: 'key, *lanes', steps: null } },
  { version: 4, stores: { drafts: 'id, key', panels: 'nonce, tab' } },
];

const see: Extract<Request, { type: 'see' }> = { type: 'see', seen: [{ key: KEY }] };
const raw = (factory: IDBFactory, name = 'foothold') => new Dexie(name, { indexedDB: factory, IDBKeyRange });

describe('migrations', () => {
  it('are only ever added to', () => {
    expect(MIGRATIONS.map(({ version, stores }) => ({ version, stores }))).toEqual(SHIPPED);
  });

  it('start from nothing', async () => {
    const { store } = world();
    const tables = await store.read(async (db) => db.tables.map(({ name }) => name));
    expect(tables.sort()).toEqual(['drafts', 'events', 'facts', 'items', 'meta', 'panels', 'settings']);
    expect(await store.writable()).toBe(true);
  });

  // A version to come, to prove the way there: it renames a field of settings and adds an index.
  const later: Migration[] = [
    ...MIGRATIONS,
    {
      version: 5,
      stores: { events: 'id, act, at, [key+id], what.from' },
      upgrade: (transaction) =>
        transaction
          .table('settings')
          .toCollection()
          .modify((row) => {
            row.value = row.value.map((host: string) => `https://${host}`);
          }),
    },
  ];

  it('turn the old shape into the new one, and back up the events first', async () => {
    const before = world();
    const { view } = value(await before.act(write('open the log', true)));
    value(await before.ask({ type: 'set', settings: { hiddenOn: ['github.com'] } }));
    const events = await before.store.read((db) => db.events.toArray());
    before.store.close();

    const after = world({ indexedDB: before.factory, migrations: later });
    after.clock.now = START + 86_400_000;
    expect(value(await after.ask({ type: 'settings' }))).toEqual({
      hiddenOn: ['https://github.com'],
      ownHosts: {},
      overHttp: [],
    });
    expect(value(await after.ask(see))).toEqual([view]);
    expect(await after.store.read((db) => db.events.where('at').equals(START).count())).toBe(2);

    const names = (await before.factory.databases()).map(({ name }) => name).sort();
    expect(names).toEqual(['foothold', 'foothold-before-v5-2026-11-03']);
    const backup = await raw(before.factory, 'foothold-before-v5-2026-11-03').open();
    expect(await backup.table('events').toArray()).toEqual(events);
  });

  it('back up whatever shape the events had, page by page', async () => {
    const factory = new IDBFactory();
    const old = raw(factory);
    old.version(1).stores({ events: 'number' });
    const rows = Array.from({ length: 5001 }, (_, number) => ({ number, said: `thing ${number}` }));
    await old.table('events').bulkAdd(rows);
    old.close();
    const moved = { version: 2, stores: { events: null, told: 'number' } };
    const { store } = world({
      indexedDB: factory,
      migrations: [{ version: 1, stores: { events: 'number' } }, moved],
    });
    expect(await store.read(async (db) => db.tables.map(({ name }) => name))).toEqual(['told']);
    const backup = await raw(factory, 'foothold-before-v2-2026-11-02').open();
    expect(await backup.table('events').toArray()).toEqual(rows);
  });

  it('that fail leave everything as it was, and can be tried again', async () => {
    const before = world();
    value(await before.act(write('open the log')));
    const rows = await before.dump('events', 'items');
    before.store.close();
    let broken = true;
    const failing: Migration = {
      version: 5,
      stores: { items: 'key, *lanes, revision' },
      upgrade: async (transaction) => {
        await transaction.table('items').clear();
        if (broken) throw new Error('no');
      },
    };
    const after = world({ indexedDB: before.factory, migrations: [...MIGRATIONS, failing] });
    expect(refusal(await after.ask(see)).code).not.toBe('newer-database');
    const again = world({ indexedDB: before.factory });
    expect(await again.dump('events', 'items')).toBe(rows);
    again.store.close();
    broken = false;
    value(await after.ask(see));
    expect(await after.store.read((db) => db.items.count())).toBe(0);
  });

  it('2: what pages told stays known, and nothing counts as asked of the tracker', async () => {
    const [first] = MIGRATIONS;
    const factory = new IDBFactory();
    const old = raw(factory);
    old.version(1).stores(first!.stores);
    const { title, facts } = { title: 'Widgets', facts: { status: 'Open', category: 'todo' } };
    const unknown = { assignees: null, createdAt: 5, updatedAt: null, statusSince: null, closedAt: null };
    await old.table('facts').bulkAdd([
      { key: KEY, seenAt: START, facts: { key: KEY, title, ...facts, ...unknown } },
      { key: 'garbage', seenAt: START },
    ]);
    const event = { id: '1700000000000-0000-dev1ce00', act: 'an-act-of-old', key: KEY, at: START };
    await old.table('events').add({ ...event, what: { type: 'written', text: 'open the log' } });
    old.close();
    const { ask, store, act } = world({ indexedDB: factory });
    expect(value(await ask(see))[0]!.facts).toEqual({
      key: KEY,
      title,
      ...facts,
      ...unknown,
      askedAt: null,
      seenAs: null,
    });
    expect(await store.read((db) => db.events.where('what.from').above('').count())).toBe(0);
    expect(value(await act(write('then this'))).view.steps).toHaveLength(2);
  });

  it('3: items are made anew with their steps in them, and the lists show what they showed', async () => {
    const factory = new IDBFactory();
    const old = raw(factory);
    for (const { version, stores } of MIGRATIONS.slice(0, 2)) old.version(version).stores(stores);
    const id = '1700000000000-0000-dev1ce00';
    const event = { act: 'an-act-of-old', key: KEY, at: START - 1000 };
    await old.table('events').bulkAdd([
      { ...event, id, what: { type: 'written', text: 'open the log' } },
      { ...event, id: '1700000000000-0001-dev1ce00', what: { type: 'started', step: id } },
      { ...event, id: 'garbage', what: { type: 'written', text: 'lost' } },
    ]);
    await old.table('items').add({ key: KEY, revision: id, item: null });
    await old.table('items').add({ key: 'leftover' });
    await old.table('steps').add({ step: { id, key: KEY }, lane: 'started', order: 1, awakeAt: 0 });
    old.close();

    const { ask, store, dump, warnings } = world({ indexedDB: factory });
    const step = { id, key: KEY, text: 'open the log', state: 'started', place: 0 };
    expect(value(await ask(see))).toMatchObject([{ key: KEY, steps: [step] }]);
    expect(value(await ask({ type: 'lists' }))).toMatchObject({
      started: [{ key: KEY, step }],
      counts: { started: 1, next: 0, waiting: 0, snoozed: 0 },
    });
    const rows = await dump('items');
    await store.write((db) => rebuild(db, { warn: (what) => warnings.push(what) }));
    expect(await dump('items')).toBe(rows);
    expect(JSON.parse(rows)[0]).toHaveLength(1);
    expect(await store.read((db) => db.events.count())).toBe(3);
    expect(warnings).toEqual(['events: 1 unreadable row(s) skipped']);
  });

  it('make no backup of a database that is new or current', async () => {
    const { factory, store, ask } = world();
    value(await ask(see));
    store.close();
    value(await ask(see));
    expect((await factory.databases()).map(({ name }) => name)).toEqual(['foothold']);
  });
});

describe('a newer database', () => {
  const newer: Migration[] = [
    ...MIGRATIONS,
    { version: 5, stores: { items: 'key, *lanes, revision', boards: 'id' } },
  ];
  const setUp = async () => {
    const later = world({ migrations: newer });
    const { view } = value(await later.act(write('from the future', true)));
    value(await later.ask({ type: 'see', seen: [{ key: KEY, title: 'Widgets' }] }));
    const version = await later.store.read(async (db) => db.backendDB().version);
    const rows = await later.dump('events', 'items', 'facts', 'settings', 'meta');
    later.store.close();
    return { ...world({ indexedDB: later.factory }), view, rows, version };
  };

  it('is read', async () => {
    const { ask, view } = await setUp();
    expect(value(await ask(see))).toMatchObject([{ steps: view.steps, facts: { title: 'Widgets' } }]);
    expect(value(await ask({ type: 'lists' })).started).toMatchObject([{ key: KEY }]);
    expect(value(await ask({ type: 'recent', text: 'widgets' }))).toMatchObject([{ key: KEY }]);
    expect(value(await ask({ type: 'settings' }))).toEqual({ hiddenOn: [], ownHosts: {}, overHttp: [] });
  });

  it('is never written to: acts and settings are refused, what is seen is shown but not kept', async () => {
    const { act, ask, dump, rows, version, store } = await setUp();
    expect(refusal(await act(write('mine'))).code).toBe('newer-database');
    expect(refusal(await ask({ type: 'set', settings: { hiddenOn: ['github.com'] } })).code).toBe(
      'newer-database',
    );
    expect(value(await ask({ type: 'see', seen: [{ key: KEY, title: 'New title' }] }, TAB))).toMatchObject([
      { facts: { title: 'New title' } },
    ]);
    expect(await dump('events', 'items', 'facts', 'settings', 'meta')).toBe(rows);
    expect(await store.read(async (db) => db.backendDB().version)).toBe(version);
  });

  it('that lost what this Foothold reads says so', async () => {
    const gone = world({ migrations: [...MIGRATIONS, { version: 5, stores: { items: null } }] });
    value(await gone.ask({ type: 'settings' }));
    gone.store.close();
    const { ask } = world({ indexedDB: gone.factory });
    expect(refusal(await ask(see)).code).toBe('newer-database');
  });

  it('takes over while an older one is open', async () => {
    const old = world();
    value(await old.act(write('a')));
    const later = world({ indexedDB: old.factory, migrations: newer });
    value(await later.act(write('b')));
    expect(refusal(await old.act(write('c'))).code).toBe('newer-database');
    expect(value(await old.ask(see))[0]!.steps.map(({ text }) => text)).toEqual(['a', 'b']);
  });
});

describe('a database that can’t open', () => {
  it.each<[string, (factory: IDBFactory) => void]>([
    [
      'opening fails',
      (factory) => {
        factory.open = () => {
          throw new DOMException('broken', 'InvalidStateError');
        };
      },
    ],
    [
      'nothing can be listed',
      (factory) => {
        factory.databases = () => Promise.reject(new DOMException('broken', 'UnknownError'));
      },
    ],
  ])('says so and opens with the next request: %s', async (_, breakIt) => {
    const factory = new IDBFactory();
    const { open, databases } = factory;
    const { ask, act, warnings } = world({ indexedDB: factory });
    breakIt(factory);
    expect(refusal(await act(write('a'))).code).toBe('storage-closed');
    expect(refusal(await ask(see)).code).toBe('storage-closed');
    expect(warnings[0]).toContain('storage-closed');
    Object.assign(factory, { open, databases });
    expect(value(await act(write('a'))).view.steps).toHaveLength(1);
  });

  it('is said to be full when there is no room to open it', async () => {
    const factory = new IDBFactory();
    factory.open = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    const { act } = world({ indexedDB: factory });
    expect(refusal(await act(write('a'))).code).toBe('storage-full');
  });

  it('was taken away while it was open: the next request opens it', async () => {
    const { act, store } = world();
    value(await act(write('a')));
    // As the browser does when a person clears the site's data, or its process dies.
    await store.read(async (db) => {
      const { onclose } = db.backendDB();
      db.backendDB().close();
      onclose?.call(db.backendDB(), new Event('close'));
    });
    expect(value(await act(write('b'))).view.steps).toHaveLength(2);
  });

  it('gives up in the middle of an act: nothing is written, and the next request opens it', async () => {
    const { act, store } = world();
    value(await act(write('a')));
    await store.read(async (db) => {
      db.items.hook('updating').subscribe(() => Dexie.currentTransaction.idbtrans.abort());
    });
    expect(refusal(await act(write('b'))).code).toBe('storage-closed');
    expect(value(await act(write('c'))).view.steps.map(({ text }) => text)).toEqual(['a', 'c']);
  });

  it('where there is no IndexedDB at all', async () => {
    const { act, store } = world();
    store.close();
    const { createStore } = await import('../../../storage/database');
    const none = createStore({ now: () => START, indexedDB: null as never });
    await expect(none.read(async () => 1)).rejects.toMatchObject({ refusal: { code: 'storage-closed' } });
    value(await act(write('a')));
  });
});
