/** What every page of Jira is held to, whatever else is tried on it. */
import type { Page } from '@playwright/test';
import { expect, type Foothold, shifts } from '../fixture';
import { faultsOf, jiraChips, unseen, unserved, withAndWithout } from './jira-chips';

/** Every card and row on the screen has its own chip, and there is room for it. */
export async function expectServed(page: Page): Promise<void> {
  await expect(page.locator('foothold-chip').first()).toBeAttached();
  await expect.poll(() => unserved(page)).toEqual([]);
  expect(await faultsOf(page)).toEqual([]);
  await expect.poll(() => unseen(page)).toEqual([]);
}

/** Nothing of the page was moved, as long as it was open, and nothing of it lies elsewhere than it would without us. */
export async function expectStill(page: Page): Promise<void> {
  const moved = (await shifts(page)).filter(({ sources }) =>
    sources.some(({ node }) => node.includes('foothold')),
  );
  expect(moved).toEqual([]);
  const [before, after] = await withAndWithout(page);
  expect(after).toEqual(before);
}

/** Nothing of ours in what people wrote or write. */
export async function expectProseUntouched(page: Page): Promise<void> {
  const inside =
    ':is(.ak-renderer-document, .ProseMirror, .comment, .user-content-block, .wiki-edit, textarea)';
  await expect(page.locator(`${inside} :is(foothold-chip, foothold-toast, foothold-panel)`)).toHaveCount(0);
}

/** The words a chip says of an item; null while there is no such chip. */
export const spoken = async (page: Page, key: string): Promise<string | null> =>
  (await jiraChips(page)).find(({ at }) => at === key)?.spoken ?? null;

/** All that may be asked of a Jira: as PRIVACY.md lists it. */
const READING =
  /^(?:POST \/rest\/api\/3\/(?:issue|changelog)\/bulkfetch|POST \/tracker\/rest\/api\/2\/search|GET (?:\/tracker)?\/rest\/api\/[23]\/(?:myself|issue\/[A-Z]+-\d+\?fields=status))$/;

/** Only what Foothold may ask, and of nobody but the Jira whose page is open. */
export function expectOnlyReading({ jira, leaks, requests }: Foothold): void {
  expect(leaks()).toEqual([]);
  expect(jira.requests.map(({ what }) => what).filter((what) => !READING.test(what))).toEqual([]);
  const sent = requests.filter(({ method, url }) => method !== 'GET' && !/\/_practice\//.test(url));
  expect(sent.filter(({ method, url }) => !READING.test(`${method} ${new URL(url).pathname}`))).toEqual([]);
  const kinds = ['document', 'script', 'fetch', 'other', 'network', 'image'];
  expect(requests.filter(({ resource }) => !kinds.includes(resource))).toEqual([]);
  // Asked by the page that is open, so by its own origin; what isn't practice was refused, and there was none of it.
  expect(requests.filter(({ answer }) => answer === 'refused')).toEqual([]);
}
