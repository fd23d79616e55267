/**
 * What every page of a tracker loads (DESIGN, "Budgets"). What can wait comes in a script of its own, when it is
 * needed.
 */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BROWSERS, builtFiles, builtText } from './build';

const KB = 1000;
const BUDGET = { minified: 60 * KB, gzip: 22 * KB };

describe.each(BROWSERS)('%s: content scripts keep to their size', (browser) => {
  const scripts = builtFiles(browser).filter((path) => path.startsWith('content-scripts/'));

  it('are there', () => expect(scripts).toContain('content-scripts/github.js'));

  it.each(scripts)('%s', (path) => {
    const code = Buffer.from(builtText(browser, path));
    expect(code.length).toBeLessThanOrEqual(BUDGET.minified);
    expect(gzipSync(code).length).toBeLessThanOrEqual(BUDGET.gzip);
  });
});
