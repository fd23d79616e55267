/** When a tracker's API is asked, for what, and how it is left alone. Every request is counted. */
import { describe, expect, it } from 'vitest';
import type { ItemKey } from '../../../domain/key';
import { Refused } from '../../../storage/refused';
import type { ApiTracker } from '../../../storage/rpc/protocol';
import type { Fault } from '../../practice/api/server';
import { MOVED } from '../../practice/linear/data';
import { apiWorld, DAY, githubKey, HOUR, linearKey, MINUTE, START, TOKENS } from './world';

const SECOND = 1000;

const ITEMS: Record<ApiTracker, (count: number) => ItemKey[]> = {
  linear: (count) => Array.from({ length: count }, (_, index) => linearKey(`ENG-${index + 1}`)),
  github: (count) => Array.from({ length: count }, (_, index) => githubKey(index + 1)),
};

async function ready(tracker: ApiTracker, fault: Fault | null = null) {
  const world = apiWorld();
  await world.keep(tracker);
  world.stands[tracker].fail(fault);
  return world;
}

/** How many items each request asked for. */
const sizes = (world: ReturnType<typeof apiWorld>, tracker: ApiTracker) =>
  world.asked(tracker).map(({ query, variables }) => {
    const filter = variables.filter as { or: { number: { in: number[] } }[] } | undefined;
    if (filter) return filter.or.reduce((sum, { number }) => sum + number.in.length, 0);
    return query.match(/issueOrPullRequest\(/g)?.length ?? 1;
  });

describe.each(['linear', 'github'] as const)('%s', (tracker) => {
  const items = ITEMS[tracker];
  const [first] = items(1) as [ItemKey];

  it('is asked for what pages show, one batch after the other, and its tabs are told', async () => {
    const world = await ready(tracker);
    await world.see(items(3));
    await world.see(items(120));
    await world.pass();
    expect(sizes(world, tracker)).toEqual([50, 50, 20]);
    expect(world.flying.most).toBe(1);
    const facts = (await world.facts(first))!;
    expect(facts).toMatchObject({ status: expect.any(String), askedAt: expect.any(Number) });
    expect(facts.createdAt).toBeLessThan(START);
    expect(facts.statusSince).toBeLessThan(START);
    const told = world.ports[tracker].heard.flatMap((push) => (push.type === 'changed' ? push.views : []));
    expect(told.map(({ key }) => key).sort()).toEqual([...items(120)].sort());
    const other = tracker === 'linear' ? 'github' : 'linear';
    expect(world.ports[other].heard.map(({ type }) => type)).toEqual(['connected']);
  });

  it('is asked for no key that a content script merely names; the popup may name any', async () => {
    const world = await ready(tracker);
    const [, second] = items(2) as [ItemKey, ItemKey];
    const { sender } = world.ports[tracker];
    await world.value({ type: 'see', seen: [{ key: first }, { key: second, title: null }] }, sender);
    await world.pass();
    expect(sizes(world, tracker)).toEqual([]);
    await world.value({ type: 'see', seen: [{ key: second }, { key: first, title: 'Shown' }] }, sender);
    await world.pass();
    expect(sizes(world, tracker)).toEqual([1]);
    expect((await world.facts(first))!.askedAt).not.toBeNull();
    await world.pass();
    expect(await world.facts(second)).toBeNull();
    await world.pass();
    expect((await world.facts(second))!.askedAt).not.toBeNull();
  });

  it('is not asked without a token, nor without the permission', async () => {
    const world = apiWorld();
    await world.see(items(3));
    await world.pass();
    await world.keep(tracker);
    world.permitted.clear();
    await world.see(items(3));
    await world.pass();
    expect(sizes(world, tracker)).toEqual([]);
    expect(await world.state(tracker)).toMatchObject({ over: 'withdrawn' });
    expect([...world.alarms]).toEqual([]);
  });

  it('has stopped being asked once it refuses the token, and says so; a new one goes on', async () => {
    const world = await ready(tracker, { kind: 'refused' });
    for (let round = 0; round < 4; round += 1) {
      await world.see(items(60));
      await world.pass(DAY);
      if (round === 1) world.die();
    }
    expect(sizes(world, tracker)).toEqual([50]);
    expect([...world.alarms]).toEqual([]);
    expect(await world.state(tracker)).toMatchObject({ over: 'refused', isNews: true });
    expect(world.ports.popup.heard.at(-1)).toBeDefined();
    await world.value({ type: 'tokens-told' });
    expect(await world.state(tracker)).toMatchObject({ over: 'refused', isNews: false });

    world.stands[tracker].fail(null);
    await world.keep(tracker);
    expect(await world.state(tracker)).toMatchObject({ over: null, isNews: false });
    await world.see(items(3));
    await world.pass();
    expect(sizes(world, tracker)).toEqual([50, 3]);
  });

  it('is left alone until it says, past the death of the worker', async () => {
    const world = await ready(tracker, { kind: 'limited', inMs: 40 * MINUTE });
    await world.see(items(5));
    await world.pass();
    const state = (await world.state(tracker))!;
    expect(state).toMatchObject({ over: null, trouble: 'limited', waitsUntil: expect.any(Number) });
    expect(state.waitsUntil! - START).toBeGreaterThanOrEqual(40 * MINUTE);
    expect(state.waitsUntil! - START).toBeLessThan(41 * MINUTE);
    for (let minute = 0; minute < 39; minute += 1) {
      if (minute % 10 === 0) world.die();
      await world.see(items(5));
      await world.pass(MINUTE);
    }
    expect(sizes(world, tracker)).toEqual([5]);
    world.stands[tracker].fail(null);
    // Nobody looks again: the alarm wakes the worker, and its pages tell what they show.
    expect(world.alarms.get(`api ${tracker}`)).toBe(state.waitsUntil);
    await world.ring(tracker);
    expect(sizes(world, tracker)).toEqual([5, 5]);
    expect(await world.state(tracker)).toMatchObject({ trouble: null, waitsUntil: null });
    expect((await world.facts(first))?.createdAt).not.toBeNull();
    expect([...world.alarms]).toEqual([]);
  });

  it.each<[string, Fault, 'limited' | 'later' | 'not-understood', number]>([
    ['limits without a word on until when', { kind: 'limited', inMs: null }, 'limited', MINUTE],
    ['is out of reach', { kind: 'down', how: 'cut' }, 'later', 2 * SECOND],
    ['answers in another shape', { kind: 'broken', how: 'shape' }, 'not-understood', MINUTE],
    ['is answered for by a page in between', { kind: 'broken', how: 'text' }, 'later', 2 * SECOND],
  ])(
    'is left alone for longer and longer, past the death of the worker, when it %s',
    async (_, fault, trouble, ms) => {
      const world = await ready(tracker, fault);
      for (let round = 0; round < 3; round += 1) {
        await world.see(items(8));
        await world.pass(200);
        const state = (await world.state(tracker))!;
        expect(state).toMatchObject({ trouble, over: null });
        expect(Math.abs(state.waitsUntil! - world.clock.now - 1.5 * ms * 2 ** round)).toBeLessThanOrEqual(
          200,
        );
        world.die();
        // Whoever looks meanwhile.
        await world.see(items(8));
        await world.pass(200);
        expect(sizes(world, tracker)).toHaveLength(round + 1);
        world.clock.now = state.waitsUntil!;
      }
      world.stands[tracker].fail(null);
      await world.see(items(8));
      await world.pass();
      expect((await world.facts(first))?.createdAt).not.toBeNull();
      expect(await world.state(tracker)).toMatchObject({ trouble: null, waitsUntil: null });
    },
  );

  it('is asked for fewer at a time once a query was too complex', async () => {
    const most = tracker === 'linear' ? 3000 : 20;
    const world = await ready(tracker, { kind: 'complex', most });
    await world.see(items(50));
    await world.pass();
    const asked = sizes(world, tracker);
    expect(asked.slice(0, 3)).toEqual([50, 25, tracker === 'linear' ? 25 : 13]);
    for (const key of items(50)) expect((await world.facts(key))?.askedAt).not.toBeNull();
    // It is remembered.
    world.die();
    await world.see(items(100).slice(50));
    await world.pass();
    expect(sizes(world, tracker)[asked.length]).toBe(asked.at(-2));
  });

  it('is asked again for what it says is not there after an hour, then once a day, however often the worker dies', async () => {
    const world = await ready(tracker);
    const gone = tracker === 'linear' ? linearKey('NONE-1') : githubKey(1, 'none');
    const hours: number[] = [];
    for (let hour = 0; hour <= 27; hour += 1) {
      world.clock.now = START + hour * (HOUR + MINUTE);
      const before = world.asked(tracker).length;
      await world.see([gone]);
      await world.pass(200);
      if (world.asked(tracker).length > before) hours.push(hour);
      world.die();
    }
    expect(hours).toEqual([0, 1, 25]);
  });

  it('never has an answer on its way overwrite the status that a page shows since, and is asked again', async () => {
    const world = await ready(tracker);
    await world.see([{ key: first, status: 'Earlier' }]);
    world.flying.during = () => world.see([{ key: first, status: 'Elsewhere', category: 'doing' }]);
    await world.pass();
    expect(await world.facts(first)).toMatchObject({
      status: 'Elsewhere',
      category: 'doing',
      statusSince: null,
      askedAt: null,
      createdAt: expect.any(Number),
    });
    expect(sizes(world, tracker)).toEqual([1]);
    expect(world.alarms.get(`api ${tracker}`)).toBeLessThanOrEqual(world.clock.now + MINUTE);
    await world.ring(tracker);
    expect(sizes(world, tracker)).toEqual([1, 1]);
    expect((await world.facts(first))?.askedAt).not.toBeNull();
  });

  it('is forgotten with its token, and not asked any more', async () => {
    const world = await ready(tracker);
    await world.see(items(5));
    await world.pass();
    expect(await world.keep(tracker, null)).toMatchObject({ [tracker]: null });
    await world.pass(HOUR);
    await world.see(items(5));
    await world.pass();
    expect(sizes(world, tracker)).toEqual([5]);
    expect(await world.tokens.read(tracker)).toBeNull();
    expect((await world.tokens.answers(items(5))).size).toBe(0);
    // What is known stays known.
    expect((await world.facts(first))?.createdAt).not.toBeNull();
  });

  it('has nothing kept against a new token that was said to the one before, under way when that was replaced', async () => {
    const world = await ready(tracker);
    const gone = tracker === 'linear' ? linearKey('NONE-1') : githubKey(1, 'none');
    const { noteAnswers } = world.tokens;
    world.tokens.noteAnswers = async (rows, by) => {
      await world.tokens.put({ ...(await world.tokens.read(tracker))!, token: `${TOKENS[tracker]}2` });
      return noteAnswers(rows, by);
    };
    await world.see([gone, first]);
    await world.pass(200);
    expect((await world.tokens.answers([gone, first])).size).toBe(0);
  });

  it('gets what it needs, and nothing else of the browser', async () => {
    const world = await ready(tracker);
    await world.see(items(2));
    await world.pass();
    for (const { url, init } of world.requests) {
      expect(url).toBe(
        tracker === 'linear' ? 'https://api.linear.app/graphql' : 'https://api.github.com/graphql',
      );
      expect(init).toMatchObject({
        method: 'POST',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        cache: 'no-store',
        signal: expect.any(AbortSignal),
      });
    }
  });

  it('leaves its token nowhere: not in what is told, kept or reported', async () => {
    const faults: (Fault | null)[] = [
      null,
      { kind: 'refused' },
      { kind: 'limited', inMs: null },
      { kind: 'down', how: 'cut' },
      { kind: 'broken', how: 'text' },
      { kind: 'broken', how: 'shape' },
    ];
    for (const fault of faults) {
      const world = await ready(tracker, fault);
      await world.see(items(3));
      await world.pass();
      const refused = await world.ask({ type: 'token', tracker, token: TOKENS[tracker] });
      const wrong = await world.ask({
        type: 'token',
        tracker: `${TOKENS[tracker]}` as ApiTracker,
        token: 'x',
      });
      const main = await world.store.read(async (db) =>
        Promise.all(db.tables.map((table) => table.toArray())),
      );
      const told = [
        refused,
        wrong,
        await world.value({ type: 'tokens' }),
        world.warnings,
        Object.values(world.ports).map(({ heard }) => heard),
        main,
        [...world.alarms],
      ];
      expect(JSON.stringify(told)).not.toContain(TOKENS[tracker].slice(8));
      // And it is there to be found where it belongs.
      expect(JSON.stringify(world.requests.map(({ init }) => init.headers))).toContain(TOKENS[tracker]);
    }
  });
});

describe('a database that gives up', () => {
  it('is reported by its name, and asked past no oftener than any', async () => {
    const world = await ready('linear');
    const key = linearKey('ENG-1');
    await world.store.read(async (db) =>
      db.facts.hook('creating', () => {
        throw new RangeError(`broken ${TOKENS.linear}`);
      }),
    );
    for (let look = 0; look < 5; look += 1) {
      await world.facts(key);
      await world.pass();
    }
    expect(world.warnings.length).toBeGreaterThan(0);
    expect(world.warnings.join()).not.toContain(TOKENS.linear.slice(8));
    expect(sizes(world, 'linear')).toEqual([1]);
    world.die();
    await world.pass(2 * MINUTE);
    await world.facts(key);
    await world.pass(5000);
    expect(sizes(world, 'linear')).toEqual([1, 1]);
    expect((await world.facts(key))?.createdAt).not.toBeNull();
  });

  it('keeps a move from being written down, and nothing else from being learnt', async () => {
    const world = await ready('linear');
    world.store.write = () => Promise.reject(new Refused('newer-database'));
    await world.see([linearKey(MOVED.from), linearKey('ENG-1')]);
    await world.pass();
    for (const name of [MOVED.from, 'ENG-1'])
      expect(await world.facts(linearKey(name))).toMatchObject({ createdAt: expect.any(Number) });
    expect((await world.tokens.answers([linearKey(MOVED.from), linearKey('ENG-1')])).size).toBe(2);
  });
});
