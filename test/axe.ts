/** What axe finds, in words. */
import type { Page } from '@playwright/test';
import axeCore from 'axe-core';

declare const axe: typeof import('axe-core');

/** @param only selectors of what is looked at, those that are there; all of the page when not given */
export async function axeFaults(page: Page, only: readonly string[] = []): Promise<string[]> {
  // Half a megabyte: once for every page, not for every look at it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(async (only) => {
    const there = only.filter((selector) => document.querySelector(selector));
    const { violations } = await axe.run(
      there.length > 0 ? { include: there.map((each) => [each]) } : document,
      {
        resultTypes: ['violations'],
        // Practice pages have no landmarks at the root, where the layer must hang; the trackers' pages have them.
        rules: only.length > 0 ? { region: { enabled: false } } : {},
      },
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, failureSummary }) => `${id}: ${target} ${html} ${failureSummary}`),
    );
  }, only);
}
