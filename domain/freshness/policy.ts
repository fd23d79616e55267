/** How often a source of facts may be asked. Sources differ in these lengths, and in nothing else. */
import { HOUR, MINUTE } from '../age';
import { WAIT_DIVISOR } from '../durations';
import type { FaultCode } from './response';

export interface BackOff {
  /** The wait after the first failure. Each further failure doubles it, up to `mostMs`. */
  firstMs: number;
  mostMs: number;
  leastMs?: number;
  /** Asks again by itself; or when the person does something; or never. */
  action: 'retry' | 'rest' | 'stop';
  /** Each failure halves the next batch: one item can be what a source stumbles over. */
  halvesBatch?: boolean;
}

export interface FreshnessPolicy {
  /** Most items in one request. */
  batchSize: number;
  /** Most items held: those that were considered last. */
  itemsMost: number;
  /** Items that are considered within this time go into one request. */
  gatherMs: number;
  /**
   * How long an answer is good. `incomplete` facts have gaps that may be filled; `Elsewhere` somebody else learnt them.
   */
  goodForMs: Record<'open' | 'done' | 'incomplete' | 'incompleteElsewhere', number>;
  /** The shortest time between two requests for an item of which a page contradicts the source. */
  contradictedMs: number;
  /** Waits while the source says the same as before though a page shows another status. Then it is believed. */
  recheckAfterMs: readonly number[];
  /** Waits for what the source has not stored yet. Empty: what it leaves out, it does not know. */
  unkeptAfterMs: readonly number[];
  backOff: Record<FaultCode, BackOff>;
  /** Answers outlive whoever asks: they are restored before each request and saved after it. */
  isStored: boolean;
}

/** A tracker has this time to write down a status that a page shows already. */
export const SETTLE_MS = 1500 / WAIT_DIVISOR;
/** An item that did not answer is left alone for this time. */
export const LEFT_ALONE_MS = { missing: HOUR, absent: HOUR, broken: HOUR, unkept: HOUR, gone: 24 * HOUR };
/** A source's word on how long to wait counts up to this. A longer one is of a clock that was wrong. */
export const WAIT_MOST_MS = 24 * HOUR;
/** Waits are spread by at most this: many browsers must not come back in the same second. */
export const JITTER_MOST_MS = 5 * MINUTE;
/** After more failures in a row nothing is asked by itself. */
export const RETRIES_MOST = 8;
/** A batch that was too large is tried again after this time: sources get better. */
export const RECOVERY_MS = 24 * HOUR;
/** After the storage failed nothing is asked for this time: what can't be saved would be asked for ever. */
export const STORAGE_REST_MS = MINUTE;
/** An instant further ahead is of a clock that was wrong. */
export const CLOCK_SKEW_MS = MINUTE;

const pageFault: BackOff = { firstMs: 2000 / WAIT_DIVISOR, mostMs: 5 * MINUTE, action: 'retry' };

/** A tab that asks its tracker over the network in the person's session. */
export const REMOTE_PAGE_POLICY: FreshnessPolicy = {
  batchSize: 100,
  itemsMost: Number.POSITIVE_INFINITY,
  gatherMs: 50,
  goodForMs: { open: 10 * MINUTE, done: 24 * HOUR, incomplete: MINUTE, incompleteElsewhere: MINUTE },
  contradictedMs: SETTLE_MS,
  recheckAfterMs: [5000 / WAIT_DIVISOR, 20_000 / WAIT_DIVISOR],
  unkeptAfterMs: [5000 / WAIT_DIVISOR, 20_000 / WAIT_DIVISOR],
  backOff: {
    limited: pageFault,
    later: pageFault,
    unkept: pageFault,
    'logged-out': { ...pageFault, action: 'rest' },
    forbidden: { ...pageFault, action: 'stop' },
    // A tab may live for weeks, and its tracker's answers may be sound again by then.
    'not-understood': { ...pageFault, leastMs: HOUR, action: 'rest' },
  },
  isStored: false,
};

/** A tab that reads what its tracker stored in this browser: that costs nobody anything, so nothing is waited for. */
export const LOCAL_PAGE_POLICY: FreshnessPolicy = {
  ...REMOTE_PAGE_POLICY,
  gatherMs: 0,
  goodForMs: { ...REMOTE_PAGE_POLICY.goodForMs, incompleteElsewhere: 0 },
};

const apiFault: BackOff = {
  firstMs: 5000 / WAIT_DIVISOR,
  mostMs: 15 * MINUTE,
  action: 'retry',
  halvesBatch: true,
};

/** The background, which asks a public API with the person's token: every request counts against a limit. */
export const API_POLICY: FreshnessPolicy = {
  batchSize: 50,
  itemsMost: 500,
  gatherMs: 100,
  goodForMs: { ...REMOTE_PAGE_POLICY.goodForMs, incompleteElsewhere: 0 },
  contradictedMs: MINUTE,
  recheckAfterMs: [MINUTE],
  unkeptAfterMs: [],
  backOff: {
    limited: { firstMs: MINUTE / WAIT_DIVISOR, mostMs: HOUR, action: 'retry' },
    later: apiFault,
    unkept: apiFault,
    'logged-out': { ...apiFault, action: 'stop' },
    forbidden: { ...apiFault, action: 'stop' },
    'not-understood': { ...apiFault, firstMs: MINUTE, mostMs: 6 * HOUR },
  },
  isStored: true,
};
