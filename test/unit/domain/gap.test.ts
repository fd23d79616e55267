import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../domain/fold';
import { coveredMs, gapOf } from '../../../domain/gap';

type Pair = [from: number, to: number | null];
const spans = (pairs: Pair[]): Span[] => pairs.map(([from, to]) => ({ from, to }));

describe('covered', () => {
  it.each<[string, Pair[], number]>([
    ['nothing', [], 0],
    ['inside', [[20, 30]], 10],
    ['all of it', [[0, 200]], 90],
    ['the beginning', [[0, 20]], 10],
    ['the end', [[90, 200]], 10],
    ['before', [[0, 10]], 0],
    ['after', [[100, 120]], 0],
    ['no length', [[50, 50]], 0],
    ['still lasting', [[90, null]], 10],
    [
      'twice the same',
      [
        [20, 30],
        [20, 30],
      ],
      10,
    ],
    [
      'overlapping',
      [
        [20, 40],
        [30, 50],
      ],
      30,
    ],
    [
      'one in another',
      [
        [20, 60],
        [30, 40],
      ],
      40,
    ],
    [
      'touching',
      [
        [20, 30],
        [30, 40],
      ],
      20,
    ],
    [
      'apart, out of order',
      [
        [60, 70],
        [20, 30],
      ],
      20,
    ],
    [
      'a long one, then one ending sooner, then a gap',
      [
        [20, 60],
        [30, 40],
        [70, 80],
      ],
      50,
    ],
    ['backwards', [[40, 20]], 0],
  ])('%s', (_, pairs, length) => {
    expect(coveredMs(spans(pairs), 10, 100)).toBe(length);
  });
});

describe('the gap', () => {
  // Written at 10; now is 100.
  it.each<[string, number | null, number | null, Pair[], Pair[], number | null]>([
    ['not started: up to now', null, null, [], [], 90],
    ['started: up to then', 60, null, [], [], 50],
    ['started and finished: the same', 60, 80, [], [], 50],
    ['started at once', 10, null, [], [], 0],
    ['closed without a start: none', null, 80, [], [], null],
    ['less a wait', 60, null, [[20, 30]], [], 40],
    ['less a wait that still lasts', null, null, [[40, null]], [], 30],
    [
      'less two waits',
      60,
      null,
      [
        [20, 30],
        [40, 45],
      ],
      [],
      35,
    ],
    ['a wait after the start does not count', 60, null, [[70, 80]], [], 50],
    ['a wait over the start counts up to it', 60, null, [[50, 80]], [], 40],
    ['less a snooze', 60, null, [], [[20, 40]], 30],
    ['a snooze begun before the writing counts from it', 60, null, [], [[0, 20]], 40],
    ['a snooze into the future counts up to now', null, null, [], [[80, 500]], 70],
    ['wait and snooze at once count once', 60, null, [[20, 40]], [[30, 50]], 20],
    ['a wait within a snooze counts once', 60, null, [[30, 40]], [[20, 50]], 20],
    ['rested all the time', 60, null, [[0, 40]], [[40, 100]], 0],
    ['the clock went back: started before it was written', 5, null, [], [], 0],
  ])('%s', (_, startedAt, closedAt, waits, snoozes, gap) => {
    const step = { writtenAt: 10, startedAt, closedAt, waits: spans(waits) };
    expect(gapOf(step, { snoozes: spans(snoozes) }, 100)).toBe(gap);
  });

  it('is nothing while now is before the writing', () => {
    expect(gapOf({ writtenAt: 10, startedAt: null, closedAt: null, waits: [] }, { snoozes: [] }, 3)).toBe(0);
  });

  it('is never negative and never longer than the time itself, whatever the spans', () => {
    const instant = fc.integer({ min: -100, max: 100 });
    const any = fc.array(fc.record({ from: instant, to: fc.option(instant) }), { maxLength: 6 });
    fc.assert(
      fc.property(
        instant,
        fc.option(instant),
        instant,
        any,
        any,
        (writtenAt, startedAt, now, waits, snoozes) => {
          const gap = gapOf({ writtenAt, startedAt, closedAt: null, waits }, { snoozes }, now)!;
          const most = Math.max(0, (startedAt ?? now) - writtenAt);
          expect(gap).toBeGreaterThanOrEqual(0);
          expect(gap).toBeLessThanOrEqual(most);
          // The rule told another way: count the moments of [writtenAt, end) in no span.
          const end = writtenAt + most;
          const free = Array.from({ length: most }, (_, n) => writtenAt + n).filter(
            (t) => ![...waits, ...snoozes].some(({ from, to }) => from <= t && t < (to ?? end)),
          );
          expect(gap).toBe(free.length);
        },
      ),
    );
  });
});
