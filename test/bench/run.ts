/**
 * `npm run bench`: the budgets of DESIGN.md, each beside the least that could do the same (test/bench/least), measured
 * in turn in the same run, medians. `npm run bench -- jira log` measures only what is named.
 */
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { buildPractice } from '../practice/build.ts';
import { measureActs } from './acts.ts';
import { measureData } from './data.ts';
import { KINDS } from './kinds.ts';
import { measureLog } from './log.ts';
import { measureOverlay } from './overlay.ts';
import { measurePanel } from './panel.ts';
import { measurePopup } from './popup.ts';
import { measureSizes } from './sizes.ts';
import { drawTable, missingRow, type Row } from './table.ts';

const root = resolve(import.meta.dirname, '../..');

function buildExtension(...args: string[]): void {
  const { status } = spawnSync(join(root, 'node_modules/.bin/wxt'), ['build', '--level', 'warn', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`wxt build ${args.join(' ')} failed.`);
}

const NOT_YET = 'not built yet';

/** By the words they are asked for with, in the order of DESIGN.md's table. */
const MEASUREMENTS: Record<string, () => Row[] | Promise<Row[]>> = {
  ...Object.fromEntries(KINDS.map((kind) => [kind.word, () => measureOverlay(kind)])),
  acts: measureActs,
  sizes: measureSizes,
  panel: measurePanel,
  popup: async () => [
    ...(await measurePopup()),
    missingRow('dashboard usable, 100,000 events', NOT_YET, '2 ×'),
  ],
  log: async () => [
    ...(await measureLog()),
    missingRow('dashboard numbers, ten times the events', NOT_YET, '12 ×'),
  ],
  data: measureData,
};

const begun = performance.now();
const words = process.argv.slice(2);
for (const word of words)
  if (!MEASUREMENTS[word]) throw new Error(`"${word}" is none of ${Object.keys(MEASUREMENTS).join(', ')}.`);
const wanted = words.length > 0 ? words : Object.keys(MEASUREMENTS);
buildExtension();
if (wanted.includes('acts')) buildExtension('--mode', 'testing');
await buildPractice();
const rows: Row[] = [];
for (const word of wanted) {
  console.log(`${word} …`);
  rows.push(...(await MEASUREMENTS[word]!()));
}
console.log(`\n${drawTable(rows)}\n`);
console.log(
  'Task and script are CPU time of the main thread; all else is time that passed. Medians, in turn.',
);
console.log('Left out: beside Refined GitHub, which no package registry offers as a build.');
console.log(
  `Load of the machine: ${loadavg()
    .map((each) => each.toFixed(1))
    .join(', ')}.`,
);
console.log(`Took ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
