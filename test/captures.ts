/**
 * Where the saved pages of real trackers are. They are not the project's to publish, so a clone may lack them:
 * then the tests that read them (`captures*.test.ts`, `captures*.spec.ts`) are left out, and test/run.ts says
 * so. Where they are promised, by CAPTURES or on CI, nothing is left out and those tests fail.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** Absolute; a relative CAPTURES counts from the project's root. */
export const CAPTURES = resolve(root, process.env.CAPTURES || '../shared/captures');

export const captured = existsSync(resolve(CAPTURES, 'MANIFEST.json'));

export const promised = Boolean(process.env.CAPTURES || process.env.CI);

/** For the runners' own configuration: what to leave out. */
export const leaveOut = captured || promised ? [] : ['**/captures*.test.ts', '**/captures*.spec.ts'];
