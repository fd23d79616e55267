/**
 * Events that come from elsewhere (a file, a backup, another device), judged one by one. What is taken is the value
 * that came, with whatever a newer Foothold wrote in it.
 */
import { wordsIn } from '../../domain/erase';
import { type FootholdEvent, parseEventId } from '../../domain/event';
import { hostOf, type ItemKey } from '../../domain/item-key';
import { isSoundText } from '../../domain/step-text';
import type { EventRefusal } from '../rpc/data-protocol';
import { readEvent } from '../schema';

/**
 * From here on, epoch ms, an id or a time is refused: 2200. A wrong clock has hardly said so, and ids, which count on
 * from the greatest one known, end in 2286. Whatever is earlier is taken, though it be far ahead of this clock: ids of
 * a device whose clock was once wrong stay ahead, and what it wrote is as good as any other.
 */
export const TIME_LIMIT_MS = Date.UTC(2200, 0, 1);

/** What a newer Foothold wrote is at most so large: nodes of the value, UTF-16 units of all its texts, levels. */
const NODES_MAX = 2000;
const UNITS_MAX = 200_000;
const LEVELS_MAX = 32;

export type Arrival =
  | {
      ok: true;
      /** As it came. */
      raw: FootholdEvent;
      /** What this version knows of it; null: a kind it doesn't know. */
      event: FootholdEvent | null;
      isNewer: boolean;
    }
  | { ok: false; reason: Exclude<EventRefusal, 'conflicting'> };

export function judgeArrival(raw: unknown): Arrival {
  const read = readEvent(raw);
  if (!read.ok) return read;
  const came = raw as FootholdEvent;
  const { event, isNewer } = read;
  if (parseEventId(came.id)!.ms >= TIME_LIMIT_MS || came.at >= TIME_LIMIT_MS)
    return { ok: false, reason: 'bad-time' };
  if ((isNewer || event?.what.type === 'erased') && !isOfSize(raw)) return { ok: false, reason: 'too-large' };
  if (event && !keepsToItsHost(event)) return { ok: false, reason: 'unreadable' };
  if (event && !wordsIn(event).every(isSoundText)) return { ok: false, reason: 'bad-text' };
  return { ok: true, raw: came, event, isNewer };
}

/** A page may see the items of its own host alone: no event makes one item of two hosts' items. */
function keepsToItsHost({ key, what }: FootholdEvent): boolean {
  const isHere = (other: ItemKey) => hostOf(other) === hostOf(key);
  if (what.type === 'moved-from') return isHere(what.from);
  return what.type !== 'erased' || what.keys.every(isHere);
}

/** Whether a value of which nothing is known is small enough to be kept. */
export function isOfSize(raw: unknown): boolean {
  let nodes = 0;
  let units = 0;
  const walk = (value: unknown, level: number): boolean => {
    nodes += 1;
    if (typeof value === 'string') units += value.length;
    if (level > LEVELS_MAX || nodes > NODES_MAX || units > UNITS_MAX) return false;
    if (typeof value !== 'object' || value === null) return true;
    return Object.entries(value).every(([name, each]) => {
      units += name.length;
      return walk(each, level + 1);
    });
  };
  return walk(raw, 0);
}
