/**
 * How long the panel takes from being asked for until its field has the focus and is painted, beside an empty page of
 * an extension in the same kind of frame (least/frame). Each is asked by the command a key press gives.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Launched, launch, OUTPUT } from '../browser.ts';
import { GITHUB } from './kinds.ts';
import { benchPage } from './page.ts';
import { compareRow, median, missingRow, type Row } from './table.ts';

declare const chrome: { commands: { onCommand: { dispatch(name: string): void } } };

const ROWS = 30;
const PAGES = 5;
/** After the first one on a page. */
const OPENINGS = 4;
const BOUND = 1.3;
const TIMEOUT_MS = 10_000;
const WHAT = {
  first: 'panel: asked for → focused and painted, first time',
  next: 'panel: the same, next times',
};

/** Ms. */
interface Reading {
  first: number[];
  next: number[];
}

export async function measurePanel(): Promise<Row[]> {
  if (!existsSync(join(OUTPUT, 'chrome-mv3/panel.html')))
    return Object.values(WHAT).map((what) => missingRow(what, 'not built yet', `${BOUND} ×`));
  const browsers = [
    await launch({ build: { path: join(import.meta.dirname, 'least/frame') } }),
    await launch({ build: 'shipped' }),
  ];
  try {
    const readings: Reading[] = browsers.map(() => ({ first: [], next: [] }));
    for (const browser of browsers) {
      browser.serve(GITHUB.address(ROWS), benchPage(GITHUB, ROWS));
      await browser.context.addInitScript(stampFocus);
    }
    // The first page only warms up.
    for (let count = 0; count <= PAGES; count += 1) {
      for (const [which, browser] of browsers.entries()) {
        const [first, ...next] = await readPanel(browser);
        if (count === 0) continue;
        readings[which]!.first.push(first!);
        readings[which]!.next.push(...next);
      }
    }
    const [least, ours] = readings as [Reading, Reading];
    return (['first', 'next'] as const).map((which) =>
      compareRow({
        what: WHAT[which],
        against: 'empty frame',
        least: median(least[which]),
        ours: median(ours[which]),
        bound: BOUND,
      }),
    );
  } finally {
    for (const browser of browsers) await browser.close();
  }
}

/**
 * Runs in every frame: `focusedAfter(t)` is when a field of it had the focus and was painted, ms on the machine's
 * clock.
 */
function stampFocus(): void {
  if (location.protocol !== 'chrome-extension:') return;
  const stamps: number[] = [];
  const stamp = () => {
    // A message is handed over after the frame that is being drawn.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => stamps.push(performance.timeOrigin + performance.now());
    requestAnimationFrame(() => channel.port2.postMessage(null));
  };
  window.addEventListener(
    'focusin',
    ({ target }) => (target as Element).matches('input, textarea') && stamp(),
    true,
  );
  Object.assign(globalThis, { focusedAfter: (after: number) => stamps.find((each) => each > after) ?? null });
}

async function readPanel(browser: Launched): Promise<number[]> {
  const page = await browser.context.newPage();
  await page.goto(GITHUB.address(ROWS));
  await page.evaluate('bench.quiet()');
  const times: number[] = [];
  for (let count = 0; count <= OPENINGS; count += 1) {
    // What the command is about; and where the focus is when the panel was closed.
    await page.locator('li a').first().focus();
    const worker = await browser.worker();
    const asked = await worker.evaluate(() => {
      const now = performance.timeOrigin + performance.now();
      chrome.commands.onCommand.dispatch('edit-step');
      return now;
    });
    times.push((await focusedAfter(page, asked)) - asked);
    await page.keyboard.press('Escape');
    await page.evaluate('bench.quiet()');
  }
  await page.close();
  return times;
}

async function focusedAfter(page: Page, asked: number): Promise<number> {
  const until = Date.now() + TIMEOUT_MS;
  while (Date.now() < until) {
    for (const frame of page.frames().filter((each) => each.url().startsWith('chrome-extension:'))) {
      // A frame that is still loading has nothing to say.
      const stamp = await frame.evaluate<number | null>(`focusedAfter(${asked})`).catch(() => null);
      if (stamp !== null) return stamp;
    }
    await page.waitForTimeout(20);
  }
  throw new Error('The panel did not get the focus.');
}
