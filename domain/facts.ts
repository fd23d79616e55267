/** What the tracker says of an item. A cache: may be thrown away. All instants are epoch ms; null is unknown. */
import type { ItemKey } from './key';

export type Category = 'todo' | 'doing' | 'done';

export interface Facts {
  key: ItemKey;
  title: string | null;
  /** As the tracker words it: "Open", "Merged", "In Review". */
  status: string | null;
  category: Category | null;
  /** Names as shown; null: the page does not say. */
  assignees: string[] | null;
  createdAt: number | null;
  updatedAt: number | null;
  statusSince: number | null;
  closedAt: number | null;
  /** When the tracker itself was last asked; null: only pages told of it, or a page now shows another status. */
  askedAt: number | null;
  /**
   * What pages call the status in other words: the column of a board. As seen on a page: the column it stands in. Not
   * a status by itself, but another one is a sign that the status may be another.
   */
  seenAs: string | null;
}

/**
 * Facts as one place shows them: what it doesn't show is left out. A null category beside a status says that
 * nobody knows what this status means; none, that the background may know by its name (trackers/api/categories.ts).
 */
export type SeenFacts = Partial<Facts> & { key: ItemKey };

export const NO_FACTS: Omit<Facts, 'key'> = {
  title: null,
  status: null,
  category: null,
  assignees: null,
  createdAt: null,
  updatedAt: null,
  statusSince: null,
  closedAt: null,
  askedAt: null,
  seenAs: null,
};

/** Answers to questions that were asked at about the same time may come in any order. */
const CROSSED_ANSWERS_MS = 60_000;

/** Facts that the tracker itself answered when it was asked, and not a page. */
type TrackerAnswer = SeenFacts & { askedAt: number };
const isTrackerAnswer = (facts: SeenFacts): facts is TrackerAnswer => isShown(facts.askedAt);
const hasTrackerAnswer = (facts: Facts | null): facts is Facts & { askedAt: number } =>
  facts?.askedAt != null;

/**
 * What is known now, from what was known and from what a page or the tracker itself says.
 * - A tracker's answer holds in every field it names, null ones too.
 * - What a page shows completes an answer, until the page calls the status by a word that isn't known for it. Then the
 *   item has moved, and the tracker must be asked again.
 */
export function mergeFacts(known: Facts | null, told: SeenFacts): Facts {
  if (isTrackerAnswer(told))
    return hasTrackerAnswer(known) && isOutrun(told, known) ? known : mergeAnswer(known, told);
  return hasTrackerAnswer(known) ? completeAnswer(known, told) : mergeSeen(known, told);
}

/** Whether a later answer came first. A much later one is of a clock that was wrong. */
const isOutrun = (answer: TrackerAnswer, known: { askedAt: number }): boolean =>
  known.askedAt > answer.askedAt && known.askedAt - answer.askedAt < CROSSED_ANSWERS_MS;

function completeAnswer(known: Facts, seen: SeenFacts): Facts {
  const { createdAt, status, category, statusSince, closedAt, seenAs, ...others } = seen;
  const column = isShown(seenAs) ? seenAs! : null;
  const completed = mergeSeen(known, others);
  if (!contradicts(known, seen)) return { ...completed, seenAs: known.seenAs ?? column };
  return {
    ...completed,
    status: isShown(status) ? status! : null,
    category: isShown(status) ? (category ?? null) : null,
    statusSince: statusSince ?? null,
    closedAt: closedAt ?? null,
    askedAt: null,
    seenAs: column,
  };
}

/** Whether a page calls the status by a word that is not known for it. */
function contradicts(known: Facts, { status, seenAs }: SeenFacts): boolean {
  const isOther = (word: string) => word !== known.status && word !== known.seenAs;
  if (isShown(status)) return isOther(status!);
  // A column seen for the first time contradicts nothing: it may well hold this status.
  return isShown(seenAs) && known.seenAs !== null && isOther(seenAs!);
}

function mergeAnswer(known: Facts | null, answer: TrackerAnswer): Facts {
  const named = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
  const merged: Facts = { ...NO_FACTS, ...known, ...named, key: answer.key };
  // What is left out is not known there, and stays. But dates known before are of the status known before.
  if (known && known.status !== null && known.status !== merged.status) {
    merged.statusSince = answer.statusSince ?? null;
    merged.closedAt = answer.closedAt ?? null;
  }
  const isSame = hasTrackerAnswer(known) && known.status === merged.status;
  merged.seenAs = answer.seenAs ?? (isSame ? known.seenAs : null);
  return merged;
}

/**
 * From what was known and what a page shows. What a place doesn't show stays known, except
 * what hangs together: a status, its category and its `statusSince` change as one, and an item that is not done
 * is not closed unless the same place says so. `updatedAt` only goes forward: a page left open shows an old one.
 */
function mergeSeen(known: Facts | null, seen: SeenFacts): Facts {
  const before: Facts = known ?? { ...NO_FACTS, key: seen.key };
  const merged = { ...before };
  for (const field of Object.keys(NO_FACTS) as (keyof typeof NO_FACTS)[]) {
    if (isShown(seen[field])) Object.assign(merged, { [field]: seen[field] });
  }
  if (before.updatedAt !== null) merged.updatedAt = Math.max(before.updatedAt, merged.updatedAt!);
  // Another wording is another status; where a place words none, its category tells.
  const field = isShown(seen.status) ? 'status' : 'category';
  const moved = before[field] !== null && merged[field] !== before[field];
  if (moved) {
    if (!isShown(seen.status)) merged.status = null;
    merged.category = seen.category ?? null;
    merged.statusSince = seen.statusSince ?? null;
  }
  const mayBeClosed = merged.category === 'done' || (merged.category === null && !moved);
  if (!mayBeClosed) merged.closedAt = seen.closedAt ?? null;
  return merged;
}

/** An empty text is a place not filled yet; an empty list of assignees is nobody. */
const isShown = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
