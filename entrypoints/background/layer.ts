import { browser } from 'wxt/browser';

/** Runs the overlay's layer beside the content script of this tab's page. */
export async function runLayer(tab: number): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId: tab, frameIds: [0] },
    files: ['/layer.js'],
    injectImmediately: true,
  });
}
