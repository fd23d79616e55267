/**
 * The whole way once on Jira, in the build people get: written on the board, started by key, finished from the popup.
 */
import { expect } from '../fixture';
import { test } from './real-keys';
import { shownIn } from './shown';

const CLOUD = 'https://acme.atlassian.net';
const BOARD = `${CLOUD}/jira/software/c/projects/APP/boards/1?cards=14`;
const KEY = 'acme.atlassian.net/APP-1';
const STEP = 'Open the 401 log, find the first failing request';

test('written on the board, started by key in the issue view, finished from the popup', async ({
  foothold,
  hands,
}) => {
  const board = await foothold.open(BOARD);
  const shown = await shownIn(foothold, board);
  await expect
    .poll(() => shown.chip('APP-1'))
    .toMatchObject({ label: expect.stringContaining('opened 43 days ago, 12 days in In Progress') });
  await hands.focusWindow();
  await hands.click(board, (await shown.chip('APP-1'))!.open);
  await expect.poll(async () => (await shown.editor())?.focused).toBe(true);
  await hands.type(STEP);
  await hands.press('Return');
  await expect.poll(() => shown.toast()).toMatchObject({ text: 'Saved', about: `APP-1 ${STEP}` });

  const issue = await foothold.open(`${CLOUD}/browse/APP-1`);
  const view = await shownIn(foothold, issue);
  await expect
    .poll(() => view.chip('APP-1'))
    .toMatchObject({ label: expect.stringContaining(`${STEP}. next step`) });
  await issue.bringToFront();
  await hands.focusWindow();
  // Over nothing: the item is the one the page is about.
  const { x, y } = (await issue.locator('h1').boundingBox())!;
  await hands.point(issue, { x: x + 10, y: y + 10 });
  await hands.press('alt+shift+s');
  await expect
    .poll(() => view.chip('APP-1'))
    .toMatchObject({ label: expect.stringContaining(`${STEP}. started, running for `) });

  const popup = await foothold.openPopup(issue);
  await popup.getByRole('button', { name: 'Finish' }).first().click();
  await expect.poll(() => view.chip('APP-1')).toMatchObject({ toggle: null, finish: null });
  expect((await foothold.events()).map(({ key, what }) => [key, what.type])).toEqual([
    [KEY, 'written'],
    [KEY, 'started'],
    [KEY, 'finished'],
  ]);

  // Nothing of it left the browser, and Jira was only read.
  expect(foothold.leaks()).toEqual([]);
  expect(JSON.stringify(foothold.jira.requests)).not.toContain('401 log');
  expect(Object.keys(foothold.jira.counts()).sort()).toEqual([
    'POST /rest/api/3/changelog/bulkfetch',
    'POST /rest/api/3/issue/bulkfetch',
  ]);
  expect(await board.evaluate(() => window.practice.shortcuts)).toEqual([]);
  expect(await issue.evaluate(() => window.practice.shortcuts)).toEqual([]);
});
