/** Tabs as the browser numbers them, and the popup as it is about one of them. */
import type { Page } from '@playwright/test';
import type { Browser as Extension } from 'webextension-polyfill';
import type { Launched } from './browser.ts';

/** In the worker. */
declare const chrome: Extension;

/** The browser's number of a page's tab. Brings the tab to the front. */
export async function tabOf(browser: Launched, page: Page): Promise<number> {
  await page.bringToFront();
  const worker = await browser.worker();
  const id = await worker.evaluate(async (url) => {
    const all = await chrome.tabs.query({});
    const named = all.filter((tab) => tab.url === url);
    if (named.length === 1) return named[0]?.id;
    // Addresses of other sites are hidden from the extension, and two tabs may share one.
    return all.find((tab) => tab.active)?.id;
  }, page.url());
  if (id === undefined) throw new Error(`No tab was found for ${page.url()}`);
  return id;
}

/** The popup in a tab of its own, about `page` as if that were the tab in front. */
export async function openPopup(browser: Launched, page: Page): Promise<Page> {
  const tab = await tabOf(browser, page);
  const popup = await browser.context.newPage();
  await popup.addInitScript(bringToFront, tab);
  await popup.goto(`chrome-extension://${browser.extensionId}/popup.html`);
  return popup;
}

/** In the popup, before its own scripts: whoever asks for the tab in front is told of this one. */
function bringToFront(id: number): void {
  const query = chrome.tabs.query.bind(chrome.tabs);
  chrome.tabs.query = (asked) =>
    asked.active
      ? chrome.tabs.get(id).then(
          (tab) => [tab],
          () => [],
        )
      : query(asked);
}
