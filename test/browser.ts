/**
 * A real browser with the built extension in it, and the trackers' hosts answered by the practice pages. Nothing else
 * is reachable: every other request is refused and kept, so that a test can say that none was made.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, chromium, type Route } from '@playwright/test';
import { findBrowser } from './find-browser.ts';
import { forgetAll } from './forget.ts';
import { refuseNetwork } from './network.ts';
import { type GithubApi, openGithubApi } from './practice/api/github.ts';
import { serveApis } from './practice/api/https.ts';
import { type LinearApi, openLinearApi } from './practice/api/linear.ts';
import type { Rest } from './practice/jira/rest.ts';
import type { Jira } from './practice/jira/server.tsx';
import type { Given } from './practice/switches.ts';
import { noWorker, reachWorker, type WorkerReach } from './worker.ts';

export const OUTPUT = join(import.meta.dirname, '../.output');
const BUILDS = { shipped: 'chrome-mv3', testing: 'chrome-mv3-testing' } as const;
export type Build = keyof typeof BUILDS;

const API_HOSTS = { linear: 'api.linear.app', github: 'api.github.com' } as const;

export interface LaunchOptions {
  /** `testing` has open shadow roots; `shipped` is what people get; `none`: no extension. A path is any other. */
  build?: Build | 'none' | { path: string };
  /** Directory of a profile that is kept; none: a new one that is thrown away. */
  profile?: string;
  headless?: boolean;
  /** How the practice pages behave where an address does not say. */
  switches?: Given;
  /** Epoch ms the practice pages count ages from; the start of this process when not given. */
  today?: number;
  /** False: the real trackers, with nothing answered for them and nothing refused. */
  practice?: boolean;
  viewport?: { width: number; height: number } | null;
  colorScheme?: 'light' | 'dark';
  reducedMotion?: 'reduce' | 'no-preference';
  forcedColors?: 'active' | 'none';
  /** Pages that were left are kept to come back to, as people's browsers do and Playwright's don't. */
  keepsLeftPages?: boolean;
  args?: string[];
}

export interface SeenRequest {
  url: string;
  method: string;
  /** Playwright's word for what asked: document, script, fetch, … */
  resource: string;
  /** Who answered it; `refused` is a request that would have left the browser. */
  answer: 'practice' | 'served' | 'refused';
}

export interface Launched extends WorkerReach {
  context: BrowserContext;
  today: number;
  /** Every request of every page and worker since the launch or the last `reset`, oldest first. */
  requests: SeenRequest[];
  /** What the practice Jira answers when it is asked, and what it was asked. */
  jira: Rest;
  /** The trackers' public APIs: what they were asked, and how they go wrong. */
  apis: { linear: LinearApi; github: GithubApi };
  /** Answers this address with this page, instead of the practice pages. */
  serve(url: string, html: string): void;
  /** As it was when it was launched: nothing open, kept, asked for or switched on. Not for a profile that is kept. */
  reset(switches: Given): Promise<void>;
  /** What else `reset` has to undo, last first: of what the browser keeps elsewhere than a page can reach. */
  undo: (() => Promise<void>)[];
  close(): Promise<void>;
}

/** Ages count from here: one instant for all launches of a process, so that they agree across restarts. */
export const TODAY = Math.floor(Date.now() / 60_000) * 60_000;

function directoryOf(build: LaunchOptions['build']): string | null {
  if (build === 'none') return null;
  const directory = typeof build === 'object' ? build.path : join(OUTPUT, BUILDS[build ?? 'testing']);
  if (!existsSync(join(directory, 'manifest.json'))) {
    const how = build === 'shipped' ? 'wxt build' : 'wxt build --mode testing';
    throw new Error(`There is no built extension in ${directory}: run \`npx ${how}\` first.`);
  }
  return directory;
}

export async function practiceServer(): Promise<typeof import('./practice/server.tsx')> {
  const path = join(OUTPUT, 'practice/server.js');
  if (!existsSync(path)) throw new Error('The practice pages are not built: run `npm test` or `npm start`.');
  return import(pathToFileURL(path).href);
}

const flags = (extension: string | null) => [
  ...(extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : []),
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
];

export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const extension = directoryOf(options.build);
  const practice = options.practice === false ? null : await practiceServer();
  const headless = options.headless ?? true;
  const today = options.today ?? TODAY;
  const openStands = () =>
    practice && {
      jira: practice.openJira(today),
      linear: practice.openLinear(today),
      apis: { linear: openLinearApi(today), github: openGithubApi(today) },
    };
  let open = openStands();
  let switches = options.switches;
  const stands =
    open &&
    (await serveApis({
      [API_HOSTS.linear]: { answer: (asked) => open!.apis.linear.answer(asked) },
      [API_HOSTS.github]: { answer: (asked) => open!.apis.github.answer(asked) },
    }));
  const network = stands
    ? await refuseNetwork(new Map(Object.values(API_HOSTS).map((host) => [host, stands.port])))
    : null;
  const context = await chromium.launchPersistentContext(options.profile ?? '', {
    executablePath: findBrowser(),
    // Playwright's own headless switch means a shell that loads no extensions.
    headless: false,
    args: [
      ...(headless ? ['--headless=new'] : []),
      ...flags(extension),
      ...(stands ? [`--ignore-certificate-errors-spki-list=${stands.keyHash}`] : []),
      ...(options.args ?? []),
    ],
    // Playwright switches extensions and a few features off; those decide what is tested here.
    ignoreDefaultArgs: [
      '--disable-extensions',
      '--disable-component-extensions-with-background-pages',
      ...(options.keepsLeftPages ? ['--disable-back-forward-cache'] : []),
    ],
    viewport: options.viewport === undefined ? { width: 1280, height: 900 } : options.viewport,
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.reducedMotion ?? 'no-preference',
    forcedColors: options.forcedColors ?? 'none',
    ...(network ? { proxy: { server: network.address } } : {}),
  });
  const requests: SeenRequest[] = network?.requests ?? [];
  const served = new Map<string, string>();
  const visited = new Set<string>();
  const undo: Launched['undo'] = [];
  if (practice) {
    const github = (request: Asked) =>
      practice.respond(request, { today, ...(switches ? { switches } : {}) });
    const responderOf = (origin: string) =>
      origin === 'https://github.com'
        ? github
        : ([open!.jira, open!.linear].find((tracker) => tracker.isAt(origin))?.respond ?? null);
    await context.route('**/*', (route) => {
      const { origin } = new URL(route.request().url());
      if (origin.startsWith('https:') || origin.startsWith('http:')) visited.add(origin);
      return answer(route, requests, served, responderOf);
    });
  }
  const close = async () => {
    await context.close();
    await network?.close();
    await stands?.close();
  };
  try {
    const worker = extension ? await reachWorker(context) : noWorker();
    return {
      ...worker,
      context,
      today,
      requests,
      get jira() {
        if (!open) throw new Error('The practice pages were not asked for.');
        return open.jira.rest;
      },
      get apis() {
        if (!open) throw new Error('The practice pages were not asked for.');
        return open.apis;
      },
      serve: (url, html) => void served.set(plain(url), html),
      async reset(given) {
        for (const each of undo.splice(0).reverse()) await each();
        await forgetAll(context, worker, visited);
        visited.clear();
        open = openStands();
        switches = given;
        served.clear();
        requests.length = 0;
      },
      undo,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The address without its anchor, which is never sent. */
const plain = (url: string) => url.replace(/#.*$/, '');

type Asked = Parameters<Jira['respond']>[0];
type Respond = Jira['respond'];

async function answer(
  route: Route,
  requests: SeenRequest[],
  served: ReadonlyMap<string, string>,
  responderOf: (origin: string) => Respond | null,
): Promise<void> {
  const request = route.request();
  const url = request.url();
  if (/^(?:chrome-extension|data|blob|about|chrome):/.test(url)) return route.fallback();
  const seen = { url, method: request.method(), resource: request.resourceType() };
  if ((Object.values(API_HOSTS) as string[]).includes(new URL(url).host)) {
    requests.push({ ...seen, answer: 'practice' });
    return route.continue();
  }
  const html = served.get(plain(url));
  if (html !== undefined) {
    requests.push({ ...seen, answer: 'served' });
    return route.fulfill({ status: 200, contentType: 'text/html; charset=utf-8', body: html });
  }
  const respond = responderOf(new URL(url).origin);
  if (!respond) {
    requests.push({ ...seen, answer: 'refused' });
    return route.abort('blockedbyclient');
  }
  requests.push({ ...seen, answer: 'practice' });
  const { delay, ...rest } = respond({
    url,
    method: request.method(),
    headers: request.headers(),
    body: request.postData(),
  });
  if (delay === Number.POSITIVE_INFINITY) return;
  if (delay > 0) await new Promise((late) => setTimeout(late, delay));
  // The page may have gone while a slow answer was on its way.
  await route.fulfill(rest).catch(() => {});
}
