/**
 * The stand-ins' own tests: that the practice pages keep their promises without Foothold. They run when anything they
 * are made of changed since they last passed, and always on CI.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
/** Gone with `npm ci`: other versions of what the pages are built with are another matter. */
const KEPT = join(root, 'node_modules/.cache/foothold/stand-ins');
const SPECS = ['practice.spec.ts', 'linear-practice.spec.ts', 'jira-practice.spec.ts'];

/** For Playwright's configuration: what to leave out. test/run.ts sets it where they passed as they are. */
export const leaveOutStandIns =
  process.env.STAND_INS === 'unchanged' ? SPECS.map((file) => `**/${file}`) : [];

/** Of all they are made of, and of what they are tested by. */
function fingerprint(): string {
  const practice = readdirSync(join(root, 'test/practice'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const specs = SPECS.map((file) => join(root, 'test/pages', file));
  const hash = createHash('sha256');
  for (const file of [...practice, ...specs, join(root, 'package-lock.json')].sort())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Whether they passed as they are now. */
export function standInsPassed(): boolean {
  if (process.env.CI) return false;
  try {
    return readFileSync(KEPT, 'utf8') === fingerprint();
  } catch {
    return false;
  }
}

export function noteStandInsPassed(): void {
  mkdirSync(dirname(KEPT), { recursive: true });
  writeFileSync(KEPT, fingerprint());
}
