/**
 * The whole way once on Linear, in the build people get: written on the list, started by key on the issue, finished
 * from the popup.
 */
import { expect } from '../fixture';
import { LINEAR, PAGES } from '../pages/linear-page';
import { test } from './real-keys';
import { shownIn } from './shown';

const KEY = 'linear.app/acme/ENG-3';
const STEP = 'Open the 401 log, find the first failing request';

test('written on the list, started by key on the issue page, finished from the popup', async ({
  foothold,
  hands,
}) => {
  // Linear's own store is there, as after a day of work in this browser.
  const list = await foothold.open(PAGES.team, { store: 400 } as object);
  const shown = await shownIn(foothold, list);
  await expect
    .poll(() => shown.chip('ENG-3'))
    .toMatchObject({ label: expect.stringContaining('opened 21 days ago, 3 days in In Review') });
  await hands.focusWindow();
  await hands.press('j');
  await hands.press('j');
  await expect(list.locator('[data-keyboard-active="true"]')).toContainText('ENG-3');
  await hands.click(list, (await shown.chip('ENG-3'))!.open);
  await expect.poll(async () => (await shown.editor())?.focused).toBe(true);
  await hands.type(STEP);
  await hands.press('Return');
  await expect.poll(() => shown.toast()).toMatchObject({ text: 'Saved', about: `ENG-3 ${STEP}` });
  // The list stayed where it was, and hears its keys again once the chip is left.
  await expect(list).toHaveURL(/\/team\/ENG\/all/);
  await hands.press('Escape');
  await hands.press('Return');
  await expect(list).toHaveTitle(/^ENG-3/);

  const view = await shownIn(foothold, list);
  await expect
    .poll(() => view.chip('ENG-3'))
    .toMatchObject({ label: expect.stringContaining(`${STEP}. next step`) });
  // Over nothing: the item is the one the page is about.
  const { x, y } = (await list.getByRole('textbox', { name: 'Issue title' }).boundingBox())!;
  await hands.point(list, { x: x + 10, y: y + 10 });
  await hands.press('alt+shift+s');
  await expect
    .poll(() => view.chip('ENG-3'))
    .toMatchObject({ label: expect.stringContaining(`${STEP}. started, running for `) });

  const popup = await foothold.openPopup(list);
  await popup.getByRole('button', { name: 'Finish' }).first().click();
  await expect.poll(() => view.chip('ENG-3')).toMatchObject({ toggle: null, finish: null });
  expect((await foothold.events()).map(({ key, what }) => [key, what.type])).toEqual([
    [KEY, 'written'],
    [KEY, 'started'],
    [KEY, 'finished'],
  ]);

  // Nothing of it left the browser, Linear heard its own keys alone, and nobody was asked for anything.
  expect(foothold.leaks()).toEqual([]);
  expect(await list.evaluate(() => window.practice.shortcuts.map(({ did }) => did))).toEqual([
    'next row',
    'next row',
    'opened the row',
  ]);
  for (const { url, method } of foothold.requests) {
    expect(new URL(url).origin).toBe(LINEAR);
    expect(method).toBe('GET');
  }
});
