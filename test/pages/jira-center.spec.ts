/** A Jira Data Center, added by the person: its own host, its own path, its own pages and REST. */
import type { Page } from '@playwright/test';
import type { Browser as Extension } from 'webextension-polyfill';
import { expect, type Foothold, go, test } from '../fixture';
import { editorFor } from '../panel';
import { openSiteAccess, type SiteAccess } from '../site-access';
import { faultsOf, jiraChips } from './jira-chips';
import { expectOnlyReading, expectProseUntouched, expectServed, expectStill, spoken } from './jira-page';

/** In the worker. */
declare const chrome: Extension;

const HOST = 'https://jira.acme.test';
const CENTER = `${HOST}/tracker`;
const BOARD = `${CENTER}/secure/RapidBoard.jspa?rapidView=1`;
const SEARCH = 'POST /tracker/rest/api/2/search';
const PAGES = {
  board: BOARD,
  backlog: `${BOARD}&view=planning`,
  issue: `${CENTER}/browse/APP-1`,
  navigator: `${CENTER}/issues/?jql=project%20%3D%20APP`,
};

/** As a person adds it: by the address of any of its pages. */
async function added(foothold: Foothold): Promise<{ settings: Page; access: SiteAccess }> {
  const access = await openSiteAccess(foothold);
  await access.allow(`${HOST}/*`);
  const settings = await foothold.context.newPage();
  await settings.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
  await settings.getByLabel('Address of your Jira').fill(PAGES.issue);
  await settings.getByRole('button', { name: 'Add' }).click();
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText('Foothold works here.');
  return { settings, access };
}

const RIGHT = 'opened 43 days ago, 12 days in In Progress, over the limit of 5 days';

test('ages come from its own search, at its own path, with dates as it writes them', async ({ foothold }) => {
  await added(foothold);
  // Every date with `+0800`, and each change listed twice.
  foothold.jira.twice = true;
  const page = await foothold.open(`${BOARD}&cards=14`);
  await expectServed(page);
  await expect.poll(() => spoken(page, 'APP-1')).toContain(RIGHT);
  const chips = new Map((await jiraChips(page)).map(({ at, age, spoken }) => [at, [age, spoken]]));
  // Worked out by hand from the lines of test/practice/jira/data.ts.
  for (const [key, age, words] of [
    ['APP-1', '43d', RIGHT],
    ['APP-2', '9d', 'opened 9 days ago, 9 days in To Do'],
    ['APP-3', '21d', 'opened 21 days ago, 3 days in In Review'],
    ['APP-4', '64d', 'opened 64 days ago, 30 days in Blocked, over the limit of 14 days'],
    ['APP-5', '5d', 'opened 80 days ago, closed 5 days ago'],
  ] as const)
    expect(chips.get(key)).toEqual([age, `${words}. Write the next step`]);
  expect(foothold.jira.counts()).toEqual({ [SEARCH]: 1 });
  expect(foothold.jira.requests[0]!.body).toMatchObject({ expand: ['changelog'], maxResults: 14 });
  expectOnlyReading(foothold);
});

test('each item its chip, once, none in what people wrote, and the page stands still', async ({
  foothold,
}) => {
  await added(foothold);
  const page = await foothold.context.newPage();
  for (const [name, address] of Object.entries(PAGES))
    await test.step(name, async () => {
      await go(page, address);
      await expectServed(page);
      await expect.poll(() => spoken(page, 'APP-1')).toContain(RIGHT);
      const names = (await jiraChips(page)).map(({ name }) => name);
      expect(names.filter((key, at) => names.indexOf(key) !== at)).toEqual([]);
      expect(names.some((key) => /APP-9\d$/.test(key) && name === 'issue')).toBe(false);
      await expectProseUntouched(page);
      await expectStill(page);
      expectOnlyReading(foothold);
    });
});

test('a step of an issue page is on the board, and started there by the mark of j and k', async ({
  foothold,
}) => {
  await added(foothold);
  const issue = await foothold.open(PAGES.issue);
  await expect.poll(() => spoken(issue, 'APP-1')).toContain(RIGHT);
  await foothold.command('edit-step', issue);
  await expect(editorFor(issue, 'APP-1')).toBeVisible();
  await issue.keyboard.type('jk ask Ana');
  await issue.keyboard.press('Enter');
  await expect.poll(() => foothold.events()).toMatchObject([{ key: 'jira.acme.test/tracker/APP-1' }]);
  expect(await issue.evaluate(() => window.practice.shortcuts)).toEqual([]);

  const board = await foothold.open(BOARD);
  await expectServed(board);
  const step = async () => (await jiraChips(board)).find(({ at }) => at === 'APP-1')?.step;
  await expect.poll(step).toBe('jk ask Ana');
  // The first column's cards come first: by `j` until Jira's own mark is on APP-1.
  for (let times = 0; times < 40; times += 1) {
    await board.keyboard.press('j');
    if (await board.locator('.ghx-selected[data-issue-key="APP-1"]').count()) break;
  }
  await board.mouse.move(2, 2);
  await foothold.command('start-step', board);
  await expect.poll(() => spoken(board, 'APP-1')).toContain('started, running for');

  const list = await foothold.open(PAGES.navigator);
  await expectServed(list);
  await list.keyboard.press('j');
  await expect(list.locator('tr.issuerow.focused[data-issuekey="APP-1"]')).toHaveCount(1);
  await foothold.command('finish-step', list);
  await expect
    .poll(async () => (await foothold.events()).map(({ what }) => what.type))
    .toEqual(['written', 'started', 'finished']);
  expectOnlyReading(foothold);
});

test('in its own theme: light as every older one, dark where the page says so', async ({ foothold }) => {
  await added(foothold);
  const colors = (page: Page) =>
    page
      .locator('#key-val')
      .locator('xpath=ancestor::header')
      .locator('foothold-chip')
      .evaluate((host) => getComputedStyle(host.shadowRoot!.querySelector('.chip')!).color);
  const light = await foothold.open(PAGES.issue);
  await expect.poll(() => spoken(light, 'APP-1')).toContain(RIGHT);
  expect(await colors(light)).toBe('rgb(41, 42, 46)');
  const dark = await foothold.open(`${PAGES.issue}?theme=dark`);
  await expect.poll(() => spoken(dark, 'APP-1')).toContain(RIGHT);
  expect(await colors(dark)).toBe('rgb(206, 207, 210)');
  // Changed while it is open.
  await light.evaluate(() => document.documentElement.setAttribute('data-color-mode', 'dark'));
  await expect.poll(() => colors(light)).toBe('rgb(206, 207, 210)');
});

// What each answer means is in test/unit/jira/source.test.ts: both kinds of Jira are asked by the same call.
test('signed out: an honest unknown with its reason, after one question', async ({ foothold }) => {
  await added(foothold);
  foothold.jira.fail({ kind: 'logged-out' });
  const page = await foothold.open(`${BOARD}&cards=14`);
  await expect.poll(() => spoken(page, 'APP-1')).toContain('age unknown: you are signed out of Jira');
  expect(foothold.jira.requests.filter(({ what }) => what === SEARCH).length).toBe(1);
  expectOnlyReading(foothold);
});

test('a permission that is withdrawn takes its chips away; given back, they are there; an update changes nothing', async ({
  foothold,
}) => {
  const { settings, access } = await added(foothold);
  const page = await foothold.open(BOARD);
  await expectServed(page);
  await access.withdraw(`${HOST}/*`);
  await expect(page.locator('foothold-chip, foothold-toast, foothold-panel')).toHaveCount(0);
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText(
    'The browser withdrew the permission',
  );
  await page.reload();
  await page.waitForFunction(() => window.practice?.hydrated);
  await expect(page.locator('foothold-chip')).toHaveCount(0);

  await access.allow(`${HOST}/*`);
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText('Foothold works here.');
  await page.reload();
  await expectServed(page);

  const worker = await foothold.worker();
  // What the browser does at an update: it forgets, and tells the new version.
  await worker.evaluate(() => chrome.scripting.unregisterContentScripts());
  await worker.evaluate(() =>
    (chrome.runtime.onInstalled as unknown as { dispatch(details: object): void }).dispatch({
      reason: 'update',
    }),
  );
  await expect
    .poll(() => worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length))
    .toBe(1);
  await page.reload();
  await expectServed(page);
  expect(await faultsOf(page)).toEqual([]);
  expectOnlyReading(foothold);
});
