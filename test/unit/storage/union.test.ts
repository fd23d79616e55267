/** The union of sets of events, as a property: whatever the sets, in whatever order, however often. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FootholdEvent } from '../../../domain/event';
import { asKey } from '../../../domain/key';
import { judgeArrival } from '../../../storage/import/judge-event';
import { uniteEvents } from '../../../storage/import/unite-events';
import { dataWorld, fileOf } from './data-world';
import { START } from './world';

const KEYS = [1, 2, 3].map((n) => asKey(`github.com/acme/widgets#${n}`)!);
const NOW = START + 1_000_000;

/** Events of three items, in all kinds and in some of no version so far; moves and erasures among them. */
const history = fc
  .array(
    fc.record({
      kind: fc.constantFrom(
        ...['written', 'written', 'written', 'rewritten', 'started', 'finished', 'waiting', 'why', 'snoozed'],
        ...['undone', 'moved-from', 'erased', 'erased', 'later', 'more'],
      ),
      key: fc.constantFrom(...KEYS),
      other: fc.constantFrom(...KEYS),
      nth: fc.nat(),
      device: fc.constantFrom('aaaaaaaa', 'zzzzzzzz'),
      jump: fc.integer({ min: 0, max: 3 }),
      text: fc.constantFrom('open the log', 'tell Mona', 'my password'),
    }),
    { maxLength: 25 },
  )
  .map((lines) => {
    const all: FootholdEvent[] = [];
    let ms = START;
    for (const [n, { kind, key, other, nth, device, jump, text }] of lines.entries()) {
      ms += jump;
      const id = `${ms}-${n.toString(36).padStart(4, '0')}-${device}` as FootholdEvent['id'];
      const step = (all[nth % (all.length + 1)] ?? { id }).id;
      const what = {
        written: { type: 'written', text },
        rewritten: { type: 'rewritten', step, text },
        started: { type: 'started', step },
        finished: { type: 'finished', step, outcome: nth % 2 ? text : null },
        waiting: { type: 'waiting', step, on: nth % 3 ? text : null },
        why: { type: 'why', text: nth % 3 ? text : null },
        snoozed: { type: 'snoozed', until: ms + nth },
        undone: { type: 'undone', act: all[nth % (all.length + 1)]?.act ?? 'nobody-did' },
        'moved-from': { type: 'moved-from', from: other },
        erased: { type: 'erased', step: nth % 3 ? step : null, keys: nth % 2 ? [key] : [key, other] },
        later: { type: 'later', step, any: { thing: [nth, text] } },
        more: { type: 'written', text, size: nth },
      }[kind] as FootholdEvent['what'];
      all.push({ id, act: `act-number-${n}`, key, at: ms, what });
    }
    return all;
  });

/** Which of three devices has each event; some have it twice over. */
const devices = fc.tuple(
  history,
  fc.infiniteStream(fc.subarray([0, 1, 2], { minLength: 1 })),
  fc.infiniteStream(fc.nat()),
);

type Rows = readonly FootholdEvent[];

const unite = (stored: Rows, arriving: Rows): FootholdEvent[] => {
  const { added, emptied, counts } = uniteEvents(stored, arriving.map(judgeArrival), NOW);
  expect(counts).toMatchObject({ events: arriving.length, refused: [] });
  expect(counts.added + counts.known).toBe(arriving.length);
  const after = new Map([...stored, ...added, ...emptied].map((event) => [event.id, event]));
  return [...after.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};

const deal = (all: Rows, owners: Iterator<number[]>, order: Iterator<number>): [Rows, Rows, Rows] => {
  const sets: FootholdEvent[][] = [[], [], []];
  for (const event of all) for (const owner of owners.next().value!) sets[owner]!.push(event);
  return sets.map((set) =>
    set
      .map((event) => [order.next().value!, event] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, event]) => event),
  ) as unknown as [Rows, Rows, Rows];
};

it('is idempotent, commutative and associative, words erased and all', () => {
  fc.assert(
    fc.property(devices, ([all, owners, order]) => {
      const [x, y, z] = deal(all, owners[Symbol.iterator](), order[Symbol.iterator]()).map((set) =>
        unite([], set),
      ) as unknown as [Rows, Rows, Rows];
      expect(unite(x, x)).toEqual(x);
      expect(unite(x, y)).toEqual(unite(y, x));
      expect(unite(unite(x, y), z)).toEqual(unite(x, unite(y, z)));
      expect(unite(unite(x, y), z)).toEqual(unite([], all));
    }),
    { numRuns: 500 },
  );
});

it('makes the tables that a rebuild makes, whichever file came first', async () => {
  await fc.assert(
    fc.asyncProperty(devices, async ([all, owners, order]) => {
      const sets = deal(all, owners[Symbol.iterator](), order[Symbol.iterator]());
      const here = dataWorld();
      for (const set of sets) await here.take(fileOf(set));
      const there = dataWorld();
      for (const set of [...sets].reverse()) await there.take(fileOf(set));
      const tables = await here.dump('events', 'items');
      expect(await there.dump('events', 'items')).toBe(tables);
      expect(await here.client.rebuild(here.always())).toMatchObject({ ok: true });
      expect(await here.dump('events', 'items')).toBe(tables);
      const again = dataWorld();
      await again.take(await here.exported());
      expect(await again.dump('events', 'items')).toBe(tables);
      expect(here.warnings).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
