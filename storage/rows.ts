/** Events of one item → its rows. Pure, so that a rebuild gives the same rows to the byte. */
import type { FootholdEvent } from '../domain/event';
import { type Folded, fold, isOpen, type Step } from '../domain/fold';
import { covered } from '../domain/gap';
import type { ItemKey } from '../domain/key';
import type { ItemRow, StepRow } from './schema';

export interface Rows {
  item: ItemRow;
  steps: StepRow[];
}

/** Null: no event, no rows. */
export function rowsOf(key: ItemKey, events: readonly FootholdEvent[]): Rows | null {
  let revision: FootholdEvent['id'] | null = null;
  for (const { id } of events) if (revision === null || id > revision) revision = id;
  if (revision === null) return null;
  const folded = fold(key, events);
  return {
    item: { key, revision, item: folded?.item ?? null },
    steps: folded?.steps.map((step) => stepRow(step, folded)) ?? [],
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
