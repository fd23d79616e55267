/** The practice Linear's local store, written into a profile through a page of its own. */
import type { Page } from '@playwright/test';
import type { Foothold } from '../fixture';
import type { StoreOptions } from '../practice/linear/store';

/** A page of Linear's without issues that can write the store. */
export async function openStore(foothold: Foothold): Promise<Page> {
  const page = await foothold.open('https://linear.app/acme/projects/all');
  await page.addScriptTag({ url: '/_practice/store.js', type: 'module' });
  return page;
}

/** @returns ms it took */
export const fill = (page: Page, options: StoreOptions = {}): Promise<number> =>
  page.evaluate(async (given) => {
    const from = performance.now();
    await window.practiceStore.fill(given);
    return Math.round(performance.now() - from);
  }, options);

export const databases = (page: Page): Promise<string[]> =>
  page.evaluate(() => window.practiceStore.databases());

/** Everything the page's console is told that is an error, and everything thrown in it. */
export function complaints(page: Page): string[] {
  const all: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') all.push(message.text());
  });
  page.on('pageerror', (error) => all.push(String(error)));
  return all;
}
