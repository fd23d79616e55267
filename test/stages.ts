/** What `npm test` is made of: commands that are counted, and timed. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Count, Timed } from './reports.ts';

const root = resolve(import.meta.dirname, '..');
const reports = join(root, '.output/reports');

export const total: Count = { passed: 0, failed: 0, skipped: 0, failures: [] };
/** Of every stage that ran, in the order they ended. */
export const stages: Timed[] = [];
/** Of every test that ran. */
export const tests: Timed[] = [];

export function clearReports(): void {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
}

function add(count: Count): void {
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  total.failures.push(...count.failures);
}

/** Something that is right or wrong as a whole, and counts as one test. */
export const check = (name: string, ok: boolean, why = ''): void =>
  add({
    passed: ok ? 1 : 0,
    failed: ok ? 0 : 1,
    skipped: 0,
    failures: ok ? [] : [name + (why && `: ${why}`)],
  });

interface Command {
  name: string;
  /** Of node_modules/.bin. */
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** Shown as it comes: only for what has the screen to itself. What runs beside others is shown when it ends. */
  live?: boolean;
}

/** Exit code; what it says is shown. */
function run({ name, command, args, env = {}, live = false }: Command): Promise<number> {
  const begun = performance.now();
  const title = `\n── ${command} ${args.join(' ')}`;
  if (live) console.log(title);
  return new Promise((done) => {
    const child = spawn(join(root, 'node_modules/.bin', command), args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => said.push(data));
    const end = (code: number) => {
      const ms = performance.now() - begun;
      stages.push({ name, ms });
      if (!live) console.log(title + (said.length > 0 ? `\n${Buffer.concat(said)}`.trimEnd() : ''));
      console.log(`── ${code === 0 ? 'done' : `exit code ${code}`}, ${inSeconds(ms)}`);
      done(code);
    };
    child.on('error', () => end(127));
    child.on('close', (code) => end(code ?? 1));
  });
}

export const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Runs a command whose exit code is all it has to say. */
export async function checked(name: string, command: string, args: string[]): Promise<boolean> {
  const ok = (await run({ name, command, args })) === 0;
  check(name, ok);
  return ok;
}

/** Runs a test runner that writes a report, and counts what the report says. True: nothing failed. */
export async function tested(
  read: { count: (report: unknown) => Count; times: (report: unknown) => Timed[] },
  given: Command,
): Promise<boolean> {
  const { name } = given;
  const file = join(reports, `${name}.json`);
  const env = { ...given.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const code = await run({ ...given, env });
  let found: Count;
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    found = read.count(report);
    tests.push(...read.times(report));
  } catch {
    check(name, false, `crashed with exit code ${code} and left no report`);
    return false;
  }
  add(found);
  if (found.passed + found.failed === 0) check(name, false, 'found no test');
  else if (code !== 0 && found.failed === 0) check(name, false, `exit code ${code}, though no test failed`);
  return code === 0 && found.failed === 0;
}

/** Builds anew: after a failed build nothing old is left that could be tested by mistake. */
export async function built(name: string, folder: string, args: string[]): Promise<boolean> {
  rmSync(join(root, '.output', folder), { recursive: true, force: true });
  return checked(`build: ${name}`, 'wxt', ['build', '--level', 'warn', ...args]);
}

/** Where a runner that takes no word from its environment is told to write its report. */
export const reportOf = (name: string): string => join(reports, `${name}.json`);
