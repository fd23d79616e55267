/** How a source fares: how long it is left alone after a failure, and how much it is asked for at once. */
import {
  BACK_OFF_MS,
  type FreshnessPolicy,
  JITTER_MOST_MS,
  RECOVERY_MS,
  RETRIES_MOST,
  WAIT_MOST_MS,
} from './policy';
import type { FactsAnswer, FactsFault, FaultCode } from './response';

export interface SourceState {
  /** Epoch ms. */
  notBefore: number;
  /** What came of the last request; null: all went well. */
  trouble: FaultCode | null;
  /** Failures in a row. */
  failures: number;
  /** Most items in one request: fewer since `fewerAt`, epoch ms, when one was too complex. */
  batch: number;
  fewerAt: number;
}

export const initialSource = ({ batchSize }: FreshnessPolicy): SourceState => ({
  notBefore: 0,
  trouble: null,
  failures: 0,
  batch: batchSize,
  fewerAt: 0,
});

/** When the source may be asked again, epoch ms; null: now. No longer wait is ever set by a clock that is right. */
export const waitsUntil = ({ notBefore }: Pick<SourceState, 'notBefore'>, now: number): number | null =>
  notBefore > now && notBefore <= now + WAIT_MOST_MS + JITTER_MOST_MS ? notBefore : null;

/** Nothing is asked by itself: for good, or until the person does something after `notBefore`. */
export function isIdle({ trouble, failures, notBefore }: SourceState, lastActivityAt: number): boolean {
  const isResting = trouble === 'logged-out' || failures > RETRIES_MOST;
  return trouble === 'forbidden' || (isResting && lastActivityAt < notBefore);
}

/** Failures halve it: one item can be what a source stumbles over. One that asked to wait would be asked oftener. */
export function nextBatchSize(source: SourceState, now: number, { batchSize }: FreshnessPolicy): number {
  const size = Math.abs(now - source.fewerAt) >= RECOVERY_MS ? batchSize : source.batch;
  return source.trouble === 'limited' ? size : Math.min(size, Math.ceil(batchSize / 2 ** source.failures));
}

/** Whether what is missing in all facts may come when the source is asked again. */
export const isRetried = (partial: FactsFault | null): partial is FactsFault =>
  partial?.fault === 'limited' || partial?.fault === 'later';

/** @param size how many items were asked for */
export function sourceAfter(
  source: SourceState,
  { fault, partial, isTooMuch, pauseMs }: FactsAnswer,
  { at, random, size }: { at: number; random: number; size: number },
): SourceState {
  if (isTooMuch && size > 1) return { ...source, batch: Math.ceil(size / 2), fewerAt: at };
  const cause = fault ?? (isRetried(partial) ? partial : null);
  const pause = Math.min(pauseMs ?? 0, WAIT_MOST_MS);
  if (!cause) return { ...source, trouble: null, failures: 0, notBefore: at + pause };
  const { failures } = source;
  const wait = Math.max(backOffMs(cause, failures, random), pause);
  return { ...source, trouble: cause.fault, failures: failures + 1, notBefore: at + wait };
}

/** The next try waits longer after each failure, and never less than the source asked for. */
function backOffMs({ fault, retryAfterMs }: FactsFault, failures: number, random: number): number {
  const needsPatience = retryAfterMs === null && (fault === 'limited' || fault === 'not-understood');
  const { first, most } = BACK_OFF_MS[needsPatience ? 'patient' : 'quick'];
  const grown = Math.min(first * 2 ** failures, most);
  const told = Math.min(retryAfterMs ?? 0, WAIT_MOST_MS);
  return Math.max(grown, told) + random * Math.min(grown, JITTER_MOST_MS);
}
