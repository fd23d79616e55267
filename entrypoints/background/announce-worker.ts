import { browser } from 'wxt/browser';
import type { TabRequest } from '../../storage/rpc/protocol';

/** Tells every tab and extension page that the worker started anew: ports to the one before are dead. */
export async function announceWorker(worker: string): Promise<void> {
  const request: TabRequest = { type: 'hello', worker };
  // Nobody there: nothing to connect.
  const quietly = (sent: Promise<unknown>) => sent.catch(() => {});
  quietly(browser.runtime.sendMessage(request));
  for (const { id } of await browser.tabs.query({})) {
    if (id !== undefined) quietly(browser.tabs.sendMessage(id, request));
  }
}
