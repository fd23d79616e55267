/** Answers for `https://linear.app/…`: a splash screen and a bundle, as Linear's server gives, and nothing else. */
import { readFileSync } from 'node:fs';
import recorder from '../page/recorder.js?raw';
import { LINEAR, linearRouteOf, nameOf } from './routes.ts';
import style from './style.css?raw';
import { type LinearSwitches, readLinearSwitches } from './switches.ts';
import themes from './themes.css?raw';

export interface LinearState {
  /** Epoch ms that ages are counted from. */
  today: number;
  switches: LinearSwitches;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  delay: number;
}

export interface Linear {
  isAt(origin: string): boolean;
  respond(asked: { url: string }): Answer;
}

const client = readFileSync(new URL('./linear-client.js', import.meta.url), 'utf8');
const store = readFileSync(new URL('./linear-store.js', import.meta.url), 'utf8');

const answer = (type: string, body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' },
  body,
  delay: 0,
});

/** @param today epoch ms that ages are counted from */
export function openLinear(today: number): Linear {
  return {
    isAt: (origin) => origin === LINEAR,
    respond(asked) {
      const url = new URL(asked.url);
      if (url.pathname === '/favicon.ico') return answer('text/html', '', 204);
      if (url.pathname === '/_practice/client.js')
        return { ...answer('text/javascript', client), delay: Number(url.searchParams.get('late')) };
      if (url.pathname === '/_practice/store.js') return answer('text/javascript', store);
      const status = linearRouteOf(url).page === 'missing' ? 404 : 200;
      return answer('text/html', page(url, today), status);
    },
  };
}

/** The theme before anything is painted: Linear's own script does the same from what it kept of the last visit. */
const THEME = `(() => {
  const wants = document.documentElement.dataset.practiceTheme;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const wear = () => document.documentElement.classList.toggle('dark', wants === 'dark' || (wants === 'auto' && system.matches));
  wear();
  system.addEventListener('change', wear);
})();`;

function page(url: URL, today: number): string {
  const switches = readLinearSwitches(url.searchParams);
  const state: LinearState = { today, switches };
  return `<!doctype html>
<html lang="en" dir="${switches.dir}" data-practice-theme="${switches.theme}"><head><script>${recorder}</script><script>${THEME}</script><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${nameOf(linearRouteOf(url)).replaceAll('<', '&lt;')}</title>
<style>${themes}\n${style}</style>
<script type="module" src="/_practice/client.js?late=${switches.bundle}"></script></head>
<body><div id="root"></div>
<div id="loading"><div id="appBorders"><div id="loadingText">Loading…</div></div></div>
<script type="application/json" id="practice-state">${JSON.stringify(state).replaceAll('<', '\\u003c')}</script>
</body></html>`;
}
