/** Events of one item, under all its keys → its rows. Pure, so that a rebuild gives the same rows to the byte. */
import type { FootholdEvent } from '../domain/event';
import { type Folded, fold, isOpen, type Step } from '../domain/fold';
import { covered } from '../domain/gap';
import type { Group } from '../domain/moves';
import type { ItemRow, StepRow } from './schema';

export interface Rows {
  item: ItemRow;
  steps: StepRow[];
  /** Rows of the keys it no longer goes by. */
  moved: ItemRow[];
}

/** Null: no event, no rows. */
export function rowsOf({ head, keys }: Group, events: readonly FootholdEvent[]): Rows | null {
  let latest: FootholdEvent['id'] | null = null;
  for (const { id } of events) if (latest === null || id > latest) latest = id;
  if (latest === null) return null;
  const revision = latest;
  const folded = fold(head, events);
  return {
    item: { key: head, revision, item: folded?.item ?? null },
    steps: folded?.steps.map((step) => stepRow(step, folded)) ?? [],
    moved: keys.filter((key) => key !== head).map((key) => ({ key, revision, item: null, movedTo: head })),
  };
}

function stepRow(step: Step, { item }: Folded): StepRow {
  const lane = laneOf(step, item);
  return { step, lane, order: lane ? orderIn(lane, step, item) : 0, awakeAt: item.snoozedUntil ?? 0 };
}

function laneOf(step: Step, item: Folded['item']): StepRow['lane'] {
  if (!isOpen(step)) return null;
  if (step.waitingOn !== null) return 'waiting';
  if (step.state === 'started') return 'started';
  return step.id === item.nextStep ? 'next' : null;
}

/** Epoch ms: since when it runs, waits, or rests; a rest begins later by what it waited or slept since. */
function orderIn(lane: NonNullable<StepRow['lane']>, step: Step, item: Folded['item']): number {
  if (lane === 'waiting') return step.waits.at(-1)?.from ?? step.since;
  if (lane === 'started') return step.since;
  return step.since + covered([...step.waits, ...item.snoozes], step.since, Number.MAX_SAFE_INTEGER);
}
