/** @jsxImportSource react */
/** Answers for `https://github.com/…` out of the practice application. */
import { readFileSync } from 'node:fs';
import { renderToString } from 'react-dom/server';
import { App } from './app/app.tsx';
import type { PageState } from './app/page.ts';
import { titleOf } from './app/title.ts';
import { embeddedFor, metaFor } from './embedded.ts';
import recorder from './page/recorder.js?raw';
import { END, WHOLE } from './page/whole.ts';
import { routeOf } from './routes.ts';
import base from './style/base.css?raw';
import items from './style/items.css?raw';
import lists from './style/lists.css?raw';
import projects from './style/projects.css?raw';
import themes from './style/themes.css?raw';
import { type Given, readSwitches, themeAttributes } from './switches.ts';

export { openJira } from './jira/server.tsx';
export { openLinear } from './linear/server.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** ms to wait before answering. */
  delay: number;
}

export interface Settings {
  /** Epoch ms that ages are counted from. */
  today: number;
  /** For pages whose address does not say. */
  switches?: Given;
}

const client = readFileSync(new URL('./client.js', import.meta.url), 'utf8');
const style = [themes, base, lists, items, projects].join('\n');

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

function answer(type: keyof typeof TYPES, body: string, given: Given = {}, status = 200): Answer {
  const failed = given.fail && given.fail !== 200;
  return {
    status: failed ? given.fail! : status,
    headers: { 'content-type': TYPES[type], 'cache-control': 'no-store' },
    body: failed ? 'This answer was asked to fail.' : body,
    delay: given.slow ?? 0,
  };
}

/** @param request any address on github.com */
export function respond(request: { url: string; method: string }, settings: Settings): Answer {
  const url = new URL(request.url);
  if (url.pathname === '/_practice/client.js') return answer('js', client);
  if (url.pathname === '/favicon.ico') return { ...answer('html', ''), status: 204 };
  const asked = url.searchParams.get('url');
  const given = { ...settings.switches, ...readSwitches(url.searchParams) };
  if (url.pathname === '/_practice/fragment' && asked)
    return answer('json', JSON.stringify({ url: asked }), given);
  if (url.pathname === '/_practice/body' && asked) {
    const target = new URL(asked, url);
    const switches = { ...given, ...readSwitches(target.searchParams) };
    return answer('html', page(target, settings.today, switches), switches);
  }
  // A page that is loaded, rather than gone to, is never late or broken: nothing could be tried on it.
  const status = routeOf(url).page === 'missing' ? 404 : 200;
  return answer('html', page(url, settings.today, given), {}, status);
}

/** Text inside a script element: nothing in it may end the element. */
const inScript = (data: unknown) => JSON.stringify(data).replaceAll('<', '\\u003c');

const inMarkup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function page(url: URL, today: number, switches: Given): string {
  const state: PageState = { url: url.pathname + url.search, today, switches };
  const root = { lang: 'en', dir: switches.dir ?? 'ltr', ...themeAttributes(switches.theme) };
  const attributes = Object.entries(root).map(([name, value]) => ` ${name}="${value}"`);
  const meta = metaFor(url, today).map(
    ([name, content]) => `<meta name="${name}" content="${inMarkup(content)}">`,
  );
  const data = embeddedFor(url, today).map(
    ({ attributes, data }) => `<script type="application/json" ${attributes}>${inScript(data)}</script>`,
  );
  return `<!doctype html>
<html${attributes.join('')}><head><script>${recorder}</script><meta charset="utf-8">
<meta name="viewport" content="width=device-width">${WHOLE}
<title>${inMarkup(titleOf(state.url, today))}</title>
${meta.join('\n')}
<style>${style}</style>
<script type="module" src="/_practice/client.js"></script></head>
<body class="logged-in env-production page-responsive"><div id="practice-root">${renderToString(<App state={state} />)}</div>
<dialog id="practice-help"><h2>Keyboard shortcuts</h2><p>j k x c / ? Enter</p><form method="dialog"><button class="Button">Close</button></form></dialog>
<div id="practice-error" class="Flash" role="alert" hidden>Something went wrong. Nothing was opened.</div>
<script type="application/json" id="practice-state">${inScript(state)}</script>
${data.join('\n')}
${END}</body></html>`;
}
