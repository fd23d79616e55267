/** The practice Linear keeps its promises without Foothold: everything else that is tried on it stands on them. */
import type { Page } from '@playwright/test';
import { expect, shifts, test } from '../fixture';
import { chosen, LINEAR, PAGES, scrollList } from './linear-page';

test.use({ build: 'none' });

const ROW = 'a[data-list-row="true"][href*="/issue/"]';
const CARD = 'a[data-board-item="true"]';
const keys = (page: Page) =>
  page.evaluate(() => window.practice.shortcuts.map(({ key, did }) => `${key}: ${did}`));
const press = async (page: Page, ...all: string[]) => {
  for (const key of all) await page.keyboard.press(key);
};

test('every page comes alive without a complaint, stands still, and asks nothing of anyone', async ({
  foothold,
  page,
}) => {
  for (const address of [
    ...Object.values(PAGES),
    `${PAGES.team}?theme=dark&churn=on&rows=mount`,
    `${PAGES.team}?dir=rtl&titles=rtl&theme=auto`,
    `${PAGES.board}&titles=long&issues=2000`,
  ]) {
    await page.goto(address);
    await page.waitForFunction(() => window.practice?.hydrated);
    await expect(page.locator(`a[data-list-row="true"], ${CARD}`).first()).toBeVisible();
    const errors = await page.evaluate(() => window.practice.hydrationErrors);
    expect({ address, errors, shifts: await shifts(page) }).toEqual({ address, errors: [], shifts: [] });
  }
  expect(foothold.leaks()).toEqual([]);
});

test('rows are links whose cells lie on the list’s own columns', async ({ foothold }) => {
  const page = await foothold.open(PAGES.team);
  const row = page.locator(ROW).first();
  await expect(row).toHaveAttribute('href', '/acme/issue/ENG-13/write-down-how-a-release-is-rolled-back');
  await expect(row).toHaveAttribute('data-list-key', /^ITEM_[\da-f-]{36}$/);
  const cells = await row.evaluate((element) => ({
    grid: getComputedStyle(element).gridTemplateColumns.includes('subgrid'),
    names: [...element.querySelectorAll('[data-list-grid-column]')].map((cell) =>
      cell.getAttribute('data-list-grid-column'),
    ),
    words: ['identifier', 'status', 'title'].map(
      (name) => element.querySelector(`[data-list-grid-column="${name}"]`)!.textContent,
    ),
  }));
  expect(cells.grid).toBe(true);
  expect(cells.names).toEqual(
    expect.arrayContaining(['checkbox', 'identifier', 'status', 'title', 'createdAt']),
  );
  expect(cells.words).toEqual(['ENG-13', 'Triage', 'Write down how a release is rolled back']);
  await expect(page.locator('[data-list-row="true"][data-list-key^="GROUP"]').first()).toContainText(
    'Triage',
  );
});

for (const rows of ['recycle', 'mount'] as const)
  test(`of 1,000 rows few are in the document, and they ${rows} while scrolling`, async ({ foothold }) => {
    const page = await foothold.open(`${PAGES.team}?issues=2000&rows=${rows}`);
    const all = page.locator(ROW);
    await expect(all.first()).toBeVisible();
    const first = (await all.nth(4).elementHandle())!;
    const before = await first.evaluate((row) => [
      row.getAttribute('href'),
      row.getAttribute('data-list-key'),
    ]);
    await scrollList(page, 4000);
    expect(await all.count()).toBeGreaterThan(15);
    expect(await all.count()).toBeLessThan(40);
    expect(await first.evaluate((row) => row.isConnected)).toBe(rows === 'recycle');
    if (rows === 'recycle') {
      const after = await first.evaluate((row) => [
        row.getAttribute('href'),
        row.getAttribute('data-list-key'),
      ]);
      expect(after[0]).not.toBe(before[0]);
      expect(after[1]).not.toBe(before[1]);
    }
    await scrollList(page, 60_000, 2000);
    await scrollList(page, 0, 2000);
    const links = await all.evaluateAll((rows) => rows.map((row) => row.getAttribute('href')));
    expect(new Set(links).size).toBe(links.length);
    expect(links).toContain(before[0]);
    expect(await shifts(page)).toEqual([]);
  });

test('a third of the rows is built from scratch each second, and what stood in it is gone', async ({
  foothold,
}) => {
  const page = await foothold.open(`${PAGES.team}?churn=on`);
  await expect(page.locator(ROW).first()).toBeVisible();
  const left = () => page.locator('[data-list-grid-column="title"] > i').count();
  const put = await page.evaluate(() => {
    const cells = document.querySelectorAll('[data-list-grid-column="title"]');
    for (const cell of cells) cell.append(document.createElement('i'));
    return cells.length;
  });
  await expect.poll(left).toBeLessThan(put);
  expect(await left()).toBeGreaterThan(0);
});

test('pages are gone to without loading; list and board share an address', async ({ foothold }) => {
  const page = await foothold.open(PAGES.team);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const status = page.getByRole('status');
  await page.locator(`${ROW}[href*="/ENG-3/"]`).click();
  await expect(page).toHaveURL(
    `${LINEAR}/acme/issue/ENG-3/show-the-exchange-rate-that-was-used-on-each-invoice`,
  );
  await expect(page).toHaveTitle('ENG-3 Show the exchange rate that was used on each invoice');
  await expect(status).toHaveText(/^Navigated to ENG-3/);
  await expect(
    page.locator('[data-restore-scroll-view="issue-view"] [data-view-id="issue-view"]'),
  ).toBeVisible();
  await page.goBack();
  await expect(page.locator(ROW).first()).toBeVisible();
  await page.getByRole('button', { name: 'Display options' }).click();
  await expect(page.locator(CARD).first()).toBeVisible();
  await expect(page).toHaveURL(PAGES.team);
  await page.getByRole('link', { name: 'My issues' }).click();
  await expect(status).toHaveText('Navigated to My issues › Assigned');
  await page.getByRole('link', { name: 'Projects', exact: true }).click();
  await page.getByRole('link', { name: 'Passkeys' }).click();
  await expect(page).toHaveTitle('Fewer support calls › Issues');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  await page.goto(`${LINEAR}/acme/inbox`);
  await expect(page).toHaveURL(PAGES.inbox);
});

test('a list left is found again where it was', async ({ foothold }) => {
  const page = await foothold.open(`${PAGES.team}?issues=2000`);
  await expect(page.locator(ROW).first()).toBeVisible();
  await scrollList(page, 4000);
  await page.locator(ROW).nth(12).click();
  await expect(page.locator('[data-view-id="issue-view"]')).toBeVisible();
  await page.goBack();
  await expect.poll(() => page.locator('[data-list-wrapper]').evaluate((list) => list.scrollTop)).toBe(4000);
});

test('keys choose, open, peek and go; letters and sequences are heard on the body', async ({ foothold }) => {
  const page = await foothold.open(PAGES.team);
  await expect(page.locator(ROW).first()).toBeVisible();
  await press(page, 'j', 'j', 'ArrowDown', 'k');
  expect(await chosen(page)).toBe('In Review ENG-3');
  await press(page, ' ');
  await expect(page.getByRole('dialog', { name: 'Peek: ENG-3' })).toBeVisible();
  await expect(page).toHaveURL(PAGES.team);
  await press(page, 'j');
  await expect(page.getByRole('dialog', { name: 'Peek: ENG-8' })).toBeVisible();
  await press(page, 'Escape', 's', 'c', 'x', 'Enter');
  await expect(page).toHaveTitle(/^ENG-8/);
  await press(page, 'Escape');
  await expect(page.locator(ROW).first()).toBeVisible();
  expect(await chosen(page)).toBe('In Review ENG-8');
  await press(page, 'g', 'i');
  await expect(page).toHaveURL(PAGES.inbox);
  await press(page, 'g', 'x', 'Control+b');
  expect(await keys(page)).toEqual([
    'j: next row',
    'j: next row',
    'ArrowDown: next row',
    'k: previous row',
    ' : peeked',
    'j: next row',
    'Escape: went back',
    's: changed the status',
    'c: began a new issue',
    'x: selected the row',
    'Enter: opened the row',
    'Escape: went back',
    'gi: went to /acme/inbox/priority',
    'gx: a sequence',
    'ctrl+b: list or board',
  ]);
});

test('typing in the page’s own fields is no shortcut', async ({ foothold }) => {
  const page = await foothold.open(PAGES.issue);
  await page.getByRole('textbox', { name: 'Leave a comment' }).click();
  await page.keyboard.type('scgi j');
  expect(await keys(page)).toEqual([]);
  await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toHaveText('scgi j');
});

test('everything is a link that is dragged: a card to another column, a click anywhere opens', async ({
  foothold,
}) => {
  const page = await foothold.open(PAGES.board);
  const card = page.locator(`${CARD}[href*="ENG-1/"]`);
  await card.dragTo(page.getByRole('region', { name: 'In Review' }));
  await expect(
    page.getByRole('region', { name: 'In Review' }).locator(`${CARD}[href*="ENG-1/"]`),
  ).toBeVisible();
  expect(await page.evaluate(() => window.practice.moves)).toEqual([
    { card: 'ENG-1', from: 'In Progress', to: 'In Review' },
  ]);
  await page.locator(`${CARD}[href*="ENG-4/"]`).click({ position: { x: 150, y: 105 } });
  await expect(page).toHaveTitle(/^ENG-4/);
  await page.goto(PAGES.team);
  await expect(page.locator(ROW).first()).toHaveAttribute('draggable', 'true');
});

test('a row has a menu, whose lines are marked as the rows of lists are', async ({ foothold }) => {
  const page = await foothold.open(PAGES.team);
  await page.locator(ROW).first().click({ button: 'right' });
  await expect(page.getByRole('menu').locator('[data-list-row="true"]')).toHaveCount(6);
  await expect(page.locator('[data-menu-open="true"]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('the theme is a class of html; the other colours are given by the provider within', async ({
  foothold,
}) => {
  const page = await foothold.open(`${PAGES.team}?theme=dark`);
  await expect(page.locator('html')).toHaveClass('dark');
  const value = (selector: string) =>
    page
      .locator(selector)
      .evaluate((element) => getComputedStyle(element).getPropertyValue('--color-text-primary'));
  expect(await value('html')).toBe('');
  expect(await value('main')).not.toBe('');
});

test('a page that boots late shows nothing until then', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  await page.goto(`${PAGES.team}?boot=1500&arrive=500`);
  await expect(page.locator('#loading')).toBeVisible();
  await expect(page.locator(ROW)).toHaveCount(0);
  await expect(page.locator('[aria-busy="true"]')).toBeVisible();
  await expect(page.locator(ROW).first()).toBeVisible();
});
