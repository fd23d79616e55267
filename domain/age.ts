/** Ages and their bands. Unknown is null all the way: never old, never new. */
import type { Category, Facts } from './facts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A length of time in the one unit it is shown in, whole and rounded down. `now`: less than a minute. */
export type ShownLength = { unit: 'day' | 'hour' | 'minute'; value: number } | { unit: 'now'; value: 0 };

/** @param ms a negative length (clocks differ) is now */
export function shownLength(ms: number): ShownLength {
  if (ms >= DAY) return { unit: 'day', value: Math.floor(ms / DAY) };
  if (ms >= HOUR) return { unit: 'hour', value: Math.floor(ms / HOUR) };
  if (ms >= MINUTE) return { unit: 'minute', value: Math.floor(ms / MINUTE) };
  return { unit: 'now', value: 0 };
}

export type Band = 'fresh' | 'aging' | 'stale';

export interface Ages {
  /** Since created, ms. */
  opened: number | null;
  /** Since updated, ms. */
  idle: number | null;
  /** Since it entered its status, ms. */
  inStatus: number | null;
  /** Since closed, ms. */
  closed: number | null;
}

/** Days at which an age turns aging and stale, by status category. */
export type Limits = Record<'todo' | 'doing', { aging: number; stale: number }>;

/**
 * Defaults. Work in progress should move within a working week (cycle-time practice of Kanban teams); an item
 * not begun may rest a month before it is worth a look, and after a quarter its reason has usually changed.
 */
export const DEFAULT_LIMITS: Limits = {
  todo: { aging: 30, stale: 90 },
  doing: { aging: 5, stale: 14 },
};

/**
 * An age in ms. A moment less than a day ahead (clocks differ) is now; one further ahead is no age anybody can
 * tell, and neither is a date that could not be read (NaN).
 */
const since = (instant: number | null, now: number) =>
  instant !== null && instant < now + DAY ? Math.max(0, now - instant) : null;

export function agesOf(
  facts: Pick<Facts, 'createdAt' | 'updatedAt' | 'statusSince' | 'closedAt'>,
  now: number,
): Ages {
  return {
    opened: since(facts.createdAt, now),
    idle: since(facts.updatedAt, now),
    inStatus: since(facts.statusSince, now),
    closed: since(facts.closedAt, now),
  };
}

/** Which age is judged, the limit in days it is held to, and the band that follows. */
export interface Judgement {
  by: 'inStatus' | 'opened';
  band: Band;
  /** The limit last crossed; the next one to cross while fresh. Days. */
  limit: number;
}

/**
 * The band of an item: *in status* when known, else *opened*. Null when that age is unknown or the item is done.
 * A category that is unknown is judged as `todo`, the milder one. Days are of 24 hours.
 */
export function judgeAge(
  ages: Ages,
  category: Category | null,
  limits: Limits = DEFAULT_LIMITS,
): Judgement | null {
  if (category === 'done') return null;
  const by = ages.inStatus !== null ? 'inStatus' : 'opened';
  const age = ages[by];
  if (age === null) return null;
  const { aging, stale } = limits[category ?? 'todo'];
  const days = age / DAY;
  if (days >= stale) return { by, band: 'stale', limit: stale };
  return days >= aging ? { by, band: 'aging', limit: aging } : { by, band: 'fresh', limit: aging };
}

/**
 * Working days between two instants, counted by the calendar of a time zone: a Friday evening to a Monday
 * morning is one. Days are those that begin after `from`.
 * @param timeZone IANA name; an unknown one throws a RangeError
 * @param weekend ISO weekday numbers (1 Monday … 7 Sunday) that do not count
 */
export function workingDays(
  from: number,
  to: number,
  timeZone: string,
  weekend: ReadonlySet<number> = new Set([6, 7]),
): number {
  const calendar = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const first = dayNumber(calendar, from) + 1;
  const last = dayNumber(calendar, to);
  // Whole weeks at once, the rest day by day.
  const weeks = Math.max(0, Math.floor((last - first + 1) / 7));
  let count = weeks * (7 - weekend.size);
  for (let day = first + weeks * 7; day <= last; day += 1) {
    // Day 0, the first of January 1970, was a Thursday.
    if (!weekend.has(((day + 3) % 7) + 1)) count += 1;
  }
  return count;
}

/** Number of the calendar day an instant falls on, from 1 January 1970. */
function dayNumber(calendar: Intl.DateTimeFormat, instant: number): number {
  const parts = calendar.formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / DAY;
}
