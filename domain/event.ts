/**
 * What a person can do, and ids for it that sort in time.
 *
 * The id is a hybrid logical clock, `<ms, 13 digits>-<counter, 4 base 36 digits>-<device, 8 letters or digits>`
 * (after Kulkarni et al., "Logical Physical Clocks", 2014): it follows the wall clock while that goes forward
 * and counts on from the last id when it doesn't, so plain text order is one total order on every device.
 */
import type { ItemKey } from './key';

export type EventId = string & { readonly __eventId: never };
/** Id of a step: the id of the event that wrote it. */
export type StepId = EventId;
/** Id of one act (one message of a person's). All events of an act share it; a retry carries the same. */
export type ActId = string;

/** What happened. Times are never in here: `FootholdEvent.at` is the only one. */
export type EventContent =
  | { type: 'written'; text: string }
  | { type: 'rewritten'; step: StepId; text: string }
  | { type: 'started'; step: StepId }
  | { type: 'paused'; step: StepId }
  | { type: 'finished'; step: StepId /** what doing it taught */; outcome: string | null }
  | { type: 'dropped'; step: StepId }
  /** `on` null: the wait is over. */
  | { type: 'waiting'; step: StepId; on: string | null }
  /** Moves the step before another one of its item, or to the end. */
  | { type: 'moved'; step: StepId; before: StepId | null }
  | { type: 'why'; text: string | null }
  /** `until` is epoch ms; null: woken. */
  | { type: 'snoozed'; until: number | null }
  | { type: 'valid' }
  /** Takes back a whole act. An undo is an act as well, so undoing it brings the act back. */
  | { type: 'undone'; act: ActId }
  /** Nobody's act: the tracker gave the item this key in place of `from`. Never taken back. See moves.ts. */
  | { type: 'moved-from'; from: ItemKey }
  /**
   * The words of the step, or of the item (`step` null), are erased for good. Never taken back. `keys`: all the item
   * went by then. See domain/erase.ts.
   */
  | { type: 'erased'; step: StepId | null; keys: ItemKey[] };

/** One thing a person did; never removed, and never changed but by `erased`, which empties its words. */
export interface FootholdEvent {
  id: EventId;
  act: ActId;
  key: ItemKey;
  /** The person's wall clock, epoch ms. Order comes from `id`; lengths of time come from this. */
  at: number;
  what: EventContent;
}

export type ClockId = { ms: number; counter: number; device: string };

const ID = /^(\d{13})-([0-9a-z]{4})-([0-9a-z]{8})$/;
const COUNTERS = 36 ** 4;
const LAST_MS = 10 ** 13 - 1;

export function parseEventId(text: string): ClockId | null {
  const found = ID.exec(text);
  return found ? { ms: Number(found[1]), counter: Number.parseInt(found[2]!, 36), device: found[3]! } : null;
}

/**
 * The id after `last` on this device.
 * @param last greatest id known here, of any device; null when there is none
 * @param now wall clock, epoch ms; may be behind `last`. A clock that reads no possible time stands still
 * @param device 8 lower-case letters or digits
 * @throws RangeError on a malformed device, and past the last id there is (in 2286)
 */
export function nextEventId(last: EventId | null, now: number, device: string): EventId {
  const before = last ? parseEventId(last) : null;
  let ms = now >= 0 && now <= LAST_MS ? Math.floor(now) : 0;
  let counter = 0;
  if (before && before.ms >= ms) {
    ms = before.ms;
    counter = before.counter + 1;
    if (counter >= COUNTERS) {
      ms += 1;
      counter = 0;
    }
  }
  const id = `${String(ms).padStart(13, '0')}-${counter.toString(36).padStart(4, '0')}-${device}`;
  if (!ID.test(id)) throw new RangeError(`No event id can be ${id}`);
  return id as EventId;
}
