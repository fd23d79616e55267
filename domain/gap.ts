/**
 * The gap: time from a step's writing to its first start, less the time it waited on someone or its item was
 * snoozed. The one number Foothold exists to show.
 */
import type { Item, Span, Step } from './fold';

/** Length of `[from, to]` covered by any of the spans, ms. Overlaps count once; an open span lasts to `to`. */
export function coveredMs(spans: readonly Span[], from: number, to: number): number {
  const inside = spans
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to ?? to, to) }))
    .filter((span) => span.to > span.from)
    .sort((a, b) => a.from - b.from);
  let total = 0;
  let reached = from;
  for (const span of inside) {
    const start = Math.max(span.from, reached);
    if (span.to > start) {
      total += span.to - start;
      reached = span.to;
    }
  }
  return total;
}

/**
 * The gap in ms: up to the first start, or up to `now` for a step nobody started yet. Never negative.
 * A step closed without ever being started has no gap: null.
 */
export function gapOf(
  step: Pick<Step, 'writtenAt' | 'startedAt' | 'closedAt' | 'waits'>,
  item: Pick<Item, 'snoozes'>,
  now: number,
): number | null {
  if (step.startedAt === null && step.closedAt !== null) return null;
  const end = Math.max(step.startedAt ?? now, step.writtenAt);
  return end - step.writtenAt - coveredMs([...step.waits, ...item.snoozes], step.writtenAt, end);
}
