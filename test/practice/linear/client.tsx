/** @jsxImportSource react */
/** The practice Linear's bundle: builds the whole page in the browser, then routes and listens like Linear. */
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import '../app/window.ts';
import { App, type Live } from './app/app.tsx';
import { type Controls, listenForShortcuts } from './app/shortcuts.ts';
import { linearRouteOf } from './routes.ts';
import type { LinearState } from './server.ts';
import { fillStore, keepIssue } from './store.ts';

const state = JSON.parse(document.querySelector('#practice-state')!.textContent!) as LinearState;
let show: (url: string) => void = () => {};
let controls: Controls | null = null;
/** Pages of this visit that can be gone back from. */
let depth = 0;

/** Issues that were put into another state here, and when. */
const moves = new Map<string, { state: string; at: number }>();
/** What is opened or moved is written into the local store, where there is one. */
const keep = (name: string) => void keepIssue(window, state.today, { name, ...moves.get(name) });

function visited(path: string): void {
  const route = linearRouteOf(new URL(path, location.href));
  if (route.page === 'issue') keep(route.identifier);
}

const here = () => location.pathname + location.search + location.hash;

function go(path: string): void {
  window.practice.navigations.push(path);
  // As Linear does: the inbox has tabs, and is shown with one of them.
  const address = path === '/acme/inbox' ? '/acme/inbox/priority' : path;
  history.pushState({}, '', address);
  depth += 1;
  flushSync(() => show(address));
  visited(address);
}
addEventListener('popstate', () => {
  depth -= 1;
  flushSync(() => show(here()));
});

const live: Live = {
  go,
  leave() {
    if (depth <= 0) return false;
    history.back();
    return true;
  },
  onShow: (given) => {
    show = given;
  },
  onReady: (given) => {
    controls = given;
  },
  moved(name, state, at) {
    moves.set(name, { state, at });
    keep(name);
  },
};

/** Always what the app can do now. */
const latest: Controls = {
  choose: (step) => flushSync(() => controls?.choose(step)),
  open: () => controls?.open() ?? false,
  back: () => controls?.back() ?? false,
  peek: () => controls?.peek() ?? false,
  select: () => controls?.select(),
  toggleLayout: () => controls?.toggleLayout(),
  go,
};

const failed = (error: unknown) => window.practice.hydrationErrors.push(String(error));

function start(): void {
  if (location.pathname === '/acme/inbox') history.replaceState({}, '', '/acme/inbox/priority');
  document.querySelector('#loading')!.remove();
  document.body.className = 'content-loaded is-bootstrapped loaded bootstrap-fade-complete';
  createRoot(document.querySelector('#root')!, {
    onUncaughtError: failed,
    onRecoverableError: failed,
  }).render(<App state={state} live={live} first={here()} />);
  visited(here());
}

listenForShortcuts(latest, document.body);
const { boot, store } = state.switches;
// As Linear does: what it keeps is there before anything is shown.
if (store > 0) await fillStore(window, state.today, { issues: store });
if (boot) setTimeout(start, boot);
else start();
