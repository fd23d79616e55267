import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { askLater } from '../../components/overlay/ask-later';
import { startOverlay } from '../../components/overlay/overlay';
import { connect } from '../../storage/remote/client';
import { linear } from './linear';

export default defineContentScript({
  matches: ['https://linear.app/*'],
  runAt: 'document_start',
  main() {
    const ended = new AbortController();
    const { signal } = ended;
    const remote = connect({ signal, onReplaced: () => ended.abort() });
    void startOverlay({
      tracker: linear,
      ask: askLater('linear-asking', { early: true }),
      remote,
      runtime: browser.runtime,
      version: browser.runtime.getManifest().version,
      window,
      signal,
      now: Date.now,
    });
  },
});
