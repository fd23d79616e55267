/**
 * Asks one tracker's API for what is missing or old of the items that pages show. What has to outlive the worker is in
 * the tokens' database; an alarm wakes the worker when it is time.
 */
import { HOUR, MINUTE } from '../../domain/age';
import type { Facts, SeenFacts } from '../../domain/facts';
import { createFreshnessDriver } from '../../domain/freshness/driver';
import { API_POLICY } from '../../domain/freshness/policy';
import type { FactsAnswer, FactsFault } from '../../domain/freshness/response';
import type { SourceState } from '../../domain/freshness/source';
import type { AnswerOutcome, KnownItem, LookedUp } from '../../domain/freshness/state';
import type { ItemKey } from '../../domain/key';
import type { TokenRow, Tokens } from '../../storage/tokens';
import { createGraphqlCall } from './graphql-call';
import type { TrackerApi } from './tracker-api';

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
  const { api, tokens, clock, alarm, warn } = options;
  const { now } = clock;
  /** The token of the request under way, as it was stored when that began. */
  let row: TokenRow;
  /** What the API turned out to have no answer to. */
  let missingParts: Partial<TokenRow> = {};

  async function lookUp(keys: readonly ItemKey[]): Promise<LookedUp> {
    const stored = keys.length > 0 ? await tokens.read(api.tracker) : null;
    if (!stored || stored.refused || !(await options.permitted())) return { askable: new Set() };
    row = stored;
    const { opens, notBefore, trouble, failures, batch, fewerAt } = stored;
    return {
      askable: new Set(keys.filter((key) => api.covers(key, opens))),
      stored: {
        source: { notBefore, trouble, failures, batch, fewerAt },
        answers: await tokens.answers(keys),
      },
    };
  }

  async function ask(items: ReadonlyMap<ItemKey, KnownItem>): Promise<FactsAnswer> {
    setAlarm(now() + REVIVE_MS);
    const before = Math.abs(now() - row.lacksAt) >= PARTS_RECOVERY_MS ? [] : row.lacks;
    const { fault, lacks, ...response } = await api.ask({
      known: new Map([...items].map(([key, { facts }]) => [key, facts])),
      lacks: before,
      call: createGraphqlCall({
        address: api.address,
        authorization: api.authorization(row.token),
        fetch: options.fetch,
      }),
      now,
    });
    const all = { lacks: [...new Set([...before, ...lacks])] };
    // A fault says nothing of the parts that the API answers again.
    missingParts = lacks.length > 0 ? { ...all, lacksAt: now() } : fault ? {} : all;
    const isTooMuch = fault?.fault === 'too-much';
    return {
      ok: true,
      partial: null,
      ...response,
      isTooMuch,
      fault: isTooMuch ? null : (fault as FactsFault),
    };
  }

  async function apply({ source, answers, facts, moves }: AnswerOutcome): Promise<void> {
    const answeredAt = source.trouble === null && answers.size > 0 ? now() : row.answeredAt;
    await tokens.change(row, { ...rowChanges(source), answeredAt, ...missingParts });
    options.onChange();
    const { tracker } = api;
    await tokens.noteAnswers(
      [...answers].map(([key, answer]) => ({ ...answer, key, tracker })),
      row,
    );
    if (facts.length > 0) await options.learn([...facts]);
    // A move that can't be written down is told again when its item is asked for again.
    for (const { from, to } of moves)
      await options.move(from, to).catch((error) => warn(`${tracker} API, a move: ${error.name}`));
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
    if (inMs < IDLE_LIFE_MS) clock.after(Math.max(0, inMs), wake);
  }

  const policy = { ...API_POLICY, batchSize: api.batch };
  const driver = createFreshnessDriver({ policy, clock, lookUp, ask, apply, wakeAt });
  // A database's errors hold no token, but the name has to do.
  const wake = () => driver.wake().catch((error) => warn(`${api.tracker} API: ${error.name}`));
  return {
    consider(facts) {
      // Somebody looks at a page: what failed too often is tried again.
      driver.noteActivity();
      driver.consider([...facts].map(([key, known]) => [key, knownItem(known)]));
    },
    wake,
  };
}

/** What a page calls the status counts only where it contradicts what was answered. */
const knownItem = (facts: Facts | null): KnownItem => ({
  facts,
  word: facts && facts.askedAt === null ? (facts.status ?? facts.seenAs) : null,
  column: null,
});

/** A source that is over has a token that is refused, and no trouble that passes. */
function rowChanges({ trouble, ...source }: SourceState): Partial<TokenRow> {
  const isPassing = trouble === 'limited' || trouble === 'later' || trouble === 'not-understood';
  return {
    ...source,
    trouble: isPassing ? trouble : null,
    ...(trouble === 'forbidden' && { refused: true, told: null }),
  };
}
