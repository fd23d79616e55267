/**
 * The union of two sets of events. Pure. It does not depend on the order of either, twice changes nothing, and which of
 * the two was here first decides one thing alone: where two events have one id, the one that is here stays.
 */
import { DAY } from '../../domain/age';
import { createEraser } from '../../domain/erase';
import { type FootholdEvent, parseEventId } from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import { type ItemGroup, itemGroups } from '../../domain/moves';
import type { EventRefusal, ImportReport, RefusedEvents } from '../rpc/data-protocol';
import { knownEvents } from '../schema';
import type { Arrival } from './judge-event';

type Counts = Pick<
  ImportReport,
  'events' | 'added' | 'known' | 'refused' | 'newer' | 'ahead' | 'erased' | 'erases' | 'items'
>;

export interface Union {
  /** To be added, as they came, without words that are erased. */
  added: FootholdEvent[];
  /** Here already, and losing their words. */
  emptied: FootholdEvent[];
  counts: Counts;
  /** Items that the union changes, with all their events that this version knows. */
  touched: { group: ItemGroup; events: FootholdEvent[] }[];
  /** Each item by each of its keys. */
  groups: ReadonlyMap<ItemKey, ItemGroup>;
  /** Keys under which there is any event. */
  keys: ReadonlySet<ItemKey>;
}

const PLACES_MAX = 10;

/**
 * @param stored all rows of the log, as they lie
 * @param arriving in the order of the file
 * @param now epoch ms
 */
export function uniteEvents(stored: readonly unknown[], arriving: readonly Arrival[], now: number): Union {
  const refused = new Map<EventRefusal, RefusedEvents>();
  const refuse = (reason: EventRefusal, index: number) => {
    const entry = refused.get(reason) ?? { reason, count: 0, places: [] };
    entry.count += 1;
    if (entry.places.length < PLACES_MAX) entry.places.push(index + 1);
    refused.set(reason, entry);
  };
  const here = new Map<string, FootholdEvent>();
  for (const row of stored as readonly Partial<FootholdEvent>[]) if (row?.id) here.set(row.id, row as never);

  // What is new by its id; what has the id of one that is here or came before is compared below.
  const fresh = new Map<string, { raw: FootholdEvent; event: FootholdEvent | null; isNewer: boolean }>();
  const again: { raw: FootholdEvent; index: number }[] = [];
  for (const [index, each] of arriving.entries()) {
    if (!each.ok) refuse(each.reason, index);
    else if (here.has(each.raw.id) || fresh.has(each.raw.id)) again.push({ raw: each.raw, index });
    else fresh.set(each.raw.id, each);
  }

  const emptyOf = eraserOf([...here.values(), ...[...fresh.values()].map(({ raw }) => raw)]);
  const counts: Counts = {
    events: arriving.length,
    added: fresh.size,
    known: 0,
    refused: [],
    newer: 0,
    ahead: 0,
    erased: 0,
    erases: 0,
    items: 0,
  };
  const added: FootholdEvent[] = [];
  const after = new Map(here);
  for (const { raw, isNewer } of fresh.values()) {
    const event = emptyOf(raw);
    added.push(event);
    after.set(event.id, event);
    if (event !== raw) counts.erased += 1;
    if (isNewer) counts.newer += 1;
    if (parseEventId(event.id)!.ms > now + DAY) counts.ahead += 1;
  }
  const emptied: FootholdEvent[] = [];
  for (const event of here.values()) {
    const next = emptyOf(event);
    if (next === event) continue;
    emptied.push(next);
    after.set(next.id, next);
  }
  counts.erases = emptied.length;
  for (const { raw, index } of again) {
    const event = emptyOf(raw);
    if (!isSame(event, after.get(raw.id))) {
      refuse('conflicting', index);
      continue;
    }
    counts.known += 1;
    if (event !== raw) counts.erased += 1;
  }
  counts.refused = [...refused.values()].sort((a, b) => b.count - a.count);

  const groups = itemGroups(
    knownEvents([...after.values()].filter(({ what }) => what?.type === 'moved-from')),
  );
  const keys = new Set([...after.values()].map(({ key }) => key));
  const headOf = (key: ItemKey) => groups.get(key)?.head ?? key;
  const addedTo = new Set(added.map(({ key }) => headOf(key)));
  const heads = new Set([...addedTo, ...emptied.map(({ key }) => headOf(key))]);
  counts.items = addedTo.size;
  return { added, emptied, counts, touched: touchedItems(heads, groups, after), groups, keys };
}

/** Empties what is erased. Reads events only where any is: mostly none is, and there are many. */
function eraserOf(events: readonly FootholdEvent[]): (event: FootholdEvent) => FootholdEvent {
  if (!events.some(({ what }) => what?.type === 'erased')) return (event) => event;
  const eraser = createEraser(knownEvents(events));
  return (event) => (knownEvents([event]).length > 0 ? eraser.empty(event) : event);
}

function touchedItems(
  heads: ReadonlySet<ItemKey>,
  groups: ReadonlyMap<ItemKey, ItemGroup>,
  all: ReadonlyMap<string, FootholdEvent>,
): Union['touched'] {
  const byHead = new Map<ItemKey, FootholdEvent[]>([...heads].map((head) => [head, []]));
  for (const event of all.values()) byHead.get(groups.get(event.key)?.head ?? event.key)?.push(event);
  return [...byHead].map(([head, events]) => ({
    group: groups.get(head) ?? { head, keys: [head] },
    events: knownEvents(events),
  }));
}

/** The same value, in whatever order its fields were written. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const fields = Object.keys(a);
  return (
    fields.length === Object.keys(b).length &&
    fields.every((name) => Object.hasOwn(b, name) && isSame(a[name as never], b[name as never]))
  );
}
