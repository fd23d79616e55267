/** @jsxImportSource react */
/** Answers for a Jira: Cloud's pages out of the practice application, Data Center's as its server writes them. */
import { readFileSync } from 'node:fs';
import { renderToString } from 'react-dom/server';
import recorder from '../page/recorder.js?raw';
import { END, WHOLE } from '../page/whole.ts';
import { App } from './app/app.tsx';
import type { JiraState } from './app/page.ts';
import { centerPage } from './center.ts';
import { findIssue } from './data.ts';
import { type Asked, openRest, type Rest } from './rest.ts';
import type { RestAnswer } from './rest-faults.ts';
import { CENTER, CENTER_PATH, CLOUD, jiraRouteOf, OWN_CLOUD } from './routes.ts';
import base from './style/base.css?raw';
import board from './style/board.css?raw';
import center from './style/center.css?raw';
import issue from './style/issue.css?raw';
import lists from './style/lists.css?raw';
import parts from './style/parts.css?raw';
import plans from './style/plans.css?raw';
import rows from './style/rows.css?raw';
import shell from './style/shell.css?raw';
import themes from './style/themes.css?raw';
import { readJiraSwitches } from './switches.ts';

export interface Jira {
  rest: Rest;
  /** Whether this origin is one of the practice Jira's. */
  isAt(origin: string): boolean;
  respond(asked: Asked): RestAnswer;
}

const STYLE = [themes, base, shell, parts, board, lists, rows, plans, issue, center].join('\n');
const client = readFileSync(new URL('./jira-client.js', import.meta.url), 'utf8');

const answer = (type: string, body: string, status = 200): RestAnswer => ({
  status,
  headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' },
  body,
  delay: 0,
});

/** @param today epoch ms that ages are counted from */
export function openJira(today: number): Jira {
  const rest = openRest(today);
  const moved: Record<string, string> = {};

  function respond(asked: Asked): RestAnswer {
    const url = new URL(asked.url);
    const told = rest.answer(asked);
    if (told) return told;
    if (url.pathname.endsWith('/favicon.ico')) return answer('text/html', '', 204);
    if (url.pathname === '/_practice/client.js')
      return { ...answer('text/javascript', client), delay: Number(url.searchParams.get('late')) };
    if (url.pathname === '/_practice/transition') {
      const { key, status } = JSON.parse(asked.body ?? '{}');
      rest.move(key, status, Date.now());
      moved[key] = status;
      return answer('application/json', '{}');
    }
    if (url.origin === CENTER) {
      const page = url.pathname.startsWith(`${CENTER_PATH}/`) ? centerPage(url, today) : null;
      return answer('text/html', page ? document(url, page) : 'Not found', page ? 200 : 404);
    }
    const status = jiraRouteOf(url).page === 'missing' ? 404 : 200;
    return answer('text/html', cloudPage(url, today, moved), status);
  }
  return { rest, respond, isAt: (origin) => [CLOUD, OWN_CLOUD, CENTER].includes(origin) };
}

const head = (title: string) => `<script>${recorder}</script><meta charset="utf-8">
<meta name="viewport" content="width=device-width">${WHOLE}<meta name="application-name" content="JIRA">
<title>${title.replaceAll('<', '&lt;')}</title>
<style>${STYLE}</style>`;

function cloudPage(url: URL, today: number, moved: Record<string, string>): string {
  const switches = readJiraSwitches(url.searchParams);
  const state: JiraState = { url: url.pathname + url.search, today, switches, moved };
  const route = jiraRouteOf(url);
  const title = route.page === 'issue' ? findIssue(route.issue, today)?.title : 'Application';
  return `<!doctype html>
<html lang="en" dir="${switches.dir}" data-color-mode="${switches.theme}" data-theme="dark:dark light:light"><head>${head(`${title} - Jira`)}
<script type="module" src="/_practice/client.js?late=${switches.bundle}"></script></head>
<body><div id="jira-frontend">${renderToString(<App state={state} />)}</div>
<script type="application/json" id="practice-state">${JSON.stringify(state).replaceAll('<', '\\u003c')}</script>
${END}</body></html>`;
}

function document(url: URL, body: string): string {
  const theme = url.searchParams.get('theme');
  return `<!doctype html>
<html lang="en"${theme ? ` data-color-mode="${theme}"` : ''}><head>${head('Jira')}
<meta name="ajs-context-path" content="${CENTER_PATH}"></head>
<body class="center" id="jira">${body}<script>window.practice.hydrated = true;</script>${END}</body></html>`;
}
