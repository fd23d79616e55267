/**
 * Jira's content script on hosts that a person added. The browser keeps what is registered through restarts and
 * forgets it with each update of the extension; `settle` puts right whatever differs, and is called whenever something
 * may: at each start of the worker, after a change of the settings, and when a permission came or went.
 */
import type { Browser, Scripting } from 'webextension-polyfill';
import { type OwnTrackers, originOf, patternOf } from '../../domain/own-host';

type Api = {
  scripting: Pick<
    Browser['scripting'],
    'getRegisteredContentScripts' | 'registerContentScripts' | 'unregisterContentScripts'
  >;
  permissions: Pick<Browser['permissions'], 'contains'>;
};

export interface AddedHosts {
  /** Whether the browser lets Foothold in at this origin now. */
  permits(origin: string): Promise<boolean>;
  /** Registers what is missing, and takes back what was removed or is permitted no more. Never rejects. */
  settle(own: OwnTrackers): Promise<void>;
}

/** What the build calls it. */
const SCRIPT = 'content-scripts/jira.js';
/** Ids of ours: one for each pattern, which hosts that differ only by their port share. */
const idOf = (pattern: string) => `jira ${pattern}`;

export function createAddedHosts(browser: Api, report: (what: string) => void): AddedHosts {
  const permits = (origin: string) => browser.permissions.contains({ origins: [patternOf(origin)] });

  async function settle({ ownHosts, overHttp }: OwnTrackers): Promise<void> {
    const origins = Object.keys(ownHosts).map((host) => originOf(host, overHttp));
    const asked = await Promise.all(origins.map(async (origin) => ((await permits(origin)) ? origin : null)));
    const patterns = new Set(asked.filter((origin) => origin !== null).map(patternOf));
    const registered = new Set((await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id));
    const wanted = new Map([...patterns].map((pattern) => [idOf(pattern), pattern]));
    const old = [...registered].filter((id) => !wanted.has(id));
    if (old.length > 0) await browser.scripting.unregisterContentScripts({ ids: old });
    const missing = [...wanted].filter(([id]) => !registered.has(id));
    if (missing.length > 0) await browser.scripting.registerContentScripts(missing.map(scriptOf));
  }

  // One after the other: two at once would both register what is missing, and the second fail.
  let last: Promise<void> = Promise.resolve();
  return {
    permits,
    settle(own) {
      last = last.then(() => settle(own)).catch((error) => report(`own hosts: ${(error as Error).name}`));
      return last;
    },
  };
}

const scriptOf = ([id, pattern]: [string, string]): Scripting.RegisteredContentScript => ({
  id,
  matches: [pattern],
  js: [SCRIPT],
  runAt: 'document_start',
  persistAcrossSessions: true,
});
