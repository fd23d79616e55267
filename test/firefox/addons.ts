/** What a person does with extensions in Firefox: by its own manager of them, in the browser's window. */
import type { Browser } from 'puppeteer-core';
import { readGecko } from './firefox.ts';
import { askBrowser } from './inside.ts';

/** In the browser's window. */
interface Addons {
  AddonManager: {
    getInstallForFile(file: object): Promise<{ install(): Promise<{ version: string }> }>;
    getAddonByID(id: string): Promise<{ uninstall(): Promise<void> }>;
  };
}
declare const ChromeUtils: { importESModule(address: string): Addons };
declare const Components: {
  classes: Record<string, { createInstance(kind: object): { initWithPath(path: string): void } }>;
  interfaces: Record<string, object>;
};
declare const WebExtensionPolicy: { getByID(id: string): { mozExtensionHostname: string } | null };

/** As Firefox does with what its stores hand it, also in place of an older one. @returns the version that runs now */
export const install = (browser: Browser, archive: string): Promise<string> =>
  askBrowser(
    browser,
    async (path) => {
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      const { classes, interfaces } = Components;
      const file = classes['@mozilla.org/file/local;1']!.createInstance(interfaces.nsIFile!);
      file.initWithPath(path);
      const install = await AddonManager.getInstallForFile(file);
      return (await install.install()).version;
    },
    archive,
  );

/** As "Remove" does in Firefox's list of extensions. What Foothold kept goes with it. */
export const uninstall = (browser: Browser): Promise<void> =>
  askBrowser(
    browser,
    async (id) => {
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      await (await AddonManager.getAddonByID(id)).uninstall();
    },
    readGecko().id,
  );

/** Host of Foothold's own pages, another one after each installation; null: it does not run. */
export const hostOf = (browser: Browser): Promise<string | null> =>
  askBrowser(browser, (id) => WebExtensionPolicy.getByID(id)?.mozExtensionHostname ?? null, readGecko().id);
