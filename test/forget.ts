/** A browser as it was when it was launched, without launching it again. */
import type { BrowserContext } from '@playwright/test';
import type { Browser as Extension } from 'webextension-polyfill';
import type { WorkerReach } from './worker.ts';

/** On a page of the extension. */
declare const chrome: Extension;

/** @param visited origins that may have kept something */
export async function forgetAll(
  context: BrowserContext,
  worker: WorkerReach,
  visited: Iterable<string>,
): Promise<void> {
  const [first = await context.newPage(), ...others] = context.pages();
  for (const page of others) await page.close();
  if (worker.extensionId !== '') {
    // A page that runs nothing of the extension. It comes first: a page of a tracker would start the worker again.
    await first.goto(`chrome-extension://${worker.extensionId}/manifest.json`);
    await worker.killWorker();
    await first.evaluate(async () => {
      // The worker that was stopped may hold one for a moment: that is waited for.
      const gone = (name: string) =>
        new Promise((done, failed) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = done;
          request.onerror = () => failed(request.error);
        });
      const databases = await indexedDB.databases();
      await Promise.all(databases.map(({ name }) => gone(name!)));
      await chrome.alarms.clearAll();
      await chrome.scripting.unregisterContentScripts();
    });
  }
  await first.goto('about:blank');
  const session = await context.newCDPSession(first);
  for (const origin of visited)
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
  await context.clearCookies();
}
