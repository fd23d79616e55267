/** How often a source of facts may be asked. Sources differ in what `FreshnessPolicy` says, and in nothing else. */
import { HOUR, MINUTE } from '../age';
import { WAIT_DIVISOR } from '../durations';

export interface FreshnessPolicy {
  /** Most items in one request. */
  batchSize: number;
  /** Most items held: those that were considered last. */
  itemsMost: number;
  /** Items that are considered within this time go into one request. */
  gatherMs: number;
  /**
   * Waits between two requests for an item of which a page shows another status than the source says. While the source
   * says the same again it is not believed; after the last wait it is.
   */
  contradictedAfterMs: readonly number[];
  /** Waits for what the source has not stored yet. Empty: what it leaves out, it does not know. */
  unkeptAfterMs: readonly number[];
  /** Answers outlive whoever asks: they are restored before each request and saved after it. */
  isStored: boolean;
}

/** A tracker has this time to write down a status that a page shows already. */
export const SETTLE_MS = 1500 / WAIT_DIVISOR;
/** How long an answer is good. `incomplete`: facts have gaps that this source may fill. */
export const GOOD_FOR_MS = { open: 10 * MINUTE, done: 24 * HOUR, incomplete: MINUTE };
/** An item without facts is left alone for this time; one that was without them the last time, for the longer one. */
export const LEFT_ALONE_MS = { once: HOUR, gone: 24 * HOUR };
/**
 * The wait after the first failure, which each further failure doubles, and the longest. `patient`: for a source that
 * asks to wait and says not how long, or that nobody understands.
 */
export const BACK_OFF_MS = {
  quick: { first: 2000 / WAIT_DIVISOR, most: 5 * MINUTE },
  patient: { first: MINUTE / WAIT_DIVISOR, most: HOUR },
};
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

/** A tab that asks its tracker over the network in the person's session. */
export const REMOTE_PAGE_POLICY: FreshnessPolicy = {
  batchSize: 100,
  itemsMost: Number.POSITIVE_INFINITY,
  gatherMs: 50,
  contradictedAfterMs: [SETTLE_MS, 5000 / WAIT_DIVISOR, 20_000 / WAIT_DIVISOR],
  unkeptAfterMs: [5000 / WAIT_DIVISOR, 20_000 / WAIT_DIVISOR, MINUTE],
  isStored: false,
};

/** A tab that reads what its tracker stored in this browser: that costs nobody anything, so nothing is waited for. */
export const LOCAL_PAGE_POLICY: FreshnessPolicy = { ...REMOTE_PAGE_POLICY, gatherMs: 0 };

/** The background, which asks a public API with the person's token: every request counts against a limit. */
export const API_POLICY: FreshnessPolicy = {
  batchSize: 50,
  itemsMost: 500,
  gatherMs: 100,
  contradictedAfterMs: [MINUTE, MINUTE],
  unkeptAfterMs: [],
  isStored: true,
};
