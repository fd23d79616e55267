import { browser } from 'wxt/browser';
import type { Part } from '../../storage/rpc/protocol';

/** Runs a script beside the content script of this tab's page. */
export async function runPart(tab: number, part: Part): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId: tab, frameIds: [0] },
    files: [`/${part}.js`],
    injectImmediately: true,
  });
}
