/** Chips on the page: one for each item, the right one, whatever the page does; and nothing of the page moved. */
import type { Page } from '@playwright/test';
import { chips, expect, type Foothold, shifts, test } from '../fixture';
import { editorOf } from '../panel';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

const LIST = '/acme/widgets/issues';

/** Items of the rows near the viewport must have one chip each, and it must speak of that row's item. */
async function wrong(page: Page): Promise<string[]> {
  const seen = await chips(page);
  const faults = seen
    .filter(({ item, label }) => !item || !label.includes(`#${item.split('#')[1]}`))
    .map(({ item, label }) => `${item}: ${label}`);
  const items = seen.map(({ item }) => item);
  const twice = items.filter((item, at) => items.indexOf(item) !== at);
  return [...faults, ...twice.map((item) => `twice: ${item}`)];
}

/** Rows that are on the screen and have no chip. */
const missing = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-listview-component="items-list"] li')]
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > 0 && top < innerHeight && row.querySelectorAll('foothold-chip').length !== 1;
      })
      .map((row) => row.textContent),
  );

async function settled(page: Page): Promise<void> {
  await expect(page.locator('foothold-chip').first()).toBeAttached();
  await expect.poll(() => missing(page)).toEqual([]);
}

const first = (page: Page) => page.locator('foothold-chip').first();

for (const rows of ['mount', 'recycle'] as const) {
  test(`scrolling through rows that ${rows} shows each item's own chip, once`, async ({ foothold }) => {
    const page = await foothold.open(LIST, { rows, churn: 'on' });
    await settled(page);
    for (const to of [900, 4000, 30_000, 29_000, 12_000, 0]) {
      await page.evaluate((y) => window.scrollTo(0, y), to);
      await expect.poll(() => missing(page)).toEqual([]);
      expect(await wrong(page)).toEqual([]);
    }
    // The page recycles its own rows; nothing of ours may be among what moved.
    expect(JSON.stringify(await shifts(page))).not.toContain('foothold');
  });
}

const PAGES = [
  LIST,
  '/acme/widgets/pulls',
  '/acme/widgets/pulls?era=new',
  '/acme/widgets/issues/12',
  '/acme/widgets/issues/12?era=legacy',
  '/acme/widgets/pull/1272',
  '/acme/widgets/pull/1272?era=legacy',
  '/orgs/acme/projects/1',
  '/orgs/acme/projects/1/views/2',
  '/issues',
  '/pulls',
];

/** Where everything of the page's own is. */
const layout = (page: Page) =>
  page.evaluate(() => [
    `${document.documentElement.scrollWidth} ${document.documentElement.scrollHeight}`,
    ...[...document.body.querySelectorAll('*:not(foothold-chip)')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return `${element.localName} ${x} ${y} ${width} ${height}`;
    }),
  ]);

for (const [width, dir] of [
  [1280, 'ltr'],
  [360, 'ltr'],
  [360, 'rtl'],
] as const) {
  test(`pages are laid out as without Foothold, ${width} px wide, ${dir}`, async ({ foothold }) => {
    for (const path of PAGES)
      await test.step(path, async () => {
        const page = await foothold.context.newPage();
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`https://github.com${path}${path.includes('?') ? '&' : '?'}dir=${dir}&churn=off`);
        await expect(first(page)).toBeAttached();
        expect(await shifts(page)).toEqual([]);
        // The same page an instant later, without our elements.
        const both = await Promise.all([
          layout(page),
          page.evaluate(() => {
            for (const host of document.querySelectorAll('foothold-chip')) host.remove();
          }),
          layout(page),
        ]);
        expect(both[2]).toEqual(both[0]);
        await page.close();
      });
  });
}

test('a chip the page takes away is back in the next frame', async ({ foothold }) => {
  const page = await foothold.open(LIST, { churn: 'off' });
  await settled(page);
  const back = await page.evaluate(async () => {
    const host = document.querySelector('foothold-chip')!;
    const row = host.closest('li')!;
    host.remove();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return row.querySelectorAll('foothold-chip').length;
  });
  expect(back).toBe(1);
});

test('what others add behind a chip stays there, and the chip makes room', async ({ foothold }) => {
  const page = await foothold.open(LIST, { churn: 'off' });
  await settled(page);
  const { order, overlap } = await page.evaluate(async () => {
    const host = document.querySelector('foothold-chip')!;
    const badge = document.createElement('span');
    badge.textContent = 'added by another extension';
    host.after(badge);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
    const chip = host.shadowRoot!.querySelector('.chip')!.getBoundingClientRect();
    const other = badge.getBoundingClientRect();
    return {
      order: host.nextElementSibling === badge && host.isConnected,
      overlap: chip.left < other.right && other.left < chip.right && chip.top < other.bottom,
    };
  });
  expect({ order, overlap }).toEqual({ order: true, overlap: false });
});

test('a page that will not have a chip is not fought for it', async ({ foothold }) => {
  const page = await foothold.open(LIST, { churn: 'off' });
  await settled(page);
  const added = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const row = document.querySelector('foothold-chip')!.closest('li')!;
        let times = 0;
        const remover = new MutationObserver(() => {
          const host = row.querySelector('foothold-chip');
          if (host) times += 1;
          host?.remove();
        });
        remover.observe(row, { childList: true, subtree: true });
        row.querySelector('foothold-chip')!.remove();
        let frames = 0;
        requestAnimationFrame(function count() {
          frames += 1;
          if (frames < 120) requestAnimationFrame(count);
          else resolve(times);
        });
      }),
  );
  expect(added).toBeGreaterThan(0);
  expect(added).toBeLessThan(100);
});

test('a row that becomes another item never shows the old one, and a copied row no second chip', async ({
  foothold,
}) => {
  const page = await foothold.open(LIST, { churn: 'off' });
  await settled(page);
  const said = await page.evaluate(async () => {
    const host = document.querySelector('foothold-chip')!;
    const link = host.closest('li')!.querySelector('[data-testid="issue-pr-title-link"]')!;
    link.setAttribute('href', '/acme/widgets/issues/77777');
    // Before anything is painted: observers have been told, no frame has passed.
    await new Promise<void>((done) => queueMicrotask(done));
    const atOnce = host.shadowRoot!.querySelector('[role=group]')?.getAttribute('aria-label') ?? null;
    const copy = host.closest('li')!.cloneNode(true) as Element;
    host.closest('li')!.after(copy);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return { atOnce, inCopy: copy.querySelectorAll('foothold-chip:not(:has(*))').length };
  });
  expect(said.atOnce).toBe('Foothold: #77777');
  await expect.poll(() => missing(page)).toEqual([]);
});

test('no chip in comments, and none in text that is being edited', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues/12');
  await expect(page.locator('foothold-chip')).toHaveCount(1);
  const inside = await page.evaluate(() =>
    [...document.querySelectorAll('foothold-chip')].filter((host) =>
      host.closest('.markdown-body, [contenteditable], textarea, .comment-body, .Post'),
    ),
  );
  expect(inside).toEqual([]);
  const list = await foothold.open(LIST, { churn: 'off' });
  await settled(list);
  await list.evaluate(() => {
    const row = document.querySelector('[data-listview-component="items-list"] li')!;
    const editable = document.createElement('div');
    editable.contentEditable = 'true';
    editable.id = 'editable';
    editable.append(row.parentElement!.cloneNode(true));
    document.querySelector('[data-listview-component="items-list"]')!.prepend(editable);
  });
  await settledFrames(list);
  await expect(list.locator('#editable foothold-chip')).toHaveCount(0);
});

const settledFrames = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
      ),
  );

async function hide(foothold: Foothold, hiddenOn: string[]): Promise<void> {
  const popup = await foothold.context.newPage();
  await popup.goto(`chrome-extension://${foothold.extensionId}/popup.html`);
  await popup.evaluate(
    (hosts) => chrome.runtime.sendMessage({ type: 'set', settings: { hiddenOn: hosts } }),
    hiddenOn,
  );
  await popup.close();
}

test('switched off it is gone without trace, switched on it is back', async ({ foothold }) => {
  const page = await foothold.open(LIST, { churn: 'off' });
  await settled(page);
  await first(page).locator('.open').click();
  await expect(editorOf(page)).toBeVisible();
  await hide(foothold, ['github.com']);
  await expect(page.locator('foothold-chip, foothold-toast, foothold-panel')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.outerHTML.includes('foothold'))).toBe(false);
  await page.bringToFront();
  await page.evaluate(() => window.scrollTo(0, 2000));
  await settledFrames(page);
  await expect(page.locator('foothold-chip, foothold-toast, foothold-panel')).toHaveCount(0);
  await hide(foothold, []);
  await page.bringToFront();
  await settled(page);
});

test('the theme of the page is followed, not the one of the system', async ({ foothold }) => {
  const page = await foothold.open(LIST, { theme: 'light', churn: 'off' });
  await settled(page);
  const age = first(page).locator('.age');
  const color = () => age.evaluate((element) => getComputedStyle(element).color);
  const scheme = () => age.evaluate((element) => getComputedStyle(element).colorScheme);
  const light = await color();
  expect(await scheme()).toBe('light');
  await page.evaluate(() => {
    document.documentElement.dataset.colorMode = 'dark';
  });
  await expect.poll(scheme).toBe('dark');
  expect(await color()).not.toBe(light);
});

test('going from page to page without reload leaves no stale chip and no editor', async ({ foothold }) => {
  const page = await foothold.open(LIST, { churn: 'off' });
  await settled(page);
  await page.locator('[data-testid="issue-pr-title-link"]').first().click();
  await expect(page.locator('[data-testid="issue-viewer-container"]')).toBeVisible();
  await expect(page.locator('foothold-chip')).toHaveCount(1);
  expect(await wrong(page)).toEqual([]);
  await page.goBack();
  await settled(page);
  expect(await wrong(page)).toEqual([]);
});

// A node put into what the server made, before React has taken it over, makes React throw all of it away.
test('a page that comes alive late is left alone until then', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  for (const path of [LIST, '/acme/widgets/issues/1285', '/acme/widgets/pull/1280', '/orgs/acme/projects/1'])
    await test.step(path, async () => {
      await page.goto(`https://github.com${path}?hydrate=1500`);
      await expect(page.locator('foothold-chip').first()).toBeAttached({ timeout: 30_000 });
      expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
      await expect(page.locator('react-app')).toHaveClass('loaded');
    });
});

test('a page whose scripts never take it over is not waited for without end', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  await page.goto(`https://github.com${LIST}?hydrate=600000`);
  await expect(page.locator('foothold-chip').first()).toBeAttached({ timeout: 30_000 });
  await expect(page.locator('react-app')).not.toHaveClass('loaded');
});
