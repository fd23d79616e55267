import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { lazyRefresh } from '../../components/overlay/facts/lazy-refresh';
import { startOverlay } from '../../components/overlay/overlay';
import { connectRpc } from '../../storage/rpc/client';
import { linear } from '../../trackers/linear';

export default defineContentScript({
  matches: ['https://linear.app/*'],
  runAt: 'document_start',
  main() {
    const ended = new AbortController();
    const { signal } = ended;
    const rpc = connectRpc({ signal, onReplaced: () => ended.abort() });
    void startOverlay({
      tracker: linear,
      refresh: lazyRefresh('linear-refresh', { early: true }),
      rpc,
      runtime: browser.runtime,
      version: browser.runtime.getManifest().version,
      window,
      signal,
      now: Date.now,
    });
  },
});
