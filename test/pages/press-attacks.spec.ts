/**
 * Presses that a page borrows, on the build people get: it moves or hides a chip where a person presses, and nothing is
 * done. What an honest page does beside a chip is no matter.
 */
import type { Page } from '@playwright/test';
import type { Inside } from '../e2e/inside';
import { expect, type Foothold, test } from '../fixture';
import { openList, TOGGLE, type Tried, types, writeStep } from './attacked-list';

test.use({ build: 'shipped' });

async function middleOf({ inside }: Tried, selector: string): Promise<{ x: number; y: number }> {
  await expect.poll(() => inside.box(selector)).not.toBeNull();
  const { x, y, width, height } = (await inside.box(selector))!;
  return { x: x + width / 2, y: y + height / 2 };
}

/** @param ms of the clock, which is what a press is judged by */
async function past(ms: number): Promise<void> {
  const start = Date.now();
  await expect.poll(() => Date.now() - start).toBeGreaterThan(ms);
}

/** The pointer comes to this place as a hand moves it: from elsewhere, in steps. */
async function moveSlowly(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x - 120, y + 90);
  await page.mouse.move(x, y, { steps: 12 });
}

/** The person's own press on *start* works: by then, what was borrowed before it would be written as well. */
async function startFirst(
  { page, inside }: Tried,
  foothold: Foothold,
  before: readonly string[],
): Promise<void> {
  const { x, y } = await middleOf({ page, inside }, TOGGLE);
  await moveSlowly(page, x, y);
  await page.mouse.down();
  await page.mouse.up();
  await expect.poll(() => types(foothold)).toEqual([...before, 'started']);
}

/** Runs in the page: the first chip's host. */
const FIRST = "document.querySelector('foothold-chip')";

/** What a page does to a chip, while a person presses where it is; and how it undoes that. */
const BORROWED: Record<string, [act: string, undo: string]> = {
  'hidden by a transparent ancestor': [
    `${FIRST}.parentElement.style.opacity = '0.01'`,
    `${FIRST}.parentElement.style.opacity = ''`,
  ],
  'in an ancestor without any colour': [
    `${FIRST}.parentElement.style.opacity = '0'`,
    `${FIRST}.parentElement.style.opacity = ''`,
  ],
  'in a filtered ancestor': [
    `${FIRST}.parentElement.style.filter = 'opacity(1%)'`,
    `${FIRST}.parentElement.style.filter = ''`,
  ],
  'under a pseudo-element that lets presses through': [
    `(() => { const sheet = document.createElement('style'); sheet.id = 'cover';
      sheet.textContent = 'body::after { content: ""; position: fixed; inset: 0; background: #fff; z-index: 99; ' +
        'pointer-events: none }'; document.head.append(sheet); })()`,
    `document.querySelector('#cover').remove()`,
  ],
  'under something that lets presses through': [
    `(() => { const cover = document.createElement('div'); cover.id = 'cover';
      cover.style.cssText = 'position:fixed;inset:0;background:#fff;z-index:2147483647;pointer-events:none';
      cover.textContent = 'Win a prize'; document.body.append(cover); })()`,
    `document.querySelector('#cover').remove()`,
  ],
  'under a dialog in the top layer that lets presses through': [
    `(() => { const cover = document.createElement('div'); cover.id = 'cover'; cover.popover = 'manual';
      cover.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;background:#fff;pointer-events:none';
      document.body.append(cover); cover.showPopover(); })()`,
    `document.querySelector('#cover').remove()`,
  ],
};

/** What is said of a press that the page may have borrowed. */
const isVoid = (inside: Inside) =>
  expect.poll(() => inside.texts('.toast p')).toContainEqual(expect.stringContaining('Not done'));

test('a press is not borrowed for a chip that the page hides', async ({ foothold }) => {
  const tried = await openList(foothold);
  await writeStep(tried);
  const before = await types(foothold);
  const { page, inside } = tried;
  for (const [name, [act, undo]] of Object.entries(BORROWED))
    await test.step(name, async () => {
      const { x, y } = await middleOf(tried, TOGGLE);
      await page.evaluate(act);
      await moveSlowly(page, x, y);
      for (let times = 0; times < 3; times += 1) await page.mouse.click(x, y);
      await isVoid(inside);
      await page.evaluate(undo);
      expect(await types(foothold)).toEqual(before);
      await page.keyboard.press('Escape');
      await page.mouse.move(5, 5);
      await inside.click('.toast .do');
      await expect.poll(() => inside.texts('.toast p')).toEqual([]);
    });
  await startFirst(tried, foothold, before);
});

/** What honest pages do beside a chip that is pressed. */
const HONEST: Record<string, string> = {
  nothing: '',
  'its row is another element in the same place': `(() => {
    const row = ${FIRST}.closest('[class*=ListItems-module]'); row.replaceWith(row.cloneNode(true)); })()`,
  'a transparent sheet that catches no presses lies over its row': `(() => {
    const sheet = document.createElement('style');
    sheet.textContent = 'body::after { content: ""; position: fixed; inset: 0; z-index: 99; pointer-events: none }';
    document.head.append(sheet); })()`,
  'its list is a little faint': `${FIRST}.parentElement.style.opacity = '0.6'`,
};

test('a person’s own press acts, whatever an honest page does beside it', async ({ foothold }) => {
  const tried = await openList(foothold);
  await writeStep(tried);
  const written = await types(foothold);
  const { page } = tried;
  for (const [times, [name, act]] of Object.entries(HONEST).entries())
    await test.step(name, async () => {
      await page.evaluate(act);
      const { x, y } = await middleOf(tried, TOGGLE);
      await moveSlowly(page, x, y);
      await page.mouse.click(x, y);
      await expect.poll(async () => (await types(foothold)).length).toBe(written.length + times + 1);
    });
  await test.step('its rows were scrolled by the wheel just before', async () => {
    const box = await middleOf(tried, TOGGLE);
    await page.mouse.move(box.x, box.y + 60);
    await page.mouse.wheel(0, 40);
    await expect.poll(async () => (await middleOf(tried, TOGGLE)).y).toBeLessThan(box.y);
    const { x, y } = await middleOf(tried, TOGGLE);
    await page.mouse.click(x, y);
    await expect
      .poll(async () => (await types(foothold)).length)
      .toBe(written.length + Object.keys(HONEST).length + 1);
  });
});

test('a press is not borrowed for a chip that the page moves under the pointer', async ({ foothold }) => {
  const tried = await openList(foothold);
  await writeStep(tried);
  const before = await types(foothold);
  const { page } = tried;
  const from = await middleOf(tried, TOGGLE);
  const to = { x: from.x - 40, y: from.y + 300 };
  await moveSlowly(page, to.x, to.y);
  await page.evaluate(() => {
    Object.assign(window, {
      moved: document.querySelector('foothold-chip')!.closest('[class*=ListItems-module]'),
    });
    // What is clicked where nothing of ours is: the page stays.
    window.addEventListener(
      'click',
      (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      true,
    );
  });
  // What moves right after an act may be moved by that.
  await past(600);
  const push = (style: string) =>
    page.evaluate((style) => {
      (window as unknown as { moved: HTMLElement }).moved.style.cssText = style;
    }, style);
  const away = 'position:relative;z-index:9;transform:translate(-40px,300px)';
  await push(away);
  await page.mouse.click(to.x, to.y);
  await isVoid(tried.inside);
  await push('');
  // In the press itself, and back.
  await page.mouse.move(to.x + 1, to.y);
  await page.evaluate((away) => {
    const row = (window as unknown as { moved: HTMLElement }).moved;
    window.addEventListener(
      'mousemove',
      () => {
        row.style.cssText = away;
      },
      { capture: true, once: true },
    );
    window.addEventListener(
      'mouseup',
      () => {
        row.style.cssText = '';
      },
      { capture: true, once: true },
    );
  }, away);
  await page.mouse.move(to.x, to.y);
  await page.mouse.click(to.x, to.y);
  await push('');
  // The row came back just now: that too was the page.
  await past(600);
  await startFirst(tried, foothold, before);
});
