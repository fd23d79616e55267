import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { lazyRefresh } from '../../components/overlay/facts/lazy-refresh';
import { startOverlay } from '../../components/overlay/overlay';
import { publicTracker } from '../../domain/key';
import { connectRpc } from '../../storage/rpc/client';
import { jira } from '../../trackers/jira';
import { leaveUnlessAdded } from '../../trackers/jira/page/added-host';

export default defineContentScript({
  // Hosts that a person added: entrypoints/background/added-hosts.ts.
  matches: ['https://*.atlassian.net/*'],
  runAt: 'document_start',
  main() {
    const ended = new AbortController();
    const { signal } = ended;
    const leave = () => ended.abort();
    const rpc = connectRpc({ signal, onReplaced: leave });
    const { host, origin } = window.location;
    if (!publicTracker(host)) void leaveUnlessAdded({ origin, rpc, leave, signal });
    void startOverlay({
      tracker: jira,
      refresh: lazyRefresh('jira-refresh'),
      rpc,
      runtime: browser.runtime,
      version: browser.runtime.getManifest().version,
      window,
      signal,
      now: Date.now,
    });
  },
});
