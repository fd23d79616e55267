/** What the overlay costs a page of 1,000 rows, beside the page alone and beside the least overlay (least/overlay). */
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { type Launched, launch } from '../browser.ts';
import type { Kind } from './kinds.ts';
import { benchPage } from './page.ts';
import { compareRow, judgeRow, median, type Row } from './table.ts';
import { type MainThread, traced } from './trace.ts';

const ROWS = 1000;
const RUNS = 5;
/** How long a page is watched while it does nothing. */
const STILL_MS = 2000;
const PHASES = ['load', 'churn'] as const;
/** Script above the page's own, as a multiple of the least overlay's. */
const SCRIPT_BOUND = { load: 3, churn: 1.5 } as const;
/** What 2 s of stillness may differ by chance, ms. */
const STILL_NOISE_MS = 0.1;

interface Reading {
  load: MainThread;
  churn: MainThread;
  still: MainThread;
  /** Layout shift over all of it, as the browser scores it. */
  shift: number;
  chips: number;
}

export async function measureOverlay(kind: Kind): Promise<Row[]> {
  const browsers = [
    await launch({ build: 'none' }),
    await launch({ build: { path: join(import.meta.dirname, 'least/overlay') } }),
    await launch({ build: 'shipped' }),
  ];
  try {
    for (const browser of browsers) browser.serve(kind.address(ROWS), benchPage(kind, ROWS));
    if (kind.word === 'linear') await fillStore(browsers[2]!);
    const readings: [Reading[], Reading[], Reading[]] = [[], [], []];
    // The first round only warms up: code caches, and facts that Foothold has seen.
    for (let run = 0; run <= RUNS; run += 1) {
      console.log(`${kind.title}, run ${run} of ${RUNS} …`);
      for (const [which, { context }] of browsers.entries()) {
        const reading = await readPage(context, kind);
        if (run > 0) readings[which]!.push(reading);
      }
    }
    return judge(kind, readings);
  } finally {
    for (const browser of browsers) await browser.close();
  }
}

/** What Linear itself keeps of its issues in the browser: Foothold reads their ages there. */
async function fillStore({ context }: Launched): Promise<void> {
  const page = await context.newPage();
  await page.goto('https://linear.app/acme/projects/all');
  await page.addScriptTag({ url: '/_practice/store.js', type: 'module' });
  await page.evaluate(() => window.practiceStore.fill({ issues: 2000 }));
  await page.close();
}

const untilQuiet = (page: Page) => page.evaluate('bench.quiet()');

async function readPage(context: BrowserContext, kind: Kind): Promise<Reading> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const times = await traced(page, cdp, {
    load: async () => {
      await page.goto(kind.address(ROWS));
      await untilQuiet(page);
    },
    churn: async () => {
      await page.evaluate('bench.churn()');
      await untilQuiet(page);
    },
    still: () => new Promise((done) => setTimeout(done, STILL_MS)),
  });
  const seen = await page.evaluate(() => ({
    shift: (globalThis as unknown as { bench: { shifts: number[] } }).bench.shifts.reduce(
      (sum, value) => sum + value,
      0,
    ),
    chips: document.querySelectorAll('foothold-chip').length,
  }));
  await page.close();
  return { ...times, ...seen };
}

function judge({ title }: Kind, readings: [Reading[], Reading[], Reading[]]): Row[] {
  if (readings[2].some(({ chips }) => chips === 0)) throw new Error(`${title}: Foothold showed no chip.`);
  const medians = (pick: (reading: Reading) => number) =>
    readings.map((each) => median(each.map(pick))) as [number, number, number];
  const rows: Row[] = [];
  for (const phase of PHASES) {
    const [, least, ours] = medians((reading) => reading[phase].task);
    rows.push(
      compareRow({ what: `${title}: task, ${phase}`, against: 'least overlay', least, ours, bound: 1 }),
    );
  }
  for (const phase of PHASES) {
    const [without, least, ours] = medians((reading) => reading[phase].script);
    rows.push(
      compareRow({
        what: `${title}: script above the page's own, ${phase}`,
        against: 'least overlay',
        least: least - without,
        ours: ours - without,
        bound: SCRIPT_BOUND[phase],
      }),
    );
  }
  const [stillShift, , shift] = medians((reading) => reading.shift);
  rows.push(
    judgeRow(`${title}: layout shift from us`, (shift - stillShift).toFixed(4), '0', shift <= stillShift),
  );
  const [longWithout, , long] = medians(({ load, churn }) => load.longTasks + churn.longTasks);
  rows.push(judgeRow(`${title}: long tasks from us`, `${long - longWithout}`, '0', long <= longWithout));
  const [idle, , busy] = medians(({ still }) => still.script);
  rows.push(
    judgeRow(
      `${title}: script while nothing changes`,
      `${(busy - idle).toFixed(2)} ms`,
      'none',
      busy - idle < STILL_NOISE_MS,
    ),
  );
  return rows;
}
