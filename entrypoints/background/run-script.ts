import { browser } from 'wxt/browser';
import type { ScriptName } from '../../storage/rpc/protocol';

/** Runs a script beside the content script of this tab's page. */
export async function runScript(tab: number, part: ScriptName): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId: tab, frameIds: [0] },
    files: [`/${part}.js`],
    injectImmediately: true,
  });
}
