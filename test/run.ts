/**
 * `npm test`, `npm run test:rest` (what takes long), `npm run test:all` (both) and `npm run soak`. Ends with one line:
 * `N passed, N failed`, counted from the runners' own reports. A runner that crashed, or found nothing to run, has
 * failed.
 */
import { join } from 'node:path';
import { CAPTURES, captured, promised } from './captures.ts';
import { NoBrowser } from './find-browser.ts';
import { ensureBrowser, ensureFirefox, install, program } from './machine.ts';
import { playwrightCount, playwrightTimes, slowest, vitestCount, vitestTimes } from './reports.ts';
import {
  built,
  check,
  checked,
  clearReports,
  inSeconds,
  reportOf,
  stages,
  tested,
  tests,
  total,
} from './stages.ts';
import { noteStandInsPassed, standInsPassed } from './stand-ins.ts';

const [mode = 'short'] = process.argv.slice(2) as ('short' | 'rest' | 'all' | 'soak')[];
const isShort = mode === 'short' || mode === 'all';
const started = performance.now();
// One for all workers of a run, also past midnight.
process.env.SEED ||= new Date().toISOString().slice(0, 10).replaceAll('-', '');
let unchanged = false;
let noFirefox: string | null = null;

/** What the browser tests need from the machine. */
function prepareMachine(): void {
  if (process.platform === 'linux') {
    const missing = Object.entries({ Xvfb: 'xvfb', xdotool: 'xdotool' }).filter(([name]) => !program(name));
    const packages = missing.map(([, name]) => name);
    if (packages.length > 0 && !install(packages)) {
      console.log(`Real key presses are tested with ${packages.join(' and ')}: please install.`);
    }
  }
  console.log(`Browser: ${ensureBrowser()}`);
  try {
    console.log(`Firefox: ${ensureFirefox()}`);
  } catch (error) {
    // Its test says so too: it fails where a Firefox is promised, and is skipped elsewhere.
    if (!(error instanceof NoBrowser)) throw error;
    noFirefox = error.message;
  }
}

/** True: there is something to test. */
async function buildAll(): Promise<boolean> {
  const builds = [
    await built('Chrome', 'chrome-mv3', []),
    await built('Chrome for tests', 'chrome-mv3-testing', ['--mode', 'testing']),
    await built('Firefox', 'firefox-mv3', ['-b', 'firefox']),
  ];
  return builds.every(Boolean);
}

const inBrowser = (name: string, args: string[], env: Record<string, string> = {}) =>
  tested(
    { count: playwrightCount, times: playwrightTimes },
    { name, command: 'playwright', args: ['test', '--reporter=list,json', ...args], env, live: true },
  );

const unitTests = () =>
  tested(
    { count: vitestCount, times: vitestTimes },
    {
      name: 'vitest',
      command: 'vitest',
      args: ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${reportOf('vitest')}`],
    },
  );

/** Two lanes side by side: what reads the source, and what is built of it and tested without a browser. */
async function withoutBrowser(): Promise<boolean> {
  const reading = (async () => {
    await checked('types', 'tsc', []);
    await checked('lint', 'biome', ['check', '.']);
    await checked('unused code', 'knip', ['--no-progress']);
  })();
  const isBuilt = await buildAll();
  const lint = [
    '--source-dir',
    join('.output', 'firefox-mv3'),
    '--boring',
    '--no-input',
    '--no-config-discovery',
  ];
  await Promise.all([
    // Some of them look at the builds (test/unit/house).
    unitTests(),
    reading.then(() => checked('web-ext lint', 'web-ext', ['lint', ...lint])),
  ]);
  return isBuilt;
}

async function shortBrowserTests(): Promise<void> {
  unchanged = standInsPassed();
  const env: Record<string, string> = unchanged ? { STAND_INS: 'unchanged' } : {};
  const isGreen = await inBrowser('playwright', ['--grep-invert', '@long'], env);
  if (isGreen && !unchanged) noteStandInsPassed();
}

clearReports();
if (promised && !captured) check('captures', false, `nothing at ${CAPTURES}`);
if (await (isShort ? withoutBrowser() : buildAll())) {
  try {
    prepareMachine();
    if (isShort) await shortBrowserTests();
    const grep = mode === 'soak' ? '@soak' : '@soak|@long';
    if (mode !== 'short') await inBrowser('playwright-long', ['--grep', grep], { SOAK: '1' });
  } catch (error) {
    check('playwright', false, error instanceof Error ? error.message : String(error));
  }
} else check('playwright', false, 'not run, a build failed');

const lines = (timed: { name: string; ms: number }[]) =>
  timed.map(({ name, ms }) => `${inSeconds(ms).padStart(9)}  ${name}`).join('\n');
console.log(`\nThe slowest tests:\n${lines(slowest(tests, 20))}`);
console.log(
  `\nStages:\n${lines(stages)}\n${lines([{ name: 'all of it', ms: performance.now() - started }])}\n`,
);
console.log(`The day's dice: SEED=${process.env.SEED}`);
if (!captured)
  console.log(`Not run: the tests on saved pages of real trackers; there are none at ${CAPTURES}.`);
if (noFirefox) console.log(`Not run: the story in Firefox. ${noFirefox}`);
if (unchanged) console.log('Not run: the practice pages’ own tests; they passed as they are now.');
if (total.skipped > 0) console.log(`Skipped by the runners: ${total.skipped}.`);
if (total.failures.length > 0) console.log(['Failed:', ...total.failures].join('\n  - '));
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
