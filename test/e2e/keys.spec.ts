/** Commands: which item they are about, what comes of them, and the way back by keyboard alone. */
import type { Page } from '@playwright/test';
import type { ItemKey } from '../../domain/key';
import { expect, type Foothold, test } from '../fixture';
import { editorOf as editor } from '../panel';
import { openClient } from './real-client';

type CommandName = 'start-step' | 'finish-step' | 'edit-step';

const keyOf = (name: string) => `github.com/acme/${name}` as ItemKey;
const toast = (page: Page) => page.locator('foothold-toast .toast');
const said = (page: Page) => toast(page).locator('p').first();
/** The chip that says it is about this item. */
const chip = (page: Page, number: number) =>
  page
    .locator('foothold-chip')
    .filter({ has: page.getByRole('group', { name: `Foothold: #${number}`, exact: true }) });
const row = (page: Page, number: number) => page.locator('li').filter({ hasText: `#${number} ` });

/** Each item gets a step that is named after it, as if written in another tab. */
async function writeSteps(foothold: Foothold, names: readonly string[]): Promise<void> {
  const client = await openClient(foothold);
  const answers = await client.evaluate(
    (steps) =>
      Promise.all(
        steps.map(({ key, text, id }) => window.rpc.act(key, { type: 'write', text, start: false }, id)),
      ),
    names.map((name) => ({ key: keyOf(name), text: `Step of ${name}`, id: crypto.randomUUID() })),
  );
  for (const answer of answers) expect(answer).toMatchObject({ ok: true });
  await client.close();
}

async function open(foothold: Foothold, path: string): Promise<Page> {
  const page = await foothold.open(path, { churn: 'off' });
  await expect(page.locator('foothold-chip .open').first()).toBeVisible();
  await page.mouse.move(2, 2);
  return page;
}

/** Items of the acts since the first `after` events, with what was done. */
const done = async (foothold: Foothold, after: number) =>
  (await foothold.events()).slice(after).map(({ key, what }) => `${what.type} ${key}`);

interface Way {
  name: string;
  path: string;
  focus(page: Page): Promise<void>;
  item: string;
}

const WAYS: Way[] = [
  {
    name: 'the row the page has focused by its own key, whatever is under the pointer',
    path: '/acme/widgets/issues',
    async focus(page) {
      await row(page, 1283).hover();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await expect(row(page, 1284)).toBeFocused();
    },
    item: 'widgets#1284',
  },
  {
    name: 'the row in which a link has the focus',
    path: '/acme/widgets/issues',
    async focus(page) {
      await row(page, 1282).getByTestId('issue-pr-title-link').focus();
    },
    item: 'widgets#1282',
  },
  {
    name: 'the row whose chip has the focus',
    path: '/acme/widgets/issues',
    async focus(page) {
      await chip(page, 1281).locator('.open').focus();
    },
    item: 'widgets#1281',
  },
  {
    name: 'the row the tracker has selected, whatever is under the pointer',
    path: '/acme/widgets/pulls',
    async focus(page) {
      await page.locator('.js-issue-row').nth(2).hover();
      await page.keyboard.press('j');
      await expect(page.locator('.navigation-focus')).toContainText('#1280');
      expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    },
    item: 'widgets#1280',
  },
  {
    name: 'the row under the pointer',
    path: '/acme/widgets/issues',
    focus: (page) => row(page, 1283).hover(),
    item: 'widgets#1283',
  },
  {
    name: 'the item whose editor is open',
    path: '/acme/widgets/issues',
    async focus(page) {
      await chip(page, 1284).locator('.open').click();
      await expect(editor(page).getByRole('textbox')).toBeFocused();
    },
    item: 'widgets#1284',
  },
  {
    name: 'the issue the page is about',
    path: '/acme/widgets/issues/1279',
    focus: async () => {},
    item: 'widgets#1279',
  },
  {
    name: 'the pull request the page is about',
    path: '/acme/widgets/pull/16',
    focus: async () => {},
    item: 'widgets#16',
  },
  {
    name: 'the item in the side pane of a project',
    path: '/orgs/acme/projects/1/views/1?pane=issue&issue=acme%7Cwidgets%7C1279',
    focus: async () => {},
    item: 'widgets#1279',
  },
];

for (const { name, path, focus, item } of WAYS) {
  test(`a command is about ${name}`, async ({ foothold }) => {
    const all = ['1285', '1284', '1283', '1282', '1281', '1280', '1279', '16'].map(
      (number) => `widgets#${number}`,
    );
    await writeSteps(foothold, all);
    const page = await open(foothold, path);
    await focus(page);
    const key = keyOf(item);
    for (const [command, type, words] of [
      ['start-step', 'started', 'Started'],
      ['start-step', 'paused', 'Paused after less than a minute'],
      ['start-step', 'started', 'Started again'],
      ['finish-step', 'finished', 'Finished'],
    ] as const) {
      const before = (await foothold.events()).length;
      await foothold.command(command, page);
      await expect(said(page)).toHaveText(words);
      await expect(toast(page)).toContainText(`Step of ${item}`);
      await expect.poll(() => done(foothold, before)).toEqual([`${type} ${key}`]);
    }
  });
}

test('no item in focus: a toast says how to point at one, and nothing is done', async ({ foothold }) => {
  await writeSteps(foothold, ['widgets#1285']);
  const page = await open(foothold, '/acme/widgets/issues');
  for (const name of ['start-step', 'finish-step', 'edit-step'] as CommandName[]) {
    await foothold.command(name, page);
    await expect(said(page)).toHaveText(/^Which item\? Point at one, or move the focus to its row/);
    await toast(page).getByRole('button', { name: 'Close this message' }).press('Enter');
    await expect(toast(page)).toHaveCount(0);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  }
  await expect(editor(page)).toHaveCount(0);
  expect(await foothold.events()).toHaveLength(1);
});

test('an item without a step: start and edit ask for one, finish says there is none', async ({
  foothold,
}) => {
  const page = await open(foothold, '/acme/widgets/issues');
  await row(page, 1284).hover();
  await foothold.command('finish-step', page);
  await expect(said(page)).toHaveText('Nothing to finish: this item has no next step.');
  for (const name of ['start-step', 'edit-step'] as CommandName[]) {
    await foothold.command(name, page);
    await expect(editor(page)).toHaveAccessibleName('Next step of acme/widgets#1284');
    await expect(editor(page).getByRole('textbox')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(editor(page)).toHaveCount(0);
  }
  expect(await foothold.events()).toEqual([]);
});

test('written, undone, and brought back by keyboard alone', async ({ foothold }) => {
  const page = await open(foothold, '/acme/widgets/issues');
  await page.keyboard.press('j');
  await expect(row(page, 1285)).toBeFocused();
  await foothold.command('edit-step', page);
  await expect(editor(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Open the 401 log');
  await page.keyboard.press('Control+Enter');
  await expect(said(page)).toHaveText('Started');
  await expect(row(page, 1285)).toBeFocused();
  // From the row on to its chip.
  const open_ = chip(page, 1285).locator('.open');
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(open_).toBeFocused({ timeout: 200 });
  }).toPass();
  const step = chip(page, 1285).locator('.step');
  await expect(step).toHaveText('Open the 401 log');
  for (const [words, count] of [
    ['Undone', 0],
    ['Redone', 1],
    ['Undone', 0],
    ['Redone', 1],
  ] as const) {
    await page.keyboard.press('Control+z');
    await expect(said(page)).toHaveText(words);
    await expect(step).toHaveCount(count);
    await expect(open_).toBeFocused();
  }
  await expect(chip(page, 1285).locator('.open-started')).toBeVisible();
  expect((await foothold.events()).map(({ what }) => what.type)).toEqual([
    'written',
    'started',
    'undone',
    'undone',
    'undone',
    'undone',
  ]);
  expect(await page.evaluate(() => window.practice.shortcuts.map(({ key }) => key))).toEqual(['j']);
});

test('each act is undone by its toast, and the undo of the undo brings it back', async ({ foothold }) => {
  await writeSteps(foothold, ['widgets#1285']);
  const page = await open(foothold, '/acme/widgets/issues');
  await row(page, 1285).hover();
  const look = chip(page, 1285).locator('.open');
  for (const [command, before, after] of [
    ['start-step', 'written', 'started'],
    ['start-step', 'started', 'paused'],
    ['finish-step', 'paused', 'none'],
  ] as const) {
    await expect(look).toHaveClass(new RegExp(`open-${before}`));
    await foothold.command(command, page);
    await expect(look).toHaveClass(new RegExp(`open-${after}`));
    await toast(page).getByRole('button', { name: 'Undo' }).click();
    await expect(look).toHaveClass(new RegExp(`open-${before}`));
    await toast(page).getByRole('button', { name: 'Redo' }).click();
    await expect(look).toHaveClass(new RegExp(`open-${after}`));
    await row(page, 1285).hover();
  }
});
