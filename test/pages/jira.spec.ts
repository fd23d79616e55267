/** Jira's pages with Foothold on them: right chips, once, whatever the page does; and the page itself unharmed. */
import { expect, test } from '../fixture';
import { editorFor } from '../panel';
import { soaked } from '../soak';
import { faultsOf, jiraChips, unserved } from './jira-chips';
import { expectOnlyReading, expectStill, expectServed as served, spoken } from './jira-page';

const CLOUD = 'https://acme.atlassian.net';
const BOARD = `${CLOUD}/jira/software/c/projects/APP/boards/1`;
const PAGES = {
  board: BOARD,
  backlog: `${BOARD}/backlog`,
  search: `${CLOUD}/issues/?jql=project%20%3D%20APP`,
};

test('ages come from Jira itself, by one question for what is on the screen', async ({ foothold }) => {
  const page = await foothold.open(BOARD);
  await served(page);
  await expect.poll(() => spoken(page, 'APP-1')).toContain('opened 43 days ago');
  const chips = new Map((await jiraChips(page)).map(({ at, age, spoken }) => [at, { age, spoken }]));
  // Worked out by hand from the lines of test/practice/jira/data.ts.
  const said = {
    'APP-1': ['43d', 'opened 43 days ago, 12 days in In Progress, over the limit of 5 days'],
    'APP-2': ['9d', 'opened 9 days ago, 9 days in To Do'],
    'APP-3': ['21d', 'opened 21 days ago, 3 days in In Review'],
    'APP-4': ['64d', 'opened 64 days ago, 30 days in Blocked, over the limit of 14 days'],
    'APP-5': ['5d', 'opened 80 days ago, closed 5 days ago'],
    'APP-9': ['5d', 'opened 5 days ago, 4 days in To Do'],
    'APP-12': ['2d', 'opened 40 days ago, closed 2 days ago'],
  };
  for (const [key, [age, words]] of Object.entries(said))
    expect(chips.get(key)).toEqual({ age, spoken: `${words}. Write the next step` });
  expect(foothold.jira.counts()).toEqual({
    'POST /rest/api/3/issue/bulkfetch': 1,
    'POST /rest/api/3/changelog/bulkfetch': 1,
  });
  expectOnlyReading(foothold);
});

for (const [name, address] of Object.entries(PAGES)) {
  test(`the ${name} comes alive with its own nodes and handlers, and stands still`, async ({ foothold }) => {
    const page = await foothold.open(address);
    await served(page);
    expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
    await expectStill(page);
  });

  test(`many items of the ${name} are scrolled: each its own chip, none left behind`, {
    tag: '@soak',
  }, async ({ foothold }) => {
    const page = await foothold.open(
      `${address}${address.includes('?') ? '&' : '?'}cards=${soaked(500, 250)}&churn=on`,
    );
    await served(page);
    for (const to of [900, 4000, 8000, 7000, 20_000, 0]) {
      await page.evaluate((y) => window.scrollTo({ top: y, behavior: 'instant' }), to);
      await expect.poll(() => unserved(page)).toEqual([]);
      expect(await faultsOf(page)).toEqual([]);
    }
    // As many as rows, and no more: off the screen there are none.
    expect((await jiraChips(page)).length).toBeLessThan(120);
    const bulk = foothold.jira.requests.filter(({ what }) => what.endsWith('/issue/bulkfetch'));
    const asked = bulk.flatMap(({ body }) => (body as { issueIdsOrKeys: string[] }).issueIdsOrKeys);
    expect(asked.length).toBe(new Set(asked).size);
    for (const { body } of bulk)
      expect((body as { issueIdsOrKeys: string[] }).issueIdsOrKeys.length).toBeLessThanOrEqual(100);
    expectOnlyReading(foothold);
  });
}

test('an issue view whose scripts are slow is left alone until they have taken it over', async ({
  foothold,
}) => {
  const page = await foothold.context.newPage();
  await page.goto(`${CLOUD}/browse/APP-1?bundle=900`, { waitUntil: 'commit' });
  const heading = await page.waitForSelector('h1');
  await expect.poll(() => spoken(page, 'APP-1')).toContain('12 days in In Progress');
  expect(await page.evaluate(() => window.practice.hydrated)).toBe(true);
  expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
  expect(await heading.evaluate((element) => element.isConnected)).toBe(true);
  // Handlers came with them.
  await page.locator('a', { hasText: /^APP-5$/ }).click();
  await expect(page.locator('h1')).toHaveText('Dark theme for the printed report');
  await expect.poll(() => spoken(page, 'APP-5')).toContain('closed 5 days ago');
  expect(await faultsOf(page)).toEqual([]);
});

test('a page that comes alive long after it gave any sign of it builds itself anew, and works', async ({
  foothold,
}) => {
  const page = await foothold.context.newPage();
  await page.goto(`${CLOUD}/browse/APP-1?hydrate=2000`);
  await expect.poll(() => page.evaluate(() => window.practice.hydrated)).toBe(true);
  await expect.poll(() => spoken(page, 'APP-1')).toContain('12 days in In Progress');
  await page.locator('a', { hasText: /^APP-5$/ }).click();
  await expect(page.locator('h1')).toHaveText('Dark theme for the printed report');
  await expect.poll(() => spoken(page, 'APP-5')).toContain('closed 5 days ago');
  await expect(page.locator('#jira-issue-header foothold-chip')).toHaveCount(1);
  expect(await faultsOf(page)).toEqual([]);
});

for (const form of ['modal', 'panel'] as const) {
  test(`an issue opened and closed many times as a ${form}: nothing doubled, nothing left`, {
    tag: '@soak',
  }, async ({ foothold }) => {
    const page = await foothold.open(`${BOARD}?form=${form}`);
    await served(page);
    const hosts = () => page.locator('foothold-chip').count();
    const before = await hosts();
    const view = page.locator('#jira-issue-header');
    for (let times = 0; times < soaked(50, 12); times += 1) {
      await page
        .locator(`#card-APP-${1 + (times % 3)} button.focus`)
        .evaluate((button) => (button as HTMLElement).click());
      await expect(view.locator('foothold-chip')).toHaveCount(1);
      await page
        .getByRole('button', { name: 'Close', exact: true })
        .evaluate((button) => (button as HTMLElement).click());
      await expect(view).toHaveCount(0);
    }
    await expect.poll(hosts).toBe(before);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.locator('foothold-toast').count()).toBeLessThanOrEqual(1);
    expectOnlyReading(foothold);
  });
}

test('chips stand at the issue and its lists, and at nothing that people wrote', async ({ foothold }) => {
  for (const address of [
    `${CLOUD}/browse/APP-1`,
    `${BOARD}?selectedIssue=APP-1`,
    `${PAGES.backlog}?selectedIssue=APP-1&form=panel`,
  ]) {
    const page = await foothold.open(address);
    const around = '[data-testid="issue.views.issue-details.issue-layout"]';
    await expect(page.locator(`${around} foothold-chip`)).toHaveCount(4);
    const inside = (await jiraChips(page)).map(({ name }) => name.replace('Foothold: ', ''));
    for (const key of ['APP-90', 'APP-91', 'APP-92']) expect(inside).not.toContain(key);
    expect(await faultsOf(page)).toEqual([]);
    await expect(
      page.locator(':is(.ak-renderer-document, .ProseMirror, .comment) foothold-chip'),
    ).toHaveCount(0);
    await page.close();
  }
});

test('a card dragged to another column: the drop works, the chip follows, time in status starts again', async ({
  foothold,
}) => {
  const page = await foothold.open(BOARD);
  await served(page);
  await expect.poll(() => spoken(page, 'APP-1')).toContain('12 days in In Progress');
  await page.locator('#card-APP-1 .card-body').dragTo(page.getByRole('heading', { name: /^Review/ }));
  const column = page.locator('.column').filter({ has: page.getByRole('heading', { name: /^Review/ }) });
  await expect(column.locator('#card-APP-1')).toHaveCount(1);
  expect(await page.evaluate(() => window.practice.moves)).toEqual([
    { card: 'APP-1', from: 'Doing', to: 'Review' },
  ]);
  await expect(column.locator('#card-APP-1 foothold-chip')).toHaveCount(1);
  await expect
    .poll(() => spoken(page, 'APP-1'))
    .toBe('opened 43 days ago, less than a minute in In Review. Write the next step');
  expect(await faultsOf(page)).toEqual([]);
  // The card was asked for once more, and only what the column now had room for came along with it.
  const asked = foothold.jira.requests
    .filter(({ what }) => what.endsWith('/issue/bulkfetch'))
    .flatMap(({ body }) => (body as { issueIdsOrKeys: string[] }).issueIdsOrKeys);
  expect(asked.filter((key) => key === 'APP-1')).toHaveLength(2);
  expect(asked.filter((key, at) => key !== 'APP-1' && asked.indexOf(key) !== at)).toEqual([]);
});

test('a chip is no handle: pulled by it, no card is dragged; by the card itself it then is', async ({
  foothold,
}) => {
  const page = await foothold.open(BOARD);
  await served(page);
  await expect.poll(() => spoken(page, 'APP-1')).toContain('12 days in In Progress');
  const grip = (await jiraChips(page)).find(({ at }) => at === 'APP-1')!.box;
  const there = (await page.getByRole('heading', { name: /^Planned/ }).boundingBox())!;
  const pull = async (from: { x: number; y: number }) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 30, from.y - 30, { steps: 4 });
    await page.mouse.move(there.x + 20, there.y + 8, { steps: 8 });
    await page.mouse.up();
  };
  await pull({ x: grip.x + 8, y: grip.y + grip.height / 2 });
  expect(await page.evaluate(() => window.practice.moves)).toEqual([]);
  expect(await page.evaluate(() => window.practice.navigations)).toEqual([]);
  const card = (await page.locator('#card-APP-1 .card-body').boundingBox())!;
  await pull({ x: card.x + 60, y: card.y + 80 });
  await expect
    .poll(() => page.evaluate(() => window.practice.moves))
    .toEqual([{ card: 'APP-1', from: 'Doing', to: 'Planned' }]);
  await expect.poll(() => spoken(page, 'APP-1')).toContain('less than a minute in To Do');
  await expect(page.locator('#card-APP-1 foothold-chip')).toHaveCount(1);
  expect(await faultsOf(page)).toEqual([]);
});

for (const [name, address] of [
  ['board', BOARD],
  ['backlog', PAGES.backlog],
] as const) {
  test(`on the ${name}: typing sets off none of the page’s keys, and a click on a chip opens no issue`, async ({
    foothold,
  }) => {
    const page = await foothold.open(address);
    await served(page);
    const { box } = (await jiraChips(page)).find(({ at }) => at === 'APP-2')!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect(editorFor(page, 'APP-2')).toBeVisible();
    await page.keyboard.type('jknpoaimc/.-? look at the log');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await jiraChips(page)).find(({ at }) => at === 'APP-2')?.step)
      .toBe('jknpoaimc/.-? look at the log');
    expect(page.url()).toBe(address);
    expect(await page.evaluate(() => window.practice.shortcuts)).toEqual([]);
    expect(await page.evaluate(() => window.practice.navigations)).toEqual([]);
    // The page does have those keys.
    await page.getByRole('heading', { name: 'Application' }).click();
    await page.keyboard.press('c');
    expect(await page.evaluate(() => window.practice.shortcuts.map(({ key }) => key))).toEqual(['c']);
  });
}
