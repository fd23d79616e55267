/**
 * A background that asks a stand-in for a tracker's API: its real server, databases and rules, with a clock, alarms and
 * timers that the test turns, and a worker that it can kill.
 */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Facts, SeenFacts } from '../../../domain/facts';
import { asKey, type ItemKey } from '../../../domain/key';
import { createStore } from '../../../storage/database';
import type {
  Answer,
  Answers,
  ApiTracker,
  ItemView,
  Push,
  Request,
  TokenState,
} from '../../../storage/rpc/protocol';
import type { Sender } from '../../../storage/rpc/sender';
import { createServer, type Server, type ServerPort } from '../../../storage/rpc/server';
import { createTokens } from '../../../storage/tokens';
import { createApis } from '../../../trackers/api/apis';
import { categoryOf } from '../../../trackers/api/categories';
import { GITHUB_TOKEN, type GithubApi, openGithubApi } from '../../practice/api/github';
import { LINEAR_KEY, type LinearApi, openLinearApi } from '../../practice/api/linear';
import type { ApiStand } from '../../practice/api/server';
import { noData, POPUP, SELF } from '../storage/world';

export const START = Date.UTC(2026, 10, 2, 9);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const TOKENS = { linear: LINEAR_KEY, github: GITHUB_TOKEN } as const;

export const linearKey = (name: string) => asKey(`linear.app/acme/${name}`)!;
export const githubKey = (number: number, repo = 'widgets') => asKey(`github.com/acme/${repo}#${number}`)!;

const HOSTS: Record<string, ApiTracker> = { 'api.linear.app': 'linear', 'api.github.com': 'github' };
const PAGES: Record<ApiTracker, string> = {
  linear: 'https://linear.app/acme/team/ENG/active',
  github: 'https://github.com/acme/widgets/issues',
};

interface Port extends ServerPort {
  heard: Push[];
}

function portOf(sender: Sender): Port {
  const heard: Push[] = [];
  return {
    sender,
    heard,
    postMessage: (push) => void heard.push(push),
    disconnect: () => {},
    onDisconnect: { addListener: () => {} },
  };
}

export function apiWorld() {
  const clock = { now: START };
  const stands: { linear: LinearApi; github: GithubApi } = {
    linear: openLinearApi(START, () => clock.now),
    github: openGithubApi(START, () => clock.now),
  };
  const permitted = new Set(Object.keys(HOSTS).map((host) => `https://${host}/*`));
  const warnings: string[] = [];
  const alarms = new Map<string, number>();
  const recalls: number[] = [];
  const requests: { url: string; init: RequestInit }[] = [];
  const flying: { now: number; most: number; during: (() => Promise<unknown>) | null } = {
    now: 0,
    most: 0,
    /** What happens once, while an answer is on its way. */
    during: null,
  };
  const factory = new IDBFactory();
  let timers: { at: number; then: () => Promise<void> }[] = [];

  const fetch = async (address: string, init: RequestInit): Promise<Response> => {
    const url = new URL(address);
    requests.push({ url: address, init });
    flying.now += 1;
    flying.most = Math.max(flying.most, flying.now);
    await null;
    flying.now -= 1;
    const stand: ApiStand = stands[HOSTS[url.host]!];
    const { status, headers, body, how } = stand.answer({
      method: init.method!,
      path: url.pathname,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: String(init.body),
    });
    const { during } = flying;
    flying.during = null;
    await during?.();
    if (how === 'never') {
      if (!init.signal) throw new Error('It would be waited for for ever.');
      throw new DOMException('The operation timed out.', 'TimeoutError');
    }
    if (how === 'cut') throw new TypeError(`Failed to fetch ${JSON.stringify(init.headers)}`);
    return new Response(body, { status, headers });
  };

  function start() {
    const warn = (what: string) => void warnings.push(what);
    const store = createStore({ now: () => clock.now, IDBKeyRange, indexedDB: factory });
    const tokens = createTokens({ warn, IDBKeyRange, indexedDB: factory });
    let server: Server;
    const apis = createApis({
      tokens,
      fetch: fetch as typeof globalThis.fetch,
      permits: async (pattern) => permitted.has(pattern),
      learn: (facts) => server.learn(facts),
      move: (from, to) => server.move(from, to),
      tell: (states) => server.tellTokens(states),
      recall: () => void recalls.push(clock.now),
      alarm: (name, at) => void (at === null ? alarms.delete(name) : alarms.set(name, at)),
      clock: {
        now: () => clock.now,
        random: () => 0.5,
        after: (ms, then) => void timers.push({ at: clock.now + Math.max(0, ms), then }),
      },
      warn,
    });
    server = createServer({
      store,
      self: SELF,
      worker: 'worker',
      runScript: async () => {},
      now: () => clock.now,
      categoryOf,
      own: { permits: async () => false, settle: async () => {} },
      api: apis,
      data: noData,
      warn,
    });
    const ports = {
      linear: portOf({ id: SELF.id, url: PAGES.linear, origin: 'https://linear.app' }),
      github: portOf({ id: SELF.id, url: PAGES.github, origin: 'https://github.com' }),
      popup: portOf(POPUP),
    };
    for (const port of Object.values(ports)) server.join(port);
    return { store, tokens, apis, server, ports };
  }
  let life = start();

  /** Turns the clock, and waits for whatever that sets off. */
  async function pass(ms = 1000): Promise<void> {
    const end = clock.now + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      timers = timers.filter((each) => each !== next);
      clock.now = Math.max(clock.now, next.at);
      await next.then();
    }
    clock.now = end;
  }

  const ask = <R extends Request>(request: R, sender: Sender = POPUP) =>
    life.server.answer(request, sender) as Promise<Answer<Answers[R['type']]>>;
  async function value<R extends Request>(request: R, sender?: Sender): Promise<Answers[R['type']]> {
    const answer = await ask(request, sender);
    if (!answer.ok) throw new Error(`Refused: ${answer.error.code}`);
    return answer.value;
  }
  const trackerOf = (key: ItemKey): ApiTracker => (key.startsWith('linear') ? 'linear' : 'github');

  return {
    clock,
    stands,
    permitted,
    warnings,
    alarms,
    recalls,
    requests,
    flying,
    factory,
    pass,
    ask,
    value,
    get tokens() {
      return life.tokens;
    },
    get store() {
      return life.store;
    },
    get apis() {
      return life.apis;
    },
    get server() {
      return life.server;
    },
    /** What each port has heard in this life of the worker. */
    get ports() {
      return life.ports;
    },
    keep: (tracker: ApiTracker, token: string | null = TOKENS[tracker]) =>
      value({ type: 'token', tracker, token }),
    /** A page shows these: of a mere key, that nobody is assigned. */
    see: (seen: readonly (ItemKey | SeenFacts)[]): Promise<ItemView[]> => {
      const facts = seen.map((one) => (typeof one === 'string' ? { key: one, assignees: [] } : one));
      return value({ type: 'see', seen: facts }, life.ports[trackerOf(facts[0]!.key)].sender);
    },
    /** What is known of an item. */
    async facts(key: ItemKey): Promise<Facts | null> {
      return (await value({ type: 'see', seen: [{ key }] }))[0]!.facts;
    },
    state: async (tracker: ApiTracker): Promise<TokenState | null> =>
      (await value({ type: 'tokens' }))[tracker],
    /** Requests for items that an API was asked, without those that try a token. */
    asked: (tracker: ApiTracker) => stands[tracker].served.filter(({ query }) => !query.includes('viewer')),
    /** The browser ends the worker, and the next message starts it anew. */
    die() {
      timers = [];
      life = start();
    },
    /** The alarm of a tracker rings, where it is set, at its time. */
    async ring(tracker: ApiTracker): Promise<void> {
      const at = alarms.get(`api ${tracker}`);
      if (at === undefined) return;
      clock.now = Math.max(clock.now, at);
      alarms.delete(`api ${tracker}`);
      await life.apis.ring(`api ${tracker}`);
    },
  };
}
