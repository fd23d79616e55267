/** Gestures: those on our elements are none of the page's, and the page's own are left whole. */
import type { Page } from '@playwright/test';
import { expect, type Foothold, test } from '../fixture';
import { editorOf, fieldOf } from '../panel';

const BOARD = '/orgs/acme/projects/1';
const chip = (page: Page, nth = 0) => page.locator('foothold-chip').nth(nth);

async function open(foothold: Foothold, path: string): Promise<Page> {
  const page = await foothold.open(path, { churn: 'off' });
  await expect(chip(page, 1)).toBeAttached();
  return page;
}

/** What the page was told by events that came through one of our elements, or that a press of ours made. */
const told = (page: Page) =>
  page.evaluate(() =>
    window.practice.events
      .filter(
        ({ type, path }) =>
          path.some((name) => name.startsWith('foothold-')) ||
          /^(?:click|dblclick|auxclick|contextmenu|key|drag|drop|pointerdown|pointerup|mousedown|mouseup|input|beforeinput|composition|copy|cut|paste)/.test(
            type,
          ),
      )
      .map(({ type, target }) => `${type} ${target}`),
  );

const forget = (page: Page) =>
  page.evaluate(() => {
    window.practice.events.length = 0;
  });

async function middle(page: Page, selector: string, nth = 0): Promise<{ x: number; y: number }> {
  const box = (await page.locator(selector).nth(nth).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('dragging a chip drags no card, and clicking it follows no link', async ({ foothold }) => {
  const page = await open(foothold, BOARD);
  const from = await middle(page, 'foothold-chip .open');
  const to = await middle(page, '[data-board-column]', 2);
  await page.mouse.move(from.x, from.y);
  await forget(page);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  expect(await told(page)).toEqual([]);
  await chip(page).locator('.open').click();
  await expect(editorOf(page)).toBeVisible();
  const { moves, navigations } = await page.evaluate(() => window.practice);
  expect({ moves, navigations }).toEqual({ moves: [], navigations: [] });
  expect(new URL(page.url()).pathname).toBe(BOARD);
});

test("the page's own drag works, also where it ends on a chip", async ({ foothold }) => {
  const page = await open(foothold, BOARD);
  const card = page.locator('[data-board-card-id]').nth(1);
  const target = page
    .locator('[data-board-column]')
    .nth(1)
    .locator('[data-board-card-id] foothold-chip .open')
    .first();
  await expect(target).toBeVisible();
  const from = (await card.boundingBox())!;
  const to = (await target.boundingBox())!;
  await page.mouse.move(from.x + 60, from.y + 40);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + 50, { steps: 3 });
  await page.mouse.move(to.x + 5, to.y + 5, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => page.evaluate(() => window.practice.moves.length)).toBe(1);
});

test('what is typed before the editor is there goes into it, and nowhere else', async ({ foothold }) => {
  const page = await open(foothold, '/acme/widgets/issues');
  const at = await middle(page, 'foothold-chip .open');
  // What the editor needs comes through the background, which has to be started first.
  await foothold.killWorker();
  await forget(page);
  await page.mouse.click(at.x, at.y);
  await page.keyboard.type('jxx');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('? ask Mona');
  await page.keyboard.press('Enter');
  await expect(chip(page).locator('.step')).toHaveText('jx? ask Mona');
  await expect(editorOf(page)).toHaveCount(0);
  expect((await told(page)).filter((each) => !each.startsWith('pointer'))).toEqual([]);
  expect(await page.evaluate(() => window.practice.shortcuts)).toEqual([]);
  // What is typed then is the page's again.
  await page.locator('[data-testid="issue-pr-title-link"]').first().focus();
  await page.keyboard.press('x');
  expect(await told(page)).toContain('keydown a');
});

test('what is typed for one item goes to no other, whatever is reached for next', async ({ foothold }) => {
  const page = await open(foothold, '/acme/widgets/issues');
  const [first, second, third] = await Promise.all(
    // So far apart that no panel lies over the next one.
    [0, 5, 9].map((nth) => middle(page, 'foothold-chip .open', nth)),
  );
  await foothold.killWorker();
  await page.mouse.click(first!.x, first!.y);
  await page.keyboard.type('Ask Mona');
  await page.keyboard.press('Enter');
  await page.mouse.click(second!.x, second!.y);
  await page.keyboard.type('Half a thought');
  await page.mouse.click(5, 5);
  await page.mouse.click(third!.x, third!.y);
  await expect(fieldOf(page)).toBeFocused();
  await expect(fieldOf(page)).toHaveValue('');
  await expect(chip(page).locator('.step')).toHaveText('Ask Mona');
  await page.keyboard.press('Escape');
  await chip(page, 5).locator('.open').click();
  await expect(fieldOf(page)).toHaveValue('Half a thought');
  expect((await foothold.events()).map(({ what }) => what)).toMatchObject([
    { type: 'written', text: 'Ask Mona' },
  ]);
});

test('every key, press and text of the editor stays in it', async ({ foothold }) => {
  const page = await open(foothold, '/acme/widgets/issues');
  await forget(page);
  await chip(page).locator('.open').click();
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.type('jxc/? what the page must not know');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+x');
  await page.keyboard.press('Control+v');
  await fieldOf(page).click({ clickCount: 3 });
  await editorOf(page).locator('.ages').first().click({ button: 'right' });
  await page.mouse.wheel(0, 5);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  // The root is open here, and the field is still another origin's.
  expect(
    await page.evaluate(() => {
      const host = document.activeElement!;
      const frame = host.shadowRoot!.querySelector('iframe')!;
      const reached = () => {
        try {
          return frame.contentWindow!.document.body.textContent;
        } catch (error) {
          return (error as Error).name;
        }
      };
      return {
        active: host.localName,
        inRoot: host.shadowRoot!.activeElement?.localName,
        document: frame.contentDocument,
        reached: reached(),
        selected: getSelection()!.toString(),
        frames: window.length,
      };
    }),
  ).toEqual({
    active: 'foothold-panel',
    inRoot: 'iframe',
    document: null,
    reached: 'SecurityError',
    selected: '',
    frames: 0,
  });
  await page.keyboard.press('Enter');
  await expect(chip(page).locator('.step')).toHaveText('jxc/? what the page must not know');
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect(chip(page).locator('.open-none')).toBeVisible();
  expect(await told(page)).toEqual([]);
  expect(await page.evaluate(() => window.practice.shortcuts)).toEqual([]);
});

/** Presses, as the page was told of them. */
const presses = (page: Page) =>
  page.evaluate(() =>
    window.practice.events
      .filter(({ type }) => /^(?:pointerdown|pointerup|mousedown|mouseup|click)$/.test(type))
      .map(({ type }) => type),
  );

for (const [name, begins, heard] of [
  ["a press that begins on the page and ends on a chip is the page's", 'page', ['pointerdown', 'pointerup']],
  ['a press that begins on a chip and ends on the page is ours', 'chip', []],
] as const) {
  test(name, async ({ foothold }) => {
    const page = await open(foothold, '/acme/widgets/issues');
    const on = await middle(page, 'foothold-chip .open');
    const beside = { x: on.x + 200, y: on.y };
    const [from, to] = begins === 'page' ? [beside, on] : [on, beside];
    await page.mouse.move(from.x, from.y);
    await forget(page);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
    expect((await presses(page)).filter((type) => heard.length === 0 || type.startsWith('pointer'))).toEqual(
      heard,
    );
    await expect(editorOf(page)).toHaveCount(0);
    if (begins === 'chip') expect(new URL(page.url()).pathname).toBe('/acme/widgets/issues');
  });
}

test('a row hears that the pointer left it, also by way of its chip', async ({ foothold }) => {
  const page = await open(foothold, '/acme/widgets/issues');
  const on = await middle(page, 'foothold-chip .open');
  await page.evaluate(() => {
    const row = document.querySelector('foothold-chip')!.closest('li')!;
    const seen: string[] = [];
    Object.assign(window, { seen });
    // As React does it: by where a bubbling event leads.
    row.addEventListener('mouseout', (event) => {
      if (!row.contains(event.relatedTarget as Node)) seen.push('left');
    });
  });
  await page.mouse.move(on.x, on.y);
  await page.mouse.move(on.x, 5);
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(['left']);
});
