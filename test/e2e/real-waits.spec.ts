/**
 * Long waits as they are for everybody: in the build people get, where nothing is divided (domain/durations.ts). Each
 * is sat through once, here; every other browser test has them shorter.
 */
import { expect, test } from '../fixture';
import { openKeys } from '../pages/api-keys';
import { PAGES } from '../pages/linear-page';
import { fill, openStore } from '../pages/linear-store';
import { type Inside, insideOf } from './inside';

test.use({ build: 'shipped' });

const BOARD = 'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1?cards=14';
const PATIENCE = { timeout: 90_000 };

const spoken = async (inside: Inside, item: string): Promise<string> =>
  (await inside.chips()).find(({ name }) => name === `Foothold: ${item}`)?.spoken ?? '';

/** Seconds since this was called. */
function stopwatch(): () => number {
  const from = performance.now();
  return () => (performance.now() - from) / 1000;
}

test('a request nobody answers is given up after 15 seconds', { tag: '@long' }, async ({ foothold }) => {
  foothold.jira.fail({ kind: 'silent' });
  const waited = stopwatch();
  const inside = await insideOf(await foothold.open(BOARD), foothold.extensionId);
  await expect.poll(() => spoken(inside, 'APP-1'), PATIENCE).toContain('age unknown: Jira gave no answer');
  expect(waited()).toBeGreaterThan(15);
});

test('a tracker that fails is asked again after 2 seconds', { tag: '@long' }, async ({ foothold }) => {
  foothold.jira.fail({ kind: 'status', status: 503 }, 'issues', 1);
  const waited = stopwatch();
  const inside = await insideOf(await foothold.open(BOARD), foothold.extensionId);
  await expect.poll(() => spoken(inside, 'APP-1'), PATIENCE).toContain('opened 43 days ago');
  expect(waited()).toBeGreaterThan(2);
});

test('a store nobody understands is doubted for 10 seconds', { tag: '@long' }, async ({ foothold }) => {
  await fill(await openStore(foothold), { issues: 60, spoiled: 'renamed' });
  const waited = stopwatch();
  const inside = await insideOf(await foothold.open(`${PAGES.team}?issues=28`), foothold.extensionId);
  await expect.poll(() => spoken(inside, 'ENG-1'), PATIENCE).toContain('does not understand Linear');
  expect(waited()).toBeGreaterThan(10);
});

test('an API that does not answer is given up after 15 seconds', { tag: '@long' }, async ({ foothold }) => {
  const keys = await openKeys(foothold);
  await keys.store('linear');
  foothold.apis.linear.fail({ kind: 'slow' });
  const waited = stopwatch();
  await foothold.open(PAGES.team);
  await expect(keys.part('linear')).toContainText('Linear gave no answer', PATIENCE);
  expect(waited()).toBeGreaterThan(15);
});
