/**
 * How long an act takes, from the command a key press gives, through the log, to every open tab: beside an empty
 * extension that writes one row and tells its tabs (least/act). And in which frame a new row has its chip.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Launched, launch } from '../browser.ts';
import { GITHUB } from './kinds.ts';
import { benchPage } from './page.ts';
import { compareRow, judgeRow, median, type Row } from './table.ts';

/** What runs inside the extension is given this. */
declare const chrome: {
  runtime: {
    sendMessage(request: unknown): Promise<{ ok: boolean }>;
    connect(as: { name: string }): {
      onMessage: { addListener(hear: (push: { type: string }) => void): void };
    };
  };
  commands: { onCommand: { dispatch(name: string): void } };
};

const TABS = 20;
const ACTS = 40;
const ROWS = 30;
const BOUND = 1.5;

interface Side {
  browser: Launched;
  /** A page of the extension: a push that arrives there says that the act is durable. */
  asker: Page;
  tabs: Page[];
  /** Ms, one for each act. Durable is taken where the push arrives, so it is a little late. */
  durable: number[];
  shown: number[];
}

export async function measureActs(): Promise<Row[]> {
  const sides: Side[] = [];
  try {
    sides.push(
      await open(await launch({ build: { path: join(import.meta.dirname, 'least/act') } }), 'asker.html'),
    );
    // The build with open roots: it differs in nothing else.
    sides.push(await open(await launch({ build: 'testing' }), 'popup.html', writeFirstStep));
    for (const side of sides) await openTabs(side, side === sides[0] ? '.least' : 'foothold-chip');
    for (let count = 0; count < ACTS; count += 1) for (const side of sides) await act(side);
    const [least, ours] = sides as [Side, Side];
    const frames = await readFrames(ours.tabs[0]!);
    const compare = (what: string, pick: (side: Side) => number[]) =>
      compareRow({
        what,
        against: 'least act',
        least: median(pick(least)),
        ours: median(pick(ours)),
        bound: BOUND,
      });
    return [
      compare('command → durable', ({ durable }) => durable),
      compare(`command → shown in ${TABS} tabs`, ({ shown }) => shown),
      judgeRow(
        'row appears → its chip, slowest of 20',
        `${Math.max(...frames)} frames`,
        '1 frame',
        Math.max(...frames) <= 1,
      ),
    ];
  } finally {
    for (const { browser } of sides) await browser.close();
  }
}

async function open(
  browser: Launched,
  page: string,
  prepare?: (asker: Page) => Promise<void>,
): Promise<Side> {
  const asker = await browser.context.newPage();
  await asker.goto(`chrome-extension://${browser.extensionId}/${page}`);
  await prepare?.(asker);
  await asker.evaluate(listenForPushes);
  return { browser, asker, tabs: [], durable: [], shown: [] };
}

const writeFirstStep = (asker: Page): Promise<void> =>
  asker.evaluate(async () => {
    const action = { type: 'write', text: 'Open the log', start: false };
    const request = { type: 'act', id: 'bench-first-step', key: 'github.com/acme/bench#1', action };
    const answer = await chrome.runtime.sendMessage(request);
    if (!answer.ok) throw new Error(`The first step was refused: ${JSON.stringify(answer)}`);
  });

/** Runs in the asker: `pushedAfter(t)` is when the next push arrives, in ms on the machine's clock. */
function listenForPushes(): void {
  const pushes: number[] = [];
  let heard: (() => void) | null = null;
  chrome.runtime.connect({ name: 'live' }).onMessage.addListener((push) => {
    if (push.type !== 'changed') return;
    pushes.push(performance.timeOrigin + performance.now());
    heard?.();
  });
  Object.assign(globalThis, {
    pushedAfter: (after: number) =>
      new Promise<number>((done) => {
        heard = () => {
          const stamp = pushes.find((each) => each > after);
          if (stamp !== undefined) done(stamp);
        };
        heard();
      }),
  });
}

/** Runs in a tab: `changedAfter(t)` is when the first such element next changes, in ms on the machine's clock. */
function watchFirst(selector: string): void {
  const element = document.querySelector(selector)!;
  const stamps: number[] = [];
  let heard: (() => void) | null = null;
  new MutationObserver(() => {
    stamps.push(performance.timeOrigin + performance.now());
    heard?.();
  }).observe(element.shadowRoot ?? element, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
  });
  Object.assign(globalThis, {
    changedAfter: (after: number) =>
      new Promise<number>((done) => {
        heard = () => {
          const stamp = stamps.find((each) => each > after);
          if (stamp !== undefined) done(stamp);
        };
        heard();
      }),
  });
}

async function openTabs({ browser, tabs }: Side, selector: string): Promise<void> {
  const at = GITHUB.address(ROWS);
  browser.serve(at, benchPage(GITHUB, ROWS));
  // One after the other: a tab that is not in front draws no frame, and so was never looked at.
  while (tabs.length < TABS) {
    const page = await browser.context.newPage();
    await page.goto(at);
    await page.evaluate('bench.quiet()');
    await page.evaluate(watchFirst, selector);
    tabs.push(page);
  }
  await tabs[0]!.bringToFront();
  await tabs[0]!.locator('li a').first().focus();
}

async function act({ browser, asker, tabs, durable, shown }: Side): Promise<void> {
  const worker = await browser.worker();
  const pressed = await worker.evaluate(() => {
    const now = performance.timeOrigin + performance.now();
    chrome.commands.onCommand.dispatch('start-step');
    return now;
  });
  durable.push((await asker.evaluate<number>(`pushedAfter(${pressed})`)) - pressed);
  const all = await Promise.all(tabs.map((page) => page.evaluate<number>(`changedAfter(${pressed})`)));
  shown.push(Math.max(...all) - pressed);
}

/** Frames from a row's appearing to its chip. */
async function readFrames(page: Page): Promise<number[]> {
  const frames: number[] = [];
  // Seen once, so that its facts are known; then the row comes again.
  for (let turn = 0; turn < 2; turn += 1) {
    for (let number = 100; number < 120; number += 1) {
      const took = await page.evaluate<number | null>(`bench.appear(${number})`);
      if (turn === 1) frames.push(took ?? Number.POSITIVE_INFINITY);
    }
  }
  return frames;
}
