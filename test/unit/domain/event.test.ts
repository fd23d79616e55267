import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type EventId, nextEventId, parseEventId } from '../../../domain/event';

const id = (text: string) => text as EventId;
const DEVICE = 'dev1ce00';

it.each<[string, string | null, number, string]>([
  ['the first follows the wall clock', null, 1_700_000_000_000, '1700000000000-0000-dev1ce00'],
  ['a small time is padded', null, 7.9, '0000000000007-0000-dev1ce00'],
  ['the clock went on', '1700000000000-000z-dev1ce00', 1_700_000_000_001, '1700000000001-0000-dev1ce00'],
  ['the clock stands still', '1700000000000-0000-dev1ce00', 1_700_000_000_000, '1700000000000-0001-dev1ce00'],
  [
    'base 36: after 9 comes a',
    '1700000000000-0009-dev1ce00',
    1_700_000_000_000,
    '1700000000000-000a-dev1ce00',
  ],
  ['the clock went back', '1700000000000-000z-dev1ce00', 5, '1700000000000-0010-dev1ce00'],
  ['the counter is full', '1700000000000-zzzz-dev1ce00', 5, '1700000000001-0000-dev1ce00'],
  ['another device is ahead', '1700000000000-0004-zzzzzzzz', 5, '1700000000000-0005-dev1ce00'],
  ['the last id is garbage', 'garbage', 42, '0000000000042-0000-dev1ce00'],
  ['the last id is empty', '', 42, '0000000000042-0000-dev1ce00'],
  ['a negative time', '0000000000042-0000-dev1ce00', -1, '0000000000042-0001-dev1ce00'],
  ['no number', '0000000000042-0000-dev1ce00', Number.NaN, '0000000000042-0001-dev1ce00'],
  [
    'infinity does not carry the clock away',
    '0000000000042-0000-dev1ce00',
    Infinity,
    '0000000000042-0001-dev1ce00',
  ],
  ['neither does a time of 14 digits', null, 10 ** 13, '0000000000000-0000-dev1ce00'],
  ['the last time of 13 digits', null, 10 ** 13 - 1, '9999999999999-0000-dev1ce00'],
])('%s', (_, last, now, next) => {
  expect(nextEventId(last === null ? null : id(last), now, DEVICE)).toBe(next);
});

it('refuses to make an id that would not sort', () => {
  expect(() => nextEventId(id('9999999999999-zzzz-dev1ce00'), 0, DEVICE)).toThrow(RangeError);
  for (const device of ['', 'short', 'UPPER000', 'dev1ce000', 'dev-ce00']) {
    expect(() => nextEventId(null, 0, device), device).toThrow(RangeError);
  }
});

it.each([
  ['1700000000000-00zz-dev1ce00', { ms: 1_700_000_000_000, counter: 1295, device: 'dev1ce00' }],
  ['170000000000-00zz-dev1ce00', null],
  ['1700000000000-00ZZ-dev1ce00', null],
  ['1700000000000-00zz-dev1ce00 ', null],
  ['1700000000000-00zz', null],
  ['', null],
])('parses %j', (text, parsed) => {
  expect(parseEventId(text)).toEqual(parsed);
});

/** A wall clock that may jump anywhere, stand still, or read nonsense. */
const clock = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 10 ** 12 }),
    fc.constantFrom(5, 5, 5, -1, Number.NaN, Infinity, -Infinity, 10 ** 13, 0.5),
    fc.double(),
  ),
  { minLength: 2, maxLength: 60 },
);

it('goes up whatever the clock does, in text order and in time order alike', () => {
  fc.assert(
    fc.property(clock, (times) => {
      let last: EventId | null = null;
      for (const now of times) {
        const next = nextEventId(last, now, DEVICE);
        const parsed = parseEventId(next);
        expect(parsed).not.toBeNull();
        expect(next).toHaveLength(27);
        if (last !== null) {
          expect(next > last).toBe(true);
          const before = parseEventId(last)!;
          expect(parsed!.ms - before.ms || parsed!.counter - before.counter).toBeGreaterThan(0);
        }
        last = next;
      }
    }),
    { numRuns: 1000 },
  );
});

it('goes up from any id', () => {
  const any = fc
    .tuple(fc.nat({ max: 10 ** 13 - 2 }), fc.nat({ max: 36 ** 4 - 1 }), fc.stringMatching(/^[0-9a-z]{8}$/))
    .map(([ms, counter, device]) =>
      id(`${String(ms).padStart(13, '0')}-${counter.toString(36).padStart(4, '0')}-${device}`),
    );
  fc.assert(
    fc.property(any, fc.double(), (last, now) => {
      expect(nextEventId(last, now, DEVICE) > last).toBe(true);
    }),
  );
});

it('puts the acts of several devices into one order, in which each follows what its device had seen', () => {
  const devices = ['aaaaaaaa', 'mmmmmmmm', 'zzzzzzzz'];
  const act = fc.record({
    device: fc.nat({ max: 2 }),
    hears: fc.boolean(),
    now: fc.integer({ min: 0, max: 50 }),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const all: EventId[] = [];
      const seen: (EventId | null)[] = [null, null, null];
      for (const { device, hears, now } of acts) {
        if (hears) seen[device] = [...all].sort().at(-1) ?? null;
        const next = nextEventId(seen[device]!, now, devices[device]!);
        if (seen[device]) expect(next > seen[device]).toBe(true);
        seen[device] = next;
        all.push(next);
      }
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});
