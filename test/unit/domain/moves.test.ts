import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FootholdEvent, nextEventId } from '../../../domain/event';
import { fold } from '../../../domain/fold';
import { asKey, type ItemKey } from '../../../domain/key';
import { itemGroups } from '../../../domain/moves';

const key = (name: string): ItemKey => asKey(`acme.atlassian.net/${name}`)!;
const [A, B, C, D] = ['A-1', 'B-1', 'C-1', 'D-1'].map(key) as [ItemKey, ItemKey, ItemKey, ItemKey];

/** Moves in the order in which they happened. */
const moves = (...list: [from: ItemKey, to: ItemKey][]): FootholdEvent[] =>
  list.map(([from, to], n) => {
    const id = nextEventId(null, n + 1, 'dev1ce00');
    return { id, act: id, key: to, at: n + 1, what: { type: 'moved-from', from } };
  });

describe('what an item is called now', () => {
  it.each<[string, [ItemKey, ItemKey][], [ItemKey, ItemKey[]][]]>([
    ['never moved', [], []],
    ['moved', [[A, B]], [[B, [A, B]]]],
    [
      'moved on',
      [
        [A, B],
        [B, C],
      ],
      [[C, [A, B, C]]],
    ],
    [
      'moved there and back',
      [
        [A, B],
        [B, A],
      ],
      [[A, [A, B]]],
    ],
    [
      'there, back, and there again',
      [
        [A, B],
        [B, A],
        [A, B],
      ],
      [[B, [A, B]]],
    ],
    [
      'there, back, and elsewhere',
      [
        [A, B],
        [B, A],
        [A, C],
      ],
      [[C, [A, B, C]]],
    ],
    [
      'round',
      [
        [A, B],
        [B, C],
        [C, A],
      ],
      [[A, [A, B, C]]],
    ],
    [
      'told twice',
      [
        [A, B],
        [A, B],
      ],
      [[B, [A, B]]],
    ],
    [
      'two items',
      [
        [A, B],
        [C, D],
      ],
      [
        [B, [A, B]],
        [D, [C, D]],
      ],
    ],
    [
      'two that turn out to be one',
      [
        [A, B],
        [C, D],
        [B, D],
      ],
      [[D, [A, B, C, D]]],
    ],
    ['to itself', [[A, A]], []],
  ])('%s', (_, list, expected) => {
    const groups = itemGroups(moves(...list));
    for (const [head, keys] of expected)
      for (const each of keys) expect(groups.get(each)).toEqual({ head, keys });
    expect([...groups.keys()].sort()).toEqual(expected.flatMap(([, keys]) => keys).sort());
  });

  it('does not depend on the order or the number of times in which moves arrive', () => {
    const pair = fc.tuple(fc.constantFrom(A, B, C, D), fc.constantFrom(A, B, C, D));
    const arrived = fc.array(pair, { maxLength: 8 }).chain((list) => {
      const all = moves(...list);
      return fc.tuple(
        fc.constant(all),
        fc
          .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all))
          .map(([first, again]) => [...first, ...again]),
      );
    });
    fc.assert(
      fc.property(arrived, ([all, shuffled]) => {
        const sorted = (groups: ReturnType<typeof itemGroups>) =>
          [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(itemGroups(shuffled))).toEqual(sorted(itemGroups(all)));
      }),
    );
  });
});

it('a move is nothing the person did', () => {
  expect(fold(B, moves([A, B]))).toBeNull();
});
