import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOverlay } from '../../components/overlay/overlay';
import { connectRpc } from '../../storage/rpc/client';
import { github } from '../../trackers/github';

export default defineContentScript({
  matches: ['https://github.com/*'],
  runAt: 'document_start',
  main() {
    const ended = new AbortController();
    const { signal } = ended;
    const rpc = connectRpc({ signal, onReplaced: () => ended.abort() });
    void startOverlay({
      tracker: github,
      rpc,
      runtime: browser.runtime,
      version: browser.runtime.getManifest().version,
      window,
      signal,
      now: Date.now,
    });
  },
});
