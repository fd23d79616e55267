/**
 * `npm test`: every check there is, one after the other, and one line at the end: `N passed, N failed`, counted
 * from the runners' own reports. A runner that crashed, or found nothing to run, has failed.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CAPTURES, captured, promised } from './captures.ts';
import { NoBrowser } from './find-browser.ts';
import { ensureBrowser, ensureFirefox, install, program } from './machine.ts';
import { type Count, playwrightCount, vitestCount } from './reports.ts';

const root = resolve(import.meta.dirname, '..');
const reports = join(root, '.output/reports');
const total: Count = { passed: 0, failed: 0, skipped: 0, failures: [] };
const started = performance.now();
let noFirefox: string | null = null;

function add(count: Count): void {
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  total.failures.push(...count.failures);
}

const check = (name: string, ok: boolean, why = ''): void =>
  add({
    passed: ok ? 1 : 0,
    failed: ok ? 0 : 1,
    skipped: 0,
    failures: ok ? [] : [name + (why && `: ${why}`)],
  });

/** Exit code of a command of node_modules/.bin, its output streamed. */
function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const begun = performance.now();
  console.log(`\n── ${command} ${args.join(' ')}`);
  return new Promise((done) => {
    const child = spawn(join(root, 'node_modules/.bin', command), args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const end = (code: number) => {
      console.log(`── ${code === 0 ? 'done' : `exit code ${code}`}, ${seconds(begun)}`);
      done(code);
    };
    child.on('error', () => end(127));
    child.on('close', (code) => end(code ?? 1));
  });
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function checked(name: string, command: string, args: string[]): Promise<boolean> {
  const ok = (await run(command, args)) === 0;
  check(name, ok);
  return ok;
}

/** Runs a test runner that writes a report, and counts what the report says. */
async function tested(name: string, count: (report: unknown) => Count, command: string, args: string[]) {
  const file = join(reports, `${name}.json`);
  const code = await run(command, args, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  let found: Count;
  try {
    found = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return check(name, false, `crashed with exit code ${code} and left no report`);
  }
  add(found);
  if (found.passed + found.failed === 0) check(name, false, 'found no test');
  else if (code !== 0 && found.failed === 0) check(name, false, `exit code ${code}, though no test failed`);
}

/** Builds anew: after a failed build nothing old is left that could be tested by mistake. */
async function built(name: string, folder: string, args: string[]): Promise<boolean> {
  rmSync(join(root, '.output', folder), { recursive: true, force: true });
  return checked(`build: ${name}`, 'wxt', ['build', '--level', 'warn', ...args]);
}

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

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

await checked('lint', 'biome', ['check', '.']);
await checked('types', 'tsc', []);
await checked('unused code', 'knip', ['--no-progress']);
const builds = [
  await built('Chrome', 'chrome-mv3', []),
  await built('Chrome for tests', 'chrome-mv3-testing', ['--mode', 'testing']),
  await built('Firefox', 'firefox-mv3', ['-b', 'firefox']),
  await built('Firefox for tests', 'firefox-mv3-testing', ['-b', 'firefox', '--mode', 'testing']),
];
await checked('web-ext lint', 'web-ext', [
  'lint',
  '--source-dir',
  '.output/firefox-mv3',
  '--boring',
  '--no-input',
  '--no-config-discovery',
]);

if (promised && !captured) check('captures', false, `nothing at ${CAPTURES}`);
await tested('vitest', vitestCount, 'vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(reports, 'vitest.json')}`,
]);
if (builds.every(Boolean)) {
  try {
    prepareMachine();
    await tested('playwright', playwrightCount, 'playwright', ['test', '--reporter=list,json']);
  } catch (error) {
    check('playwright', false, error instanceof Error ? error.message : String(error));
  }
} else check('playwright', false, 'not run, a build failed');

console.log(`\nAll of it took ${seconds(started)}.`);
if (!captured)
  console.log(`Not run: the tests on saved pages of real trackers; there are none at ${CAPTURES}.`);
if (noFirefox) console.log(`Not run: the test in Firefox. ${noFirefox}`);
if (total.skipped > 0) console.log(`Skipped by the runners: ${total.skipped}.`);
if (total.failures.length > 0) console.log(['Failed:', ...total.failures].join('\n  - '));
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
