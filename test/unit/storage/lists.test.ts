import { describe, expect, it } from 'vitest';
import { DAY } from '../../../domain/age';
import type { ItemKey } from '../../../domain/key';
import type { Lists } from '../../../storage/rpc/protocol';
import { POPUP, START, TAB, value, world, write } from './world';

const key = (number: number) => `github.com/acme/widgets#${number}` as ItemKey;

async function setUp() {
  const made = world();
  const { act, ask, clock } = made;
  /** Writes a step on an item a minute later; returns what acts on it. */
  const step = async (number: number, text = `step of ${number}`) => {
    clock.now += 60_000;
    const { view } = value(await act(write(text), key(number), undefined, POPUP));
    const { id } = view.steps.find((each) => each.text === text)!;
    return async (type: 'start' | 'pause' | 'drop' | 'finish' | 'wait' | 'end-wait', passed = 0) => {
      clock.now += passed;
      if (type === 'finish') value(await act({ type, step: id, outcome: null }, key(number)));
      else if (type === 'wait') value(await act({ type, step: id, on: 'Ana' }, key(number)));
      else if (type === 'end-wait') value(await act({ type: 'wait', step: id, on: null }, key(number)));
      else value(await act({ type, step: id }, key(number)));
    };
  };
  const snooze = async (number: number, until: number | null) =>
    value(await act({ type: 'snooze', until }, key(number)));
  const lists = async () => value(await ask({ type: 'lists' }));
  return { ...made, step, snooze, lists };
}

const texts = ({ started, next, waiting, snoozed }: Lists) => {
  const of = (list: Lists['next']) => list.map(({ step }) => step.text);
  return { started: of(started), next: of(next), waiting: of(waiting), snoozed: of(snoozed) };
};
const NONE = { started: [], next: [], waiting: [], snoozed: [] };

describe('lists', () => {
  it('are empty at first', async () => {
    const { lists } = await setUp();
    expect(await lists()).toEqual({ ...NONE, counts: { started: 0, next: 0, waiting: 0, snoozed: 0 } });
  });

  it('started: latest start first, second steps too', async () => {
    const { step, lists } = await setUp();
    const [a, b, c] = [await step(1, 'a'), await step(2, 'b'), await step(2, 'c')];
    await c('start', 1000);
    await a('start', 1000);
    await b('start', 1000);
    expect(texts(await lists())).toEqual({ ...NONE, started: ['b', 'a', 'c'] });
  });

  it('next: the first open step of each item, longest at rest first, the paused ones too', async () => {
    const { step, lists } = await setUp();
    const [a, b] = [await step(1, 'a'), await step(2, 'b')];
    await step(2, 'behind b');
    await step(3, 'c');
    await step(4, 'd');
    await a('start', 1000);
    await a('pause', 1000);
    expect(texts(await lists())).toEqual({ ...NONE, next: ['b', 'c', 'd', 'a'] });
    await b('drop');
    expect(texts(await lists()).next).toEqual(['behind b', 'c', 'd', 'a']);
  });

  it('next: time it waited or slept is not time at rest', async () => {
    const { step, snooze, lists, clock } = await setUp();
    const a = await step(1, 'a');
    await step(2, 'b');
    await step(3, 'c');
    await a('wait');
    await snooze(2, clock.now + DAY);
    await a('end-wait', 2 * DAY + 1);
    clock.now += DAY;
    expect(texts(await lists()).next).toEqual(['c', 'b', 'a']);
  });

  it('waiting: longest wait first, running or not', async () => {
    const { step, lists } = await setUp();
    const [a, b] = [await step(1, 'a'), await step(2, 'b')];
    await a('start');
    await b('wait', 1000);
    await a('wait', 1000);
    expect(texts(await lists())).toEqual({ ...NONE, waiting: ['b', 'a'] });
    await b('finish');
    expect(texts(await lists())).toEqual({ ...NONE, waiting: ['a'] });
  });

  it('snoozed: just ended and to come, soonest first; a day after its end it is next again', async () => {
    const { step, snooze, lists, clock } = await setUp();
    await step(1, 'a');
    await step(2, 'b');
    await step(3, 'c');
    const at = clock.now;
    await snooze(1, at + 3 * DAY);
    await snooze(2, at + DAY);
    expect(texts(await lists())).toEqual({ ...NONE, next: ['c'], snoozed: ['b', 'a'] });
    clock.now = at + 1.5 * DAY;
    const due = await lists();
    expect(texts(due)).toEqual({ ...NONE, next: ['c'], snoozed: ['b', 'a'] });
    expect(due.snoozed.map(({ snoozedUntil }) => snoozedUntil! - at)).toEqual([DAY, 3 * DAY]);
    clock.now = at + 2 * DAY;
    expect(texts(await lists())).toEqual({ ...NONE, next: ['c', 'b'], snoozed: ['a'] });
    await snooze(1, null);
    expect(texts(await lists())).toEqual({ ...NONE, next: ['c', 'b', 'a'], snoozed: [] });
  });

  it('carry facts and the gap', async () => {
    const { step, lists, ask, clock } = await setUp();
    const a = await step(1, 'a');
    await step(2, 'b');
    value(await ask({ type: 'see', seen: [{ key: key(1), title: 'Widgets' }] }, TAB));
    await a('start', DAY);
    clock.now += DAY;
    const { started, next } = await lists();
    expect(started).toMatchObject([
      { key: key(1), facts: { title: 'Widgets' }, gap: DAY + 60_000, snoozedUntil: null },
    ]);
    expect(next).toMatchObject([{ key: key(2), facts: null, gap: 2 * DAY }]);
  });

  it('are cut, and counted whole', async () => {
    const { act, ask, lists, clock, snooze } = await setUp();
    for (let number = 1; number <= 75; number += 1) {
      clock.now += 1;
      value(await act(write(`step of ${number}`), key(number)));
      if (number <= 40) await snooze(number, START + DAY);
    }
    const { next, snoozed, counts } = await lists();
    expect(counts).toEqual({ started: 0, next: null, waiting: 0, snoozed: 40 });
    expect(value(await ask({ type: 'counts' }))).toEqual({ started: 0, next: 35, waiting: 0, snoozed: 40 });
    expect([next.length, snoozed.length]).toEqual([30, 30]);
    expect(next[0]!.step.text).toBe('step of 41');
  });

  it('leave out a row that can’t be read', async () => {
    const { step, lists, store, warnings } = await setUp();
    await step(1, 'a');
    await step(2, 'b');
    await store.write((db) => db.table('items').where('key').equals(key(1)).modify({ 'steps.0.text': 7 }));
    expect(texts(await lists()).next).toEqual(['b']);
    expect(warnings).toEqual(['items: 1 unreadable row(s) skipped']);
  });
});
