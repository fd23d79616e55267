/** @jsxImportSource react */
/** The practice Jira's bundle: takes over what the server wrote, then routes, renders and listens like Jira. */
import { flushSync } from 'react-dom';
import { hydrateRoot } from 'react-dom/client';
import '../app/window.ts';
import { App, type Live } from './app/app.tsx';
import type { JiraState } from './app/page.ts';
import { listenForShortcuts } from './app/shortcuts.ts';

const state = JSON.parse(document.querySelector('#practice-state')!.textContent!) as JiraState;
let show: (url: string) => void = () => {};

function go(path: string): void {
  window.practice.navigations.push(path);
  history.pushState({}, '', path);
  flushSync(() => show(path));
}
addEventListener('popstate', () => flushSync(() => show(location.pathname + location.search)));

const live: Live = {
  go,
  onShow: (given) => {
    show = given;
  },
  moved(key, status) {
    void fetch('/_practice/transition', { method: 'POST', body: JSON.stringify({ key, status }) });
  },
  hydrated: () => {
    window.practice.hydrated = true;
  },
};

const failed = (error: unknown) => window.practice.hydrationErrors.push(String(error));
const start = () =>
  hydrateRoot(document.querySelector('#jira-frontend')!, <App state={state} live={live} />, {
    onRecoverableError: failed,
    onUncaughtError: failed,
  });

listenForShortcuts(go);
if (state.switches.hydrate) setTimeout(start, state.switches.hydrate);
else start();
