/**
 * The worker ended at random moments of a backup, of erasing words and of a migration. What is found after each is read
 * from the databases themselves, by a page that asks no worker: all is as before or as after, never between.
 */
import type { Page } from '@playwright/test';
import type { Browser as Extension } from 'webextension-polyfill';
import type { FootholdEvent } from '../../domain/event';
import { MIGRATIONS } from '../../storage/migrations';
import { expect, type Foothold, test } from '../fixture';
import { rollDice, soaked } from '../soak';
import { buildWithDownloads, pathWithDownloads } from './build-with-downloads';
import { openClient } from './real-client';

/** In the worker. */
declare const chrome: Extension;

const KEY = 'github.com/acme/widgets#1285';
const SECRET = 'hunter2';
/** At the least. */
const KILLS = soaked(25, 4);

/** Events of many items, those of one step of `KEY` among them: each of its words says the secret. */
function history(count: number): FootholdEvent[] {
  const start = Date.now() - 86_400_000;
  const id = (n: number) => `${start + n}-0000-elsewher`;
  const event = (n: number, key: string, what: object) =>
    ({ id: id(n), act: `imported-${n}`, key, at: start + n, what }) as FootholdEvent;
  return Array.from({ length: count }, (_, n) => {
    if (n === 0) return event(n, KEY, { type: 'written', text: `log in with ${SECRET}` });
    if (n % 4 === 0) return event(n, KEY, { type: 'rewritten', step: id(0), text: `${SECRET}, try ${n}` });
    const key = `github.com/acme/widgets#${1 + (n % 900)}`;
    return event(n, key, { type: 'written', text: `Step ${n}: read the page and write down what it says` });
  });
}
const fileOf = (events: readonly FootholdEvent[]) =>
  JSON.stringify({ format: 'foothold', version: 1, exportedAt: 0, settings: {}, events, items: [] });

const take = (client: Page, text: string) =>
  client.evaluate(async (text) => {
    const options = { signal: new AbortController().signal };
    const prepared = await window.data.prepareImport(new Blob([text]), options);
    return prepared.ok ? prepared.value.commit(options) : prepared;
  }, text);

type Databases = Record<string, { version: number; tables: Record<string, unknown[]> }>;

/** Every database of the extension's but tokens: version and rows of each table, read in a page, asking no worker. */
const databases = async (page: Page): Promise<Databases> =>
  JSON.parse(
    // As a text: Playwright takes long over many small values.
    await page.evaluate(async () => {
      const asked = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const all: Databases = {};
      for (const { name } of await indexedDB.databases()) {
        if (!/^foothold(-before|$)/.test(name!)) continue;
        const database = await asked(indexedDB.open(name!));
        const tables: Record<string, unknown[]> = {};
        const names = [...database.objectStoreNames];
        if (names.length > 0) {
          const transaction = database.transaction(names);
          for (const table of names) tables[table] = await asked(transaction.objectStore(table).getAll());
        }
        all[name!] = { version: database.version, tables };
        database.close();
      }
      return JSON.stringify(all);
    }),
  );

/** Rows of these tables as text. */
const textOf = (tables: Record<string, unknown[]>, ...names: string[]): string =>
  JSON.stringify(names.map((name) => tables[name]));

/** The moment is the dice's: there is nothing to wait for. */
const pass = (ms: number) => new Promise((later) => setTimeout(later, ms));

/**
 * Random moments that find the length of the work, however fast the machine is: later ones where the work was not
 * done by then, earlier ones where it was.
 */
function createMoments() {
  const roll = rollDice();
  const growth = soaked(1.2, 1.7);
  let withinMs = 150;
  return {
    next: () => roll(Math.ceil(withinMs)),
    was(found: 'before' | 'after') {
      withinMs *= found === 'before' ? growth : 1 / growth;
    },
  };
}

/** Ends the worker some time into the work, and waits for what its page is answered. */
async function killIn<T>(foothold: Foothold, ms: number, work: () => Promise<T>): Promise<T> {
  await foothold.worker();
  const answer = work();
  await pass(ms);
  await foothold.killWorker();
  return answer;
}

test.describe('a backup', () => {
  test.use({ build: { path: pathWithDownloads('data-kills') } });
  test.beforeAll(() => buildWithDownloads('data-kills'));

  test('whose worker is ended changes nothing that is kept, and is taken up again', {
    tag: '@soak',
  }, async ({ foothold }) => {
    test.setTimeout(300_000);
    const moments = createMoments();
    const client = await openClient(foothold);
    const events = history(5000);
    expect(await take(client, fileOf(events))).toMatchObject({ ok: true });
    expect(
      await client.evaluate(() => window.rpc.ask({ type: 'set-backup', rhythm: 'daily' })),
    ).toMatchObject({
      ok: true,
    });
    const kept = async () =>
      textOf((await databases(client)).foothold!.tables, 'events', 'items', 'facts', 'settings', 'drafts');
    const before = await kept();
    const state = async () => {
      const answer = await client.evaluate(() => window.rpc.ask({ type: 'data' }));
      if (!answer.ok) throw new Error(answer.error.code);
      return answer.value.backup;
    };
    const complete = async () => (await state()).lastAt !== null;
    for (let kill = 0; kill < KILLS || !(await complete()); kill += 1) {
      const backUp = () =>
        client.evaluate(() => window.data.backUp({ signal: new AbortController().signal }));
      const answer = await killIn(foothold, moments.next(), backUp);
      if (!answer.ok) expect(['interrupted', 'busy', 'backup-failed']).toContain(answer.error.code);
      expect(await kept()).toBe(before);
      // The next worker knows what became of it, or that nothing did.
      await expect.poll(async () => (await state()).isRunning).toBe(false);
      moments.was((await complete()) ? 'after' : 'before');
    }
    // So many in a row may have paused it: one that succeeds ends the pause.
    expect(['backup-failed', null]).toContain((await state()).paused);
    const asked = client.evaluate(() => window.data.backUp({ signal: new AbortController().signal }));
    expect(await asked).toMatchObject({ ok: true });
    expect(await state()).toMatchObject({ paused: null, isRunning: false });
    expect(await kept()).toBe(before);
  });

  test('that was under way as its worker was ended is made by the next by itself', async ({ foothold }) => {
    const client = await openClient(foothold);
    expect(await take(client, fileOf(history(5000)))).toMatchObject({ ok: true });
    await client.evaluate(() => window.rpc.ask({ type: 'set-backup', rhythm: 'daily' }));
    const alarmAt = async () =>
      (await foothold.worker()).evaluate(
        async () => (await chrome.alarms.get('backup'))?.scheduledTime ?? null,
      );
    const pending = async () => {
      const rows = (await databases(client)).foothold!.tables.meta as {
        name: string;
        value: { pending?: unknown };
      }[];
      return rows.find(({ name }) => name === 'backup')?.value.pending ?? null;
    };
    const making = client.evaluate(() => window.data.backUp({ signal: new AbortController().signal }));
    await expect.poll(pending).not.toBeNull();
    await foothold.killWorker();
    await making;
    // Woken by anything at all, it sets the alarm; here it rings without the minute that it waits.
    await expect.poll(alarmAt).not.toBeNull();
    await (await foothold.worker()).evaluate(() => chrome.alarms.create('backup', { when: Date.now() }));
    const complete = async () =>
      (await foothold.worker()).evaluate(
        async () => (await chrome.downloads.search({ state: 'complete' })).length,
      );
    await expect.poll(complete, { timeout: 30_000 }).toBeGreaterThan(0);
    await expect.poll(pending).toBeNull();
  });
});

test('a worker that is ended while words are erased has erased all of them, or none a person sees', {
  tag: '@soak',
}, async ({ foothold }) => {
  test.setTimeout(300_000);
  const moments = createMoments();
  const client = await openClient(foothold);
  const events = history(3000);
  expect(await take(client, fileOf(events))).toMatchObject({ ok: true });
  await foothold.killWorker();
  // A copy from before an update.
  await makeDatabase(client, 'foothold-before-v4-2026-01-01', 1, { events: 'id' }, { events });
  const step = events[0]!.id;
  const erase = (act: string) =>
    client.evaluate(
      ([key, step, id]) =>
        window.data.eraseWords({ id, key, step } as never, { signal: new AbortController().signal }),
      [KEY, step, act] as const,
    );
  const { foothold: first } = await databases(client);
  const before = textOf(first!.tables, 'events', 'items');
  let isDone = false;
  while (!isDone) {
    const answer = await killIn(foothold, moments.next(), () => erase('erase-it-once'));
    if (!answer.ok) expect(answer.error.code).toBe('interrupted');
    const { foothold: now } = await databases(client);
    isDone = textOf(now!.tables, 'events', 'items') !== before;
    expect(isDone || !answer.ok).toBe(true);
    if (isDone) expect(JSON.stringify(now!.tables)).not.toContain(SECRET);
    moments.was('before');
  }
  // Asked for again by the same name, it is one act.
  expect(await erase('erase-it-once')).toMatchObject({ ok: true });
  const after = await databases(client);
  expect(JSON.stringify(after)).not.toContain(SECRET);
  const { tables } = after.foothold!;
  expect(tables.events).toHaveLength(events.length + 1);
  expect(after['foothold-before-v4-2026-01-01']!.tables.events).toHaveLength(events.length);
  await client.evaluate(() => window.data.rebuild({ signal: new AbortController().signal }));
  expect(textOf((await databases(client)).foothold!.tables, 'items')).toBe(textOf(tables, 'items'));
});

/** Makes one anew with these rows; the worker must be dead. @param schema as Dexie writes them, the key's path first */
const makeDatabase = (
  client: Page,
  name: string,
  version: number,
  schema: Record<string, string>,
  rows: Record<string, unknown[]>,
) =>
  client.evaluate(
    async ([name, version, schema, text]) => {
      const rows: Record<string, unknown[]> = JSON.parse(text);
      const done = (request: IDBRequest) =>
        new Promise<void>((resolve, reject) => {
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error);
        });
      await done(indexedDB.deleteDatabase(name));
      // As Dexie counts them.
      const request = indexedDB.open(name, version * 10);
      request.onupgradeneeded = () => {
        for (const [table, columns] of Object.entries(schema)) {
          const [keyPath, ...indexes] = columns.split(', ');
          const store = request.result.createObjectStore(table, { keyPath: keyPath! });
          for (const index of indexes) {
            const path = /^\[(.*)\]$/.exec(index)?.[1]?.split('+') ?? index.replace('*', '');
            store.createIndex(index.replace('*', ''), path, { multiEntry: index.startsWith('*') });
          }
          for (const row of rows[table] ?? []) store.add(row);
        }
      };
      await done(request);
      request.result.close();
    },
    [name, version, schema, JSON.stringify(rows)] as const,
  );

/** Tables of a version of the database. */
const schemaOf = (version: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(
      Object.assign({}, ...MIGRATIONS.filter((each) => each.version <= version).map(({ stores }) => stores)),
    ).filter((entry): entry is [string, string] => entry[1] !== null),
  );

test('a worker that is ended while it updates the database leaves it as before or as after', {
  tag: '@soak',
}, async ({ foothold }) => {
  test.setTimeout(300_000);
  const moments = createMoments();
  const client = await openClient(foothold);
  const events = history(3000);
  expect(await take(client, fileOf(events))).toMatchObject({ ok: true });
  const latest = Math.max(...MIGRATIONS.map(({ version }) => version));
  const current = (await databases(client)).foothold!;
  expect(current.version).toBe(latest * 10);
  const wanted = textOf(current.tables, 'events', 'items');

  const OLD = 2;
  // Items of that shape, which is made anew from the events.
  const items = (current.tables.items as { key: string; revision: string; item: unknown }[]).map(
    ({ key, revision, item }) => ({ key, revision, item }),
  );
  await client.close();
  // A page that asks for nothing, and wakes nobody.
  const page = await foothold.context.newPage();
  await page.goto(`chrome-extension://${foothold.extensionId}/manifest.json`);
  const goBack = async () => {
    await foothold.killWorker();
    await makeDatabase(page, 'foothold', OLD, schemaOf(OLD), { events: current.tables.events!, items });
  };
  await goBack();
  const before = (await databases(page)).foothold!;
  expect(before.version).toBe(OLD * 10);
  const states = { before: 0, after: 0 };
  for (let kill = 0; kill < KILLS || states.before === 0 || states.after === 0; kill += 1) {
    // It opens the database as it starts.
    await foothold.worker();
    await pass(moments.next());
    await foothold.killWorker();
    const { foothold: now } = await databases(page);
    if (now!.version === OLD * 10) {
      states.before += 1;
      moments.was('before');
      expect(now!.tables).toEqual(before.tables);
      continue;
    }
    states.after += 1;
    moments.was('after');
    expect(now!.version).toBe(latest * 10);
    expect(textOf(now!.tables, 'events', 'items')).toBe(wanted);
    await goBack();
  }
  test.info().annotations.push({ type: 'found', description: JSON.stringify(states) });
  // Left alone, it is done, and what was there before is kept whole beside it.
  const next = await openClient(foothold);
  expect(await next.evaluate(() => window.rpc.ask({ type: 'counts' }))).toMatchObject({ ok: true });
  const after = await databases(next);
  expect(textOf(after.foothold!.tables, 'events', 'items')).toBe(wanted);
  const copies = Object.entries(after).filter(([name]) => name !== 'foothold');
  expect(copies).toHaveLength(1);
  expect(copies[0]![1].tables.events).toEqual(current.tables.events);
});
