/**
 * A tracker's content script on hosts of it that a person added. The browser keeps what is registered through restarts
 * and forgets it with each update of the extension; `settle` puts right whatever differs, and is called whenever
 * something may: at each start of the worker, after a change of the settings, and when a permission came or went.
 */
import type { Browser, Scripting } from 'webextension-polyfill';
import { type OwnTrackers, originOf, patternOf } from '../../domain/own-host';
import type { AddableTracker } from '../../domain/trackers';

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

interface WantedScript {
  tracker: AddableTracker;
  pattern: string;
}
/** Ids of ours: one for each pattern, which hosts that differ only by their port share. */
const idOf = ({ tracker, pattern }: WantedScript) => `${tracker} ${pattern}`;

export function createAddedHosts(browser: Api, warn: (what: string) => void): AddedHosts {
  const permits = (origin: string) => browser.permissions.contains({ origins: [patternOf(origin)] });

  async function settle({ ownHosts, overHttp }: OwnTrackers): Promise<void> {
    const wanted = new Map<string, WantedScript>();
    const take = async (host: string, tracker: AddableTracker) => {
      const origin = originOf(host, overHttp);
      const one = { tracker, pattern: patternOf(origin) };
      if (await permits(origin)) wanted.set(idOf(one), one);
    };
    await Promise.all(Object.entries(ownHosts).map(([host, tracker]) => take(host, tracker)));
    const registered = new Set((await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id));
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
      last = last.then(() => settle(own)).catch((error) => warn(`own hosts: ${(error as Error).name}`));
      return last;
    },
  };
}

const scriptOf = ([id, { tracker, pattern }]: [string, WantedScript]): Scripting.RegisteredContentScript => ({
  id,
  matches: [pattern],
  // What the build calls it.
  js: [`content-scripts/${tracker}.js`],
  runAt: 'document_start',
  persistAcrossSessions: true,
});
