/** The practice pages keep their promises: everything else that is tested stands on them. */
import type { Page } from '@playwright/test';
import { expect, go, scrollTo, shifts, test } from '../fixture';

test.use({ build: 'none' });

const hrefs = (page: Page) =>
  page
    .locator('[data-testid="issue-pr-title-link"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));

const PAGES = [
  '/acme/widgets/issues',
  '/acme/widgets/issues?rows=recycle&theme=dark',
  '/acme/widgets/issues?rows=all&theme=dimmed',
  '/acme/widgets/labels/bug',
  '/acme/widgets/milestone/1',
  '/issues',
  '/acme/widgets/issues/1275',
  '/acme/widgets/issues/1275?era=legacy',
  '/acme/widgets/pull/1280',
  '/acme/widgets/pull/1280?era=legacy',
  '/acme/widgets/pulls',
  '/acme/widgets/pulls?era=new',
  '/pulls/inbox',
  '/orgs/acme/projects/1',
  '/orgs/acme/projects/1/views/2',
  '/orgs/acme/projects/1?pane=issue&issue=acme%7Cwidgets%7C1275',
];

test('every page is taken over without a complaint, stands still, and asks nothing of anyone else', async ({
  foothold,
  page,
}) => {
  // Sixteen pages, one of them with 1,000 rows.
  test.slow();
  for (const path of PAGES) {
    await go(page, path);
    const errors = await page.evaluate(() => window.practice.hydrationErrors);
    expect({ path, errors, shifts: await shifts(page) }).toEqual({ path, errors: [], shifts: [] });
  }
  expect(foothold.leaks()).toEqual([]);
});

for (const rows of ['mount', 'recycle'] as const) {
  test(`a list of 1,000 keeps few rows, and rows ${rows} while scrolling`, async ({ foothold }) => {
    const page = await foothold.open('/acme/widgets/issues', { rows, churn: 'off' });
    const first = await hrefs(page);
    expect(first.length).toBeLessThan(60);
    const row = await page.locator('[data-listview-component="items-list"] li').first().elementHandle();
    await scrollTo(page, 12_000);
    await expect.poll(async () => (await hrefs(page)).some((href) => first.includes(href))).toBe(false);
    expect(new Set(await hrefs(page)).size).toBe((await hrefs(page)).length);
    expect(await row!.evaluate((element) => element.isConnected)).toBe(rows === 'recycle');
    expect(await shifts(page)).toEqual([]);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect.poll(async () => (await hrefs(page)).includes('/acme/widgets/issues/1')).toBe(true);
  });
}

test('rows are rendered every second, and what stands in them is wiped from some', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues');
  const left = () => page.locator('[data-testid="list-row-repo-name-and-number"] > i').count();
  const put = await page.evaluate(() => {
    const places = document.querySelectorAll('[data-testid="list-row-repo-name-and-number"]');
    for (const place of places) place.append(document.createElement('i'));
    return places.length;
  });
  await expect.poll(left).toBeLessThan(put);
  expect(await left()).toBeGreaterThan(0);
});

test('pages are gone to without loading, with the address before or after', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues');
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    for (const name of ['soft-nav:react-done', 'turbo:render']) {
      document.addEventListener(name, () => told.push(`${name} ${location.pathname}`));
    }
  });
  await page.getByRole('link', { name: 'Export stops at 10,000 rows' }).click();
  await expect(page.getByTestId('issue-title')).toHaveText(/^Export stops/);
  await page.getByRole('link', { name: 'Pull requests' }).last().click();
  await expect(page.locator('.js-issue-row').first()).toBeVisible();
  await page.locator('.js-navigation-open').first().click();
  await expect(page.locator('[data-component="PH_Title"]')).toContainText('#1280');
  await page.goBack();
  await expect(page.locator('.js-issue-row').first()).toBeVisible();
  await page.getByRole('link', { name: 'Projects' }).click();
  await expect(page.locator('[data-board-card-id]').first()).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([
    'soft-nav:react-done /acme/widgets/issues/1285',
    'turbo:render /acme/widgets/pulls',
    'turbo:render /acme/widgets/pull/1280',
    'turbo:render /acme/widgets/pulls',
    'turbo:render /orgs/acme/projects/1',
  ]);
  expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
});

test('a navigation that fails says so and goes nowhere', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues', { fail: 500 });
  await page.getByRole('link', { name: 'Export stops at 10,000 rows' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/acme/widgets/issues');
});

test('the page has keys, and records them and every event', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues', { churn: 'off' });
  for (const key of ['j', 'j', 'k', 'x', 'c', '?', 'Escape', '/', 'x', 'Escape'])
    await page.keyboard.press(key);
  expect(await page.evaluate(() => window.practice.shortcuts.map(({ key }) => key).join(' '))).toBe(
    'j j k x c ? /',
  );
  const seen = await page.evaluate(() =>
    window.practice.events.map(({ type, key }) => `${type} ${key ?? ''}`),
  );
  expect(seen).toEqual(
    expect.arrayContaining(['keydown j', 'keyup j', 'keypress c', 'focusin ', 'beforeinput ']),
  );
  await page.locator('#practice-search').blur();
  await page.locator('[data-listview-component="items-list"] li').nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('issue-title')).toBeVisible();
});

test('a click anywhere on a row opens it', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues', { churn: 'off' });
  const box = (await page.locator('[data-listview-component="items-list"] li').first().boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height - 4);
  await expect(page.getByTestId('issue-title')).toBeVisible();
});

test('cards are dragged between columns, and off-screen ones are shells', async ({ foothold }) => {
  const page = await foothold.open('/orgs/acme/projects/1');
  const card = page.locator('[data-board-card-id]').nth(1);
  const id = await card.getAttribute('data-board-card-id');
  expect(await page.locator('[data-hovercard-subject-tag]:not(:has(a))').count()).toBeGreaterThan(0);
  await card.dragTo(page.locator('[data-board-column="Done"] h2'));
  await expect(page.locator(`[data-board-column="Done"] [data-board-card-id="${id}"]`)).toBeVisible();
  expect(await page.evaluate(() => window.practice.moves)).toEqual([
    { card: id, from: 'Backlog', to: 'Done' },
  ]);
});

test('the session recorder sees open roots, closed ones made by the page, and what is typed', async ({
  foothold,
}) => {
  const page = await foothold.open('/acme/widgets/issues');
  await page.locator('#practice-search').fill('typed in a field');
  const dump = await page.evaluate(() => {
    for (const mode of ['open', 'closed'] as const) {
      const host = document.body.appendChild(document.createElement('div'));
      host.attachShadow({ mode }).append(`inside ${mode}`);
    }
    return window.practice.record();
  });
  for (const text of ['inside open', 'inside closed', 'typed in a field', 'Export stops']) {
    expect(dump).toContain(text);
  }
});

test('late hydration is late, and harmless where nothing was put into the page', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  await page.goto('https://github.com/acme/widgets/issues?hydrate=1200');
  await expect(page.locator('react-app')).not.toHaveClass('loaded');
  await expect(page.locator('react-app')).toHaveClass('loaded');
  expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
});
