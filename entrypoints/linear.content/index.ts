import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { lazyRefresh } from '../../components/overlay/facts/lazy-refresh';
import { startOverlay } from '../../components/overlay/overlay';
import { LINEAR_MATCHES } from '../../domain/trackers/linear';
import { linear } from '../../trackers/linear';

export default defineContentScript({
  matches: LINEAR_MATCHES,
  runAt: 'document_start',
  main() {
    const refresh = lazyRefresh('linear-refresh', { early: true });
    startOverlay({ tracker: linear, refresh, runtime: browser.runtime, window });
  },
});
