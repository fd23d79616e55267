/**
 * Asks one tracker's API for what is missing or old of the items that pages show. What has to outlive the worker is in
 * the tokens' database; an alarm wakes the worker when it is time.
 */
import { HOUR, MINUTE } from '../../domain/age';
import type { Facts, SeenFacts } from '../../domain/facts';
import { createFreshnessDriver } from '../../domain/freshness/driver';
import { API_POLICY } from '../../domain/freshness/policy';
import type { FactsResponse, FaultCode } from '../../domain/freshness/response';
import { hasFailedTooOften } from '../../domain/freshness/source';
import type { KnownItem, SourceState } from '../../domain/freshness/state';
import type { ItemKey } from '../../domain/key';
import type { TokenRow, Tokens } from '../../storage/tokens';
import { createGraphqlCall } from './graphql-call';
import type { ApiFault, ApiResponse, TrackerApi } from './tracker-api';

export interface ApiRefresh {
  /** Pages show these items, and this is known of them. Returns at once; asks a moment later. */
  consider(facts: Iterable<readonly [ItemKey, Facts | null]>): void;
  /** The alarm rang. */
  wake(): Promise<void>;
}

export interface Clock {
  /** Epoch ms. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  /** Calls back once, ms from now, should the worker live so long. */
  after: (ms: number, then: () => Promise<void>) => void;
}

export interface ApiRefreshOptions {
  api: TrackerApi;
  tokens: Tokens;
  fetch: typeof globalThis.fetch;
  /** Whether the browser lets Foothold ask there now. */
  permitted: () => Promise<boolean>;
  learn: (facts: SeenFacts[]) => Promise<void>;
  move: (from: ItemKey, to: ItemKey) => Promise<void>;
  /** What is told of the token changed. */
  onChange: () => void;
  clock: Clock;
  /**
   * Wakes the worker at this time, epoch ms, dead or alive; null: no more. Pages tell a new worker what they show, so
   * the items need not be remembered.
   */
  alarm: (at: number | null) => void;
  warn: (what: string) => void;
}

/**
 * Parts of the question that the API could not answer are tried again after this time: trackers and tokens get better.
 */
const PARTS_RECOVERY_MS = 24 * HOUR;
/** Should the worker die while it asks, the alarm wakes it after this time. */
const REVIVE_MS = 2 * MINUTE;
/** A worker with nothing to do lives for about this long. */
const IDLE_LIFE_MS = 30_000;

/** Wiring: the driver of domain/freshness decides; here are its clock, its storage and the API it asks. */
export function createApiRefresh(options: ApiRefreshOptions): ApiRefresh {
  const { api, tokens, clock, alarm, warn, onChange } = options;
  const { now } = clock;
  /** The token of the request under way, as it was stored when that began. */
  let row: TokenRow;
  /** What the API turned out to have no answer to. */
  let missingParts: Partial<TokenRow> = {};

  async function ask(known: ReadonlyMap<ItemKey, Facts | null>): Promise<FactsResponse> {
    setAlarm(now() + REVIVE_MS);
    const before = Math.abs(now() - row.lacksAt) >= PARTS_RECOVERY_MS ? [] : row.lacks;
    const response = await api.ask({
      known,
      lacks: before,
      call: createGraphqlCall({
        address: api.address,
        authorization: api.authorization(row.token),
        fetch: options.fetch,
      }),
      now,
    });
    const lacks = [...new Set([...before, ...response.lacks])];
    // A fault says nothing of the parts that the API answers again.
    missingParts = response.lacks.length > 0 ? { lacks, lacksAt: now() } : response.fault ? {} : { lacks };
    return factsResponse(response, [...known.keys()]);
  }

  let isAlarmSet = false;
  function setAlarm(at: number | null): void {
    if (at !== null || isAlarmSet) alarm(at);
    isAlarmSet = at !== null;
  }
  function wakeAt(at: number | null): void {
    const inMs = at === null ? Number.POSITIVE_INFINITY : at - now();
    // What is due in a moment needs no alarm. A timer is quicker: browsers let alarms ring half a minute late.
    if (inMs > API_POLICY.gatherMs) setAlarm(at);
    if (inMs < IDLE_LIFE_MS) clock.after(Math.max(0, inMs), driver.wake);
  }

  const driver = createFreshnessDriver({
    policy: { ...API_POLICY, batchSize: api.batch },
    clock,
    ask,
    learn: (facts) => options.learn([...facts]),
    async move({ from, to }) {
      // A move that can't be written down is told again when its item is asked for again.
      await options.move(from, to).catch((error) => warn(`${api.tracker} API, a move: ${error.name}`));
    },
    wakeAt,
    storage: {
      async restore(keys) {
        const stored = await tokens.read(api.tracker);
        if (!stored || stored.refused || !(await options.permitted())) return null;
        row = stored;
        const rows = await tokens.answers(keys);
        const foreign = keys.filter((key) => !api.covers(key, stored.opens));
        return {
          source: sourceOf(row),
          answers: new Map(keys.map((key) => [key, rows.get(key) ?? null])),
          foreign,
        };
      },
      async save({ source, answers }) {
        await tokens.change(row, { ...rowChanges(source), ...missingParts });
        onChange();
        const rows = [...answers].map(([key, answer]) => ({ ...answer, key, tracker: api.tracker }));
        await tokens.noteAnswers(rows, row);
      },
      // A database's errors hold no token, but the name has to do.
      onError: (error) => warn(`${api.tracker} API: ${error.name}`),
    },
  });

  return {
    consider(facts) {
      // Somebody looks at a page: what failed too often is tried again.
      driver.noteActivity();
      driver.consider([...facts].map(([key, known]) => [key, knownItem(known)]));
    },
    wake: driver.wake,
  };
}

/** What a page calls the status counts only where it contradicts what was answered. */
const knownItem = (facts: Facts | null): KnownItem => ({
  facts,
  word: facts && facts.askedAt === null ? (facts.status ?? facts.seenAs) : null,
  column: null,
});

const sourceOf = (row: TokenRow): SourceState => ({
  notBefore: row.notBefore,
  trouble: row.trouble,
  failures: row.failures,
  isResting: hasFailedTooOften(row.failures),
  isOver: row.refused,
  batchSize: row.batch,
  batchCutAt: row.fewerAt,
  answeredAt: row.answeredAt,
});

function rowChanges(source: SourceState): Partial<TokenRow> {
  const { trouble, notBefore, failures, answeredAt, batchSize: batch, batchCutAt: fewerAt } = source;
  const told = trouble === 'limited' || trouble === 'later' || trouble === 'not-understood' ? trouble : null;
  const over = source.isOver ? { refused: true, told: null } : {};
  return { trouble: told, notBefore, failures, answeredAt, batch, fewerAt, ...over };
}

const FAULTS: Record<ApiFault['fault'], FaultCode> = {
  refused: 'forbidden',
  limited: 'limited',
  later: 'later',
  'too-much': 'not-understood',
  'not-understood': 'not-understood',
  foreign: 'not-understood',
};

function factsResponse(response: ApiResponse, keys: readonly ItemKey[]): FactsResponse {
  const { facts, moved, none, fault, pauseMs } = response;
  const isTooMuch = fault?.fault === 'too-much' && keys.length > 1;
  // As far as anyone can tell the API stumbles over this one item: the others go on without it.
  const isLoneCause = keys.length === 1 && (fault?.fault === 'too-much' || fault?.fault === 'not-understood');
  const silent = (why: 'absent' | 'missing') => [...none].flatMap(([key, each]) => (each === why ? key : []));
  return {
    ok: true,
    facts,
    moved,
    absent: isLoneCause ? [...keys] : silent('absent'),
    broken: silent('missing'),
    partial: null,
    fault:
      fault && !isTooMuch
        ? { fault: FAULTS[fault.fault], retryAfterMs: fault.retryAfterMs ?? pauseMs }
        : null,
    isTooMuch,
    pauseMs,
  };
}
