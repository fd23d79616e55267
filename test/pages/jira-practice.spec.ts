/** The practice Jira keeps its promises without Foothold: everything else that is tried on it stands on them. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixture';

test.use({ build: 'none' });

const CLOUD = 'https://acme.atlassian.net';
const CENTER = 'https://jira.acme.test/tracker';
const BOARD = `${CLOUD}/jira/software/c/projects/APP/boards/1`;
const CARDS = '[data-testid="platform-board-kit.ui.card.card"]';

const count = (page: Page, selector: string) => page.locator(selector).count();

test('Cloud: every page is taken over without a complaint, and asks nothing of anyone', async ({
  foothold,
}) => {
  for (const address of [
    BOARD,
    `${BOARD}?theme=dark&churn=on`,
    `${BOARD}/backlog?selectedIssue=APP-2&form=panel`,
    `${BOARD}?selectedIssue=APP-2`,
    `${CLOUD}/issues/?jql=project%20%3D%20APP`,
    `${CLOUD}/browse/APP-1`,
  ]) {
    const page = await foothold.open(address);
    await expect(page.locator(`${CARDS}, [role="listitem"], tr[role="row"]`).first()).toBeVisible();
    expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
    await page.close();
  }
  expect(foothold.leaks()).toEqual([]);
  expect(foothold.jira.requests).toEqual([]);
});

test('a node that is put in before React takes over is thrown away, and the page says so', async ({
  foothold,
}) => {
  const page = await foothold.context.newPage();
  await page.goto(`${CLOUD}/browse/APP-1?hydrate=3000`);
  await page.locator('#jira-issue-header').evaluate((header) => header.append(document.createElement('i')));
  await expect.poll(() => page.evaluate(() => window.practice.hydrated)).toBe(true);
  expect(await page.evaluate(() => window.practice.hydrationErrors.length)).toBe(1);
  expect(await count(page, '#jira-issue-header > i')).toBe(0);
});

for (const [name, address, row] of [
  ['board', BOARD, CARDS],
  ['backlog', `${BOARD}/backlog`, '[data-testid*="card.content-container."]'],
  ['search', `${CLOUD}/issues/?jql=x`, 'tr[role="row"]'],
] as const) {
  test(`rows of the ${name} are destroyed off the screen`, async ({ foothold }) => {
    const page = await foothold.open(`${address}${address.includes('?') ? '&' : '?'}cards=500`);
    await expect(page.locator(row).first()).toBeVisible();
    const first = await page.locator(row).first().elementHandle();
    expect(await count(page, row)).toBeLessThan(100);
    await page.evaluate(() => window.scrollTo({ top: 5000, behavior: 'instant' }));
    await expect.poll(() => first!.evaluate((element) => element.isConnected)).toBe(false);
    expect(await count(page, row)).toBeLessThan(100);
  });
}

test('cards are dragged between columns, keys and clicks do what Jira’s do, and Jira keeps it', async ({
  foothold,
}) => {
  const page = await foothold.open(BOARD);
  await page.locator('#card-APP-2 .card-body').dragTo(page.getByRole('heading', { name: /^Finished/ }));
  await expect.poll(() => foothold.jira.statusOf('APP-2')).toBe('10002');
  await page.reload();
  await expect(
    page.locator('.column', { has: page.getByRole('heading', { name: /^Finished/ }) }).locator('#card-APP-2'),
  ).toHaveCount(1);
  for (const key of ['j', 'k', 'n', 'p', 'a', 'i', 'm', 'c', '.', '-', '?', 'o'])
    await page.keyboard.press(key);
  expect(await page.evaluate(() => window.practice.shortcuts.map(({ key }) => key).join(' '))).toBe(
    'j k n p a i m c . - ? o',
  );
  await expect(page.locator('[role=dialog]')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.locator('#card-APP-3').click({ position: { x: 60, y: 60 } });
  await expect(page.locator('[role=dialog] h1')).toHaveText(
    'Show the exchange rate that was used on each invoice',
  );
  await page.goBack();
  await expect(page.locator('[role=dialog]')).toHaveCount(0);
});

test('Data Center stands at its own host and path, and is searched there', async ({ foothold }) => {
  const page = await foothold.open(`${CENTER}/secure/RapidBoard.jspa?rapidView=1`);
  await expect(page.locator('.ghx-issue[data-issue-key]')).toHaveCount(40);
  for (const [path, row, rows] of [
    ['/secure/RapidBoard.jspa?rapidView=1&view=planning', '.js-issue:not(.ghx-issue)', 40],
    ['/issues/?jql=x', 'tr.issuerow[data-issuekey]', 40],
    ['/browse/APP-1', '#key-val[data-issue-key="APP-1"]', 1],
  ] as const) {
    await page.goto(CENTER + path);
    await expect(page.locator(row)).toHaveCount(rows);
  }
  const answer = await page.evaluate(async () => {
    const response = await fetch('/tracker/rest/api/2/search', {
      method: 'POST',
      body: JSON.stringify({ jql: 'key in ("APP-1","APP-9999")', startAt: 0, maxResults: 50 }),
    });
    return response.json();
  });
  expect(answer).toMatchObject({ total: 1, issues: [{ key: 'APP-1', changelog: { total: 1 } }] });
  expect(answer.issues[0].fields.created).toMatch(/\+0800$/);
});
