/** Who is asked, when, and how often: with a clock that the test turns. */
import { describe, expect, it } from 'vitest';
import type { FactsResponse } from '../../../components/overlay/contract';
import { asKey, type ItemKey } from '../../../domain/key';
import { type Asks, answered, key, keys, MINUTE, openTab, SECOND, START } from './tab';

const fault = (
  name: Extract<FactsResponse, { ok: false }>['fault'],
  wait: number | null = null,
): FactsResponse => ({
  ok: false,
  fault: name,
  wait,
});
const good: Asks = async (asked) => answered(asked);
const HOUR = 60 * MINUTE;

describe('a batch', () => {
  it('is all that is on the page, at once', async () => {
    const tab = openTab(good);
    tab.show(keys(30));
    tab.show(keys(10, 31));
    await tab.pass(SECOND);
    expect(tab.batches).toEqual([{ at: 50, keys: keys(40) }]);
    expect(tab.facts.get(key(1))).toMatchObject({ createdAt: 5, statusSince: 7, askedAt: START + 50 });
    expect(tab.timers.size).toBe(0);
  });

  it('of a tracker that is near waits for nothing', async () => {
    const tab = openTab(good, { near: true });
    tab.show(keys(30));
    tab.show(keys(10, 31));
    await tab.pass(SECOND);
    expect(tab.batches).toEqual([{ at: 0, keys: keys(40) }]);
  });

  it('is cut to the most a tracker takes, one after the other', async () => {
    let flying = 0;
    const tab = openTab(async (asked) => {
      flying += 1;
      expect(flying).toBe(1);
      await Promise.resolve();
      flying -= 1;
      return answered(asked);
    });
    tab.show(keys(250));
    await tab.pass(SECOND);
    expect(tab.batches.map((batch) => batch.keys.length)).toEqual([100, 100, 50]);
  });

  it('follows as rows appear, and asks for none of them twice', async () => {
    const tab = openTab(good);
    for (let n = 0; n < 20; n += 1) {
      tab.show(keys(10, n * 5 + 1));
      await tab.pass(SECOND);
    }
    const all = tab.batches.flatMap((batch) => batch.keys);
    expect(all).toHaveLength(105);
    expect(new Set(all).size).toBe(105);
    expect(tab.batches).toHaveLength(20);
  });

  it('asks for nothing that is under way', async () => {
    const { promise, resolve } = Promise.withResolvers<FactsResponse>();
    const tab = openTab((asked) => (asked.includes(key(2)) ? good(asked) : promise));
    tab.show([key(1)]);
    tab.timers.values().next().value!.then();
    tab.show([key(1), key(2)]);
    expect(tab.batches).toHaveLength(1);
    resolve(answered([key(1)]));
    await tab.pass(SECOND);
    expect(tab.batches.map((batch) => batch.keys)).toEqual([[key(1)], [key(2)]]);
  });

  it('leaves out what left the page, until it comes back', async () => {
    const tab = openTab(good);
    tab.show(keys(2));
    tab.hide([key(1)]);
    await tab.pass(SECOND);
    tab.show([key(1)]);
    await tab.pass(SECOND);
    expect(tab.batches.map((batch) => batch.keys)).toEqual([[key(2)], [key(1)]]);
  });

  it('waits for the background to say what it knows', async () => {
    const tab = openTab(good);
    tab.shown.add(key(1));
    tab.asking.consider([key(1)]);
    await tab.pass(MINUTE);
    expect(tab.batches).toEqual([]);
  });

  it('is not asked for by a hidden tab; by one that is shown again, it is', async () => {
    const tab = openTab(good);
    tab.state.visible = false;
    tab.show(keys(3));
    await tab.pass(HOUR);
    expect(tab.batches).toEqual([]);
    expect(tab.timers.size).toBe(0);
    tab.state.visible = true;
    tab.asking.again();
    await tab.pass(SECOND);
    expect(tab.batches).toHaveLength(1);
  });

  it('is not asked for once the page is over', async () => {
    const tab = openTab(good);
    tab.show(keys(3));
    tab.end();
    expect(tab.timers.size).toBe(0);
    tab.asking.again();
    await tab.pass(HOUR);
    expect(tab.batches).toEqual([]);
  });
});

describe('what is kept only in part', () => {
  const unkept = async (asked: readonly ItemKey[]) =>
    ({ ...answered([]), unkept: [...asked] }) as FactsResponse;
  const undated: Asks = async (asked) => answered(asked, { statusSince: undefined });
  const at = (tab: ReturnType<typeof openTab>) => tab.batches.map((batch) => batch.at);

  it('may be on its way: it is asked for twice more, and then no more', async () => {
    const tab = openTab(unkept);
    tab.show(keys(3));
    await tab.pass(SECOND);
    expect(tab.asking.reason(key(1))).toBe('unkept');
    for (let n = 0; n < 3600; n += 1) {
      tab.asking.consider(keys(3));
      await tab.pass(SECOND);
    }
    expect(at(tab)).toEqual([50, 5050, 25_050]);
    expect(tab.timers.size).toBe(0);
  });

  it('is asked for again when the person goes somewhere: opening an item is what has it kept', async () => {
    const tab = openTab(unkept);
    tab.show([key(1)]);
    await tab.pass(MINUTE);
    const before = tab.batches.length;
    tab.asking.again();
    await tab.pass(MINUTE);
    expect(at(tab).slice(before)).toEqual([61_500, 66_500, 86_500]);
    expect(tab.timers.size).toBe(0);
  });

  it('and then comes: its reason is gone, and it is good for as long as any', async () => {
    let there = false;
    const tab = openTab(async (asked) => (there ? answered(asked) : unkept(asked)));
    tab.show([key(1)]);
    await tab.pass(SECOND);
    there = true;
    await tab.pass(10 * SECOND);
    expect(tab.asking.reason(key(1))).toBeNull();
    expect(tab.batches).toHaveLength(2);
    await tab.pass(11 * MINUTE);
    tab.asking.consider([key(1)]);
    await tab.pass(SECOND);
    expect(tab.batches).toHaveLength(3);
  });

  it('without its time in status is not asked for again by itself, but when the person goes somewhere', async () => {
    const tab = openTab(undated);
    tab.show(keys(2));
    for (let n = 0; n < 300; n += 1) {
      tab.asking.consider(keys(2));
      await tab.pass(SECOND);
    }
    expect(at(tab)).toEqual([50]);
    expect(tab.asking.reason(key(1))).toBe('unkept');
    tab.asking.again();
    await tab.pass(5 * MINUTE);
    expect(at(tab)).toEqual([50, 301_500, 306_500, 326_500]);
  });

  const doubted: Asks = async (asked) =>
    ({ ...answered(asked, { statusSince: undefined }), doubted: [...asked] }) as FactsResponse;

  it('and in doubt is asked for again soon; then, while it stays so, once a minute at most', async () => {
    const tab = openTab(doubted, { near: true });
    tab.show([key(1)]);
    await tab.pass(SECOND);
    expect(tab.asking.reason(key(1))).toBe('unkept');
    for (let n = 0; n < 119; n += 1) {
      tab.asking.consider([key(1)]);
      await tab.pass(SECOND);
    }
    expect(at(tab)).toEqual([0, 5000, 25_000, 85_000]);
  });

  it('and in doubt comes: its reason is gone, and it is asked for no more', async () => {
    let there = false;
    const tab = openTab((asked) => (there ? good(asked) : doubted(asked)), { near: true });
    tab.show([key(1)]);
    await tab.pass(SECOND);
    there = true;
    await tab.pass(5 * MINUTE);
    tab.asking.consider([key(1)]);
    await tab.pass(SECOND);
    expect(at(tab)).toEqual([0, 5000]);
    expect(tab.asking.reason(key(1))).toBeNull();
    expect(tab.facts.get(key(1))).toMatchObject({ statusSince: 7 });
  });

  it('is not fresh at the next load, however lately that was learnt', async () => {
    const before = openTab(undated, { near: true });
    before.show([key(1)]);
    await before.pass(SECOND);
    const stored = before.facts.get(key(1))!;
    expect(stored).toMatchObject({ askedAt: START, statusSince: null });

    const tab = openTab(good, { near: true });
    tab.show([key(1)], stored);
    await tab.pass(SECOND);
    expect(at(tab)).toEqual([0]);
    expect(tab.facts.get(key(1))).toMatchObject({ statusSince: 7 });
    const far = openTab(good);
    far.show([key(1)], stored);
    await far.pass(SECOND);
    expect(far.batches).toEqual([]);
  });

  it('is asked for once in a load, also where another tab’s answer stands in the way of this one', async () => {
    const tab = openTab(good, { near: true });
    const { facts } = (await undated([key(1)])) as Extract<FactsResponse, { ok: true }>;
    // Its clock is ahead.
    tab.show([key(1)], { ...facts[0], askedAt: START + 30 * SECOND });
    await tab.pass(SECOND);
    expect(at(tab)).toEqual([0]);
  });

  it.each<[string, Asks]>([
    ['broken', async (asked) => ({ ...answered([]), broken: [...asked] }) as FactsResponse],
    ['absent', async (asked) => ({ ...answered([]), absent: [...asked] }) as FactsResponse],
    [
      'another’s by now',
      async () => ({ ...answered([key(9)]), moved: [{ from: key(1), to: key(9) }] }) as FactsResponse,
    ],
    ['forgotten', async () => answered([])],
  ])('and then %s is asked for once when the person goes somewhere, and not for ever', async (_, then) => {
    let asks = unkept as Asks;
    const tab = openTab((asked) => asks(asked), { near: true });
    tab.show([key(1)]);
    await tab.pass(MINUTE);
    const before = tab.batches.length;
    asks = (asked) => {
      // Else this test would never end, either.
      if (tab.batches.length > before + 10) tab.end();
      return then(asked);
    };
    tab.asking.again();
    await tab.pass(MINUTE);
    expect(tab.batches.length - before).toBe(1);
  });

  it('of an item that is done lacks nothing when its time in status is left out', async () => {
    const tab = openTab(async (asked) => answered(asked, { statusSince: undefined, category: 'done' }));
    tab.show([key(1)]);
    await tab.pass(SECOND);
    expect(tab.asking.reason(key(1))).toBeNull();
    tab.asking.again();
    await tab.pass(HOUR);
    expect(tab.batches).toHaveLength(1);
  });

  it('leaves what another source told, and is asked for when the page shows another status', async () => {
    const tab = openTab(undated);
    tab.show([key(1)], { status: 'In Progress', statusSince: 3, askedAt: START - 20 * MINUTE, createdAt: 1 });
    await tab.pass(SECOND);
    expect(tab.facts.get(key(1))).toMatchObject({ statusSince: 3, createdAt: 5 });
    tab.show([key(1)], { status: 'In Review' });
    await tab.pass(2 * SECOND);
    expect(tab.batches).toHaveLength(2);
  });

  it('as a whole is tried again less and less, until it rests', async () => {
    const tab = openTab(async () => fault('unkept'));
    tab.show(keys(5));
    await tab.pass(6 * HOUR);
    expect(tab.batches).toHaveLength(9);
    expect(tab.asking.reason(key(1))).toBe('unkept');
    tab.asking.again();
    await tab.pass(SECOND);
    expect(tab.batches).toHaveLength(10);
  });
});

describe('keys an item went by before', () => {
  const OLD = asKey('acme.atlassian.net/OLD-1')!;
  it('are told once for each answer, after what is shown, and get no facts', async () => {
    const tab = openTab(async (asked) => ({ ...answered(asked), moved: [{ from: OLD, to: key(1) }] }));
    tab.show(keys(2));
    await tab.pass(MINUTE);
    expect(tab.moves).toEqual([[OLD, key(1)]]);
    expect(tab.facts.has(OLD)).toBe(false);
    expect(tab.asking.reason(OLD)).toBeNull();
  });
});

describe('an answer', () => {
  it.each<[string, Parameters<typeof answered>[1], number]>([
    ['of an open item is good for ten minutes', {}, 10 * MINUTE],
    ['of one that is done for a day', { category: 'done' }, 24 * HOUR],
  ])('%s', async (_, more, good) => {
    const tab = openTab(async (asked) => answered(asked, more));
    tab.show([key(1)]);
    await tab.pass(good);
    tab.asking.consider([key(1)]);
    await tab.pass(40);
    expect(tab.batches).toHaveLength(1);
    await tab.pass(SECOND);
    tab.asking.consider([key(1)]);
    await tab.pass(SECOND);
    expect(tab.batches).toHaveLength(2);
  });

  it('that another tab got is good here as well; one from the future is not', async () => {
    const tab = openTab(good);
    const { facts } = answered([key(1), key(2)]) as Extract<FactsResponse, { ok: true }>;
    tab.show([key(1)], { ...facts[0], askedAt: START - 9 * MINUTE });
    tab.show([key(2)], { ...facts[1], askedAt: START + HOUR });
    await tab.pass(SECOND);
    expect(tab.batches.map((batch) => batch.keys)).toEqual([[key(2)]]);
  });

  it('starts nothing by itself when it grows old: nothing is due while nothing happens', async () => {
    const tab = openTab(good);
    tab.show(keys(50));
    await tab.pass(HOUR);
    expect(tab.batches).toHaveLength(1);
    expect(tab.timers.size).toBe(0);
  });

  it('that can’t be kept anywhere is asked for less and less', async () => {
    const tab = openTab(good);
    tab.state.keeps = false;
    tab.show([key(1)]);
    for (let n = 0; n < 3600; n += 1) {
      tab.asking.consider([key(1)]);
      await tab.pass(SECOND);
    }
    expect(tab.batches.length).toBeLessThanOrEqual(12);
  });
});

describe('another status on the page', () => {
  it('is asked for, when the tracker had time to write it down', async () => {
    let status = 'In Progress';
    const tab = openTab(async (asked) =>
      answered(asked, { status, statusSince: status === 'Review' ? 99 : 7 }),
    );
    tab.show([key(1)], { status: 'In Progress' });
    await tab.pass(MINUTE);
    status = 'Review';
    tab.show([key(1)], { status: 'Review' });
    expect(tab.facts.get(key(1))).toMatchObject({ status: 'Review', statusSince: null });
    await tab.pass(MINUTE);
    expect(tab.batches.map(({ at }) => at)).toEqual([50, 61_500]);
    expect(tab.facts.get(key(1))).toMatchObject({ status: 'Review', statusSince: 99 });
  });

  it('is a card dragged out of a column that has the name of its status', async () => {
    const tab = openTab(async (asked) => answered(asked));
    tab.show([key(1)], { seenAs: 'In Progress' });
    await tab.pass(SECOND);
    tab.show([key(1)], { seenAs: 'Blocked' });
    await tab.pass(2 * SECOND);
    expect(tab.batches).toHaveLength(2);
  });

  it('is a card dragged to another column: its new status counts from the new change', async () => {
    let [status, statusSince] = ['In Design', 7];
    const tab = openTab(async (asked) => answered(asked, { status, statusSince }));
    tab.show([key(1)], { seenAs: 'Doing' });
    await tab.pass(MINUTE);
    expect(tab.facts.get(key(1))).toMatchObject({ status: 'In Design', seenAs: 'Doing' });
    [status, statusSince] = ['In Review', 99];
    tab.show([key(1)], { seenAs: 'Review' });
    await tab.pass(MINUTE);
    expect(tab.batches).toHaveLength(2);
    expect(tab.facts.get(key(1))).toMatchObject({ status: 'In Review', statusSince: 99, seenAs: 'Review' });
  });

  it('that the tracker learns of late is asked for twice more, then believed', async () => {
    let late = true;
    const tab = openTab(async (asked) =>
      answered(asked, late ? { status: 'In Design' } : { status: 'In Review', statusSince: 99 }),
    );
    tab.show([key(1)], { seenAs: 'Doing' });
    await tab.pass(MINUTE);
    tab.show([key(1)], { seenAs: 'Review' });
    await tab.pass(5 * SECOND);
    expect(tab.batches).toHaveLength(2);
    late = false;
    await tab.pass(2 * SECOND);
    expect(tab.batches).toHaveLength(3);
    expect(tab.facts.get(key(1))).toMatchObject({ status: 'In Review', statusSince: 99, seenAs: 'Review' });
    await tab.pass(HOUR);
    expect(tab.batches.length).toBeLessThanOrEqual(4);
  });

  it('of the same status is learnt as its other name', async () => {
    const tab = openTab(async (asked) => answered(asked, { status: 'In Design' }));
    tab.show([key(1)], { seenAs: 'Doing' });
    await tab.pass(MINUTE);
    // Another board, another column for it.
    tab.show([key(1)], { seenAs: 'Team A' });
    await tab.pass(MINUTE);
    expect(tab.batches.map(({ at }) => at)).toEqual([50, 61_500, 66_500, 86_500]);
    expect(tab.facts.get(key(1))).toMatchObject({ status: 'In Design', statusSince: 7, seenAs: 'Team A' });
    tab.show([key(1)], { seenAs: 'Team A' });
    await tab.pass(5 * MINUTE);
    expect(tab.batches).toHaveLength(4);
  });

  it('while its answer is under way is not lost', async () => {
    const { promise, resolve } = Promise.withResolvers<FactsResponse>();
    let first = true;
    const tab = openTab(async (asked) => {
      if (!first) return answered(asked, { status: 'In Review', statusSince: 99 });
      first = false;
      return promise;
    });
    tab.show([key(1)], { seenAs: 'Doing' });
    tab.timers.values().next().value!.then();
    tab.show([key(1)], { seenAs: 'Review' });
    resolve(answered([key(1)], { status: 'In Design' }));
    await tab.pass(MINUTE);
    expect(tab.facts.get(key(1))).toMatchObject({ status: 'In Review', statusSince: 99, seenAs: 'Review' });
  });

  it('told by two places that never agree is asked for less and less', async () => {
    const tab = openTab(good);
    for (let n = 0; n < 3600; n += 1) {
      tab.show([key(1)], { status: n % 2 ? 'Here' : 'There' });
      await tab.pass(SECOND);
    }
    expect(tab.batches.length).toBeLessThanOrEqual(40);
  });
});

/** An hour in which a person goes somewhere every ten seconds, and rows come and go. */
async function busyHour(tab: ReturnType<typeof openTab>) {
  for (let n = 0; n < 360; n += 1) {
    tab.show(keys(20, (n % 5) * 10 + 1));
    tab.asking.again();
    await tab.pass(10 * SECOND);
  }
}

describe('a fault', () => {
  it('is waited out, twice as long each time, with jitter', async () => {
    const tab = openTab(async () => fault('later'));
    tab.show(keys(3));
    await tab.pass(4 * HOUR);
    const times = tab.batches.map(({ at }) => at);
    const gaps = times.slice(1).map((at, n) => (at - times[n]!) / SECOND);
    // 2, 4, 8, … 256 s, each with half of it again by `random`.
    expect(gaps).toEqual([3, 6, 12, 24, 48, 96, 192, 384]);
    expect(tab.timers.size).toBe(0);
  });

  it.each([
    [0, 2],
    [0.999, 4],
  ])('jitter %d: the second try comes %d seconds later', async (random, seconds) => {
    const tab = openTab(async () => fault('later'));
    tab.state.random = random;
    tab.show([key(1)]);
    await tab.pass(10 * SECOND - 1);
    expect(Math.round((tab.batches[1]!.at - 50) / SECOND)).toBe(seconds);
  });

  it('with a word on how long to wait is waited out at least so long', async () => {
    const waits = [30 * SECOND, 120 * SECOND, 0];
    const tab = openTab(async (asked) =>
      waits.length > 0 ? fault('limited', waits.shift()) : answered(asked),
    );
    tab.show(keys(3));
    await tab.pass(HOUR);
    // The word, and half of 2, 4 and 8 s by `random`; of the last the back-off itself.
    expect(tab.batches.map(({ at }) => at)).toEqual([50, 31_050, 153_050, 165_050]);
    expect(tab.facts.get(key(3))).toMatchObject({ createdAt: 5 });
    expect(tab.asking.reason(key(3))).toBeNull();
  });

  it('with an absurd word is waited out for a day', async () => {
    const tab = openTab(async () => fault('limited', 1e15));
    tab.show([key(1)]);
    await tab.pass(SECOND);
    expect([...tab.timers].map(({ at }) => at - START - 50)).toEqual([24 * HOUR + SECOND]);
  });

  it.each<[Parameters<typeof fault>[0], number, number]>([
    // Nine in a row, then one for each time the person does something, five minutes apart at least.
    ['later', 9, 16],
    ['limited', 9, 16],
    ['logged-out', 9, 18],
    ['forbidden', 1, 1],
    ['not-understood', 1, 1],
  ])('%s: from %d to %d batches in a busy hour', async (name, least, most) => {
    const tab = openTab(async () => fault(name));
    await busyHour(tab);
    expect(tab.batches.length).toBeGreaterThanOrEqual(least);
    expect(tab.batches.length).toBeLessThanOrEqual(most);
    expect(tab.state.signedOut).toBe(name === 'logged-out' ? 1 : 0);
    expect(tab.asking.reason(key(1))).toBe(name);
    // Of a row that came later, too.
    tab.show([key(900)]);
    expect(tab.asking.reason(key(900))).toBe(name);
  });

  it.each<[Parameters<typeof fault>[0], number]>([
    ['later', 9],
    ['limited', 9],
    ['logged-out', 1],
    ['forbidden', 1],
    ['not-understood', 1],
  ])('%s: %d batches in an hour in which nobody does anything', async (name, count) => {
    const tab = openTab(async () => fault(name));
    tab.show(keys(100));
    await tab.pass(HOUR);
    expect(tab.batches).toHaveLength(count);
    expect(tab.timers.size).toBe(0);
  });

  it('logged out: tried again when the person comes back, and all is well', async () => {
    let signedIn = false;
    const tab = openTab(async (asked) => (signedIn ? answered(asked) : fault('logged-out')));
    tab.show(keys(2));
    await tab.pass(MINUTE);
    expect(tab.reasons).toEqual(keys(2));
    signedIn = true;
    tab.asking.again();
    await tab.pass(SECOND);
    expect(tab.batches).toHaveLength(2);
    expect(tab.asking.reason(key(1))).toBeNull();
    expect(tab.reasons).toEqual([...keys(2), ...keys(2)]);
  });

  it('not understood: tried again when the person comes back after an hour, and all is well', async () => {
    let changed = false;
    const tab = openTab(async (asked) => (changed ? answered(asked) : fault('not-understood')));
    tab.show(keys(2));
    await tab.pass(59 * MINUTE);
    tab.asking.again();
    await tab.pass(SECOND);
    expect(tab.batches).toHaveLength(1);
    changed = true;
    await tab.pass(2 * MINUTE);
    expect(tab.timers.size).toBe(0);
    expect(tab.batches).toHaveLength(1);
    tab.asking.again();
    await tab.pass(SECOND);
    expect(tab.batches.map((batch) => batch.keys)).toEqual([keys(2), keys(2)]);
    expect(tab.asking.reason(key(1))).toBeNull();
  });

  it('not understood for a day: asked for once an hour, however much the person does', async () => {
    const tab = openTab(async () => fault('not-understood'));
    tab.show(keys(2));
    for (let n = 0; n < 24 * 60; n += 1) {
      await tab.pass(MINUTE);
      tab.asking.again();
    }
    expect(tab.batches.length).toBeGreaterThan(20);
    expect(tab.batches.length).toBeLessThanOrEqual(24);
  });

  it('leaves what is known as it is', async () => {
    let works = true;
    const tab = openTab(async (asked) => (works ? answered(asked) : fault('later')));
    tab.show([key(1)]);
    await tab.pass(11 * MINUTE);
    works = false;
    tab.asking.again();
    await tab.pass(MINUTE);
    expect(tab.facts.get(key(1))).toMatchObject({ createdAt: 5, statusSince: 7 });
  });
});

describe('items of their own', () => {
  it('that are absent or broken are left alone for an hour', async () => {
    const tab = openTab(async (asked) => ({
      ...answered(asked.filter((each) => each !== key(1) && each !== key(2))),
      absent: asked.filter((each) => each === key(1)),
      broken: asked.filter((each) => each === key(2)),
    }));
    tab.show(keys(3));
    await tab.pass(SECOND);
    expect(keys(3).map(tab.asking.reason)).toEqual(['absent', 'not-understood', null]);
    for (let n = 0; n < 59; n += 1) {
      tab.asking.consider(keys(2));
      await tab.pass(MINUTE);
    }
    expect(tab.batches).toHaveLength(1);
    await tab.pass(2 * MINUTE);
    tab.asking.consider(keys(2));
    await tab.pass(SECOND);
    expect(tab.batches.map((batch) => batch.keys)).toEqual([keys(3), keys(2)]);
  });

  it('that an answer forgets are not asked for for ever', async () => {
    const tab = openTab(async () => answered([]));
    tab.show(keys(3));
    for (let n = 0; n < 60; n += 1) {
      tab.asking.again();
      await tab.pass(30 * SECOND);
    }
    expect(tab.batches).toHaveLength(1);
  });

  it('that were moved are told, and have their ages under both keys', async () => {
    const tab = openTab(async () => ({ ...answered([key(50)]), moved: [{ from: key(1), to: key(50) }] }));
    tab.show([key(1)]);
    await tab.pass(MINUTE);
    tab.asking.consider([key(1)]);
    await tab.pass(MINUTE);
    expect(tab.moves).toEqual([[key(1), key(50)]]);
    expect(tab.facts.get(key(1))).toMatchObject({ createdAt: 5 });
    expect(tab.batches).toHaveLength(1);
  });

  it.each<[Parameters<typeof fault>[0], number]>([
    ['later', 9],
    ['limited', 9],
    ['forbidden', 1],
    ['not-understood', 1],
    ['logged-out', 1],
  ])(
    'whose time in status did not come (%s): the rest is shown, %d batches in an hour',
    async (name, count) => {
      const tab = openTab(async (asked) => ({
        ...(answered(asked, { statusSince: null }) as Extract<FactsResponse, { ok: true }>),
        partial: { fault: name, wait: null },
      }));
      tab.show(keys(2));
      await tab.pass(HOUR);
      expect(tab.batches).toHaveLength(count);
      expect(tab.facts.get(key(1))).toMatchObject({ createdAt: 5, statusSince: null });
      expect(tab.asking.reason(key(1))).toBe(name);
    },
  );
});
