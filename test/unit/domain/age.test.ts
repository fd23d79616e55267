import { describe, expect, it } from 'vitest';
import {
  type Ages,
  agesOf,
  type Band,
  DAY,
  HOUR,
  judgeAge,
  MINUTE,
  shownLength,
  workingDays,
} from '../../../domain/age';
import type { Category } from '../../../domain/facts';

it.each([
  [-DAY, 'now', 0],
  [0, 'now', 0],
  [MINUTE - 1, 'now', 0],
  [MINUTE, 'minute', 1],
  [2 * MINUTE - 1, 'minute', 1],
  [HOUR - 1, 'minute', 59],
  [HOUR, 'hour', 1],
  [DAY - 1, 'hour', 23],
  [DAY, 'day', 1],
  [2 * DAY - 1, 'day', 1],
  [43 * DAY + 5 * HOUR, 'day', 43],
  [4000 * DAY, 'day', 4000],
])('%d ms is shown in whole units: %s %d', (ms, unit, value) => {
  expect(shownLength(ms)).toEqual({ unit, value });
});

describe('ages', () => {
  const NOW = 1000 * DAY;
  it.each([
    ['unknown stays unknown', null, null],
    ['a moment ago', NOW - 1, 1],
    ['now', NOW, 0],
    ['clocks differ by hours', NOW + 14 * HOUR, 0],
    ['far ahead: nobody can tell', NOW + DAY, null],
    ['a date that could not be read', Number.NaN, null],
    ['the epoch', 0, NOW],
  ])('%s', (_, instant, age) => {
    const facts = { createdAt: instant, updatedAt: instant, statusSince: instant, closedAt: instant };
    expect(agesOf(facts, NOW)).toEqual({ opened: age, idle: age, inStatus: age, closed: age });
  });

  it('each come from their own instant', () => {
    const facts = { createdAt: NOW - 4, updatedAt: NOW - 3, statusSince: NOW - 2, closedAt: NOW - 1 };
    expect(agesOf(facts, NOW)).toEqual({ opened: 4, idle: 3, inStatus: 2, closed: 1 });
  });
});

describe('bands', () => {
  const ages = (opened: number | null, inStatus: number | null): Ages => ({
    opened,
    inStatus,
    idle: 500 * DAY,
    closed: null,
  });
  it.each<[Category | null, number | null, number | null, null | ['inStatus' | 'opened', Band, number]]>([
    ['todo', 0, null, ['opened', 'fresh', 30]],
    ['todo', 30 * DAY - 1, null, ['opened', 'fresh', 30]],
    ['todo', 30 * DAY, null, ['opened', 'aging', 30]],
    ['todo', 90 * DAY - 1, null, ['opened', 'aging', 30]],
    ['todo', 90 * DAY, null, ['opened', 'stale', 90]],
    ['doing', 5 * DAY - 1, null, ['opened', 'fresh', 5]],
    ['doing', 5 * DAY, null, ['opened', 'aging', 5]],
    ['doing', 14 * DAY - 1, null, ['opened', 'aging', 5]],
    ['doing', 14 * DAY, null, ['opened', 'stale', 14]],
    // Time in status is judged where it is known, however old the item is.
    ['doing', 400 * DAY, 0, ['inStatus', 'fresh', 5]],
    ['doing', null, 6 * DAY, ['inStatus', 'aging', 5]],
    // An unknown category is judged by the milder limits.
    [null, 29 * DAY, null, ['opened', 'fresh', 30]],
    [null, 90 * DAY, null, ['opened', 'stale', 90]],
    ['done', 400 * DAY, 400 * DAY, null],
    // Unknown is neither old nor new; idle never stands in for it.
    ['todo', null, null, null],
    [null, null, null, null],
  ])('%s, opened %s, in status %s', (category, opened, inStatus, judged) => {
    const [by, band, limit] = judged ?? [];
    expect(judgeAge(ages(opened, inStatus), category)).toEqual(judged && { by, band, limit });
  });

  it("follows limits of one's own", () => {
    const limits = { todo: { aging: 1, stale: 2 }, doing: { aging: 0.5, stale: 1 } };
    expect(judgeAge(ages(DAY, null), 'todo', limits)?.band).toBe('aging');
    expect(judgeAge(ages(DAY, null), 'doing', limits)?.band).toBe('stale');
  });
});

describe('working days', () => {
  // 2 November 2026 is a Monday. Berlin leaves summer time on Sunday 25 October 2026 and enters it on Sunday
  // 29 March 2026; New York leaves it on Sunday 1 November 2026.
  it.each<[string, string, string, string, number, number[]?]>([
    ['the same moment', 'UTC', '2026-11-02T09:00Z', '2026-11-02T09:00Z', 0],
    ['the same day', 'UTC', '2026-11-02T00:00Z', '2026-11-02T23:59Z', 0],
    ['one minute over midnight', 'UTC', '2026-11-02T23:59Z', '2026-11-03T00:00Z', 1],
    ['Monday to Friday', 'UTC', '2026-11-02T09:00Z', '2026-11-06T09:00Z', 4],
    ['Friday to Saturday', 'UTC', '2026-11-06T09:00Z', '2026-11-07T09:00Z', 0],
    ['Friday to Sunday', 'UTC', '2026-11-06T09:00Z', '2026-11-08T23:00Z', 0],
    ['Friday evening to Monday morning', 'UTC', '2026-11-06T18:00Z', '2026-11-09T08:00Z', 1],
    ['Saturday to Monday', 'UTC', '2026-11-07T09:00Z', '2026-11-09T08:00Z', 1],
    ['Saturday to Sunday', 'UTC', '2026-11-07T09:00Z', '2026-11-08T08:00Z', 0],
    ['a week', 'UTC', '2026-11-04T09:00Z', '2026-11-11T09:00Z', 5],
    ['a week from a Saturday', 'UTC', '2026-11-07T09:00Z', '2026-11-14T09:00Z', 5],
    ['ten days', 'UTC', '2026-11-04T09:00Z', '2026-11-14T09:00Z', 7],
    ['a year', 'UTC', '2025-11-03T09:00Z', '2026-11-02T09:00Z', 260],
    ['backwards', 'UTC', '2026-11-06T09:00Z', '2026-11-02T09:00Z', 0],
    ['back more than a week', 'UTC', '2026-11-26T09:00Z', '2026-11-02T09:00Z', 0],
    // One instant, two calendars: Sunday evening in New York is Monday morning in Tokyo.
    ['still the weekend in New York', 'America/New_York', '2026-11-07T12:00Z', '2026-11-08T23:00Z', 0],
    ['already Monday in Tokyo', 'Asia/Tokyo', '2026-11-07T12:00Z', '2026-11-08T23:00Z', 1],
    ['a day of 25 hours, begun at midnight', 'Europe/Berlin', '2026-10-24T22:00Z', '2026-10-25T22:59Z', 0],
    ['Monday begins when it ends', 'Europe/Berlin', '2026-10-24T22:00Z', '2026-10-25T23:00Z', 1],
    ['across a day of 23 hours', 'Europe/Berlin', '2026-03-27T12:00Z', '2026-03-29T22:00Z', 1],
    ['five days of which one has 25 hours', 'America/New_York', '2026-10-30T12:00Z', '2026-11-03T05:00Z', 2],
    ['half-hour zone', 'Asia/Kolkata', '2026-11-02T18:29Z', '2026-11-02T18:30Z', 1],
    ['Friday and Saturday off', 'Asia/Riyadh', '2026-11-05T09:00Z', '2026-11-08T09:00Z', 1, [5, 6]],
    ['no day off', 'UTC', '2026-11-02T09:00Z', '2026-11-16T09:00Z', 14, []],
    ['every day off', 'UTC', '2026-11-02T09:00Z', '2026-11-26T09:00Z', 0, [1, 2, 3, 4, 5, 6, 7]],
    // Samoa skipped Friday 30 December 2011.
    ['a day that never was', 'Pacific/Apia', '2011-12-29T22:00Z', '2011-12-30T22:00Z', 1],
  ])('%s (%s, %s to %s): %d', (_, zone, from, to, days, weekend) => {
    const count = workingDays(Date.parse(from), Date.parse(to), zone, weekend && new Set(weekend));
    expect(count).toBe(days);
  });

  it('refuses a time zone nobody knows', () => {
    expect(() => workingDays(0, DAY, 'Mars/Olympus')).toThrow(RangeError);
  });
});
