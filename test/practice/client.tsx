/** @jsxImportSource react */
/** The page's bundle: takes over what the server wrote, then routes, renders and listens like GitHub. */
import { flushSync } from 'react-dom';
import { hydrateRoot, type Root } from 'react-dom/client';
import { App, type Live } from './app/app.tsx';
import { navigator } from './app/navigate.ts';
import type { PageState } from './app/page.ts';
import { listenForShortcuts } from './app/shortcuts.ts';
import { titleOf } from './app/title.ts';
import './app/window.ts';
import { isPlainClick } from './app/link.tsx';
import { isServerBuilt, routeOf } from './routes.ts';

let state: PageState;
let root: Root | null = null;
let showInApp: (url: string) => void = () => {};
let first = true;
/** Whether the page stands as the server wrote it. */
let written = false;

const live: Live = {
  go: (path) => navigation.go(path),
  onShow: (show) => {
    showInApp = show;
  },
  shown: (url) => {
    document.title = titleOf(url, state.today);
    if (!first) document.dispatchEvent(new Event('soft-nav:react-done', { bubbles: true }));
    first = false;
    window.practice.hydrated = true;
  },
};

function start(): void {
  state = JSON.parse(document.querySelector('#practice-state')!.textContent!) as PageState;
  first = true;
  root = null;
  // A page built on the server is left as it was written: no React there, and links are followed from outside.
  written = isServerBuilt(routeOf(new URL(state.url, location.origin)), state.switches.era);
  if (written) {
    window.practice.hydrated = true;
    return;
  }
  const failed = (error: unknown) => window.practice.hydrationErrors.push(String(error));
  root = hydrateRoot(document.querySelector('#practice-root')!, <App state={state} live={live} />, {
    onRecoverableError: failed,
    onUncaughtError: failed,
  });
}

const navigation = navigator({
  state: () => state,
  start,
  stop: () => {
    root?.unmount();
    window.practice.hydrated = false;
  },
  show: (url) => {
    flushSync(() => showInApp(url));
    scrollTo(0, 0);
  },
});

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const follow = written && link && !event.defaultPrevented && isPlainClick(event);
  if (!follow || link.origin !== location.origin || link.isContentEditable || link.hash) return;
  event.preventDefault();
  navigation.go(link.href);
});
listenForShortcuts(navigation.go, new AbortController().signal);
const { hydrate } = (JSON.parse(document.querySelector('#practice-state')!.textContent!) as PageState)
  .switches;
// GitHub's own bundle comes in parts, some of them late.
if (hydrate) setTimeout(start, hydrate);
else start();
