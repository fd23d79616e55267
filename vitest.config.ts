import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { leaveOut } from './test/captures.ts';

// The plugin stands in for the browser: `wxt/browser` is `fakeBrowser`, and WXT's own modules resolve.
export default defineConfig(async () => ({
  plugins: [await WxtVitest()],
  test: {
    include: ['test/unit/**/*.test.ts', 'test/trackers/**/*.test.ts', 'test/components/**/*.test.tsx'],
    exclude: leaveOut,
    environment: 'node',
    // Both browsers have Temporal; Node 24 hides it behind this flag.
    execArgv: ['--harmony-temporal'],
    // A test that takes this long hangs: property tests and whole captures take a few seconds on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
}));
