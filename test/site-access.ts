/**
 * Which sites the browser lets the extension in at, changed where a person changes it: on the browser's own page of
 * extensions. What was allowed there is not asked about again, so `permissions.request` is answered without its
 * question, which no test could click: it is no page. Everything behind it is as for everybody.
 */
import type { Page } from '@playwright/test';
import type { Launched } from './browser.ts';

/** The page's own scripts use it. */
declare const chrome: {
  developerPrivate: Record<
    'addHostPermission' | 'removeHostPermission',
    (id: string, pattern: string) => Promise<void>
  >;
};

export interface SiteAccess {
  /** The answer to the browser's question, should it be asked: yes. */
  allow(pattern: string): Promise<void>;
  withdraw(pattern: string): Promise<void>;
}

export async function openSiteAccess(browser: Launched): Promise<SiteAccess> {
  let page: Page | null = null;
  const allowed = new Set<string>();
  const call = async (name: 'addHostPermission' | 'removeHostPermission', pattern: string) => {
    if (!page || page.isClosed()) {
      page = await browser.context.newPage();
      await page.goto('chrome://extensions');
    }
    await page.evaluate(([name, id, pattern]) => chrome.developerPrivate[name](id, pattern), [
      name,
      browser.extensionId,
      pattern,
    ] as const);
  };
  // The browser remembers for itself what it was told there.
  browser.undo.push(async () => {
    for (const pattern of allowed) await call('removeHostPermission', pattern);
  });
  return {
    allow(pattern) {
      allowed.add(pattern);
      return call('addHostPermission', pattern);
    },
    withdraw: (pattern) => call('removeHostPermission', pattern),
  };
}
