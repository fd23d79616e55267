/** How long an act takes: from the command a key press gives, through the log, to every open tab. */
import type { Page } from '@playwright/test';
import { launch } from '../browser.ts';
import { GITHUB } from './kinds.ts';
import { benchPage } from './page.ts';

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

export interface ActReading {
  tabs: number;
  /** Ms, one for each act. Durable is taken where the push arrives, so it is a little late. */
  durable: number[];
  shown: number[];
  /** Frames from a row's appearing to its chip; null: it never came. */
  frames: (number | null)[];
}

/** Runs in a tab: `changedAfter(t)` is when the first row's chip next changes, in ms on the machine's clock. */
function watchFirstChip(): void {
  const root = document.querySelector('foothold-chip')!.shadowRoot!;
  const stamps: number[] = [];
  let heard: (() => void) | null = null;
  new MutationObserver(() => {
    stamps.push(performance.timeOrigin + performance.now());
    heard?.();
  }).observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
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

export async function readActs(): Promise<ActReading> {
  // The build with open roots: it differs in nothing else.
  const browser = await launch({ build: 'testing' });
  try {
    const at = GITHUB.address(ROWS);
    browser.serve(at, benchPage(GITHUB, ROWS));
    const asker = await browser.context.newPage();
    await asker.goto(`chrome-extension://${browser.extensionId}/popup.html`);
    await asker.evaluate(async () => {
      const doing = { type: 'write', text: 'Open the log', start: false };
      const request = { type: 'act', id: 'bench-first-step', key: 'github.com/acme/bench#1', doing };
      const answer = await chrome.runtime.sendMessage(request);
      if (!answer.ok) throw new Error(`The first step was refused: ${JSON.stringify(answer)}`);
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
    });
    const pages: Page[] = [];
    // One after the other: a tab that is not in front draws no frame, and so was never looked at.
    while (pages.length < TABS) {
      const page = await browser.context.newPage();
      await page.goto(at);
      await page.evaluate('bench.quiet()');
      await page.evaluate(watchFirstChip);
      pages.push(page);
    }
    const front = pages[0]!;
    await front.bringToFront();
    await front.locator('li a').first().focus();
    const worker = await browser.worker();
    const durable: number[] = [];
    const shown: number[] = [];
    for (let count = 0; count < ACTS; count += 1) {
      const pressed = await worker.evaluate(() => {
        const now = performance.timeOrigin + performance.now();
        chrome.commands.onCommand.dispatch('start-step');
        return now;
      });
      const late = (ms: number) => ms - pressed;
      const after = (name: string) => `${name}(${pressed})`;
      durable.push(late(await asker.evaluate<number>(after('pushedAfter'))));
      const all = await Promise.all(pages.map((page) => page.evaluate<number>(after('changedAfter'))));
      shown.push(late(Math.max(...all)));
    }
    const frames: (number | null)[] = [];
    // Seen once, so that its facts are known; then the row comes again.
    for (let turn = 0; turn < 2; turn += 1) {
      for (let number = 100; number < 120; number += 1) {
        const took = await front.evaluate<number | null>(`bench.appear(${number})`);
        if (turn === 1) frames.push(took);
      }
    }
    return { tabs: TABS, durable, shown, frames };
  } finally {
    await browser.close();
  }
}
