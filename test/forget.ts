/** A browser as it was when it was launched, without launching it again. */
import type { BrowserContext } from '@playwright/test';
import type { Browser as Extension } from 'webextension-polyfill';
import type { WorkerReach } from './worker.ts';

/** On a page of the extension. */
declare const chrome: Extension;

/** Those the practice pages stand at (test/practice). */
const ORIGINS = [
  'https://github.com',
  'https://linear.app',
  'https://acme.atlassian.net',
  'https://work.acme.test',
  'https://jira.acme.test',
];

export async function forgetAll(context: BrowserContext, worker: WorkerReach): Promise<void> {
  const [first = await context.newPage(), ...others] = context.pages();
  for (const page of others) await page.close();
  await first.goto('about:blank');
  if (worker.extensionId !== '') {
    await worker.killWorker();
    // A page that runs nothing of the extension.
    await first.goto(`chrome-extension://${worker.extensionId}/manifest.json`);
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
  const session = await context.newCDPSession(first);
  for (const origin of ORIGINS)
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
  await context.clearCookies();
  await first.goto('about:blank');
}
