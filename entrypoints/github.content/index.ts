import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startOnPage } from '../../components/overlay/start-on-page';
import { GITHUB_MATCHES } from '../../domain/trackers/github';
import { github } from '../../trackers/github';

export default defineContentScript({
  matches: GITHUB_MATCHES,
  runAt: 'document_start',
  main: () => void startOnPage({ tracker: github, runtime: browser.runtime, window }),
});
