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

let state: PageState;
let root: Root | null = null;
let showInApp: (url: string) => void = () => {};
let first = true;

const live: Live = {
  go: (path) => navigation.go(path),
  onShow: (show) => {
    showInApp = show;
  },
  shown: (url) => {
    document.title = titleOf(url, state.today);
    if (!first) document.dispatchEvent(new Event('soft-nav:react-done', { bubbles: true }));
    first = false;
  },
};

function start(): void {
  state = JSON.parse(document.querySelector('#practice-state')!.textContent!) as PageState;
  first = true;
  const failed = (error: unknown) => window.practice.hydrationErrors.push(String(error));
  root = hydrateRoot(document.querySelector('#practice-root')!, <App state={state} live={live} />, {
    onRecoverableError: failed,
    onUncaughtError: failed,
  });
}

const navigation = navigator({
  state: () => state,
  start,
  stop: () => root?.unmount(),
  show: (url) => {
    flushSync(() => showInApp(url));
    scrollTo(0, 0);
  },
});

start();
listenForShortcuts(navigation.go, new AbortController().signal);
// Effects of the first render have run by the second frame.
requestAnimationFrame(() =>
  requestAnimationFrame(() => {
    window.practice.hydrated = true;
  }),
);
