/**
 * What must not get in, and what must not get lost: each is refused in a sentence that says what to do, what was
 * typed stays in its field, and the log holds what it held before. (The popup's own: test/components/popup.)
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ItemKey } from '../../domain/key';
import { expect, type Foothold, test } from '../fixture';
import { editorOf as editor } from '../panel';
import { insideOf } from './inside';
import { openClient } from './real-client';

/** In a content script and in the worker. */
declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

const LIST = '/acme/widgets/issues';
const KEY = 'github.com/acme/widgets#1285' as ItemKey;
const STEP = 'Open the 401 log';

const chip = (page: Page) => page.locator('foothold-chip').first();
const field = (page: Page) => editor(page).getByRole('textbox');
const fault = (page: Page) => editor(page).getByRole('alert');
const toast = (page: Page) => page.locator('foothold-toast .toast');

async function openList(foothold: Foothold): Promise<Page> {
  const page = await foothold.open(LIST, { churn: 'off' });
  await expect(chip(page).locator('.open')).toBeVisible();
  return page;
}

async function openEditor(page: Page): Promise<void> {
  await chip(page).locator('.open').click();
  await expect(field(page)).toBeFocused();
}

async function write(page: Page, text: string): Promise<void> {
  await openEditor(page);
  await field(page).fill(text);
  await field(page).press('Enter');
  await expect(chip(page).locator('.step')).toHaveText(text);
}

/** All that is kept of what people do. */
const kept = async (foothold: Foothold) => ({
  events: await foothold.events(),
  items: await foothold.rows('items'),
});

/** One of each kind; test/unit/domain/step-text.test.ts has every text that is refused, and what is left of it. */
const TEXTS = [
  {
    name: 'only what nobody sees',
    typed: ' \u200b\u2800',
    says: 'The step is empty',
    left: ' \u200b\u2800',
  },
  { name: '501 characters', typed: 'é'.repeat(501), says: '501 characters long; 500', left: 'é'.repeat(501) },
  {
    name: 'a turned direction',
    typed: 'Open \u202egol\u202c it',
    says: 'taken out now',
    left: 'Open gol it',
  },
];

for (const { name, typed, says, left } of TEXTS) {
  test(`a step of ${name}, written or rewritten, is refused, and the field keeps it`, async ({
    foothold,
  }) => {
    const page = await openList(foothold);
    const nothing = await kept(foothold);
    await openEditor(page);
    await field(page).fill(typed);
    await field(page).press('Enter');
    await expect(fault(page)).toContainText(says);
    await expect(field(page)).toHaveValue(left);
    await expect(field(page)).toBeFocused();
    expect(await kept(foothold)).toEqual(nothing);
    await field(page).fill(STEP);
    await field(page).press('Enter');
    await expect(chip(page).locator('.step')).toHaveText(STEP);
    const before = await kept(foothold);
    await openEditor(page);
    await field(page).fill(typed);
    await field(page).press('Control+Enter');
    await expect(fault(page)).toContainText(says);
    await expect(field(page)).toHaveValue(left);
    expect(await kept(foothold)).toEqual(before);
  });
}

test('markup in titles and steps is text wherever it is shown', async ({ foothold }) => {
  const evil = `<img src="https://evil.example/x" onerror="document.title='owned'"><b>bold</b> {{1+1}} \${1}`;
  // Titles of two practice items are markup as well.
  const page = await foothold.open(`${LIST}/1001`);
  await write(page, evil);
  await expect(toast(page)).toContainText(evil);
  await openEditor(page);
  await expect(editor(page)).toContainText(`<img src=x onerror="document.title='owned'"> shows up`);
  await field(page).press('Escape');
  const popup = await foothold.openPopup(page);
  await expect(popup.getByRole('main')).toContainText(evil);
  await expect(popup.getByRole('main')).toContainText(
    `<img src=x onerror="document.title='owned'"> shows up`,
  );
  await popup.getByRole('combobox').fill('#1013 </script><script>document.title="owned"</script>');
  await popup.keyboard.press('Enter');
  await expect(popup.getByRole('status')).toContainText('Added to acme/widgets#1013');
  for (const shown of [page.locator('foothold-chip, foothold-toast'), popup.locator('body')]) {
    await expect(shown.locator('img, b, script:not([src])')).toHaveCount(0);
  }
  expect([await page.title(), await popup.title()]).not.toContain('owned');
  expect(foothold.requests.filter(({ url }) => url.includes('evil') || url.endsWith('/x'))).toEqual([]);
});

const step = '1795304443188-0000-fpiyqa9u';
const act = (action: unknown, more: object = {}) => ({
  type: 'act',
  id: 'act-12345678',
  key: KEY,
  action,
  ...more,
});
const writing = { type: 'write', text: STEP, start: false };

test('a page of GitHub can touch nothing of other hosts, and nothing that is for our own pages', async ({
  foothold,
}) => {
  const page = await openList(foothold);
  const { run } = await insideOf(page, foothold.extensionId);
  const before = await kept(foothold);
  const hosts = [
    'acme.atlassian.net/APP-12',
    'linear.app/acme/ENG-12',
    'github.acme.example/acme/widgets#12',
  ];
  const messages = [
    ...hosts.map((key) => act(writing, { key })),
    ...hosts.map((key) => ({ type: 'see', seen: [{ key: KEY }, { key, title: 'Mine now' }] })),
    { type: 'set', settings: { hiddenOn: ['github.com'] } },
    { type: 'lists' },
    { type: 'counts' },
    { type: 'recent', text: '' },
  ];
  for (const message of messages) {
    const answer = await run((message: unknown) => chrome.runtime.sendMessage(message), message);
    expect({ message, answer }).toEqual({
      message,
      answer: { ok: false, error: { code: 'wrong-origin', params: [] } },
    });
  }
  expect(await kept(foothold)).toEqual(before);
  expect(await foothold.rows('settings')).toEqual([]);
  expect(JSON.stringify(await foothold.rows('facts'))).not.toContain('Mine now');
  // The page's own scripts have nobody to speak to.
  expect(await page.evaluate(() => 'chrome' in window && 'runtime' in (window.chrome as object))).toBe(false);
});

const SHAPES: unknown[] = [
  null,
  0,
  true,
  'act',
  '',
  [],
  [{ type: 'lists' }],
  {},
  { type: null },
  { type: 'erase' },
  { type: 'constructor' },
  { type: 'act' },
  act(null),
  act({}),
  act({ type: 'toString' }),
  act(writing, { id: 'short' }),
  act(writing, { id: 12345678 }),
  act(writing, { id: 'x'.repeat(65) }),
  act(writing, { id: "a'b; drop table" }),
  act(writing, { key: 12 }),
  act(writing, { key: 'github.com/Acme/Widgets#1285' }),
  act(writing, { key: 'github.com/acme/widgets#01285' }),
  act(writing, { key: 'github.com/acme/../widgets#1' }),
  act(writing, { key: 'javascript:alert(1)' }),
  act(writing, { at: 0 }),
  act({ ...writing, text: 12 }),
  act({ ...writing, text: null }),
  act({ ...writing, start: 'yes' }),
  act({ ...writing, state: 'finished' }),
  act({ type: 'write', text: STEP }),
  act({ type: 'start', step: 'not an id' }),
  act({ type: 'start', step: [step] }),
  act({ type: 'finish', step }),
  act({ type: 'rewrite', step, text: STEP }),
  act({ type: 'rewrite', step, text: STEP, base: '' }),
  act({ type: 'snooze', until: 1e300 }),
  act({ type: 'snooze', until: 'tomorrow' }),
  act({ type: 'undo', act: '' }),
  { type: 'see' },
  { type: 'see', seen: KEY },
  { type: 'see', seen: [KEY] },
  { type: 'see', seen: [{ key: KEY, title: { toString: 'x' } }] },
  { type: 'see', seen: [{ key: KEY, createdAt: 'yesterday' }] },
  { type: 'see', seen: [{ key: KEY, steps: [] }] },
  { type: 'see', seen: Array.from({ length: 501 }, () => ({ key: KEY })) },
  { type: 'settings', also: 1 },
];

test('a message of another shape is refused, whoever sends it', async ({ foothold }) => {
  const page = await openList(foothold);
  const { run } = await insideOf(page, foothold.extensionId);
  const ours = await openClient(foothold);
  const before = await kept(foothold);
  const facts = await foothold.rows('facts');
  const send = (messages: unknown[]) =>
    Promise.all(messages.map((message) => chrome.runtime.sendMessage(message)));
  const refused = SHAPES.map((message) => ({
    message,
    answer: { ok: false, error: { code: 'bad-message', params: [] } },
  }));
  for (const answers of [await run(send, SHAPES), await ours.evaluate(send, SHAPES)]) {
    expect(SHAPES.map((message, at) => ({ message, answer: (answers as unknown[])[at] }))).toEqual(refused);
  }
  expect(await kept(foothold)).toEqual(before);
  expect(await foothold.rows('facts')).toEqual(facts);
  // And the worker works on.
  await page.bringToFront();
  await write(page, STEP);
});

test('a database of a newer Foothold is read and not written, and says so', async ({ foothold }) => {
  const page = await openList(foothold);
  await write(page, STEP);
  const worker = await foothold.worker();
  await worker.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('foothold', 9990);
        request.onupgradeneeded = () => request.result.createObjectStore('of the future');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
  );
  const before = await kept(foothold);
  expect(before.events).toHaveLength(1);
  await page.reload();
  await expect(chip(page).locator('.step')).toHaveText(STEP);
  // Nothing can be typed where it could not be kept.
  await chip(page).locator('.open').click();
  await expect(toast(page)).toContainText('saved by a newer Foothold');
  await expect(editor(page)).toHaveCount(0);
  await page.locator('[data-testid="issue-pr-title-link"]').first().hover();
  await foothold.command('finish-step', page);
  await expect(toast(page)).toContainText('saved by a newer Foothold');
  expect(await kept(foothold)).toEqual(before);
});

test.describe('a database that cannot be opened', () => {
  test.use({ keepProfile: true });

  test('is said where one acts, and works again once it opens', async ({ foothold }, testInfo) => {
    await write(await openList(foothold), STEP);
    const before = await kept(foothold);
    const profile = testInfo.outputPath('profile');
    const folder = join(profile, 'Default/IndexedDB');
    const away = testInfo.outputPath('kept');
    await foothold.restart(() => {
      renameSync(folder, away);
      // The browser wants a folder there.
      writeFileSync(folder, '');
    });
    const page = await openList(foothold);
    // What the page itself says is shown.
    await expect(chip(page).locator('.age')).not.toBeEmpty();
    await chip(page).locator('.open').click();
    await expect(toast(page)).toContainText('open its storage in this browser');
    await page.locator('[data-testid="issue-pr-title-link"]').first().hover();
    for (const name of ['start-step', 'finish-step', 'edit-step'] as const) {
      await toast(page).getByRole('button', { name: 'Close this message' }).click();
      await page.locator('[data-testid="issue-pr-title-link"]').first().hover();
      await foothold.command(name, page);
      await expect(toast(page)).toContainText('open its storage in this browser');
    }
    const popup = await foothold.openPopup(page);
    await expect(popup.getByRole('alert').first()).toContainText('open its storage in this browser');
    await popup.getByRole('combobox').fill('#12 Ask Ana');
    await popup.keyboard.press('Enter');
    await expect(popup.locator('.quickadd')).toContainText('open its storage in this browser');
    await expect(popup.getByRole('combobox')).toHaveValue('#12 Ask Ana');

    rmSync(folder);
    renameSync(away, folder);
    await popup.getByRole('button', { name: 'Try again' }).click();
    await expect(popup.getByRole('main')).toContainText(STEP);
    expect(await kept(foothold)).toEqual(before);
  });
});

const FULL = {
  'while its rows are written': () => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
      // The event is in the transaction by then.
      if (this.name === 'items') throw new DOMException('Full', 'QuotaExceededError');
      return put.apply(this, given);
    };
  },
  'when it is committed': () => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
      const request = put.apply(this, given);
      const { transaction } = this;
      // As the browser does it: the transaction is aborted, and says why.
      if (this.name === 'items') {
        Object.defineProperty(transaction, 'error', {
          value: new DOMException('Full', 'QuotaExceededError'),
        });
        request.addEventListener('success', () => transaction.abort());
      }
      return request;
    };
  },
};

for (const [when, fill] of Object.entries(FULL)) {
  test(`no room ${when}: said, nothing half written, and the same Enter saves it later`, async ({
    foothold,
  }) => {
    const page = await openList(foothold);
    await write(page, STEP);
    const before = await kept(foothold);
    const worker = await foothold.worker();
    await worker.evaluate(fill);
    await openEditor(page);
    await field(page).fill('Ask Ana for it');
    await field(page).press('Enter');
    await expect(fault(page)).toContainText('no room left');
    await expect(field(page)).toHaveValue('Ask Ana for it');
    expect(await kept(foothold)).toEqual(before);
    // Room again: the next life of the worker is not the full one.
    await foothold.killWorker();
    await field(page).press('Enter');
    await expect(chip(page).locator('.step')).toHaveText('Ask Ana for it');
    expect((await foothold.events()).map(({ what }) => what.type)).toEqual(['written', 'rewritten']);
  });
}

for (const mine of [true, false]) {
  test(`two tabs change one step: both texts are seen, and ${mine ? 'mine' : 'theirs'} can be taken`, async ({
    foothold,
  }) => {
    const one = await openList(foothold);
    await write(one, STEP);
    const two = await foothold.open(`${LIST}/1285`);
    await openEditor(two);
    await expect(field(two)).toHaveValue(STEP);
    await field(two).fill('The second tab’s words');
    await one.bringToFront();
    await openEditor(one);
    await field(one).fill('The first tab’s words');
    await field(one).press('Enter');
    await expect(chip(one).locator('.step')).toHaveText('The first tab’s words');

    await two.bringToFront();
    await expect(chip(two).locator('.step')).toHaveText('The first tab’s words');
    await field(two).press('Enter');
    await expect(fault(two)).toContainText('The first tab’s words');
    await expect(field(two)).toHaveValue('The second tab’s words');
    expect((await foothold.events()).map(({ what }) => what.type)).toEqual(['written', 'rewritten']);
    const text = mine ? 'The second tab’s words' : 'The first tab’s words';
    if (!mine) await editor(two).getByRole('button', { name: 'Take that one' }).click();
    await expect(field(two)).toHaveValue(text);
    await field(two).press('Enter');
    await expect(editor(two)).toHaveCount(0);
    for (const page of [one, two]) await expect(chip(page).locator('.step')).toHaveText(text);
    expect((await foothold.events()).filter(({ what }) => what.type === 'rewritten')).toHaveLength(
      mine ? 2 : 1,
    );
  });
}
