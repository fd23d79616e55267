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

/** Facts as one place shows them: what it doesn't show is left out. */
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
 * what hangs on the status: a new status makes the old `statusSince` unknown, and an item open again is not closed.
 */
export function mergeFacts(known: Facts | null, seen: SeenFacts): Facts {
  const base: Facts = known ?? { ...NO_FACTS, key: seen.key };
  const merged = { ...base };
  for (const field of Object.keys(NO_FACTS) as (keyof typeof NO_FACTS)[]) {
    const value = seen[field];
    if (value !== undefined && value !== null) Object.assign(merged, { [field]: value });
  }
  const statusChanged = known !== null && known.status !== null && merged.status !== known.status;
  if (statusChanged && seen.statusSince == null) merged.statusSince = null;
  if (statusChanged && seen.category === undefined) merged.category = null;
  if (merged.category !== null && merged.category !== 'done') merged.closedAt = null;
  return merged;
}
