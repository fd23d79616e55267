/** Events of one item, under all its keys → its rows. Pure, so that a rebuild gives the same rows to the byte. */
import type { FootholdEvent } from '../domain/event';
import { type FoldedItem, fold, isOpen, type Step } from '../domain/fold';
import { coveredMs } from '../domain/gap';
import type { ItemGroup } from '../domain/moves';
import type { ItemRow, Lane } from './schema';

export interface ItemRows {
  item: ItemRow;
  /** Rows of the keys it no longer goes by. */
  moved: ItemRow[];
}

/** Null: no event, no rows. */
export function rowsOf({ head, keys }: ItemGroup, events: readonly FootholdEvent[]): ItemRows | null {
  let latest: FootholdEvent['id'] | null = null;
  for (const { id } of events) if (latest === null || id > latest) latest = id;
  if (latest === null) return null;
  const revision = latest;
  const folded = fold(head, events);
  const gone = { revision, item: null, steps: [], lanes: [] };
  return {
    item: folded
      ? { key: head, revision, ...folded, lanes: folded.steps.flatMap((step) => lanesOf(step, folded)) }
      : { key: head, ...gone },
    moved: keys.filter((key) => key !== head).map((key) => ({ key, ...gone, movedTo: head })),
  };
}

/** Epoch ms: since when it runs, waits, or rests; a rest begins later by what it waited or slept since. */
function lanesOf(step: Step, { item }: FoldedItem): Lane[] {
  if (!isOpen(step)) return [];
  if (step.waitingOn !== null) return [['waiting', step.waits.at(-1)?.from ?? step.since, step.id]];
  if (step.state === 'started') return [['started', step.since, step.id]];
  if (step.id !== item.nextStep) return [];
  const slept = coveredMs([...step.waits, ...item.snoozes], step.since, Number.MAX_SAFE_INTEGER);
  const next: Lane = ['next', step.since + slept, step.id];
  return item.snoozedUntil === null ? [next] : [next, ['asleep', item.snoozedUntil, step.id]];
}
