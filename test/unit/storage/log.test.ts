import { IDBObjectStore } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Action } from '../../../domain/act';
import type { StepId } from '../../../domain/event';
import type { Step } from '../../../domain/fold';
import { asKey, type ItemKey } from '../../../domain/key';
import { rebuild } from '../../../storage/rebuild';
import { actId, ELSEWHERE, KEY, OTHER, POPUP, refusal, START, value, world, write } from './world';

const EVERYTHING = ['events', 'items'];

describe('an act', () => {
  it('is written once, however often it is asked for', async () => {
    const { act, dump } = world();
    const id = actId();
    const first = value(await act(write('open the log', true), KEY, id));
    const after = await dump(...EVERYTHING);
    expect(value(await act(write('open the log', true), KEY, id))).toEqual(first);
    expect(await dump(...EVERYTHING)).toBe(after);
    expect(first.view.steps).toMatchObject([{ text: 'open the log', state: 'started', startedAt: START }]);
  });

  it('is answered with the item as it is now when it is asked for again later', async () => {
    const { act } = world();
    const id = actId();
    const [step] = value(await act(write('open the log'), KEY, id)).view.steps;
    value(await act({ type: 'start', step: step!.id }));
    expect(value(await act(write('open the log'), KEY, id)).view.steps).toMatchObject([{ state: 'started' }]);
  });

  it('is of one item: its id is refused for another', async () => {
    const { act, dump } = world();
    const id = actId();
    value(await act(write('a'), KEY, id));
    const before = await dump(...EVERYTHING);
    expect(refusal(await act(write('a'), OTHER, id)).code).toBe('bad-message');
    expect(await dump(...EVERYTHING)).toBe(before);
  });

  it('happens exactly once each when 50 come at the same moment, some of them twice', async () => {
    const { act, store, dump } = world();
    const keys = [KEY, OTHER, asKey('github.com/acme/widgets#3')!];
    const asked = Array.from({ length: 50 }, (_, i) => ({
      id: actId(),
      key: keys[i % 3]!,
      text: `step ${i}`,
    }));
    const twice = [...asked, ...asked.filter((_, i) => i % 7 === 0)];
    const answers = await Promise.all(twice.map(({ id, key, text }) => act(write(text), key, id)));
    for (const answer of answers) value(answer);
    const events = await store.read((db) => db.events.toArray());
    expect(events.map(({ act: id }) => id).sort()).toEqual(asked.map(({ id }) => id).sort());
    const ids = events.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(new Set(ids.map((id) => id.slice(-8))).size).toBe(1);
    const [items] = JSON.parse(await dump('items')) as { steps: unknown[] }[][];
    expect(items!.flatMap(({ steps }) => steps)).toHaveLength(50);
  });

  it('keeps ids in order when the clock goes back', async () => {
    const { act, clock } = world();
    const first = value(await act(write('first')));
    clock.now -= 3_600_000;
    const second = value(await act(write('second')));
    expect(second.view.steps.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(second.view.revision! > first.view.revision!).toBe(true);
    expect(second.view.steps[1]!.writtenAt).toBe(START - 3_600_000);
  });

  it('keeps the device it is of when the worker starts anew', async () => {
    const { act, store } = world();
    const before = value(await act(write('a'))).view.revision!;
    store.close();
    const after = value(await act(write('b'))).view.revision!;
    expect(after.slice(-8)).toBe(before.slice(-8));
  });

  it('keeps HTML as the text it is', async () => {
    const { act } = world();
    const text = '<img src=x onerror=alert(1)> & "quotes"';
    expect(value(await act(write(text))).view.steps[0]!.text).toBe(text);
  });

  it('leaves a revision when all of it is taken back, so that an old answer is known as old', async () => {
    const { act } = world();
    const { act: id, view } = value(await act(write('a')));
    const undone = value(await act({ type: 'undo', act: id }));
    expect(undone.view).toMatchObject({ item: null, steps: [] });
    expect(undone.view.revision! > view.revision!).toBe(true);
    const back = value(await act({ type: 'undo', act: undone.act }));
    expect(back.view.steps).toEqual(view.steps);
  });
});

describe('a refusal writes nothing', () => {
  const setUp = async () => {
    const made = world();
    const { act: mine, view } = value(await made.act(write('open the log', true)));
    const { act: other } = value(await made.act(write('else'), OTHER));
    const undone = value(await made.act({ type: 'undo', act: value(await made.act({ type: 'valid' })).act }));
    return { ...made, step: view.steps[0]!, mine, other, undone };
  };
  type World = Awaited<ReturnType<typeof setUp>>;
  it.each<[string, (world: World) => Action, object]>([
    ['empty', () => write('  '), { code: 'empty' }],
    [
      'too-long',
      () => write('x'.repeat(10_000)),
      { code: 'too-long', params: ['10000', '500'], cleaned: 'x'.repeat(500) },
    ],
    ['hidden-characters', () => write('a\u202eb'), { code: 'hidden-characters', cleaned: 'ab' }],
    ['bad-message', () => ({ type: 'snooze', until: Number.POSITIVE_INFINITY }), { code: 'bad-message' }],
    [
      'wrong-state',
      ({ step }) => ({ type: 'start', step: step.id }),
      { code: 'wrong-state', params: ['started'], view: { key: KEY } },
    ],
    [
      'no-such-step',
      ({ undone }) => ({ type: 'start', step: undone.view.revision! }),
      { code: 'no-such-step' },
    ],
    [
      'changed-elsewhere',
      ({ step, undone }) => ({ type: 'rewrite', step: step.id, text: 'mine', base: undone.view.revision! }),
      { code: 'changed-elsewhere', params: ['open the log'], view: { steps: [{ text: 'open the log' }] } },
    ],
    [
      'nothing-to-undo: an act of another item',
      ({ other }) => ({ type: 'undo', act: other }),
      { code: 'nothing-to-undo' },
    ],
    [
      'nothing-to-undo: an unknown act',
      () => ({ type: 'undo', act: 'no-such-act' }),
      { code: 'nothing-to-undo' },
    ],
  ])('%s', async (_, action, expected) => {
    const made = await setUp();
    const before = await made.dump(...EVERYTHING, 'meta');
    expect(refusal(await made.act(action(made)))).toMatchObject(expected);
    expect(await made.dump(...EVERYTHING, 'meta')).toBe(before);
  });

  it('of two tabs that edit one step, the second is told the text of the first', async () => {
    const { act, step } = await setUp();
    const [first, second] = await Promise.all([
      act({ type: 'rewrite', step: step.id, text: 'from one tab', base: step.revision }),
      act({ type: 'rewrite', step: step.id, text: 'from the other', base: step.revision }),
    ]);
    expect(value(first!).view.steps[0]!.text).toBe('from one tab');
    const { code, params, view } = refusal(second!);
    expect([code, params]).toEqual(['changed-elsewhere', ['from one tab']]);
    // With what the refusal says, the second can save after looking.
    const again = await act({ type: 'rewrite', step: step.id, text: 'both', base: view!.steps[0]!.revision });
    expect(value(again).view.steps[0]!.text).toBe('both');
  });

  it.each(['events', 'items'])('quota exceeded while writing %s', async (table) => {
    const { act, dump, store } = await setUp();
    const before = await dump(...EVERYTHING);
    const full = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    await store.read(async (db) => {
      db.table(table).hook('creating', full);
      db.table(table).hook('updating', full);
    });
    expect(refusal(await act(write('one more'))).code).toBe('storage-full');
    await store.read(async (db) => {
      db.table(table).hook('creating').unsubscribe(full);
      db.table(table).hook('updating').unsubscribe(full);
    });
    expect(await dump(...EVERYTHING)).toBe(before);
    value(await act(write('one more')));
  });

  it('quota exceeded by the browser itself', async () => {
    const { act, dump } = await setUp();
    const before = await dump(...EVERYTHING);
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(refusal(await act(write('one more'))).code).toBe('storage-full');
    add.mockRestore();
    expect(await dump(...EVERYTHING)).toBe(before);
  });
});

/** A row of `items`, with whatever in it. */
type Stored = { item: unknown; steps: { id: string; state: unknown }[]; lanes: unknown };

describe('a row that is garbage', () => {
  it('in the log hides nothing else, and is reported', async () => {
    const { act, store, warnings } = world();
    value(await act(write('first')));
    await store.write(async (db) => {
      const [event] = await db.events.toArray();
      await db.table('events').bulkAdd([
        { ...event, id: '1700000000000-0000-garbage0', act: 'garbage-1', what: { type: 'written', text: 7 } },
        { ...event, id: 'zzz', act: 'garbage-2' },
        { ...event, id: 5, act: 'garbage-3' },
        { id: '1700000000000-0001-garbage0', act: 'garbage-4', key: null },
      ]);
    });
    const { view } = value(await act(write('second')));
    expect(view.steps.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(warnings.join()).toContain('events: 3 unreadable row(s) skipped');
    await store.write((db) => rebuild(db, { warn: (what) => warnings.push(what) }));
    expect(warnings.join()).toContain('events: 4 unreadable row(s) skipped');
    expect((await store.read((db) => db.items.toArray())).map(({ steps }) => steps)).toEqual([view.steps]);
    expect(await store.read((db) => db.events.count())).toBe(6);
  });

  it.each<[string, (row: Stored) => void]>([
    [
      'item',
      (row) => {
        row.item = 'garbage';
      },
    ],
    [
      'step',
      (row) => {
        row.steps[0]!.state = 'garbage';
      },
    ],
    [
      'place in the lists',
      (row) => {
        row.lanes = [['nowhere', 1, row.steps[0]!.id]];
      },
    ],
  ])('in items is read from the log instead: its %s', async (_, spoil) => {
    const { act, ask, store, warnings } = world();
    const { view } = value(await act(write('first', true)));
    await store.write((db) => db.table('items').toCollection().modify(spoil));
    expect(value(await ask({ type: 'see', seen: [{ key: KEY }] }))).toMatchObject([
      { steps: view.steps, item: view.item, revision: view.revision },
    ]);
    expect(warnings).toEqual(['items: 1 unreadable row(s) skipped']);
    // The next act mends it.
    const { view: after } = value(await act(write('second')));
    expect(after.steps.map(({ text }) => text)).toEqual(['first', 'second']);
    warnings.length = 0;
    value(await ask({ type: 'see', seen: [{ key: KEY }] }));
    expect(warnings).toEqual([]);
  });
});

describe('a rebuild', () => {
  const choice = fc.record({
    key: fc.constantFrom(KEY, OTHER, ELSEWHERE),
    kind: fc.constantFrom(
      'write',
      'rewrite',
      'start',
      'pause',
      'finish',
      'drop',
      'wait',
      'move',
      'why',
      'snooze',
      'valid',
      'undo',
    ),
    pick: fc.nat(5),
    other: fc.nat(5),
    yes: fc.boolean(),
    text: fc.constantFrom('open the log', 'ask Ana', '<b>x</b>', '開く'),
    passes: fc.integer({ min: -5_000_000, max: 90_000_000 }),
  });

  it('gives the same tables to the byte, whatever was done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(choice, { maxLength: 40 }), async (choices) => {
        const { act, ask, clock, store, dump } = world();
        const done: string[] = [];
        for (const { key, kind, pick, other, yes, text, passes } of choices) {
          clock.now += passes;
          const view = value(await ask({ type: 'see', seen: [{ key }] }))[0]!;
          const step = view.steps[pick % (view.steps.length || 1)];
          const action = actionOf(
            kind,
            step,
            view.steps[other]?.id ?? null,
            yes,
            text,
            clock.now,
            done.at(-1 - pick),
          );
          if (!action) continue;
          const answer = await act(action, key, actId(), POPUP);
          if (answer.ok) done.push(answer.value.act);
        }
        const before = await dump('items');
        await store.write(async (db) => {
          await db.items.clear();
          await db.items.put({ key: 'leftover' } as never);
          await rebuild(db, { warn: () => expect.unreachable() });
        });
        expect(await dump('items')).toBe(before);
        store.close();
      }),
      { numRuns: 60 },
    );
  });

  function actionOf(
    kind: string,
    step: Step | undefined,
    before: StepId | null,
    yes: boolean,
    text: string,
    now: number,
    act: string | undefined,
  ): Action | null {
    if (kind === 'write') return { type: 'write', text, start: yes };
    if (kind === 'why') return { type: 'why', text: yes ? text : null };
    if (kind === 'snooze') return { type: 'snooze', until: yes ? now + 86_400_000 : null };
    if (kind === 'valid') return { type: 'valid' };
    if (kind === 'undo') return act ? { type: 'undo', act } : null;
    if (!step) return null;
    if (kind === 'rewrite') return { type: 'rewrite', step: step.id, text, base: step.revision };
    if (kind === 'finish') return { type: 'finish', step: step.id, outcome: yes ? text : null };
    if (kind === 'wait') return { type: 'wait', step: step.id, on: yes ? 'Ana' : null };
    if (kind === 'move') return { type: 'move', step: step.id, before };
    return { type: kind as 'start' | 'pause' | 'drop', step: step.id };
  }

  it('reads a log of more than one page', async () => {
    const { act, store, dump } = world();
    const { view } = value(await act(write('first')));
    const device = view.revision!.slice(-8);
    await store.write((db) =>
      db.events.bulkAdd(
        Array.from({ length: 11_000 }, (_, i) => ({
          id: `${START + 1 + Math.floor(i / 2)}-000${i % 2}-${device}` as never,
          act: `bulk-act-${i}`,
          // One item lies across the end of a page.
          key: `github.com/acme/widgets#${1 + Math.floor(i / 4000)}` as ItemKey,
          at: START + i,
          what: { type: 'valid' as const },
        })),
      ),
    );
    await store.write((db) => rebuild(db, { warn: () => expect.unreachable() }));
    const items = JSON.parse(await dump('items'))[0] as { key: string; item: { touchedAt: number } }[];
    expect(items.map(({ key, item }) => [key, item.touchedAt])).toEqual([
      ['github.com/acme/widgets#1', START + 3999],
      ['github.com/acme/widgets#2', START + 7999],
      ['github.com/acme/widgets#3', START + 10_999],
    ]);
  });
});
