/** How a source fares: how long it is left alone after a failure, and how much it is asked for at once. */
import { type FreshnessPolicy, JITTER_MOST_MS, RECOVERY_MS, RETRIES_MOST, WAIT_MOST_MS } from './policy';
import type { FactsFault, FactsResponse } from './response';
import type { FreshnessState, SourceState } from './state';

export const initialSource = (policy: FreshnessPolicy): SourceState => ({
  notBefore: 0,
  trouble: null,
  failures: 0,
  isResting: false,
  isOver: false,
  batchSize: policy.batchSize,
  batchCutAt: 0,
  answeredAt: null,
});

/** When the source may be asked again, epoch ms; null: now. No longer wait is ever set by a clock that is right. */
export const waitsUntil = ({ notBefore }: Pick<SourceState, 'notBefore'>, now: number): number | null =>
  notBefore > now && notBefore <= now + WAIT_MOST_MS + JITTER_MOST_MS ? notBefore : null;

/** Nothing is asked by itself. However often the person does something, a rest lasts until `notBefore`. */
export const isIdle = ({ source, lastActivityAt }: FreshnessState): boolean =>
  source.isOver || (source.isResting && lastActivityAt < source.notBefore);

export const hasFailedTooOften = (failures: number): boolean => failures > RETRIES_MOST;

export function nextBatchSize(source: SourceState, now: number, policy: FreshnessPolicy): number {
  const { batchSize, batchCutAt, trouble, failures } = source;
  const size = Math.abs(now - batchCutAt) >= RECOVERY_MS ? policy.batchSize : batchSize;
  if (!trouble || !policy.backOff[trouble].halvesBatch) return size;
  return Math.min(size, Math.ceil(policy.batchSize / 2 ** failures));
}

export const isRetried = (fault: FactsFault | null, policy: FreshnessPolicy): fault is FactsFault =>
  fault !== null && policy.backOff[fault.fault].action === 'retry';

/** @param size how many items were asked for */
export function sourceAfter(
  source: SourceState,
  response: FactsResponse,
  { at, random, size }: { at: number; random: number; size: number },
  policy: FreshnessPolicy,
): SourceState {
  const { fault = null, partial = null, isTooMuch, pauseMs } = response.ok ? response : { fault: response };
  if (isTooMuch && size > 1) return { ...source, batchSize: Math.ceil(size / 2), batchCutAt: at };
  if (fault) return backOff({ ...source, trouble: fault.fault }, fault, at, random, policy);
  const answered: SourceState = {
    ...source,
    trouble: null,
    failures: partial ? source.failures : 0,
    isResting: false,
    notBefore: at + Math.min(pauseMs ?? 0, WAIT_MOST_MS),
    answeredAt: at,
  };
  return isRetried(partial, policy) ? backOff(answered, partial, at, random, policy) : answered;
}

/** The next try waits longer after each failure, and never less than the source asked for. */
function backOff(
  source: SourceState,
  { fault, retryAfterMs }: FactsFault,
  at: number,
  random: number,
  policy: FreshnessPolicy,
): SourceState {
  const { firstMs, mostMs, leastMs = 0, action } = policy.backOff[fault];
  const grown = Math.min(firstMs * 2 ** source.failures, mostMs);
  const told = Math.min(retryAfterMs ?? 0, WAIT_MOST_MS);
  const wait = Math.max(grown, told) + random * Math.min(grown, JITTER_MOST_MS);
  const failures = source.failures + 1;
  return {
    ...source,
    failures,
    notBefore: at + Math.max(wait, leastMs),
    isResting: action === 'rest' || hasFailedTooOften(failures),
    isOver: action === 'stop',
  };
}
