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

/** In one go, as fast as the display takes them. */
const xdotool = (...words: string[]) => run('xdotool', words);
const FAST = ['type', '--delay', '5', TEXT];

const middleOf = async (page: Page, nth: number) => {
  const { x, y, width, height } = (await chip(page, nth).boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
};

async function openList(foothold: Foothold): Promise<Page> {
  const page = await foothold.open('/acme/widgets/issues', { churn: 'off' });
  await expect(chip(page, 4)).toBeVisible();
  return page;
}

test('from a click, cold and fast: all of it, five times, the last with the worker stopped', async ({
  foothold,
  hands,
}) => {
  const page = await openList(foothold);
  await hands.focusWindow();
  await hands.point(page, await middleOf(page, 0));
  for (let nth = 0; nth < 5; nth += 1) {
    // Cold: nothing of the panel, nor of what opens it, is there yet.
    await page.reload();
    await expect(chip(page, 0)).toBeVisible();
    if (nth === 4) await foothold.killWorker();
    await xdotool('click', '1', ...FAST);
    await expect(fieldOf(page)).toHaveValue(TEXT);
    await expect(fieldOf(page)).toBeFocused();
    expect(await heard(page)).toEqual([]);
    await xdotool('key', 'ctrl+a', 'key', 'BackSpace', 'key', 'Escape');
    await expect(fieldOf(page)).toHaveCount(0);
    // Neither the press that closed it nor its release.
    expect(await heard(page)).toEqual([]);
  }
});

test('from the command, with the worker running and stopped', async ({ foothold, hands }) => {
  const page = await openList(foothold);
  await hands.focusWindow();
  await hands.point(page, await middleOf(page, 1));
  await xdotool('key', 'alt+shift+e');
  await expect(fieldOf(page)).toBeFocused();
  await hands.press('Escape');
  await expect(fieldOf(page)).toHaveCount(0);
  await foothold.killWorker();
  // As soon as a hand can that lets go of the command: before the worker woke the page could not know of it.
  await xdotool('key', 'alt+shift+e', 'sleep', '0.3', ...FAST);
  await expect(fieldOf(page)).toHaveValue(TEXT);
  // The browser keeps the press of the command's letter to itself, and says its release.
  expect((await heard(page)).filter((one) => one !== 'keyup e' && one !== 'keyup E')).toEqual([]);
});

test('dead keys and AltGr type on the way what they type in the field', async ({ foothold, hands }) => {
  await run('setxkbmap', ['us', 'intl']);
  const page = await openList(foothold);
  await hands.focusWindow();
  const keys = 'dead_acute e x dead_diaeresis u keydown ISO_Level3_Shift key 5 keyup ISO_Level3_Shift key z';
  const words = ['key', '--delay', '5', ...keys.split(' ')];
  await hands.click(page, await middleOf(page, 0));
  await expect(fieldOf(page)).toBeFocused();
  await xdotool(...words);
  await expect(fieldOf(page)).toHaveValue(/z$/);
  const typed = await fieldOf(page).inputValue();
  expect(typed).toBe('éxü€z');
  await hands.press('Escape');
  await expect(fieldOf(page)).toHaveCount(0);
  await hands.point(page, await middleOf(page, 1));
  await page.reload();
  await expect(chip(page, 1)).toBeVisible();
  await xdotool('click', '1', ...words);
  await expect(fieldOf(page)).toHaveValue(/z$/);
  await expect(fieldOf(page)).toHaveValue(typed);
  expect((await heard(page)).filter((one) => !one.endsWith('AltGraph'))).toEqual([]);
});
