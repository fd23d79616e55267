/** What axe finds, in words. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** @param only selectors of what is looked at, those that are there; all of the page when not given */
export async function axeFaults(page: Page, only: readonly string[] = []): Promise<string[]> {
  // The other mode is for frames, of which there are none here, and opens a page of its own for every look.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  for (const selector of only) if ((await page.locator(selector).count()) > 0) axe.include(selector);
  // Practice pages have no landmarks at the root, where the layer must hang; the trackers' pages have them.
  if (only.length > 0) axe.disableRules(['region']);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => `${id}: ${target} ${html} ${failureSummary}`),
  );
}
