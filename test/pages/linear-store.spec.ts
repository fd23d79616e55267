/**
 * Ages from Linear's own local store, in a browser: right out of 20,000 issues (`npm run soak`), and whatever state the
 * store is in, nobody in the page notices that it was looked at.
 */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixture';
import { soaked } from '../soak';
import { chipOf, PAGES, scrollList, served } from './linear-page';
import { complaints, databases, fill, openStore } from './linear-store';

// Room for all that are written by hand.
test.use({ launchWith: { viewport: { width: 1280, height: 1200 } } });

const UNKEPT = "open it once in Linear, or add an API key in Foothold's settings";
const said = async (page: Page, item: string): Promise<string> =>
  ((await chipOf(page, item))?.spoken ?? '').replace('. Write the next step', '');

/** As ENG-1 to ENG-14 are written in test/practice/linear/data.ts, and as much as is kept of each. */
const BY_HAND: Record<string, string> = {
  'ENG-1': 'opened 43 days ago, 12 days in In Progress, over the limit of 5 days',
  'ENG-2': `opened 9 days ago, time in status unknown: ${UNKEPT}`,
  'ENG-3': 'opened 21 days ago, 3 days in In Review',
  'ENG-4': 'opened 64 days ago, 30 days in In Progress, over the limit of 14 days',
  'ENG-5': 'opened 80 days ago, closed 5 days ago',
  'ENG-6': 'opened 2 days ago, 1 day in In Progress',
  'ENG-7': `opened 130 days ago, over the limit of 90 days, time in status unknown: ${UNKEPT}`,
  'ENG-8': `opened 16 days ago, over the limit of 14 days, time in status unknown: ${UNKEPT}`,
  'ENG-9': 'opened 5 days ago, 4 days in Todo',
  'ENG-10': 'opened 33 days ago, 6 days in In Progress, over the limit of 5 days',
  'ENG-11': 'opened 51 days ago, closed 17 days ago',
  'ENG-12': 'opened 40 days ago, closed 2 days ago',
  'ENG-13': `age unknown: ${UNKEPT}`,
  'ENG-14': `opened 27 days ago, over the limit of 14 days, time in status unknown: ${UNKEPT}`,
};

/** In the page: when rows are there, when each has an age or a reason why not, and tasks that took long meanwhile. */
interface Timing {
  rows: number;
  ages: number;
  long: number[];
}
declare const timing: Timing;

async function watchAges(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const now: Timing = { rows: 0, ages: 0, long: [] };
    Object.assign(window, { timing: now });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        if (now.rows > 0 && now.ages === 0) now.long.push(Math.round(duration));
    }).observe({ type: 'longtask' });
    const look = () => {
      const rows = [...document.querySelectorAll('a[data-list-row="true"][href*="/issue/"]')].filter(
        (row) => row.getBoundingClientRect().bottom < innerHeight,
      );
      const isTold = (row: Element) =>
        /opened \d|unknown: /.test(
          row.querySelector('foothold-chip')?.shadowRoot?.querySelector('.open')?.ariaLabel ?? '',
        );
      if (rows.length > 5 && now.rows === 0) now.rows = performance.now();
      if (now.rows > 0 && now.ages === 0 && rows.length > 5 && rows.every(isTold))
        now.ages = performance.now();
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

async function report(page: Page, where: string): Promise<void> {
  await expect.poll(() => page.evaluate(() => timing.ages)).toBeGreaterThan(0);
  const { rows, ages, long } = await page.evaluate(() => timing);
  console.log(
    `Linear's store, ${where}: rows to ages ${Math.round(ages - rows)} ms, long tasks ${JSON.stringify(long)}`,
  );
}

test('the ages of a screenful are right, out of thousands of issues', { tag: '@soak' }, async ({
  foothold,
}) => {
  const store = await openStore(foothold);
  const issues = soaked(20_000, 4000);
  console.log(`Linear's store of ${issues} issues: written in ${await fill(store, { issues })} ms`);
  const before = await databases(store);
  const page = await foothold.context.newPage();
  const complained = complaints(page);
  await watchAges(page);
  await page.goto(`${PAGES.team}?issues=28`);
  await report(page, 'a page that loads');
  for (const [item, words] of Object.entries(BY_HAND)) await expect.poll(() => said(page, item)).toBe(words);

  await page.goto(`${PAGES.projects}?issues=400`);
  await page.evaluate(() => {
    Object.assign(timing, { rows: 0, ages: 0, long: [] });
    document.querySelector<HTMLElement>('a[href="/acme/team/ENG/all"]')!.click();
  });
  await report(page, 'from one of its pages to another');
  await page.evaluate(() => {
    Object.assign(timing, { rows: 0, ages: 0, long: [] });
    document.querySelector<HTMLElement>('a[href="/acme/my-issues/assigned"]')!.click();
  });
  await report(page, 'and on to a third');

  expect(await databases(store)).toEqual(before);
  expect(complained).toEqual([]);
  expect(foothold.leaks()).toEqual([]);
});

test('an issue that is opened is kept from then on, with its history', async ({ foothold }) => {
  await fill(await openStore(foothold), { issues: 60 });
  const page = await foothold.open(`${PAGES.team}?issues=28`);
  await expect.poll(() => said(page, 'ENG-13')).toBe(BY_HAND['ENG-13']);
  await page.locator('a[data-list-row="true"][href*="/ENG-13/"]').click();
  await expect.poll(() => said(page, 'ENG-13')).toBe(`opened 12 days ago, time in status unknown: ${UNKEPT}`);
  await page.keyboard.press('Escape');
  await page.locator('a[data-list-row="true"][href*="/ENG-8/"]').click();
  await expect
    .poll(() => said(page, 'ENG-8'))
    .toBe('opened 16 days ago, 11 days in In Review, over the limit of 5 days');
});

test.describe('history that comes after its issues', () => {
  const doubt = `opened 21 days ago, time in status unknown: ${UNKEPT}`;

  test('is shown when it has come, without a reload', async ({ foothold }) => {
    const store = await openStore(foothold);
    await fill(store, { issues: 60, history: 'later' });
    const page = await foothold.open(`${PAGES.team}?issues=28`);
    await expect.poll(() => said(page, 'ENG-3')).toBe(doubt);
    await store.evaluate(() => window.practiceStore.fillHistory({ issues: 60 }));
    for (const item of ['ENG-3', 'ENG-1', 'ENG-4'])
      await expect.poll(() => said(page, item), { timeout: 40_000 }).toBe(BY_HAND[item]);
  });

  test('is shown at once after a reload', async ({ foothold }) => {
    const store = await openStore(foothold);
    await fill(store, { issues: 60, history: 'later' });
    const page = await foothold.open(`${PAGES.team}?issues=28`);
    await expect.poll(() => said(page, 'ENG-3')).toBe(doubt);
    await store.evaluate(() => window.practiceStore.fillHistory({ issues: 60 }));
    await page.reload();
    await expect.poll(() => said(page, 'ENG-3'), { timeout: 4500 }).toBe(BY_HAND['ENG-3']);
  });
});

test('an issue that is moved is read anew when its row says so', async ({ foothold }) => {
  await fill(await openStore(foothold), { issues: 60 });
  const page = await foothold.open(`${PAGES.board}&issues=28`);
  await expect.poll(() => said(page, 'ENG-1')).toBe(BY_HAND['ENG-1']);
  await page
    .locator('a[data-board-item="true"][href*="/ENG-1/"]')
    .dragTo(page.getByRole('region', { name: 'In Review' }));
  await page.keyboard.press('Control+b');
  await expect.poll(() => said(page, 'ENG-1')).toBe('opened 43 days ago, less than a minute in In Review');
});

test('a step written under the name an issue had before it changed team moves along', async ({
  foothold,
}) => {
  const store = await openStore(foothold);
  await fill(store, { issues: 60 });
  // Of the issues that go by another name now only this one has something written under the old.
  const popup = await foothold.openPopup(store);
  await popup.getByRole('combobox').fill('https://linear.app/acme/issue/DES-9007 Ask Ana');
  await popup.keyboard.press('Enter');
  await expect.poll(() => foothold.events()).toHaveLength(1);
  const page = await foothold.open(`${PAGES.team}?issues=28`);
  await expect.poll(async () => (await chipOf(page, 'ENG-6'))?.step).toBe('Ask Ana');
  expect(await foothold.events()).toMatchObject([
    { key: 'linear.app/acme/DES-9007' },
    { key: 'linear.app/acme/ENG-6', what: { type: 'moved-from', from: 'linear.app/acme/DES-9007' } },
  ]);
});

test('nothing is written for an issue that changed team and that nobody did anything to', async ({
  foothold,
}) => {
  await fill(await openStore(foothold), { issues: 60 });
  const page = await foothold.open(`${PAGES.team}?issues=28`);
  await expect.poll(() => said(page, 'ENG-6')).toBe(BY_HAND['ENG-6']);
  await page.locator('a[data-list-row="true"][href*="/ENG-6/"]').click();
  await expect.poll(() => said(page, 'ENG-6')).toBe(BY_HAND['ENG-6']);
  expect(await foothold.events()).toEqual([]);
  const seen = (await foothold.rows('facts')).map((row) => (row as { key: string }).key);
  expect(seen).not.toContain('linear.app/acme/DES-9007');
});

test('an upgrade is never held up, while as much is read as can be', { tag: '@soak' }, async ({
  foothold,
}) => {
  const store = await openStore(foothold);
  const issues = soaked(2000, 600);
  await fill(store, { issues });
  const alone = await store.evaluate(() => window.practiceStore.upgrade({ version: 54, issues: 300 }));
  console.log(`Linear's upgrade to 54, while nobody reads: ${Math.round(alone.waited)} ms`);
  const page = await foothold.open(`${PAGES.team}?issues=${issues}`);
  const complained = complaints(page);
  await expect.poll(async () => (await served(page)).some(({ chips }) => chips[0]?.age !== '?')).toBe(true);
  await page.addScriptTag({ url: '/_practice/store.js', type: 'module' });
  const scrolled = (async () => {
    // New rows in every frame: each of them is asked for.
    for (const to of [40_000, 0, 40_000, 0]) await scrollList(page, to, 400);
  })();
  const last = soaked(59, 56);
  for (let version = 55; version <= last; version += 1) {
    const { blocked, waited } = await page.evaluate(
      (version) =>
        window.practiceStore.upgrade({ version, issues: 300, build: version % 2 ? '2026-11' : '2026-12' }),
      version,
    );
    console.log(`Linear's upgrade to ${version}, while reading: ${Math.round(waited)} ms`);
    expect(blocked).toBe(0);
  }
  await scrolled;
  expect(await databases(page)).toEqual([
    expect.stringMatching(new RegExp(`^linear_[\\da-f]{32} ${last}$`)),
    'linear_databases 2',
  ]);
  // And what it has become is read.
  await page.reload();
  await expect.poll(() => said(page, 'ENG-3')).toBe(BY_HAND['ENG-3']);
  expect(complained).toEqual([]);
});

// Every way in which a store can be spoiled is a row of test/unit/linear/store.test.ts; here it is the browser's own.
test('a store that can’t be understood falls back in silence, and the popup says so', async ({
  foothold,
}) => {
  const store = await openStore(foothold);
  await fill(store, { issues: 60, spoiled: 'renamed' });
  const before = await databases(store);
  const page = await foothold.context.newPage();
  const complained = complaints(page);
  await page.goto(`${PAGES.team}?issues=28`);
  const why = "age unknown: Foothold does not understand Linear's answer";
  // What nobody understands is looked at for a while before it is called so.
  await expect.poll(() => said(page, 'ENG-1'), { timeout: 60_000 }).toBe(why);
  const all = await served(page);
  expect(all.map(({ chips }) => chips.map(({ age }) => age))).toEqual(all.map(() => ['?']));
  // A step is written all the same.
  const { x, y, width, height } = (await chipOf(page, 'ENG-1'))!.box;
  await page.mouse.click(x + width / 2, y + height / 2);
  await page.keyboard.type('Ask Ana');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await chipOf(page, 'ENG-1'))?.step).toBe('Ask Ana');
  expect(await databases(store)).toEqual(before);
  expect(complained).toEqual([]);
  expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
  expect(foothold.leaks()).toEqual([]);

  const popup = await foothold.openPopup(page);
  await expect(
    popup.getByText(
      'Ages may be missing here: Foothold does not understand what Linear keeps in this browser.',
    ),
  ).toBeVisible();
  await expect(popup.locator('.foot')).toContainText(/\d+ items read here/);
  await popup.getByRole('button', { name: 'Copy a report' }).click();
  await expect(popup.getByRole('status')).toContainText('Report copied');
  await popup.getByRole('combobox').focus();
  await popup.keyboard.press('Control+v');
  await expect(popup.getByRole('combobox')).toHaveValue(/^\{.*\}$/);
  const copied = await popup.getByRole('combobox').inputValue();
  expect(JSON.parse(copied).source).toEqual({
    understood: false,
    found: { databases: 1, stores: 74, organization: 1, team: 1, state: 1, user: 1, history: 0, issue: 0 },
  });
  expect(copied).not.toMatch(/acme|ENG|passkey|Ana/);
});

test('a store that is half migrated is read when it can be', async ({ foothold }) => {
  const store = await openStore(foothold);
  await fill(store, { issues: 60, spoiled: 'half' });
  const page = await foothold.open(`${PAGES.team}?issues=28`);
  await expect.poll(() => said(page, 'ENG-1')).toBe('age unknown: Linear gave no answer');
  await fill(store, { issues: 60 });
  await page.bringToFront();
  await expect.poll(() => said(page, 'ENG-1'), { timeout: 60_000 }).toBe(BY_HAND['ENG-1']);
});

test('nothing is said of a store that is understood, and of none at all', async ({ foothold }) => {
  const none = await foothold.open(`${PAGES.team}?issues=28`);
  await expect.poll(() => said(none, 'ENG-1')).toBe(`age unknown: ${UNKEPT}`);
  await fill(await openStore(foothold), { issues: 60 });
  const page = await foothold.open(`${PAGES.team}?issues=28`);
  await expect.poll(() => said(page, 'ENG-1')).toBe(BY_HAND['ENG-1']);
  const popup = await foothold.openPopup(page);
  await expect(popup.locator('.foot')).toContainText(/\d+ items read here/);
  await expect(popup.getByRole('button', { name: 'Copy a report' })).toHaveCount(0);
});
