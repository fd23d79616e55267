/**
 * One item under several keys: a tracker gives an item another key when it is moved to another project, and the
 * person's steps move along.
 *
 * A move is an event under the new key that names the old one. Moves are only ever added, so which keys are one
 * item does not depend on the order in which events arrive; the latest move says what the item is called now.
 * Moved there and back, it is called what it was first. Everything ever done under any of the keys is folded
 * together, so that nothing is lost when both had steps.
 */
import type { FootholdEvent } from './event';
import type { ItemKey } from './key';

export interface ItemGroup {
  /** What the item is called now. */
  head: ItemKey;
  /** All it was ever called, `head` among them, sorted. */
  keys: ItemKey[];
}

/** Every item that was ever moved, by each of its keys. Events that are no moves, or that say nothing, are skipped. */
export function itemGroups(events: Iterable<FootholdEvent>): ReadonlyMap<ItemKey, ItemGroup> {
  const latest = new Map<ItemKey, { id: string; head: ItemKey; keys: Set<ItemKey> }>();
  for (const { id, key, what } of events) {
    if (what.type !== 'moved-from' || what.from === key) continue;
    const parts = [latest.get(key), latest.get(what.from)].filter((part) => part !== undefined);
    const merged = { id: id as string, head: key, keys: new Set([key, what.from]) };
    for (const part of parts) {
      for (const each of part.keys) merged.keys.add(each);
      if (part.id > merged.id) Object.assign(merged, { id: part.id, head: part.head });
    }
    for (const each of merged.keys) latest.set(each, merged);
  }
  const groups = new Map<object, ItemGroup>();
  for (const part of latest.values())
    if (!groups.has(part)) groups.set(part, { head: part.head, keys: [...part.keys].sort() });
  return new Map([...latest].map(([key, part]) => [key, groups.get(part)!]));
}
