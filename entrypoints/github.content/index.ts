import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOverlay } from '../../components/overlay/overlay';
import { GITHUB_MATCHES } from '../../domain/trackers/github';
import { github } from '../../trackers/github';

export default defineContentScript({
  matches: GITHUB_MATCHES,
  runAt: 'document_start',
  main: () => void startOverlay({ tracker: github, runtime: browser.runtime, window }),
});
