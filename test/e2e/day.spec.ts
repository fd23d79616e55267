/**
 * One person's day across GitHub, Jira and Linear: steps written on each tracker's own pages and in the popup, started,
 * paused, finished and undone, seen in every other tab and in the popup's lists, and told to nobody.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, type Foothold, test } from '../fixture';
import { PAGES } from '../pages/linear-page';
import { editorFor } from '../panel';

const JIRA = 'https://acme.atlassian.net';
const GITHUB = 'https://github.com';
const LINEAR = 'https://linear.app';

const KEYS = {
  '#1283': 'github.com/acme/widgets#1283',
  '#1281': 'github.com/acme/widgets#1281',
  'APP-1': 'acme.atlassian.net/APP-1',
  'ENG-3': 'linear.app/acme/ENG-3',
  'ENG-8': 'linear.app/acme/ENG-8',
} as const;
type Item = keyof typeof KEYS;

const chip = (page: Page, item: Item): Locator =>
  page.getByRole('group', { name: `Foothold: ${item}`, exact: true }).first();
const spoken = (page: Page, item: Item): Promise<string> =>
  chip(page, item)
    .locator('.open')
    .evaluate((open) => open.ariaLabel ?? '');

/** Written in place, as from any row: pressed, typed, saved. */
async function write(page: Page, item: Item, step: string, key = 'Enter'): Promise<void> {
  await page.bringToFront();
  await chip(page, item).locator('.open').click();
  await expect(editorFor(page, item)).toBeVisible();
  await page.keyboard.insertText(step);
  await page.keyboard.press(key);
  await expect(chip(page, item).locator('.step')).toHaveText(step);
}

const list = (popup: Page, name: string) => popup.getByRole('region', { name });
const line = (popup: Page, step: string) => popup.locator('.line').filter({ hasText: step });

async function add(popup: Page, text: string): Promise<void> {
  await popup.getByRole('combobox').fill(text);
  await popup.keyboard.press('Enter');
  await expect(popup.getByRole('combobox')).toHaveValue('');
}

/** What was done, in its order, each as `ENG-3 started`. */
async function done(foothold: Foothold): Promise<string[]> {
  const named = new Map<string, string>(Object.entries(KEYS).map(([item, key]) => [key, item]));
  return (await foothold.events()).map(({ key, what }) => `${named.get(key) ?? key} ${what.type}`);
}

test('written, started, paused, finished and undone on all three, and seen wherever it should be', async ({
  foothold,
}) => {
  test.slow();
  // Morning: a tab for each, and what comes next on each.
  const github = await foothold.open('/acme/widgets/issues', { churn: 'off' });
  const jira = await foothold.open(`${JIRA}/jira/software/c/projects/APP/boards/1`);
  const linear = await foothold.open(PAGES.team, { store: 400 } as object);
  await expect.poll(() => spoken(jira, 'APP-1')).toContain('12 days in In Progress');
  await expect.poll(() => spoken(linear, 'ENG-3')).toContain('3 days in In Review');
  await write(github, '#1283', 'Undo one row and see what comes back');
  await write(jira, 'APP-1', 'Ask Ana for her phone', 'Control+Enter');
  await write(linear, 'ENG-3', 'Compare two invoices of March');
  await expect(chip(jira, 'APP-1').locator('.open-started')).toBeVisible();

  // Each item's own page knows it, and so does a second list.
  const issues = {
    '#1283': await foothold.open('/acme/widgets/issues/1283', { churn: 'off' }),
    'APP-1': await foothold.open(`${JIRA}/browse/APP-1`),
    'ENG-3': await foothold.open(`${LINEAR}/acme/issue/ENG-3/any-slug`),
  };
  await expect(chip(issues['#1283'], '#1283').locator('.step')).toHaveText(/^Undo one row/);
  await expect(chip(issues['APP-1'], 'APP-1').locator('.step')).toHaveText('Ask Ana for her phone');
  await expect(chip(issues['ENG-3'], 'ENG-3').locator('.step')).toHaveText('Compare two invoices of March');

  // Jira's rests, GitHub's begins: by command, each on the page of the item itself.
  await foothold.command('start-step', issues['APP-1']);
  await expect(chip(jira, 'APP-1').locator('.open-paused')).toBeAttached();
  await foothold.command('start-step', issues['#1283']);
  await expect(chip(github, '#1283').locator('.open-started')).toBeAttached();

  // Noon: the popup over Linear's tab tells of all three, and takes a name of where it stands.
  const popup = await foothold.openPopup(linear);
  await expect(list(popup, 'Started').locator('.line')).toHaveText(/Undo one row/);
  await expect(list(popup, 'Next up').locator('.line')).toHaveCount(2);
  await expect(line(popup, 'Ask Ana for her phone')).toContainText('paused');
  await add(popup, 'ENG-8 Restart the queue once with logging');
  await add(popup, 'acme/widgets#1281 Ask Carol who owns the drafts');
  await expect(chip(linear, 'ENG-8').locator('.step')).toHaveText('Restart the queue once with logging');
  await expect(chip(github, '#1281').locator('.step')).toHaveText('Ask Carol who owns the drafts');
  await line(popup, 'Compare two invoices')
    .getByRole('button', { name: /^Start:/ })
    .click();
  await expect(list(popup, 'Started').locator('.line')).toHaveCount(2);
  await expect(chip(linear, 'ENG-3').locator('.open-started')).toBeAttached();
  await expect(chip(issues['ENG-3'], 'ENG-3').locator('.open-started')).toBeAttached();

  // Afternoon: one done too early, and taken back; then done.
  await line(popup, 'Undo one row')
    .getByRole('button', { name: /^Finish:/ })
    .click();
  await expect(chip(github, '#1283').locator('.open-none')).toBeAttached();
  await popup.getByRole('button', { name: 'Undo' }).click();
  await expect(chip(github, '#1283').locator('.open-started')).toBeAttached();
  await expect(chip(issues['#1283'], '#1283').locator('.open-started')).toBeAttached();
  await foothold.command('finish-step', issues['ENG-3']);
  await expect(chip(linear, 'ENG-3').locator('.open-none')).toBeAttached();
  await foothold.command('finish-step', issues['#1283']);
  await expect(chip(github, '#1283').locator('.open-none')).toBeAttached();
  // The worker sleeps at any time, and the next act wakes it.
  await foothold.killWorker();
  await foothold.command('start-step', issues['APP-1']);
  await expect(chip(jira, 'APP-1').locator('.open-started')).toBeAttached();
  await expect(list(popup, 'Started').locator('.line')).toHaveText(/Ask Ana for her phone/);
  await expect(list(popup, 'Next up').locator('.line')).toHaveCount(2);

  expect(await done(foothold)).toEqual([
    '#1283 written',
    'APP-1 written',
    'APP-1 started',
    'ENG-3 written',
    'APP-1 paused',
    '#1283 started',
    'ENG-8 written',
    '#1281 written',
    'ENG-3 started',
    '#1283 finished',
    '#1283 undone',
    'ENG-3 finished',
    '#1283 finished',
    'APP-1 started',
  ]);

  // Each page was asked for by itself alone; Jira was only read, and Linear's API not touched.
  expect(foothold.leaks()).toEqual([]);
  const origins = new Set(foothold.requests.map(({ url }) => new URL(url).origin));
  expect([...origins].sort()).toEqual([JIRA, GITHUB, LINEAR].sort());
  const told = JSON.stringify([foothold.requests, foothold.jira.requests]);
  for (const words of ['Undo one row', 'Ask Ana', 'invoices', 'logging', 'Carol'])
    expect(told).not.toContain(words);
  for (const page of [github, jira, linear, ...Object.values(issues)]) {
    expect(await page.evaluate(() => window.practice.shortcuts)).toEqual([]);
    const seen = await page.evaluate(
      () => window.practice.events.filter(({ type }) => /^(?:key|input|beforeinput)/.test(type)).length,
    );
    expect(seen).toBe(0);
  }
});
