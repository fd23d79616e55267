import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { leaveOut } from './test/captures.ts';
import { POLL_INTERVALS_MS } from './test/poll.ts';
import { leaveOutStandIns } from './test/stand-ins.ts';

/** Browser tests. `npm test` builds the extension first, then runs them; see test/run.ts. */
export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.spec.ts',
  testIgnore: [...leaveOut, ...leaveOutStandIns],
  outputDir: 'test-results',
  globalSetup: './test/practice/setup.ts',
  fullyParallel: true,
  // A browser keeps two cores busy: two of them on two cores take longer than one after the other, and run into
  // time-outs.
  workers: Math.max(1, Math.floor(availableParallelism() / 2)),
  forbidOnly: true,
  // One more try on a machine that other work may be slowing; a test that fails twice fails.
  retries: process.env.CI ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 20_000, toPass: { intervals: POLL_INTERVALS_MS } },
  reporter: [['line'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    // A trace of every test would take a third of its time; on CI, one that fails is run again with it.
    trace: process.env.CI ? 'on-first-retry' : 'off',
    screenshot: 'only-on-failure',
  },
});
