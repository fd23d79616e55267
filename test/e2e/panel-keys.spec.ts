/**
 * Typing never goes astray: what is typed by real keys from the press that asked for the panel stands in its field,
 * whole and in order, and the page saw none of it.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect, type Foothold } from '../fixture';
import { fieldOf } from '../panel';
import { test } from './real-keys';

test.use({ build: 'testing' });

const run = promisify(execFile);
const TEXT = 'open the 401 log and find the first failing request';
const chip = (page: Page, nth: number) => page.locator('foothold-chip').nth(nth).locator('.open');

/** Signs the page saw pressed or typed, and releases of what it never saw pressed. */
const heard = (page: Page) =>
  page.evaluate(() =>
    window.practice.events
      .filter(({ type, key }) => type.startsWith('key') && !['Alt', 'Shift', 'Meta'].includes(key ?? ''))
      .map(({ type, key }) => `${type} ${key}`),
  );

const middleOf = async (page: Page, nth: number) => {
  const { x, y, width, height } = (await chip(page, nth).boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
};

async function openList(foothold: Foothold): Promise<Page> {
  const page = await foothold.open('/acme/widgets/issues', { churn: 'off' });
  await expect(chip(page, 4)).toBeVisible();
  return page;
}

test('typed on the way from a click, cold and fast: all of it, five times, and after the worker died', async ({
  foothold,
  hands,
}) => {
  const page = await openList(foothold);
  await hands.focusWindow();
  for (let nth = 0; nth < 5; nth += 1) {
    // Cold: what was made ahead is given up, and nothing of it is left.
    await page.reload();
    await expect(chip(page, nth)).toBeVisible();
    const at = await middleOf(page, nth);
    if (nth === 4) await foothold.killWorker();
    await hands.click(page, at);
    await hands.type(TEXT);
    await expect(fieldOf(page)).toHaveValue(TEXT);
    expect(await heard(page)).toEqual([]);
    await hands.press('Escape');
    await expect(fieldOf(page)).toHaveCount(0);
    expect(await heard(page)).toEqual([]);
  }
});

test('typed on the way from the command: what was pressed since it came', async ({ foothold, hands }) => {
  const page = await openList(foothold);
  await hands.focusWindow();
  await hands.point(page, await middleOf(page, 1));
  await hands.press('alt+shift+e');
  await hands.type(TEXT);
  await expect(fieldOf(page)).toBeFocused();
  console.log('HEARD', await heard(page), await fieldOf(page).inputValue());
});
