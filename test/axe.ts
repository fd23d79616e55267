/** What axe finds, in words: on a page, and in the panel where it is open. */
import type { Frame, Page } from '@playwright/test';
import axeCore from 'axe-core';
import { panelFrameOf } from './panel.ts';

declare const axe: typeof import('axe-core');

/** Tags of a test that runs in light and dark: what it does is the same, and in `npm test` once. */
export const onlyDark = (theme: 'light' | 'dark'): string[] => (theme === 'dark' ? ['@long'] : []);

/** @param only selectors of what is looked at, those that are there; all of the page when not given */
export async function axeFaults(page: Page, only: readonly string[] = []): Promise<string[]> {
  // axe doesn't see the framed page from the page: it looks at it as at one of its own.
  const panel = await panelFrameOf(page);
  return [
    ...(await faultsIn(page, only, only.length > 0)),
    ...(panel ? await faultsIn(panel, [], true) : []),
  ];
}

/**
 * @param isPart practice pages have no landmarks at the root, where the layer must hang, and the panel is one dialog
 */
export async function faultsIn(
  page: Page | Frame,
  only: readonly string[],
  isPart: boolean,
): Promise<string[]> {
  // Half a megabyte: once for every page, not for every look at it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(
    async ({ only, isPart }) => {
      const there = only.filter((selector) => document.querySelector(selector));
      const { violations } = await axe.run(
        there.length > 0 ? { include: there.map((each) => [each]) } : document,
        { resultTypes: ['violations'], rules: isPart ? { region: { enabled: false } } : {} },
      );
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html, failureSummary }) => `${id}: ${target} ${html} ${failureSummary}`),
      );
    },
    { only, isPart },
  );
}
