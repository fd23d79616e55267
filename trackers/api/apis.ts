/** The trackers' APIs together: their tokens stored, tried and told of, and each asked for what pages show. */
import type { Facts, SeenFacts } from '../../domain/facts';
import { waitsUntil } from '../../domain/freshness/source';
import { hostOf } from '../../domain/item-key';
import { type ItemKey, publicTracker } from '../../domain/key';
import { apiTrackers } from '../../domain/trackers';
import { Refused } from '../../storage/refused';
import type { ApiTracker, TokenState, TokenStates } from '../../storage/rpc/protocol';
import type { ServerOptions } from '../../storage/rpc/server';
import type { TokenRow, Tokens } from '../../storage/tokens';
import { githubApi } from '../github/api/github-api';
import { linearApi } from '../linear/api/linear-api';
import { type Clock, createApiRefresh } from './api-refresh';
import { createGraphqlCall } from './graphql-call';
import type { TrackerApi } from './tracker-api';

/** The type holds every tracker with an API in the registry to one here. */
const APIS: Record<ApiTracker, TrackerApi> = { github: githubApi, linear: linearApi };

export type Apis = ServerOptions['api'] & {
  /** The alarm of this name rang. */
  ring(name: string): Promise<void>;
  /** A permission came or went. Never rejects. */
  recheck(): Promise<void>;
};

interface ApisOptions {
  tokens: Tokens;
  fetch: typeof globalThis.fetch;
  /** Whether the browser lets Foothold in at this match pattern. */
  permits: (pattern: string) => Promise<boolean>;
  learn: (facts: SeenFacts[]) => Promise<void>;
  move: (from: ItemKey, to: ItemKey) => Promise<void>;
  /** What is told of tokens changed. */
  tell: (states: TokenStates) => void;
  /** A token can be used from now on: whoever shows items is to tell of them again. */
  recall: () => void;
  /** Sets the alarm of this name, epoch ms, or takes it back. */
  alarm: (name: string, at: number | null) => void;
  clock: Clock;
  warn: (what: string) => void;
}

/** One that can't be read is of no use any more, and there to be removed. */
const UNREADABLE: TokenState = {
  opens: '',
  over: 'refused',
  isNews: false,
  waitsUntil: null,
  trouble: null,
  answeredAt: null,
  isPartial: false,
};

/** The match pattern by which the browser is asked for an API. */
const apiPatternOf = ({ address }: TrackerApi): string => `${new URL(address).origin}/*`;

const newTokenRow = (api: TrackerApi, token: string, opens: string, now: number): TokenRow => ({
  tracker: api.tracker,
  token,
  opens,
  refused: false,
  told: null,
  notBefore: 0,
  trouble: null,
  failures: 0,
  answeredAt: now,
  batch: api.batch,
  fewerAt: 0,
  lacks: [],
  lacksAt: 0,
});

/** Whoever asks again because no answer came yet waits for the same one: a token is tried once. */
function onceAtATime(store: (tracker: ApiTracker, token: string) => Promise<void>): typeof store {
  const storing = new Map<string, Promise<void>>();
  return (tracker, token) => {
    const name = `${tracker} ${token}`;
    const known = storing.get(name);
    if (known) return known;
    const mine = store(tracker, token).finally(() => storing.delete(name));
    storing.set(name, mine);
    return mine;
  };
}

/** One closure: what becomes of a token is read from its row, told to everybody, and asked by the same APIs. */
export function createApis(options: ApisOptions): Apis {
  const { tokens, permits, alarm, clock, warn } = options;
  const nameOf = (api: TrackerApi) => `api ${api.tracker}`;
  const refreshes = Object.values(APIS).map((api) => ({
    api,
    refresh: createApiRefresh({
      ...options,
      api,
      permitted: () => permits(apiPatternOf(api)),
      onChange: () => void tell().catch((error) => warn(`APIs: ${(error as Error).name}`)),
      alarm: (at) => alarm(nameOf(api), at),
    }),
  }));

  const overOf = async (row: TokenRow): Promise<TokenState['over']> =>
    row.refused ? 'refused' : (await permits(apiPatternOf(APIS[row.tracker]))) ? null : 'withdrawn';

  async function tokenStateOf(tracker: ApiTracker): Promise<TokenState | null> {
    const row = await tokens.read(tracker);
    if (!row) return (await tokens.has(tracker)) ? UNREADABLE : null;
    const over = await overOf(row);
    const { partialWithout } = APIS[tracker];
    return {
      opens: row.opens,
      over,
      isNews: over !== null && row.told !== over,
      waitsUntil: waitsUntil(row, clock.now()),
      trouble: row.trouble,
      answeredAt: row.answeredAt,
      isPartial: partialWithout !== null && row.lacks.includes(partialWithout),
    };
  }
  const states = async (): Promise<TokenStates> =>
    Object.fromEntries(
      await Promise.all(
        apiTrackers().map(async (tracker) => [tracker, await tokenStateOf(tracker)] as const),
      ),
    ) as TokenStates;
  async function tell(): Promise<TokenStates> {
    const now = await states();
    options.tell(now);
    return now;
  }

  async function store(tracker: ApiTracker, token: string): Promise<void> {
    const api = APIS[tracker];
    const call = createGraphqlCall({
      address: api.address,
      authorization: api.authorization(token),
      fetch: options.fetch,
    });
    const tried = (await permits(apiPatternOf(api))) ? await api.tryToken(call, clock.now()) : null;
    if (!tried || 'fault' in tried) {
      const code = tried?.fault === 'forbidden' ? 'token-refused' : 'token-untried';
      throw new Refused(code, { params: [tracker] });
    }
    await tokens.put(newTokenRow(api, token, tried.opens, clock.now()));
    options.recall();
  }
  const storeOnce = onceAtATime(store);

  return {
    consider(facts: ReadonlyMap<ItemKey, Facts | null>) {
      for (const { api, refresh } of refreshes) {
        // `covers` looks closer.
        const mine = [...facts].filter(([key]) => publicTracker(hostOf(key)) === api.tracker);
        if (mine.length > 0) refresh.consider(mine);
      }
    },
    async storeToken(tracker, token) {
      if (token === null) await tokens.remove(tracker);
      else await storeOnce(tracker, token);
      return tell();
    },
    states,
    async markTold() {
      for (const { api } of refreshes) {
        const row = await tokens.read(api.tracker);
        if (row) await tokens.change(row, { told: await overOf(row) });
      }
      await tell();
    },
    async ring(name) {
      await refreshes.find(({ api }) => nameOf(api) === name)?.refresh.wake();
    },
    async recheck() {
      try {
        const before = await Promise.all(apiTrackers().map((tracker) => tokens.read(tracker)));
        const known = before.filter((row) => row !== null);
        if (known.length === 0) return;
        const over = await Promise.all(known.map(overOf));
        // Told of once for each time it is withdrawn.
        for (const [i, row] of known.entries())
          if (over[i] === null && row.told !== null) await tokens.change(row, { told: null });
        await tell();
        if (over.includes(null)) options.recall();
      } catch (error) {
        warn(`APIs: ${(error as Error).name}`);
      }
    },
  };
}
