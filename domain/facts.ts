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

/** Answers to questions asked at about the same time may come in any order, ms. */
const CROSSED = 60_000;

/**
 * What is known now. What the tracker answered when it was asked (`askedAt`) holds in every field it names, null
 * ones too, and leaves what it doesn't name; what a page shows completes it, until the page calls the status by a word that isn't known for it:
 * then the item has moved, and the tracker must be asked again.
 */
export function mergeFacts(known: Facts | null, seen: SeenFacts): Facts {
  const asked = known?.askedAt ?? null;
  if (isShown(seen.askedAt)) {
    // A much later answer is of a clock that was wrong.
    const late = asked !== null && asked > seen.askedAt! && asked - seen.askedAt! < CROSSED;
    return late ? known! : mergeAnswer(known, seen);
  }
  if (!known || asked === null) return mergeSeen(known, seen);
  const { createdAt, status, category, statusSince, closedAt, seenAs, ...others } = seen;
  const column = isShown(seenAs) ? seenAs! : null;
  const isOther = (word: string) => word !== known.status && word !== known.seenAs;
  // A column seen for the first time contradicts nothing: it may well hold this status.
  const moved = isShown(status)
    ? isOther(status!)
    : column !== null && known.seenAs !== null && isOther(column);
  if (!moved) return { ...mergeSeen(known, others), seenAs: known.seenAs ?? column };
  const now = isShown(status)
    ? { status: status!, category: category ?? null }
    : { status: null, category: null };
  const dates = { statusSince: statusSince ?? null, closedAt: closedAt ?? null };
  return { ...mergeSeen(known, others), ...now, ...dates, askedAt: null, seenAs: column };
}

function mergeAnswer(known: Facts | null, answer: SeenFacts): Facts {
  const told = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
  const merged: Facts = { ...NO_FACTS, ...known, ...told, key: answer.key };
  // What is left out is not known there, and stays; but dates known before are of the status known before.
  if (known && known.status !== null && known.status !== merged.status) {
    merged.statusSince = answer.statusSince ?? null;
    merged.closedAt = answer.closedAt ?? null;
  }
  const same = known !== null && known.askedAt !== null && known.status === merged.status;
  merged.seenAs = answer.seenAs ?? (same ? known.seenAs : null);
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
