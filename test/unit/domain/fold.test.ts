import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EventContent,
  type EventId,
  type FootholdEvent,
  nextEventId,
  type StepId,
} from '../../../domain/event';
import { effective, type FoldedItem, fold, isOpen, type Span, takenBack } from '../../../domain/fold';
import { asKey } from '../../../domain/key';

const key = asKey('github.com/acme/widgets#12')!;

/** Event n has the id `e(n)`, so a step written by the first event is `e(1)`. */
const e = (n: number) => nextEventId(null, n, 'dev1ce00');
const A = e(1);
const B = e(2);
const C = e(3);

/** One line of a history: at what time, what; each an act of its own, `a1`, `a2`, … unless it says otherwise. */
type Line = [at: number, what: EventContent, act?: string];

const events = (lines: Line[]): FootholdEvent[] =>
  lines.map(([at, what, act], n) => ({ id: e(n + 1), act: act ?? `a${n + 1}`, key, at, what }));
const folded = (lines: Line[]): FoldedItem => fold(key, events(lines))!;
const stepOf = (lines: Line[], id: StepId = A) => folded(lines).steps.find((step) => step.id === id)!;

const written: EventContent = { type: 'written', text: 'open the log' };
const started: EventContent = { type: 'started', step: A };
const paused: EventContent = { type: 'paused', step: A };
const finished: EventContent = { type: 'finished', step: A, outcome: null };
const dropped: EventContent = { type: 'dropped', step: A };
const waiting = (on: string | null): EventContent => ({ type: 'waiting', step: A, on });
const snoozed = (until: number | null): EventContent => ({ type: 'snoozed', until });
const undone = (act: string): EventContent => ({ type: 'undone', act });
const moved = (step: StepId, before: StepId | null): EventContent => ({ type: 'moved', step, before });

it('folds nothing to nothing', () => {
  expect(fold(key, [])).toBeNull();
});

it('folds a step just written', () => {
  expect(folded([[10, written]])).toEqual({
    item: { key, why: null, validAt: null, snoozedUntil: null, snoozes: [], nextStep: A, touchedAt: 10 },
    steps: [
      {
        id: A,
        key,
        text: 'open the log',
        state: 'written',
        since: 10,
        writtenAt: 10,
        startedAt: null,
        closedAt: null,
        ranMs: 0,
        waitingOn: null,
        waits: [],
        outcome: null,
        revision: A,
        place: 0,
      },
    ],
  });
});

describe('the life of a step', () => {
  type Life = [
    state: string,
    since: number,
    startedAt: number | null,
    closedAt: number | null,
    ranMs: number,
  ];
  it.each<[string, [number, EventContent][], Life]>([
    ['started', [[20, started]], ['started', 20, 20, null, 0]],
    [
      'paused',
      [
        [20, started],
        [50, paused],
      ],
      ['paused', 50, 20, null, 30],
    ],
    [
      'started again: the first start stays',
      [
        [20, started],
        [50, paused],
        [60, started],
      ],
      ['started', 60, 20, null, 30],
    ],
    [
      'ran twice',
      [
        [20, started],
        [50, paused],
        [60, started],
        [65, finished],
      ],
      ['finished', 65, 20, 65, 35],
    ],
    [
      'finished while paused',
      [
        [20, started],
        [50, paused],
        [90, finished],
      ],
      ['finished', 90, 20, 90, 30],
    ],
    [
      'dropped while it ran',
      [
        [20, started],
        [50, dropped],
      ],
      ['dropped', 50, 20, 50, 30],
    ],
    ['finished without a start', [[20, finished]], ['finished', 20, null, 20, 0]],
    [
      'started twice',
      [
        [20, started],
        [30, started],
      ],
      ['started', 20, 20, null, 0],
    ],
    [
      'paused twice',
      [
        [20, started],
        [30, paused],
        [40, paused],
      ],
      ['paused', 30, 20, null, 10],
    ],
    ['paused before any start', [[20, paused]], ['written', 10, null, null, 0]],
    [
      'paused when finished',
      [
        [20, finished],
        [30, paused],
      ],
      ['finished', 20, null, 20, 0],
    ],
    [
      'finished twice',
      [
        [20, finished],
        [30, finished],
      ],
      ['finished', 20, null, 20, 0],
    ],
    [
      'finished, then dropped',
      [
        [20, finished],
        [30, dropped],
      ],
      ['dropped', 30, null, 30, 0],
    ],
    [
      'finished, then started: open again',
      [
        [20, started],
        [30, finished],
        [50, started],
      ],
      ['started', 50, 20, null, 10],
    ],
    [
      'dropped unstarted, then started',
      [
        [20, dropped],
        [50, started],
      ],
      ['started', 50, 50, null, 0],
    ],
    [
      'the clock went back while it ran',
      [
        [20, started],
        [5, paused],
      ],
      ['paused', 5, 20, null, 0],
    ],
  ])('%s', (_, lines, life) => {
    const step = stepOf([[10, written], ...lines]);
    expect([step.state, step.since, step.startedAt, step.closedAt, step.ranMs]).toEqual(life);
  });

  it('keeps what finishing taught until another finish says more', () => {
    const taught = (outcome: string | null): EventContent => ({ type: 'finished', step: A, outcome });
    expect(
      stepOf([
        [1, written],
        [2, taught('a token expires')],
      ]).outcome,
    ).toBe('a token expires');
    expect(
      stepOf([
        [1, written],
        [2, finished],
        [3, taught('later')],
      ]),
    ).toMatchObject({ outcome: 'later', closedAt: 2 });
    expect(
      stepOf([
        [1, written],
        [2, taught('x')],
        [3, started],
        [4, finished],
      ]).outcome,
    ).toBe('x');
    expect(
      stepOf([
        [1, written],
        [2, taught('x')],
        [3, started],
        [4, taught('y')],
      ]).outcome,
    ).toBe('y');
  });

  it('has the text written last, and names who wrote it', () => {
    const lines: Line[] = [
      [1, written],
      [2, { type: 'rewritten', step: A, text: 'x' }],
      [3, { type: 'rewritten', step: A, text: 'y' }],
    ];
    expect(stepOf(lines)).toMatchObject({ text: 'y', revision: e(3), writtenAt: 1, id: A });
  });

  it('is not another revision when it is started, moved, waited for or closed', () => {
    const lines: Line[] = [
      [1, written],
      [2, started],
      [3, moved(A, null)],
      [4, waiting('ann')],
      [5, paused],
      [6, finished],
    ];
    expect(stepOf(lines).revision).toBe(A);
  });
});

describe('waits', () => {
  it.each<[string, [number, EventContent][], string | null, [number, number | null][]]>([
    ['begins', [[20, waiting('ann')]], 'ann', [[20, null]]],
    [
      'ends',
      [
        [20, waiting('ann')],
        [30, waiting(null)],
      ],
      null,
      [[20, 30]],
    ],
    [
      'ends twice',
      [
        [20, waiting('ann')],
        [30, waiting(null)],
        [40, waiting(null)],
      ],
      null,
      [[20, 30]],
    ],
    ['on nobody from the start', [[20, waiting(null)]], null, []],
    [
      'on someone else',
      [
        [20, waiting('ann')],
        [30, waiting('bob')],
      ],
      'bob',
      [
        [20, 30],
        [30, null],
      ],
    ],
    [
      'ends by a start',
      [
        [20, waiting('ann')],
        [30, started],
      ],
      null,
      [[20, 30]],
    ],
    [
      'a running step may wait',
      [
        [20, started],
        [30, waiting('ann')],
      ],
      'ann',
      [[30, null]],
    ],
    [
      'and still waits when paused',
      [
        [20, started],
        [30, waiting('ann')],
        [40, paused],
      ],
      'ann',
      [[30, null]],
    ],
    [
      'and not when started anew',
      [
        [20, started],
        [30, waiting('ann')],
        [40, started],
      ],
      null,
      [[30, 40]],
    ],
    [
      'ends by finishing',
      [
        [20, waiting('ann')],
        [30, finished],
      ],
      null,
      [[20, 30]],
    ],
    [
      'ends by dropping',
      [
        [20, waiting('ann')],
        [30, dropped],
      ],
      null,
      [[20, 30]],
    ],
    [
      'what is finished waits on nobody',
      [
        [20, finished],
        [30, waiting('ann')],
      ],
      null,
      [],
    ],
    [
      'what is dropped waits on nobody',
      [
        [20, dropped],
        [30, waiting('ann')],
      ],
      null,
      [],
    ],
    [
      'what was opened again may',
      [
        [20, finished],
        [30, started],
        [40, waiting('ann')],
      ],
      'ann',
      [[40, null]],
    ],
    [
      'the clock went back before the end',
      [
        [20, waiting('ann')],
        [5, waiting(null)],
      ],
      null,
      [[20, 20]],
    ],
    [
      'the clock went back before the next',
      [
        [20, waiting('ann')],
        [30, waiting(null)],
        [25, waiting('bob')],
      ],
      'bob',
      [
        [20, 30],
        [30, null],
      ],
    ],
    [
      'an ended wait stays as long as it was',
      [
        [20, waiting('ann')],
        [30, waiting(null)],
        [25, finished],
      ],
      null,
      [[20, 30]],
    ],
  ])('%s', (_, lines, on, spans) => {
    const step = stepOf([[10, written], ...lines]);
    expect(step.waitingOn).toBe(on);
    expect(step.waits).toEqual(spans.map(([from, to]) => ({ from, to })));
  });
});

describe('snoozes', () => {
  it.each<[string, [number, EventContent][], number | null, [number, number][]]>([
    ['until then', [[20, snoozed(90)]], 90, [[20, 90]]],
    [
      'woken early',
      [
        [20, snoozed(90)],
        [50, snoozed(null)],
      ],
      null,
      [[20, 50]],
    ],
    [
      'woken when it was over',
      [
        [20, snoozed(90)],
        [95, snoozed(null)],
      ],
      null,
      [[20, 90]],
    ],
    ['woken, never snoozed', [[20, snoozed(null)]], null, []],
    [
      'longer',
      [
        [20, snoozed(90)],
        [50, snoozed(200)],
      ],
      200,
      [
        [20, 50],
        [50, 200],
      ],
    ],
    [
      'shorter',
      [
        [20, snoozed(90)],
        [50, snoozed(60)],
      ],
      60,
      [
        [20, 50],
        [50, 60],
      ],
    ],
    [
      'again, later',
      [
        [20, snoozed(30)],
        [50, snoozed(60)],
      ],
      60,
      [
        [20, 30],
        [50, 60],
      ],
    ],
    ['until a time gone by', [[20, snoozed(5)]], 5, [[20, 20]]],
    [
      'the clock went back before waking',
      [
        [20, snoozed(90)],
        [5, snoozed(null)],
      ],
      null,
      [[20, 20]],
    ],
    [
      'the clock went back before the next',
      [
        [20, snoozed(90)],
        [5, snoozed(50)],
      ],
      50,
      [
        [20, 20],
        [20, 50],
      ],
    ],
  ])('%s', (_, lines, until, spans) => {
    const { item } = folded([...lines]);
    expect(item.snoozedUntil).toBe(until);
    expect(item.snoozes).toEqual(spans.map(([from, to]) => ({ from, to })));
  });
});

describe('the item', () => {
  const three: Line[] = [A, B, C].map((_, n) => [n, { type: 'written', text: `${n}` }]);
  it.each<[string, EventContent[], StepId[]]>([
    ['as written', [], [A, B, C]],
    ['to the end', [moved(A, null)], [B, C, A]],
    ['to the beginning', [moved(C, A)], [C, A, B]],
    ['one on', [moved(A, C)], [B, A, C]],
    ['before itself', [moved(B, B)], [A, B, C]],
    ['before a step nobody knows', [moved(A, e(99))], [B, C, A]],
    ['a step nobody knows', [moved(e(99), A)], [A, B, C]],
    ['twice', [moved(A, null), moved(B, null)], [C, A, B]],
  ])('orders its steps: %s', (_, moves, order) => {
    const { item, steps } = folded([...three, ...moves.map((what): Line => [50, what])]);
    expect(steps.map(({ id }) => id)).toEqual(order);
    expect(steps.map(({ place }) => place)).toEqual([0, 1, 2]);
    expect(item.nextStep).toBe(order[0]);
  });

  it('has the first open step as its next one', () => {
    expect(folded([...three, [9, finished]]).item.nextStep).toBe(B);
    expect(folded([...three, [9, { ...dropped, step: B }]]).item.nextStep).toBe(A);
    expect(folded([...three, [9, waiting('ann')]]).item.nextStep).toBe(A);
    expect(
      folded([...three, ...[A, B, C].map((step): Line => [9, { type: 'dropped', step }])]).item.nextStep,
    ).toBeNull();
    expect(folded([...three, [9, finished], [10, started]]).item.nextStep).toBe(A);
  });

  it('keeps the why and the validity said last', () => {
    const why = (text: string | null): EventContent => ({ type: 'why', text });
    expect(
      folded([
        [1, why('x')],
        [2, why('y')],
        [3, { type: 'valid' }],
      ]).item,
    ).toMatchObject({ why: 'y', validAt: 3 });
    expect(
      folded([
        [1, why('x')],
        [2, why(null)],
      ]).item,
    ).toMatchObject({ why: null, touchedAt: 2 });
  });

  it('was touched at the latest time, however the clock went', () => {
    expect(
      folded([
        [50, written],
        [20, started],
      ]).item.touchedAt,
    ).toBe(50);
    expect(folded([[-50, written]]).item.touchedAt).toBe(-50);
  });

  it('says nothing of steps nobody wrote', () => {
    expect(
      fold(
        key,
        events([
          [1, { ...started, step: e(99) }],
          [2, moved(e(99), null)],
        ]),
      ),
    ).toBeNull();
    expect(
      folded([
        [1, written],
        [2, { ...finished, step: e(99) }],
      ]),
    ).toEqual(folded([[1, written]]));
    // Said before the writing: no device can do that, a broken log may.
    expect(
      stepOf(
        [
          [1, { ...started, step: B }],
          [2, written],
        ],
        B,
      ).state,
    ).toBe('written');
  });

  it('passes over what a newer Foothold wrote', () => {
    const newer = { type: 'estimated', step: A, days: 3 } as unknown as EventContent;
    expect(
      folded([
        [1, written],
        [1, newer],
      ]),
    ).toEqual(folded([[1, written]]));
  });
});

describe('undo', () => {
  const act: Line[] = [
    [1, written, 'w'],
    [2, { type: 'rewritten', step: A, text: 'x' }, 'r'],
  ];
  it.each<[string, Line[], string | null, string[]]>([
    ['nothing yet', [], 'x', []],
    ['the last act', [[3, undone('r'), 'u']], 'open the log', ['r']],
    ['the first act: what follows has no step', [[3, undone('w'), 'u']], null, ['w']],
    [
      'both',
      [
        [3, undone('r'), 'u'],
        [4, undone('w'), 'v'],
      ],
      null,
      ['r', 'w'],
    ],
    [
      'an undo: the act is back',
      [
        [3, undone('r'), 'u'],
        [4, undone('u'), 'v'],
      ],
      'x',
      ['u'],
    ],
    [
      'an undo of an undo',
      [
        [3, undone('r'), 'u'],
        [4, undone('u'), 'v'],
        [5, undone('v'), 'z'],
      ],
      'open the log',
      ['r', 'v'],
    ],
    [
      'twice, from two tabs',
      [
        [3, undone('r'), 'u'],
        [4, undone('r'), 'v'],
      ],
      'open the log',
      ['r'],
    ],
    [
      'twice, one of them taken back',
      [
        [3, undone('r'), 'u'],
        [4, undone('r'), 'v'],
        [5, undone('v'), 'z'],
      ],
      'open the log',
      ['r', 'v'],
    ],
    ['an act nobody knows', [[3, undone('?'), 'u']], 'x', ['?']],
    ['itself', [[3, undone('u'), 'u']], 'x', ['u']],
    [
      'each other: only the later counts',
      [
        [3, undone('v'), 'u'],
        [4, undone('u'), 'v'],
      ],
      'x',
      ['u'],
    ],
    // An act's name used again after it was undone: an undo speaks of what came before it.
    [
      'an act whose name comes again',
      [
        [3, undone('r'), 'u'],
        [4, { type: 'rewritten', step: A, text: 'y' }, 'r'],
      ],
      'y',
      ['r'],
    ],
  ])('%s', (_, lines, text, gone) => {
    const all = events([...act, ...lines]);
    expect(fold(key, all)?.steps[0]?.text ?? null).toBe(text);
    expect([...takenBack(all)].sort()).toEqual(gone);
    // An undo from another device may arrive before what it undoes.
    expect(fold(key, all.toReversed())).toEqual(fold(key, all));
  });

  it('takes back all of an act', () => {
    const both: Line[] = [
      [1, { type: 'why', text: 'y' }],
      [2, { type: 'written', text: 'x' }, 'both'],
      [2, { type: 'started', step: B }, 'both'],
    ];
    expect(stepOf(both, B).state).toBe('started');
    expect(folded([...both, [3, undone('both')]])).toEqual(folded(both.slice(0, 1)));
    expect(folded([...both, [3, undone('both')], [4, undone('a4')]])).toEqual(folded(both));
  });

  it('leaves nothing of an item that had nothing else', () => {
    expect(
      fold(
        key,
        events([
          [1, written],
          [2, undone('a1')],
        ]),
      ),
    ).toBeNull();
  });
});

/** Histories of any kind: clocks that jump, acts of several events, steps and acts that do not exist. */
const history: fc.Arbitrary<FootholdEvent[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: -5, max: 60 }),
      device: fc.constantFrom('aaaaaaaa', 'zzzzzzzz'),
      joins: fc.boolean(),
      one: fc.nat(),
      other: fc.nat(),
      until: fc.option(fc.integer({ min: -5, max: 90 })),
      text: fc.constantFrom('x', 'y', 'z'),
      type: fc.constantFrom<Exclude<EventContent['type'], 'moved-from'>[]>(
        ...([
          'written',
          'written',
          'rewritten',
          'started',
          'started',
          'paused',
          'finished',
          'dropped',
        ] as const),
        ...([
          'waiting',
          'waiting',
          'moved',
          'why',
          'snoozed',
          'snoozed',
          'valid',
          'undone',
          'undone',
        ] as const),
      ),
    }),
    { maxLength: 30 },
  )
  .map((lines) => {
    const all: FootholdEvent[] = [];
    let last: EventId | null = null;
    for (const [n, { at, device, joins, one, other, until, text, type }] of lines.entries()) {
      const id = nextEventId(last, Math.max(0, at), device);
      // Mostly events that exist, now and then one that doesn't.
      const some = (nth: number) => all[nth % (all.length + 1)];
      const step = some(one)?.id ?? e(99);
      const before = other % 3 === 0 ? null : (some(other)?.id ?? e(99));
      const act = joins && last !== null ? all.at(-1)!.act : `a${n}`;
      const what = {
        written: { type: 'written', text },
        rewritten: { type: 'rewritten', step, text },
        started: { type: 'started', step },
        paused: { type: 'paused', step },
        finished: { type: 'finished', step, outcome: other % 2 ? text : null },
        dropped: { type: 'dropped', step },
        waiting: { type: 'waiting', step, on: other % 3 ? text : null },
        moved: { type: 'moved', step, before },
        why: { type: 'why', text: other % 3 ? text : null },
        snoozed: { type: 'snoozed', until },
        valid: { type: 'valid' },
        undone: { type: 'undone', act: some(one)?.act ?? 'nobody' },
        erased: { type: 'erased', step: other % 4 ? step : null, keys: [key] },
      }[type] as EventContent;
      all.push({ id, act, key, at, what });
      last = id;
    }
    return all;
  });

const expectOrdered = (spans: Span[]) => {
  for (const [n, { from, to }] of spans.entries()) {
    if (to !== null) expect(to).toBeGreaterThanOrEqual(from);
    const next = spans[n + 1];
    if (next) {
      expect(to).not.toBeNull();
      expect(next.from).toBeGreaterThanOrEqual(to!);
    }
  }
};

describe('any history', () => {
  it('folds to the same, in whatever order and however often its events arrive', () => {
    const shuffled = history.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc
          .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all))
          .chain(([once, again]) => {
            const copies = structuredClone([...once, ...again]);
            return fc.shuffledSubarray(copies, { minLength: copies.length });
          }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([all, arrived]) => {
        expect(fold(key, arrived)).toEqual(fold(key, all));
        expect(effective(arrived)).toEqual(effective(all));
      }),
      { numRuns: 1000 },
    );
  });

  it('folds to a sound state, and is not changed by it', () => {
    fc.assert(
      fc.property(history, (all) => {
        const before = structuredClone(all);
        const state = fold(key, all);
        expect(all).toEqual(before);
        if (state === null) return;
        const { item, steps } = state;
        expect(item.nextStep).toBe(steps.find(isOpen)?.id ?? null);
        expect(steps.map(({ place }) => place)).toEqual(steps.map((_, n) => n));
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
        expectOrdered(item.snoozes);
        for (const { to } of item.snoozes) expect(to).not.toBeNull();
        expect(all.map(({ at }) => at)).toContain(item.touchedAt);
        for (const step of steps) {
          expect(step.ranMs).toBeGreaterThanOrEqual(0);
          expect(step.closedAt === null).toBe(isOpen(step));
          expect(step.closedAt ?? step.since).toBe(step.since);
          if (step.state === 'started' || step.state === 'paused') expect(step.startedAt).not.toBeNull();
          if (step.startedAt === null) expect(step.ranMs).toBe(0);
          expectOrdered(step.waits);
          expect(step.waits.at(-1)?.to === null).toBe(step.waitingOn !== null);
          if (!isOpen(step)) expect(step.waitingOn).toBeNull();
          const author = all.find(({ id }) => id === step.revision)!;
          expect(author.what).toMatchObject({ text: step.text });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is restored by undoing an undo, and by undoing what was just done', () => {
    const what = fc.constantFrom<EventContent>(
      { type: 'written', text: 'n' },
      { type: 'valid' },
      snoozed(70),
      snoozed(null),
      started,
      waiting('ann'),
      moved(A, null),
      finished,
    );
    const then = (all: FootholdEvent[], doing: EventContent, act: string): FootholdEvent[] => {
      const last =
        all
          .map(({ id }) => id)
          .sort()
          .at(-1) ?? null;
      return [...all, { id: nextEventId(last, 30, 'mmmmmmmm'), act, key, at: 30, what: doing }];
    };
    fc.assert(
      fc.property(history, what, fc.nat(), (all, doing, nth) => {
        // What was just done, undone.
        const done = then(all, doing, 'new');
        const back = then(done, undone('new'), 'undo');
        expect(fold(key, back)).toEqual(fold(key, all));
        // And done again, and undone again.
        const again = then(back, undone('undo'), 'redo');
        expect(fold(key, again)).toEqual(fold(key, done));
        expect(fold(key, then(again, undone('redo'), 'undo again'))).toEqual(fold(key, all));
        // Any act of long ago, even an undo: undone and brought back.
        const old = all[nth % Math.max(1, all.length)]?.act ?? 'nobody';
        const twice = then(then(all, undone(old), 'u'), undone('u'), 'uu');
        expect(fold(key, twice)).toEqual(fold(key, all));
      }),
      { numRuns: 1000 },
    );
  });

  it('is as if an undone act had never been', () => {
    fc.assert(
      fc.property(history, fc.nat(), (all, nth) => {
        const old = all[nth % Math.max(1, all.length)]?.act ?? 'nobody';
        const undo: FootholdEvent = {
          id: nextEventId(all.at(-1)?.id ?? null, 0, 'mmmmmmmm'),
          act: 'u',
          key,
          at: 0,
          what: undone(old),
        };
        expect(fold(key, [...all, undo])).toEqual(
          fold(
            key,
            all.filter(({ act: one }) => one !== old),
          ),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
