/** Long jobs in the browser: a backup that it stores, and a worker that it ends in the midst of one. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Browser as Extension } from 'webextension-polyfill';
import type { ImportReport } from '../../storage/rpc/data-protocol';
import type { Answer } from '../../storage/rpc/protocol';
import { expect, type Foothold, test } from '../fixture';
import { rollDice, soaked } from '../soak';
import { buildWithDownloads, pathWithDownloads } from './build-with-downloads';
import { openClient } from './real-client';

/** In the worker. */
declare const chrome: Extension;

const KEY = 'github.com/acme/widgets#1285';
/** Events of the file that is imported: some seconds of work. */
const EVENTS = 6000;

const write = (client: Page, text: string) =>
  client.evaluate(
    ([key, text]) => {
      const id = crypto.randomUUID();
      return window.rpc.act(key as never, { type: 'write', text: text!, start: false }, id);
    },
    [KEY, text] as const,
  );
const exported = (client: Page) =>
  client.evaluate(async () => {
    const answer = await window.data.exportFile({ signal: new AbortController().signal });
    return answer.ok ? answer.value.file.text() : answer.error.code;
  });
const jsonOf = (text: string) => {
  const { exportedAt: _, ...file } = JSON.parse(text);
  return file;
};

test.describe('backups', () => {
  test.use({ build: { path: pathWithDownloads('data') } });
  test.beforeAll(() => buildWithDownloads('data'));

  test('are stored by the browser, overwritten, and bring everything back', async ({ foothold }) => {
    const client = await openClient(foothold);
    expect(await write(client, 'open the 401 log')).toMatchObject({ ok: true });
    const backUp = () => client.evaluate(() => window.data.backUp({ signal: new AbortController().signal }));
    const state = () => client.evaluate(() => window.rpc.ask({ type: 'data' }));
    const files = async () =>
      (await foothold.worker()).evaluate(async () =>
        (await chrome.downloads.search({ orderBy: ['-startTime'] })).map(({ filename, state }) => [
          filename,
          state,
        ]),
      );

    const weekday = new Date().toLocaleDateString('en', { weekday: 'long' }).toLowerCase();
    const made = await backUp();
    expect(made).toMatchObject({ ok: true, value: { name: `Foothold/backup-${weekday}.json` } });
    const [[name, how]] = (await files()) as [[string, string]];
    expect(how).toBe('complete');
    const text = readFileSync(name, 'utf8');
    expect(jsonOf(text)).toEqual(jsonOf(await exported(client)));
    expect(jsonOf(text).events).toHaveLength(1);
    // Nothing is left open beside the worker.
    const contexts = () =>
      foothold.worker().then((worker) =>
        worker.evaluate(async () => {
          const { runtime } = chrome as unknown as {
            runtime: { getContexts(of: object): Promise<unknown[]> };
          };
          return (await runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] })).length;
        }),
      );
    await expect.poll(contexts).toBe(0);

    // By itself: due at once, and rung for here as the alarm does.
    expect(await state()).toMatchObject({ ok: true, value: { backup: { rhythm: 'off', paused: null } } });
    await client.evaluate(() => window.rpc.ask({ type: 'set-backup', rhythm: 'daily' }));
    await foothold.killWorker();
    const alarms = async () =>
      (await foothold.worker()).evaluate(async () => (await chrome.alarms.getAll()).map(({ name }) => name));
    await expect.poll(alarms).toContain('backup');
    const after = await state();
    expect(after).toMatchObject({ ok: true, value: { backup: { rhythm: 'daily', isRunning: false } } });

    expect(await write(client, 'tell Mona')).toMatchObject({ ok: true });
    expect(await backUp()).toMatchObject({ ok: true });
    const [[second]] = (await files()) as [[string, string]];
    const backup = readFileSync(second, 'utf8');
    // As after an installation anew.
    await client.evaluate(() =>
      window.data.eraseEverything('ERASE', { signal: new AbortController().signal }),
    );
    expect(await foothold.events()).toEqual([]);
    expect(await take(client, backup)).toMatchObject({ ok: true, value: { added: 2 } });
    expect(jsonOf(await exported(client))).toEqual(jsonOf(backup));
  });
});

/** Sends the file over, has it looked at, and imports it; counts what it hears of its progress in `window.heard`. */
const take = (client: Page, text: string): Promise<Answer<ImportReport>> =>
  client.evaluate(async (text) => {
    const scope = window as unknown as { heard: number };
    scope.heard = 0;
    const options = {
      signal: new AbortController().signal,
      onProgress: () => {
        scope.heard += 1;
      },
    };
    const prepared = await window.data.prepareImport(new Blob([text]), options);
    return prepared.ok ? prepared.value.commit(options) : prepared;
  }, text);
const hasHeard = (client: Page, times: number) =>
  client.waitForFunction((times) => (window as unknown as { heard: number }).heard >= times, times, {
    polling: 1,
  });

const manyEvents = (): string => {
  const start = Date.now() - 86_400_000;
  const events = Array.from({ length: EVENTS }, (_, n) => ({
    id: `${start + n}-0000-elsewher`,
    act: `imported-${n}`,
    key: `github.com/acme/widgets#${1 + (n % 2000)}`,
    at: start + n,
    what: { type: 'written', text: `Step ${n}: read the page and write down what it says` },
  }));
  return JSON.stringify({
    format: 'foothold',
    version: 1,
    exportedAt: start,
    settings: {},
    events,
    items: [],
  });
};

const TABLES = ['events', 'items', 'facts', 'settings'];
const tablesOf = async (foothold: Foothold) =>
  JSON.stringify(await Promise.all(TABLES.map((table) => foothold.rows(table))));

test('a worker that is ended in the midst of an import has done all of it, or nothing', async ({
  foothold,
}) => {
  const roll = rollDice();
  const client = await openClient(foothold);
  expect(await write(client, 'mine')).toMatchObject({ ok: true });
  const before = await tablesOf(foothold);
  const text = manyEvents();
  const kills = soaked(30, 3);
  let ended = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    await foothold.worker();
    await client.evaluate(() => Object.assign(window, { heard: 0 }));
    const importing = take(client, text);
    // While it is sent over, looked at, and written.
    await hasHeard(client, 1 + roll(10));
    await foothold.killWorker();
    const answer = await importing;
    if (answer.ok) break;
    expect(answer.error.code).toBe('interrupted');
    ended += 1;
    const after = await tablesOf(foothold);
    // It may have been done, and died before it could say so.
    if (after !== before) {
      expect(await foothold.events()).toHaveLength(EVENTS + 1);
      break;
    }
  }
  expect(ended).toBeGreaterThan(0);
  expect(await take(client, text)).toMatchObject({ ok: true, value: { events: EVENTS, refused: [] } });
  expect(await foothold.events()).toHaveLength(EVENTS + 1);
  // The items are what the log says.
  const items = JSON.stringify(await foothold.rows('items'));
  await client.evaluate(() => window.data.rebuild({ signal: new AbortController().signal }));
  expect(JSON.stringify(await foothold.rows('items'))).toBe(items);
});

test('a worker that is ended while everything is erased goes on with it', async ({ foothold }) => {
  const roll = rollDice();
  const client = await openClient(foothold);
  expect(await take(client, manyEvents())).toMatchObject({ ok: true });
  const erasing = client.evaluate(() =>
    window.data.eraseEverything('ERASE', { signal: new AbortController().signal }),
  );
  await new Promise((later) => setTimeout(later, roll(400)));
  await foothold.killWorker();
  await erasing;
  const left = async () => (await foothold.events()).length;
  // It had begun, and is brought to its end when the worker starts again; or it had not, and all is there.
  await expect.poll(async () => [0, EVENTS].includes(await left())).toBe(true);
  await client.evaluate(() => window.data.eraseEverything('ERASE', { signal: new AbortController().signal }));
  expect(await left()).toBe(0);
  expect(await write(client, 'a first step')).toMatchObject({ ok: true });
});
