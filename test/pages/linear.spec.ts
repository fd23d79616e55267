/**
 * Linear's pages with Foothold on them: right chips, once and in place, whatever the page does; and the page unharmed.
 */
import type { Page } from '@playwright/test';
import { expect, go, shifts, test } from '../fixture';
import { editorFor as editor, fieldOf } from '../panel';
import { chipOf, chosen, faultsOf, LINEAR, PAGES, scrollList, served } from './linear-page';

const ROW = 'a[data-list-row="true"][href*="/issue/"]';
const CARD = 'a[data-board-item="true"]';

/** Every row, card and view on the screen has its own chip, and there is room for it. */
async function whole(page: Page): Promise<void> {
  await expect.poll(() => faultsOf(page)).toEqual([]);
  const unseen = async () =>
    (await served(page)).filter(({ chips: [chip] }) => (chip?.box.width ?? 0) < 20).map(({ item }) => item);
  await expect.poll(unseen).toEqual([]);
}

const shortcuts = (page: Page) => page.evaluate(() => window.practice.shortcuts.map(({ did }) => did));
/** What the page heard of keys, presses and drags since it was last asked. */
const heard = (page: Page, pattern: RegExp) =>
  page.evaluate(
    (pattern) =>
      window.practice.events
        .splice(0)
        // The window's focus goes into the panel and comes back: a page can notice that.
        .filter(({ type, target }) => target !== 'window' || !/^(?:blur|focus)$/.test(type))
        .map(({ type, key }) => `${type} ${key ?? ''}`.trim())
        .filter((event) => new RegExp(pattern).test(event)),
    pattern.source,
  );

async function clickChip(page: Page, item: string): Promise<void> {
  const { x, y, width, height } = (await chipOf(page, item))!.box;
  await page.mouse.click(x + width / 2, y + height / 2);
}

for (const more of [{}, { theme: 'dark', dir: 'rtl', titles: 'rtl' }, { titles: 'long' }])
  test(`on every page every issue has its own chip, and nothing shifts: ${JSON.stringify(more)}`, async ({
    foothold,
  }) => {
    const page = await foothold.context.newPage();
    for (const name of ['team', 'mine', 'cycle', 'project', 'view', 'board', 'inbox', 'issue'] as const)
      await test.step(name, async () => {
        await go(page, PAGES[name], more as object);
        await whole(page);
        expect(await shifts(page)).toEqual([]);
        expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
      });
    expect(foothold.leaks()).toEqual([]);
    for (const { origin } of foothold.requests.map(({ url }) => new URL(url))) expect(origin).toBe(LINEAR);
  });

test('an issue that stands twice in a list has two chips', async ({ foothold }) => {
  const page = await foothold.open(PAGES.view, { issues: 24 } as object);
  await whole(page);
  const items = (await served(page)).map(({ item }) => item);
  expect(items.length).toBeGreaterThan(new Set(items).size);
  const twice = items.find((item, at) => items.indexOf(item) !== at)!;
  await clickChip(page, twice);
  await expect(editor(page, twice)).toBeVisible();
  await page.keyboard.type('Ask Ana');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () =>
      (await served(page)).filter(({ item }) => item === twice).map(({ chips }) => chips[0]?.step),
    )
    .toEqual(['Ask Ana', 'Ask Ana']);
});

test('a chip stands in the title’s cell, on its line and over nothing', async ({ foothold }) => {
  const page = await foothold.open(PAGES.team);
  await whole(page);
  const wrong = await page.evaluate(
    (ROW) =>
      [...document.querySelectorAll(ROW)].flatMap((row) => {
        const host = row.querySelector('foothold-chip');
        const chip = host?.shadowRoot?.querySelector('.chip')?.getBoundingClientRect();
        if (!host || !chip) return [];
        const title = row.querySelector('.title')!.getBoundingClientRect();
        const others = [...row.querySelectorAll('.title, .parts, .pill, .avatar, button')].map((one) =>
          one.getBoundingClientRect(),
        );
        const over = others.some((one) => one.right > chip.left && one.left < chip.right);
        const off = Math.abs((title.top + title.bottom - chip.top - chip.bottom) / 2) > 2;
        const cell = host.parentElement!.getAttribute('data-list-grid-column');
        return over || off || cell !== 'title' ? [`${row.textContent}: ${over} ${off} ${cell}`] : [];
      }),
    ROW,
  );
  expect(wrong).toEqual([]);
});

test('on the issue page it stands above the first properties, in the peek as well', async ({ foothold }) => {
  const page = await foothold.open(PAGES.issue);
  const atHeading = async (around: string, item: string) => {
    const heading = (await page.locator(`${around} .rail-head`).first().boundingBox())!;
    const all = (await served(page)).filter((one) => one.kind === 'view' && one.item === item);
    const { box } = all[0]!.chips[0]!;
    return (
      all.length === 1 &&
      Math.abs(heading.y + heading.height / 2 - box.y - box.height / 2) < 4 &&
      box.x > heading.x + heading.width - 12
    );
  };
  await whole(page);
  await expect.poll(() => atHeading('main', 'ENG-1')).toBe(true);
  await page.goto(PAGES.team);
  await whole(page);
  for (const key of ['j', 'j', ' ']) await page.keyboard.press(key);
  await whole(page);
  // The issue's row is still in the list below: it is there twice.
  expect((await served(page)).filter(({ item }) => item === 'ENG-3')).toHaveLength(2);
  await expect.poll(() => atHeading('.peek', 'ENG-3')).toBe(true);
  await page.keyboard.press('j');
  await whole(page);
  await expect.poll(() => atHeading('.peek', 'ENG-8')).toBe(true);
  await page.keyboard.press('Escape');
  await whole(page);
});

test('a peek that bears no mark of an issue page is left alone, and so is what lies under it', async ({
  foothold,
}) => {
  const page = await foothold.open(PAGES.team, { peek: 'plain' } as object);
  await whole(page);
  const before = await page.locator('foothold-chip').count();
  for (const key of ['j', 'j', ' ']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog', { name: 'Peek: ENG-3' })).toBeVisible();
  // Its sub-issues are rows like all others.
  await expect(page.locator('.peek foothold-chip')).toHaveCount(2);
  expect(await page.locator('foothold-chip').count()).toBe(before + 2);
});

test('no chip in projects, groups, menus, headers, or what people wrote', async ({ foothold }) => {
  const page = await foothold.open(PAGES.team);
  await whole(page);
  await page.locator(ROW).first().click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(
    page.locator(':is([role=menu], [data-list-key^="GROUP"], header, nav) foothold-chip'),
  ).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Projects', exact: true }).click();
  await expect(page.locator('a[data-list-row="true"][href*="/project/"]')).toHaveCount(4);
  await expect(page.locator('foothold-chip')).toHaveCount(0);
  await page.goto(PAGES.issue);
  await whole(page);
  await expect(page.locator('.ProseMirror a[href*="/issue/"]')).toHaveCount(3);
  await expect(
    page.locator(':is(.ProseMirror, [contenteditable], .comment, .history) foothold-chip'),
  ).toHaveCount(0);
  // The view, and its two sub-issues.
  await expect(page.locator('foothold-chip')).toHaveCount(3);
});

test('from page to page without loading: right chips everywhere, none left behind', async ({ foothold }) => {
  const page = await foothold.open(PAGES.team);
  await whole(page);
  for (const name of ['My issues', 'Inbox', 'By label', 'Cycle', 'Issues', 'Backlog']) {
    await page.getByRole('link', { name, exact: true }).click();
    await whole(page);
  }
  await page.getByRole('button', { name: 'Display options' }).click();
  await expect(page.locator(CARD).first()).toBeVisible();
  await whole(page);
  await page.locator(CARD).first().click();
  await expect(page.locator('[data-view-id="issue-view"]')).toBeVisible();
  await whole(page);
  await page.locator(`[data-view-id="issue-view"] ${ROW}`).first().click();
  await whole(page);
  await page.goBack();
  await page.goBack();
  await whole(page);
  await page.getByRole('button', { name: 'Display options' }).click();
  await whole(page);
  await page.getByRole('link', { name: 'Projects', exact: true }).click();
  await expect(page.locator('foothold-chip')).toHaveCount(0);
});

test('rows that become other issues wear their own chip', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  for (const more of [{ rows: 'recycle' }, { rows: 'mount' }, { rows: 'recycle', churn: 'on' }])
    await test.step(JSON.stringify(more), async () => {
      await go(page, PAGES.team, { issues: 2000, ...more } as object);
      await whole(page);
      for (const to of [3000, 2900, 9000, 0]) {
        await scrollList(page, to);
        await whole(page);
      }
      await page.mouse.move(700, 500);
      for (const by of [700, -300, 2500]) await page.mouse.wheel(0, by);
      await whole(page);
      expect(await page.locator('foothold-chip').count()).toBeLessThan(60);
    });
});

test('a card dragged to another column takes its chip along', async ({ foothold }) => {
  const page = await foothold.open(PAGES.board);
  await whole(page);
  await page.locator(`${CARD}[href*="ENG-1/"]`).dragTo(page.getByRole('region', { name: 'In Review' }));
  expect(await page.evaluate(() => window.practice.moves)).toHaveLength(1);
  await whole(page);
  await expect(
    page.getByRole('region', { name: 'In Review' }).locator(`${CARD}[href*="ENG-1/"] foothold-chip`),
  ).toHaveCount(1);
});

test('the editor sets off none of Linear’s keys, and a chip opens no issue', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  for (const [name, item] of [
    ['team', 'ENG-3'],
    ['board', 'ENG-1'],
    ['inbox', 'ENG-10'],
    ['issue', 'ENG-19'],
  ] as const)
    await test.step(name, async () => {
      await go(page, PAGES[name]);
      await whole(page);
      // Something is chosen, so that a leaked j would be seen.
      if (name === 'team' || name === 'board') await page.keyboard.press('j');
      const before = { url: page.url(), chosen: await chosen(page), did: await shortcuts(page) };
      await heard(page, /./);
      await clickChip(page, item);
      await expect(editor(page, item)).toBeVisible();
      await page.keyboard.type('s c gi jkx / ? 123');
      for (const key of ['Backspace', 'ArrowDown', 'ArrowUp', ' ', 'Control+b', 'Escape'])
        await page.keyboard.press(key);
      await expect(editor(page, item)).toBeHidden();
      await clickChip(page, item);
      await expect(editor(page, item)).toBeVisible();
      await expect(fieldOf(page)).toBeFocused();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('Open the 401 log');
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await chipOf(page, item))?.step).toBe('Open the 401 log');
      expect(
        await heard(page, /key|input|composition|mouse(down|up)|pointer(down|up)|click|drag|focus|blur/),
      ).toEqual([]);
      expect({ url: page.url(), chosen: await chosen(page), did: await shortcuts(page) }).toEqual(before);
      expect(await page.evaluate(() => window.practice.navigations)).toEqual([]);
      // The page does have those keys, and has them again once the chip is left.
      for (const key of ['c', 'Escape', 'c']) await page.keyboard.press(key);
      expect((await shortcuts(page)).slice(before.did.length)).toEqual(['began a new issue']);
      await whole(page);
    });
});

test('a press on a chip that is dragged away drags no row and opens none', async ({ foothold }) => {
  for (const name of ['team', 'board'] as const) {
    const page = await foothold.open(PAGES[name]);
    await whole(page);
    const { x, y, width, height } = (await chipOf(page, 'ENG-3'))!.box;
    await heard(page, /./);
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 120, { steps: 8 });
    await page.mouse.up();
    expect(await heard(page, /drag|drop|mousedown|pointerdown|click/)).toEqual([]);
    expect(await page.evaluate(() => [...window.practice.moves, ...window.practice.navigations])).toEqual([]);
    expect(page.url()).toBe(PAGES[name]);
    await page.close();
  }
});

test('a command is about the row the keys chose; else the one under the pointer; else the page’s', async ({
  foothold,
}) => {
  const page = await foothold.open(PAGES.team);
  await whole(page);
  for (const key of ['j', 'j']) await page.keyboard.press(key);
  await foothold.command('edit-step', page);
  await expect(editor(page, 'ENG-3')).toBeVisible();
  // It was opened over the page, whose keys are heard again at once.
  for (const key of ['Escape', 'j', 'k', 'Escape']) await page.keyboard.press(key);
  expect(await shortcuts(page)).toEqual(['next row', 'next row', 'next row', 'previous row', 'went back']);
  expect(await chosen(page)).toBe(null);
  await page.locator(`${ROW}[href*="/ENG-8/"]`).hover();
  await foothold.command('edit-step', page);
  await expect(editor(page, 'ENG-8')).toBeVisible();
  await page.keyboard.press('Escape');
  const issue = await foothold.open(PAGES.issue);
  await whole(issue);
  await foothold.command('edit-step', issue);
  await expect(editor(issue, 'ENG-1')).toBeVisible();
});

test('chips wear the page’s theme, and change with it', async ({ foothold }) => {
  const page = await foothold.open(PAGES.team);
  await whole(page);
  const color = () =>
    page.evaluate(() => {
      const age = document.querySelector('foothold-chip')!.shadowRoot!.querySelector('.age')!;
      return getComputedStyle(age).color;
    });
  const light = await color();
  await page.evaluate(() => document.documentElement.classList.add('dark'));
  await expect.poll(color).not.toBe(light);
  await page.evaluate(() => document.documentElement.classList.remove('dark'));
  await expect.poll(color).toBe(light);
});

test('a page that boots late gets its chips then', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  await page.goto(`${PAGES.team}?bundle=800&boot=800&arrive=800`);
  await whole(page);
  expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
  expect(await shifts(page)).toEqual([]);
});
