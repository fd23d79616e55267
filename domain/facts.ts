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
}

/**
 * Facts as one place shows them: what it doesn't show is left out. A null category beside a status says that
 * nobody knows what this status means.
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
};

/**
 * What is known now, from what was known and what was just seen. What a place doesn't show stays known, except
 * what hangs together: a status, its category and its `statusSince` change as one, and an item that is not done
 * is not closed unless the same place says so. `updatedAt` only goes forward: a page left open shows an old one.
 */
export function mergeFacts(known: Facts | null, seen: SeenFacts): Facts {
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
