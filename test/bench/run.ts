/**
 * `npm run bench`: what Foothold costs, beside a page without it and beside the least an overlay can cost
 * (test/bench/least), each in turn, the median of five. The budgets are those of DESIGN.md. `npm run bench -- jira acts`
 * measures only what is named: a kind of page (kinds.ts), acts, storage.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Launched, launch } from '../browser.ts';
import { buildPractice } from '../practice/build.ts';
import { readActs } from './acts.ts';
import { KINDS, type Kind } from './kinds.ts';
import { type Reading, readOverlay } from './overlay.ts';
import { benchPage } from './page.ts';
import { readStorage } from './storage.ts';
import { median, percentile, type Row, table } from './table.ts';

const root = resolve(import.meta.dirname, '../..');
const RUNS = 5;
const SIZES = [100, 1000];
const tables = new Map<string, Row[]>();
let rows: Row[] = [];

/** What follows is of this table. */
function about(title: string): void {
  rows = [];
  tables.set(title, rows);
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

function built(...args: string[]): void {
  const { status } = spawnSync(join(root, 'node_modules/.bin/wxt'), ['build', '--level', 'warn', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`wxt build ${args.join(' ')} failed.`);
}

/** What Linear itself keeps of its issues in the browser: Foothold reads their ages there. */
async function fillStore({ context }: Launched): Promise<void> {
  const page = await context.newPage();
  await page.goto('https://linear.app/acme/projects/all');
  await page.addScriptTag({ url: '/_practice/store.js', type: 'module' });
  await page.evaluate(() => window.practiceStore.fill({ issues: 2000 }));
  await page.close();
}

async function overlay(kind: Kind): Promise<void> {
  const browsers = [
    await launch({ build: 'none' }),
    await launch({ build: { path: join(import.meta.dirname, 'least') } }),
    await launch({ build: 'shipped' }),
  ];
  try {
    for (const browser of browsers)
      for (const size of SIZES) browser.serve(kind.address(size), benchPage(kind, size));
    if (kind.word === 'linear') await fillStore(browsers[2]!);
    for (const size of SIZES) {
      const readings: Reading[][] = browsers.map(() => []);
      // The first round only warms up: code caches, and facts that Foothold has seen.
      for (let run = 0; run <= RUNS; run += 1) {
        console.log(`${kind.title}, ${size} rows, run ${run} of ${RUNS} …`);
        for (const [which, browser] of browsers.entries()) {
          const reading = await readOverlay(browser.context, kind, size);
          if (run > 0) readings[which]!.push(reading);
        }
      }
      compare(size, readings as [Reading[], Reading[], Reading[]]);
    }
  } finally {
    for (const browser of browsers) await browser.close();
  }
}

function compare(size: number, readings: [Reading[], Reading[], Reading[]]): void {
  const of = (pick: (reading: Reading) => number) =>
    readings.map((each) => median(each.map(pick))) as [number, number, number];
  /** `holds` gets what the page does without, with the least overlay, and with Foothold. */
  const add = (
    figure: string,
    pick: (reading: Reading) => number,
    show: (value: number) => string,
    budget?: string,
    holds?: (without: number, least: number, foothold: number) => boolean,
  ) => {
    const values = of(pick);
    const [without, least, foothold] = values.map(show) as [string, string, string];
    const row: Row = { figure: `${size} rows: ${figure}`, without, least, foothold };
    rows.push(budget ? { ...row, budget, holds: holds!(...values) } : row);
  };
  const count = (value: number) => String(Math.round(value));
  const budgeted = size === 1000;
  for (const phase of ['load', 'churn'] as const) {
    const script = (reading: Reading) => reading[phase].script;
    if (budgeted) {
      add(`script, ${phase}`, script, ms, '≤ 2 × least', (_, least, foothold) => foothold <= 2 * least);
    } else add(`script, ${phase}`, script, ms);
    const [without, least, foothold] = of(script);
    const own = { least: ms(least - without), foothold: ms(foothold - without) };
    rows.push({ figure: `${size} rows: the overlay's own part of it`, without: '–', ...own });
    add(`task, ${phase}`, (reading) => reading[phase].task, ms);
    add(
      `long tasks, ${phase}`,
      (reading) => reading[phase].longTasks,
      count,
      'none more',
      (none, _, ours) => ours <= none,
    );
  }
  add(
    'script, nothing changes for 2 s',
    (reading) => reading.still.script,
    ms,
    'none',
    (none, _, ours) => ours - none < 0.1,
  );
  add(
    'layout shift',
    (reading) => reading.shift,
    (value) => value.toFixed(4),
    '0',
    (none, _, ours) => ours <= none,
  );
  add('nodes', (reading) => reading.nodes, count);
  add('listeners', (reading) => reading.listeners, count);
  add(
    'heap',
    (reading) => reading.heapMB,
    (value) => `${value.toFixed(2)} MB`,
  );
  const hosts = Math.max(...readings[2].map((reading) => reading.hosts / reading.rows));
  const inside = Math.max(...readings[2].map((reading) => reading.inside));
  rows.push({
    figure: `${size} rows: light-DOM nodes a row, at most`,
    foothold: (hosts + inside).toFixed(2),
    budget: '≤ 1',
    holds: hosts <= 1 && inside === 0,
  });
  if (Math.min(...readings[2].map((reading) => reading.hosts)) === 0)
    throw new Error('Foothold showed no chip.');
}

async function acts(): Promise<void> {
  const { tabs, durable, shown, frames } = await readActs();
  const spread = (values: number[]) => `${ms(percentile(values, 0.5))} / ${ms(percentile(values, 0.95))}`;
  rows.push({
    figure: 'command → durable, p50 / p95',
    foothold: spread(durable),
    budget: 'p95 30 ms',
    holds: percentile(durable, 0.95) <= 30,
  });
  rows.push({
    figure: `command → shown in ${tabs} tabs, p50 / p95`,
    foothold: spread(shown),
    budget: 'p95 100 ms',
    holds: percentile(shown, 0.95) <= 100,
  });
  const slow = frames.map((count) => count ?? Number.POSITIVE_INFINITY);
  rows.push({
    figure: 'row appears → its chip, p50 / max',
    foothold: `${median(slow)} / ${Math.max(...slow)} frames`,
    budget: '1 frame',
    holds: Math.max(...slow) <= 1,
  });
}

async function storage(): Promise<void> {
  const { steps, popup, events, rebuild, appends } = await readStorage();
  const whole = (value: number) => value.toLocaleString('en');
  // The first opening also wakes what was never used before; people open it again and again.
  rows.push({
    figure: `popup usable, ${whole(steps)} steps, first / median`,
    foothold: `${ms(popup[0]!)} / ${ms(median(popup.slice(1)))}`,
    budget: '100 ms',
    holds: median(popup.slice(1)) <= 100,
  });
  rows.push({
    figure: `append one, ${whole(events)} events, p50 / p95`,
    foothold: `${ms(median(appends))} / ${ms(percentile(appends, 0.95))}`,
    budget: 'p95 5 ms',
    holds: percentile(appends, 0.95) <= 5,
  });
  rows.push({
    figure: `rebuild, ${whole(events)} events`,
    foothold: ms(rebuild),
    budget: '5 s',
    holds: rebuild <= 5000,
  });
}

function sizes(): void {
  const folder = join(root, '.output/chrome-mv3/content-scripts');
  for (const name of readdirSync(folder)) {
    const code = readFileSync(join(folder, name));
    const [plain, gzip] = [code.length / 1000, gzipSync(code).length / 1000];
    rows.push({
      figure: `content script ${name}, minified / gzip`,
      foothold: `${plain.toFixed(1)} / ${gzip.toFixed(1)} kB`,
      budget: '60 / 22 kB',
      holds: plain <= 60 && gzip <= 22,
    });
  }
}

const begun = performance.now();
const named = process.argv.slice(2);
const wanted = (word: string): boolean => named.length === 0 || named.includes(word);
built();
built('--mode', 'testing');
await buildPractice();
about('What every page loads');
sizes();
for (const kind of KINDS.filter(({ word }) => wanted(word))) {
  about(kind.title);
  await overlay(kind);
}
if (wanted('acts')) {
  console.log('Acts in many tabs …');
  about('Acts');
  await acts();
}
if (wanted('storage')) {
  console.log('Storage …');
  about('Storage');
  await storage();
}
for (const [title, measured] of tables) console.log(`\n${title}\n\n${table(measured)}`);
console.log(`\nScript and task are CPU time of the main thread. ${RUNS} runs each, in turn; the median.`);
console.log(
  `Load of the machine: ${loadavg()
    .map((each) => each.toFixed(1))
    .join(', ')}.`,
);
console.log(`Took ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
