/** Linear's chips to the eye: in light and dark, on a phone's width, with titles that fill the row, right to left. */
import { axeFaults, onlyDark } from '../axe';
import { expect, go, shifts, test } from '../fixture';
import { editorOf, isTypingIn } from '../panel';
import { faultsOf, PAGES } from './linear-page';

const OURS = ['foothold-chip', 'foothold-toast', 'foothold-panel'];

/** What is wrong with where chips stand, in words. Self-contained: its source is sent to the page. */
function misplaced(): string[] {
  const BOX =
    '[data-list-grid-column], .pill, .avatar, .parts, .icon, .detail, .rail-head, .notification-line span';
  const wrong: string[] = [];
  for (const host of document.querySelectorAll('foothold-chip')) {
    const chip = host.shadowRoot!.querySelector<HTMLElement>('.chip')!;
    const row = host.closest('a, .rail')!;
    const around = row.getBoundingClientRect();
    const scroller = row.closest('[data-list-wrapper], .cards')?.getBoundingClientRect();
    const seen = { top: scroller?.top ?? 0, bottom: Math.min(scroller?.bottom ?? innerHeight, innerHeight) };
    if (around.bottom <= seen.top || around.top >= seen.bottom || around.left >= innerWidth) continue;
    const name = chip?.ariaLabel ?? 'nothing';
    if (!chip || chip.hidden) {
      wrong.push(`${name} is not seen`);
      continue;
    }
    const box = chip.getBoundingClientRect();
    const out = box.left < around.left - 1 || box.right > around.right + 1;
    if (out || box.top < around.top - 1 || box.bottom > around.bottom + 1)
      wrong.push(`${name} is out of its row`);
    const cut = (element: Element) => element.scrollWidth > element.clientWidth;
    for (const other of row.querySelectorAll(BOX)) {
      // A cell is as wide as its column: what is in it is what counts. A cut-off title may be covered at its end.
      const range = document.createRange();
      range.selectNodeContents(other);
      const title = other.matches('[data-list-grid-column="title"]');
      if (title || other.matches('[data-list-grid-column="labels"], .hidden-text') || cut(other)) continue;
      const { left, right, top, bottom, width } = range.getBoundingClientRect();
      const meets =
        left < box.right - 1 && right > box.left + 1 && top < box.bottom - 1 && bottom > box.top + 1;
      if (width > 1 && meets) wrong.push(`${name} lies over ${other.className || other.textContent}`);
    }
    const title = row.querySelector('.title');
    if (!title || cut(title)) continue;
    const text = document.createRange();
    text.selectNodeContents(title);
    const { left, right, top, bottom } = text.getBoundingClientRect();
    if (left < box.right && right > box.left && top < box.bottom && bottom > box.top)
      wrong.push(`${name} lies over its title`);
  }
  return wrong;
}

/** `npm test` takes those that differ in what is laid out. */
const WAYS: [name: string, width: number, query: Record<string, string>, tag: string[]][] = [
  ['light', 1280, {}, []],
  ['dark', 1280, { theme: 'dark' }, ['@long']],
  ['a phone’s width', 360, {}, ['@long']],
  ['titles that fill the row', 1280, { titles: 'long' }, []],
  ['titles that fill the row, halfway', 900, { titles: 'long' }, ['@long']],
  ['titles that fill the row of a phone', 360, { titles: 'long', theme: 'dark' }, []],
  ['right to left', 1280, { titles: 'rtl', dir: 'rtl' }, ['@long']],
  ['right to left on a phone', 360, { titles: 'rtl', dir: 'rtl' }, []],
];

for (const [name, width, query, tag] of WAYS) {
  const title = `every chip is seen, in its row, and hides nothing but the end of a cut-off title: ${name}`;
  test(title, { tag }, async ({ foothold }) => {
    const page = await foothold.context.newPage();
    await page.setViewportSize({ width, height: 800 });
    for (const address of [PAGES.team, PAGES.view, PAGES.board, PAGES.inbox, PAGES.issue]) {
      await go(page, address, query as never);
      await expect.poll(() => faultsOf(page)).toEqual([]);
      await expect.poll(() => page.evaluate(misplaced), { message: address }).toEqual([]);
      expect(await shifts(page)).toEqual([]);
    }
  });
}

test('beside pill and buttons a step has room for some letters, or none is shown', async ({ foothold }) => {
  const page = await foothold.context.newPage();
  await go(page, PAGES.board);
  const chip = page.locator('[data-practice-entry="ENG-3"] foothold-chip');
  await chip.locator('.open').click();
  await expect(editorOf(page)).toBeVisible();
  await page.keyboard.type('Open the log of Tuesday');
  await page.keyboard.press('Control+Enter');
  await expect(chip.locator('.state')).toBeVisible();
  await expect(chip.locator('.step')).toBeHidden();
  await expect(chip.locator('[data-do="finish"]')).toBeVisible();
  // Paused, there is room for it.
  await chip.locator('[data-do="toggle"]').click();
  await expect(chip.locator('.step')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing on chip, editor and toast of a phone’s width: ${theme}`, {
    tag: onlyDark(theme),
  }, async ({ foothold }) => {
    const page = await foothold.context.newPage();
    await page.setViewportSize({ width: 360, height: 800 });
    await go(page, PAGES.team, { theme } as never);
    const chip = page.locator('foothold-chip');
    await expect(chip.first()).toBeAttached();
    await chip.first().locator('.open').click();
    await expect.poll(() => isTypingIn(page)).toBe(true);
    await page.keyboard.type('Open the log');
    await page.keyboard.press('Control+Enter');
    await expect(chip.first().locator('.step')).toHaveText('Open the log');
    await expect(page.locator('.toast')).toBeVisible();
    await chip.nth(1).locator('.open').click();
    await expect(editorOf(page)).toBeVisible();
    // What moves is judged where it comes to rest.
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    expect(await axeFaults(page, OURS)).toEqual([]);
  });
