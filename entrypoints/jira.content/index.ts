import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { lazyRefresh } from '../../components/overlay/facts/lazy-refresh';
import { startOverlay } from '../../components/overlay/overlay';
import { JIRA_MATCHES } from '../../domain/trackers/jira';
import { jira } from '../../trackers/jira';
import { leaveUnlessAdded } from '../../trackers/jira/page/added-host';

export default defineContentScript({
  // Hosts that a person added: entrypoints/background/added-hosts.ts.
  matches: JIRA_MATCHES,
  runAt: 'document_start',
  main() {
    const refresh = lazyRefresh('jira-refresh');
    const page = startOverlay({ tracker: jira, refresh, runtime: browser.runtime, window });
    void leaveUnlessAdded(window.location, page);
  },
});
