import { browser } from 'wxt/browser';
import type { TabDocument } from '../../storage/panel-rights';
import type { ScriptName } from '../../storage/rpc/protocol';

/** Runs a script beside the content script of this document, and in no document that took its place meanwhile. */
export async function runScript({ tab, frame, document }: TabDocument, part: ScriptName): Promise<void> {
  await browser.scripting.executeScript({
    target: document === null ? { tabId: tab, frameIds: [frame] } : { tabId: tab, documentIds: [document] },
    files: [`/${part}.js`],
    injectImmediately: true,
  } as Parameters<typeof browser.scripting.executeScript>[0]);
}
