/**
 * The whole way in the build people get, with a person's hands: written, shown, started, and there after a restart.
 * Every instant is held between two that the test itself read from the machine's clock.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type EventRow, expect, type Foothold } from '../fixture';
import { bubbleOf } from './bubble';
import { DAY, HOUR, MINUTE, setBack } from './clock';
import { type Hands, test } from './real-keys';
import { type Shown, shownIn } from './shown';

const LIST = '/acme/widgets/issues';
const ITEM = '#1283';
const KEY = 'github.com/acme/widgets#1283';
const STEP = 'Open the 401 log, find the first failing request';

/** The tab with the list, in front, its chips there and the keyboard in its window. */
async function listInFront(foothold: Foothold, hands: Hands): Promise<{ page: Page; list: Shown }> {
  const page = await foothold.open(LIST);
  const list = await shownIn(foothold, page);
  await expect.poll(() => list.chip(ITEM)).not.toBeNull();
  await hands.focusWindow();
  return { page, list };
}

/** Writes with mouse and keys only. @returns the instants between which it was saved */
async function write(hands: Hands, page: Page, list: Shown, text: string): Promise<[number, number]> {
  await hands.click(page, (await list.chip(ITEM))!.open);
  await expect.poll(async () => (await list.editor())?.focused).toBe(true);
  await hands.type(text);
  await expect.poll(async () => (await list.editor())?.value).toBe(text);
  const before = Date.now();
  await hands.press('Return');
  await expect.poll(() => list.toast()).toMatchObject({ text: 'Saved', about: `${ITEM} ${text}` });
  return [before, Date.now()];
}

const happened = (events: EventRow[]) => events.map(({ key, what }) => ({ key, type: what.type }));

function expectBetween(instant: number, [from, to]: [number, number]): void {
  expect(instant).toBeGreaterThanOrEqual(from);
  expect(instant).toBeLessThanOrEqual(to);
}

/** As the chip words a length of time below an hour. */
function words(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 1) return 'less than a minute';
  return `${minutes} minute${minutes === 1 ? '' : 's'}`;
}

test('written in place, shown in a second tab, started by a key press, still started after a restart', async ({
  foothold,
  hands,
}) => {
  const second = await foothold.open(`${LIST}/1283`);
  const secondTab = await shownIn(foothold, second);
  await expect.poll(() => secondTab.chip(ITEM)).toMatchObject({ toggle: null });
  const { page, list } = await listInFront(foothold, hands);

  // Written three days ago.
  await setBack(foothold, 3 * DAY);
  const saved = await write(hands, page, list, STEP);
  await expect
    .poll(() => secondTab.chip(ITEM))
    .toMatchObject({ label: expect.stringContaining(`${STEP}. next step`) });
  const [written, ...others] = await foothold.events();
  expect(others).toEqual([]);
  expect(written).toMatchObject({ key: KEY, what: { type: 'written', text: STEP } });
  expectBetween(written!.at, [saved[0] - 3 * DAY, saved[1] - 3 * DAY]);

  // The key itself has to bring the worker back.
  await foothold.killWorker();
  await hands.point(page, (await list.chip(ITEM))!.open);
  const before = Date.now();
  await hands.press('alt+shift+s');
  await expect
    .poll(() => list.toast())
    .toMatchObject({ text: 'Started · 3 days after you wrote it', about: `${ITEM} ${STEP}` });
  const pressed: [number, number] = [before, Date.now()];
  const running = { label: expect.stringContaining(`${STEP}. started, running for `) };
  await expect.poll(() => list.chip(ITEM)).toMatchObject(running);
  await expect.poll(() => secondTab.chip(ITEM)).toMatchObject(running);
  const events = await foothold.events();
  expect(happened(events)).toEqual([
    { key: KEY, type: 'written' },
    { key: KEY, type: 'started' },
  ]);
  expectBetween(events[1]!.at, pressed);

  await foothold.restart();
  const again = await listInFront(foothold, hands);
  await expect.poll(() => again.list.chip(ITEM)).toMatchObject(running);
  const now = Date.now();
  const { label } = (await again.list.chip(ITEM))!;
  const ran = [now - pressed[1] - MINUTE / 2, Date.now() - pressed[0]].map(words);
  expect(ran).toContain(/running for (.*?)\./.exec(label)?.[1]);
  expect(await foothold.events()).toEqual(events);
  const step = {
    key: KEY,
    text: STEP,
    state: 'started',
    writtenAt: events[0]!.at,
    startedAt: events[1]!.at,
    since: events[1]!.at,
  };
  expect(await foothold.rows('items')).toMatchObject([{ key: KEY, steps: [step] }]);
});

test('what was answered is there after the browser is killed at once', async ({
  foothold,
  hands,
}, testInfo) => {
  const { page, list } = await listInFront(foothold, hands);
  await setBack(foothold, 2 * HOUR + MINUTE);
  await write(hands, page, list, STEP);
  await hands.press('alt+shift+s');
  await expect.poll(() => list.toast()).toMatchObject({ text: 'Started' });
  const browser = processOf(testInfo.outputPath('profile'));
  const ended = new Promise((resolve) => foothold.context.once('close', resolve));
  process.kill(browser, 'SIGKILL');
  await ended;

  await foothold.restart();
  const again = await listInFront(foothold, hands);
  await expect
    .poll(() => again.list.chip(ITEM))
    .toMatchObject({ label: expect.stringContaining(`${STEP}. started, running for 2 hours.`) });
});

test('every command by its key: write, start, pause, rewrite, finish', async ({ foothold, hands }) => {
  const { page, list } = await listInFront(foothold, hands);
  expect(await shortcuts(foothold)).toEqual({
    _execute_action: 'Alt+Shift+Q',
    'start-step': 'Alt+Shift+S',
    'finish-step': 'Alt+Shift+D',
    'edit-step': 'Alt+Shift+E',
  });
  await hands.point(page, (await list.chip(ITEM))!.open);

  await hands.press('alt+shift+e');
  await expect.poll(() => list.editor()).toMatchObject({ focused: true, value: '' });
  await hands.type(STEP);
  await hands.press('Return');
  await expect.poll(() => list.toast()).toMatchObject({ text: 'Saved' });

  await hands.press('alt+shift+s');
  await expect.poll(() => list.toast()).toMatchObject({ text: 'Started' });
  await hands.press('alt+shift+s');
  await expect.poll(() => list.toast()).toMatchObject({ text: 'Paused after less than a minute' });

  await hands.press('alt+shift+e');
  await expect.poll(() => list.editor()).toMatchObject({ focused: true, value: STEP });
  await hands.press('ctrl+a');
  await hands.type('Ask Ana for the log');
  await expect.poll(() => list.editor()).toMatchObject({ value: 'Ask Ana for the log' });
  await hands.press('ctrl+Return');
  await expect.poll(() => list.toast()).toMatchObject({ text: 'Started again' });

  await hands.press('alt+shift+d');
  await expect
    .poll(() => list.toast())
    .toMatchObject({ text: 'Finished', about: `${ITEM} Ask Ana for the log` });
  await expect.poll(() => list.chip(ITEM)).toMatchObject({ toggle: null, finish: null });
  expect(happened(await foothold.events()).map(({ type }) => type)).toEqual([
    'written',
    'started',
    'paused',
    'rewritten',
    'started',
    'finished',
  ]);
});

test('the popup by its key, with the cursor in quick-add', async ({ foothold, hands }) => {
  const page = await foothold.open(`${LIST}/1283`);
  const item = await shownIn(foothold, page);
  await expect.poll(() => item.chip(ITEM)).not.toBeNull();
  await hands.focusWindow();
  await foothold.killWorker();
  await hands.press('alt+shift+q');
  const bubble = await bubbleOf(page);
  await expect
    .poll(() => bubble.evaluate('document.hasFocus() && document.activeElement.getAttribute("role")'))
    .toBe('combobox');
  await hands.type(STEP);
  await expect.poll(() => bubble.evaluate('document.activeElement.value')).toBe(STEP);
  await hands.press('Return');
  await expect
    .poll(() => bubble.evaluate('document.querySelector("[role=status]").textContent'))
    .toContain('Added to acme/widgets#1283');
  await expect
    .poll(() => item.chip(ITEM))
    .toMatchObject({ label: expect.stringContaining(`${STEP}. next step`) });
  expect((await foothold.events()).map(({ key, what }) => ({ key, what }))).toEqual([
    { key: KEY, what: { type: 'written', text: STEP } },
  ]);
});

/** What the browser itself says the keys are: one it reserves is dropped without a word. */
async function shortcuts(foothold: Foothold): Promise<Record<string, string>> {
  const worker = await foothold.worker();
  const all = await worker.evaluate(() =>
    (globalThis as unknown as { chrome: typeof import('webextension-polyfill') }).chrome.commands.getAll(),
  );
  return Object.fromEntries(all.map(({ name, shortcut }) => [name, shortcut ?? '']));
}

/** The browser that has this profile: the one process of it that is no child's. */
function processOf(profile: string): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    let words: string[];
    try {
      words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
    } catch {
      // It ended meanwhile.
      continue;
    }
    const ours = words.includes(`--user-data-dir=${profile}`);
    if (ours && !words.some((word) => word.startsWith('--type='))) return Number(name);
  }
  throw new Error(`No browser has the profile ${profile}.`);
}
