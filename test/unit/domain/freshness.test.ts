/** When facts are asked for: one table for pages and for the background. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  API_POLICY as API,
  type FreshnessPolicy,
  LOCAL_PAGE_POLICY as LOCAL,
  REMOTE_PAGE_POLICY as REMOTE,
} from '../../../domain/freshness/policy';
import type { FactsResponse, FaultCode, NoFacts } from '../../../domain/freshness/response';
import { initialSource, waitsUntil } from '../../../domain/freshness/source';
import {
  answered,
  HOUR,
  key,
  keys,
  MINUTE,
  noneOf,
  type Respond,
  SECOND,
  type Simulation,
  START,
  simulate,
} from './simulation';

const DAY = 24 * HOUR;
const [ITEM, OTHER] = [key(1), key(2)];

const none =
  (why: NoFacts): Respond =>
  (asked) =>
    answered([], {}, { none: noneOf(why, ...asked) });
const partial =
  (fault: FaultCode): Respond =>
  (asked) =>
    answered(asked, { statusSince: null }, { partial: { fault, retryAfterMs: null } });
const fail =
  (fault: FaultCode, retryAfterMs: number | null = null) =>
  (): FactsResponse => ({ ok: false, fault, retryAfterMs });
const tooMuch: Respond = () => answered([], {}, { isTooMuch: true });

const ANSWERS: Record<string, Respond> = {
  good: (asked) => answered(asked),
  changed: (asked) => answered(asked, { status: 'C', statusSince: 99 }),
  done: (asked) => answered(asked, { category: 'done', closedAt: 8, statusSince: undefined }),
  undated: (asked) => answered(asked, { statusSince: undefined }),
  timeless: (asked) => answered(asked, { statusSince: null }),
  absent: none('absent'),
  broken: none('broken'),
  unkept: none('unkept'),
  forgotten: () => answered([]),
  movedAway: () => answered([], {}, { moved: [{ from: ITEM, to: OTHER }] }),
  moved: (asked) => answered([OTHER], {}, { moved: asked.map((from) => ({ from, to: OTHER })) }),
  movedInPart: (asked) =>
    answered([OTHER], { statusSince: undefined }, { moved: asked.map((from) => ({ from, to: OTHER })) }),
  tooMuch,
  upTo20: (asked, nth) => (asked.length > 20 ? tooMuch(asked, nth) : answered(asked)),
  firstHalf: (asked) =>
    answered(asked.slice(asked.length / 2), {}, { fault: { fault: 'limited', retryAfterMs: 5000 } }),
  nearlyUsedUp: (asked) => answered(asked.slice(asked.length / 2), {}, { pauseMs: HOUR }),
  usedUpForEver: (asked) => answered(asked.slice(asked.length / 2), {}, { pauseMs: 1e15 }),
  usedUpInVain: () => answered([], {}, { pauseMs: 5000 }),
  usedUpAndLater: (asked) =>
    answered(
      asked.slice(asked.length / 2),
      {},
      { pauseMs: HOUR, fault: { fault: 'later', retryAfterMs: null } },
    ),
  partLater: partial('later'),
  partForbidden: partial('forbidden'),
  partSignedOut: partial('logged-out'),
  later: fail('later'),
  unread: fail('unkept'),
  limited: fail('limited'),
  'limited-0s': fail('limited', 0),
  'limited-30s': fail('limited', 30 * SECOND),
  'limited-1h': fail('limited', HOUR),
  'limited-for-ever': fail('limited', 1e15),
  'signed-out': fail('logged-out'),
  forbidden: fail('forbidden'),
  'not-understood': fail('not-understood'),
};
const answerOf = (name: string): Respond => {
  if (!ANSWERS[name]) throw new Error(`No answer is called ${name}.`);
  return ANSWERS[name];
};
/** The first answers in turn, and the last one from then on. */
function inTurn(names: string): Respond {
  const answers = names.split(' ').map(answerOf);
  return (asked, nth) => answers[Math.min(nth, answers.length - 1)]!(asked, nth);
}

/** What somebody else learnt, by the name it has in a script. */
const learnt = (ago: number, facts: object = {}) => ({
  ...answered([ITEM], facts).facts[0],
  askedAt: START - ago,
});
const LEARNT: Record<string, object> = {
  '9m-ago': learnt(9 * MINUTE),
  '11m-ago': learnt(11 * MINUTE),
  '1h-ahead': learnt(-HOUR),
  'done-with-a-gap': learnt(2 * HOUR, { category: 'done', statusSince: null }),
  'now-with-a-gap': learnt(0, { statusSince: null }),
  '30s-ahead-with-a-gap': learnt(-30 * SECOND, { statusSince: null }),
};

const UNITS: Record<string, number> = { s: SECOND, m: MINUTE, h: HOUR };
const msOf = (text: string) => Number.parseFloat(text) * (UNITS[text.at(-1)!] ?? 1);

/**
 * What happens, one after the other. `show`: the item comes to the page, or so many; `is:A`: there with this status;
 * `in:A`: in this column; `learnt:`: see above. `hide`: it leaves. `act`: the person does something. `5m`: so much time
 * passes; `look:5m`: while it is shown every second; `look:5m/1m`: every minute. `busy:5m/1m`: while the person does
 * something every minute. `die`: whoever asks is started anew. `fail`: the storage fails once.
 */
async function play(world: Simulation, script: string): Promise<Simulation> {
  for (const [word = '', argument = ''] of script.split(' ').map((each) => each.split(':'))) {
    const [ms = '', every = '1s'] = argument.split('/');
    if (word === 'show') world.show(argument ? keys(Number(argument)) : [ITEM]);
    else if (word === 'is') world.show([ITEM], { status: argument });
    else if (word === 'in') world.show([ITEM], { seenAs: argument });
    else if (word === 'learnt') world.show([ITEM], LEARNT[argument]!);
    else if (word === 'hide') world.hide([ITEM]);
    else if (word === 'act') world.act();
    else if (word === 'look') await world.look(msOf(ms), msOf(every));
    else if (word === 'busy')
      for (const end = world.now + msOf(ms); world.now < end; await world.pass(msOf(every))) world.act();
    else if (word === 'die') world.die();
    else if (word === 'fail') world.fails = true;
    else await world.pass(msOf(word));
  }
  return world;
}

const POLICIES: Record<string, FreshnessPolicy> = { remote: REMOTE, local: LOCAL, api: API };

/**
 * Who asks; what is answered, in turn, and the last of it from then on; what happens; when it is asked for, ms, and for
 * how many. `*`: the item alone.
 */
const TIMES = `
  a remote source: in a few frames          | remote | good            | show 1s                      | 50
  a local source: at once                   | local  | good            | show 1s                      | 0
  the background: in a moment               | api    | good            | show 1s                      | 100
  fresh: good for ten minutes               | remote | good            | show look:25m/1m             | 50 660050 1320050
  fresh: good for ten minutes               | api    | good            | show look:25m/1m             | 100 600100 1200100
  fresh: good for a day when done           | remote | done            | show 1s act look:23h/1h      | 50
  fresh: good for a day when done           | api    | done            | show look:26h/1h             | 100 24h+100
  fresh: not asked by itself when old       | remote | good            | show 24h                     | 50
  learnt by another tab                     | remote | good            | learnt:9m-ago 1m             |
  learnt by a page                          | api    | good            | learnt:9m-ago 1m             |
  learnt long ago                           | remote | good            | learnt:11m-ago 1m            | 50
  learnt by a clock that is wrong           | remote | good            | learnt:1h-ahead 1m           | 50
  learnt with a gap: at each load           | remote | good            | learnt:now-with-a-gap look:1m | 50
  learnt with a gap: at each load           | local  | good            | learnt:now-with-a-gap look:1m | 0
  learnt with a gap: at once                | api    | good            | learnt:now-with-a-gap look:1m | 100
  learnt with a gap: when done, in a day    | local  | good            | learnt:done-with-a-gap look:1m |
  learnt with a gap, by a clock ahead       | local  | good            | learnt:30s-ahead-with-a-gap 1s | 0
  a gap that stays: good for ten minutes    | api    | timeless        | show look:10m                | 100
  not stored: three times more, then hourly | local  | unkept          | show look:130m/1m            | 0 5000 25000 85000 62m 122m
  not stored: again after activity          | local  | unkept          | show 5m act 1m               | 0 5000 25000 85000 301500 306500 326500
  not stored: until it is                   | local  | unkept good     | show look:9m                 | 0 5000
  not stored: at the next load              | local  | undated good    | show 1s die look:1s          | 0 1000
  not stored, then broken: no more          | local  | unkept unkept broken    | show 1m act 1m act 1m  | 0 5000 25000
  not stored, then absent: no more          | local  | unkept unkept absent    | show 1m act 1m act 1m  | 0 5000 25000
  not stored, then forgotten: no more       | local  | unkept unkept forgotten | show 1m act 1m act 1m  | 0 5000 25000
  not stored, then moved: no more           | local  | unkept unkept movedAway | show 1m act 1m act 1m  | 0 5000 25000
  stored in part: three times more          | local  | undated         | show look:9m act 1m          | 0 5000 25000 85000 541500 546500 566500
  stored in part: an API has no more        | api    | undated         | show 10s act 10s act 1m      | 100
  absent: an hour, then a day               | remote | absent          | show look:26h/1m             | 50 61m+50 1502m+50
  absent: an hour, then a day               | api    | absent          | show look:50h/1m             | 100 1h+100 25h+100 49h+100
  absent: not for ever                      | api    | absent good     | show 1s look:61m/1m          | 100 3601100
  broken: an hour, then a day               | remote | broken          | show look:26h/1m             | 50 61m+50 1502m+50
  forgotten by the answer: the same         | api    | forgotten       | show look:26h/1m             | 100 1h+100 25h+100
  moved without facts: an hour              | remote | movedAway       | show look:70m/1m             | 50 61m+50
  contradicted: when it is written down     | remote | good changed    | is:A 1m is:C look:1m         | 50 61500
  contradicted: after a minute              | api    | good changed    | is:A 30s is:C look:1m        | 100 60100
  contradicted: as another tab learnt it    | remote | good            | learnt:9m-ago 1s is:B look:1m | 2500 7500 27500
  contradicted: by the next column          | remote | good changed    | in:C 1s in:D 2s              | 50 2500
  contradicted: from its own column         | remote | changed         | in:C 1s in:Blocked 2s        | 50 2500
  contradicted: until the source has heard  | remote | good good changed | in:A 1m in:B look:9m       | 50 61500 66500
  contradicted: twice more, then believed   | remote | good            | in:A 1m in:B look:5m         | 50 61500 66500 86500
  contradicted: once more, then believed    | api    | good            | is:A 2m is:B 5m              | 100 121500 181500
  contradicted again after it was believed  | remote | good            | in:A 1m in:B 30s in:C 2s     | 50 61500 66500 86500 91500
  not shown: not asked                      | remote | good            | show hide 1m                 |
  not shown: asked when it is back          | remote | good            | show hide 1m show 1m         | 60050
  next life: fresh                          | api    | good            | show 1s die look:1m          | 100
  next life: what was due when it ended     | api    | good            | show die 1s look:1s          | 1100
  next life: contradicted                   | api    | good            | is:A 2m is:B 30s die look:2m | 100 121500 181500
  next life: a source that asked to wait    | api    | limited-1h good | show 1s die look:65m/1m      | 100 1h+1100
  next life: a source that is over          | api    | forbidden       | show look:1h/1m die look:1h/1m | 100
  storage that fails: a minute's rest       | api    | good            | fail show:60 look:59s 2s show:60 1s | 100*50 61100*50 61100*10

  no answer: twice as long, with jitter     | remote | later           | show 4h                      | 50 3050 9050 21050 45050 93050 189050 381050 765050
  no answer: not by itself in its next life | api    | later           | show 24h die look:1s act 1s  | 100 3100 9100 21100 45100 93100 189100 381100 765100 86401000
  nothing kept: the same                    | local  | unread          | show 12s                     | 0 3000 9000
  asked to wait: longer, if it says no time | remote | limited         | show 1h                      | 50 90050 270050 630050 1260050 2370050
  asked to wait: not at all                 | remote | limited-0s      | show 10s                     | 50 3050 9050
  asked to wait: as long as it says         | remote | limited-30s good | show 1m                     | 50 31050
  asked to wait: by a clock that is wrong   | api    | limited-for-ever good | show 25h               | 100 24h+1100
  signed out: until the person comes back   | remote | signed-out good | show 1h act 1m               | 50 1h
  signed out: not before its time           | remote | signed-out      | show 1s act 1s act 1h        | 50
  signed out, busily: less and less         | remote | signed-out      | show busy:10m/10s            | 50 10000 20000 40000 70000 120000 220000 420000
  not allowed: never again                  | remote | forbidden       | show 1h act 1h               | 50
  not understood: in a minute               | remote | not-understood good | show:2 1h                | 50*2 90050*2
  not understood: an item alone, in an hour | remote | not-understood good | show 59m act 1m look:2m  | 50 3601050
  failed too often: when somebody acts      | remote | later           | show 1h busy:20m/10s         | 50 3050 9050 21050 45050 93050 189050 381050 765050 1h 4050000 4500000
  no time in status: as no answer           | remote | partLater       | show 4h                      | 50 3050 9050 21050 45050 93050 189050 381050 765050
  no time in status: once more              | remote | partLater good  | show look:9m                 | 50 3050
  no time in status allowed: no more        | remote | partForbidden   | show look:9m act 10s         | 50
  no time in status, signed out: no more    | remote | partSignedOut   | show look:9m act 10s         | 50

  a batch: the most that a source takes     | remote | good            | show:250 1s                  | 50*100 50*100 50*50
  a batch: halves while its source fails    | api    | later later later later later later good | show:50 1h | 100*50 3100*25 9100*13 21100*7 45100*4 93100*2 189100 189100*49
  a batch: whole when it was asked to wait  | api    | limited good    | show:50 1h                   | 100*50 90100*50
  a batch: halves when too much, for a day  | api    | upTo20          | show:30 1h die show:45 24h show:45 1s | 100*30 100*15 100*15 1h+100*15 1h+100*15 1h+100*15 25h+100*45 25h+100*23 25h+100*12 25h+100*12 25h+100*12 25h+100*9
  a batch: of one that is too much: no less | api    | tooMuch good    | show 1s show:50 look:1s      | 100 1100*49
  a batch: what an early end left out       | api    | firstHalf good  | show:50 1h                   | 100*50 6100*25
  a batch: its limit is used up for ever    | api    | usedUpForEver good | show:50 25h               | 100*50 24h+100*25
  a batch: late, and its limit is used up   | api    | usedUpAndLater good | show:50 2h               | 100*50 3600100*25
  a batch: used up, and nothing is answered | api    | usedUpInVain    | show:50 2h                   | 100*50
  a batch: its limit is nearly used up      | api    | nearlyUsedUp good | show:50 2h                 | 100*50 3600100*25
`
  .trim()
  .split('\n')
  .filter((row) => row !== '')
  .map((row) => row.split('|').map((cell) => cell.trim()) as [string, string, string, string, string]);

const wordsIn = (text: string) => text.split(' ').filter((word) => word !== '');

it.each(TIMES)('%s (%s)', async (_, policy, answers, script, times) => {
  const world = await play(simulate(POLICIES[policy]!, inTurn(answers)), script);
  const all = world.requests.map(({ at, keys: asked }) =>
    asked.length === 1 ? `${at}` : `${at}*${asked.length}`,
  );
  const sum = (text: string) => text.split('+').reduce((ms, each) => ms + msOf(each), 0);
  const expected = wordsIn(times).map((text) => {
    const [at = '', size] = text.split('*');
    return size ? `${sum(at)}*${size}` : `${sum(at)}`;
  });
  expect(all).toEqual(expected);
});

describe('an item is asked for', () => {
  it('less and less while two places on a page never agree, or its answer can’t be kept', async () => {
    const world = simulate(REMOTE);
    for (let n = 0; n < 1800; n += 1) await play(world, 'is:Here 1s is:There 1s');
    expect(world.requests.length).toBeLessThanOrEqual(12);
    for (const script of ['show look:1h', 'learnt:11m-ago look:1h']) {
      const forgetful = simulate(REMOTE);
      forgetful.keeps = false;
      expect((await play(forgetful, script)).requests.length).toBeLessThanOrEqual(12);
    }
  });

  it('as it is stored, also when it is shown while another is looked up', async () => {
    const world = await play(simulate(API), 'show 1s die');
    world.duringLookUp = () => world.show([ITEM]);
    world.show([OTHER]);
    await world.pass(MINUTE);
    expect(world.requests.map((request) => request.keys)).toEqual([[ITEM], [OTHER]]);
  });

  it('later after each failure, also when it is shown while it is asked for', async () => {
    const world = simulate(API, answerOf('later'));
    world.isPrompt = false;
    for (let failures = 1; failures < 4; failures += 1) {
      await play(world, 'show 1m');
      world.show([OTHER]);
      await world.answer();
      expect(world.source.failures).toBe(failures);
    }
  });

  it('not of a source that can’t be asked about it', async () => {
    const world = simulate(API);
    world.foreign.add(ITEM);
    expect((await play(world, 'show 1h')).requests).toEqual([]);
  });

  it('of a source that was over, and is another by now', async () => {
    const world = await play(simulate(API, inTurn('forbidden good')), 'show 1s');
    world.source = initialSource(API);
    expect((await play(world, 'look:1s')).requests).toHaveLength(2);
  });

  it('whatever becomes of one that breaks each answer it is in', async () => {
    const broken = answerOf('not-understood');
    const world = simulate(API, (asked, nth) =>
      asked.includes(OTHER) ? broken(asked, nth) : answered(asked),
    );
    world.show(keys(40));
    for (let hour = 0; hour < 20; hour += 1) await play(world, 'act 1h');
    for (const each of keys(40)) expect(world.facts.get(each)!.createdAt).toBe(each === OTHER ? null : 5);
    expect(world.requests.length).toBeLessThan(120);
  });

  it('of the most that are held: those that were considered last', async () => {
    const world = await play(simulate({ ...API, itemsMost: 2 }), 'show:2 show');
    world.show([key(3)]);
    expect((await play(world, '1s')).requests[0]!.keys).toEqual([ITEM, key(3)]);
  });

  it('ahead of those that miss less', async () => {
    const world = simulate(API);
    const { key: _, ...known } = answered([ITEM]).facts[0]!;
    world.show(keys(50), { ...known, askedAt: START - HOUR });
    world.show(keys(10, 60));
    expect((await play(world, '1s')).requests[0]!.keys.slice(0, 11)).toEqual([...keys(10, 60), ITEM]);
  });

  it('after no longer wait than any source can ask for: then a clock was wrong', () => {
    expect(waitsUntil({ notBefore: START + DAY }, START)).toBe(START + DAY);
    expect(waitsUntil({ notBefore: START + 30 * DAY }, START)).toBeNull();
  });
});

describe('what is learnt', () => {
  const facts = (world: Simulation) => world.facts.get(ITEM);

  it('of another column is another word for the status, once it is believed', async () => {
    const world = await play(simulate(REMOTE), 'in:A 1m in:B 20s');
    expect(facts(world)).toMatchObject({ status: 'In Progress', seenAs: null, askedAt: START + 66_500 });
    expect(facts(await play(world, '1m'))).toMatchObject({
      status: 'In Progress',
      statusSince: 7,
      seenAs: 'B',
    });
  });

  it.each([REMOTE, API])('while a page shows another status leaves that alone', async (policy) => {
    const world = await play(simulate(policy), 'is:Earlier');
    world.isPrompt = false;
    await play(world, '1s is:Elsewhere');
    await world.answer(answered([ITEM], { status: 'Earlier' }));
    expect(facts(world)).toMatchObject({
      status: 'Elsewhere',
      statusSince: null,
      askedAt: null,
      createdAt: 5,
    });
    world.isPrompt = true;
    const [, again] = (await play(world, '61s')).requests;
    expect(again!.at).toBe(policy === REMOTE ? 2500 : 60_100);
  });

  it('is all of it though a page tells its first word meanwhile', async () => {
    const world = await play(simulate(API), 'show');
    world.isPrompt = false;
    await play(world, '1s is:Otherwise act');
    await world.answer(answered([ITEM]));
    expect(facts(world)).toMatchObject({ statusSince: 7, seenAs: 'Otherwise' });
  });

  it('of a moved item is under both keys, and so is what it lacks', async () => {
    const moved = [ITEM, key(9)].map((from) => ({ from, to: OTHER }));
    const world = simulate(LOCAL, () => answered([OTHER], { statusSince: undefined }, { moved }));
    expect((await play(world, 'show look:5m')).moves.slice(0, 2)).toEqual(moved);
    expect(facts(world)).toMatchObject({ key: ITEM, createdAt: 5 });
    expect(world.facts.has(key(9))).toBe(false);
    expect(world.driver.reason(ITEM)).toBe('unkept');
    expect((await play(world, 'act 2s')).requests).toHaveLength(5);
  });

  it('is nothing by a fault, which leaves what is known as it is', async () => {
    const world = await play(simulate(REMOTE, inTurn('good later')), 'show 11m act 1m');
    expect(facts(world)).toMatchObject({ createdAt: 5, statusSince: 7 });
    expect(world.driver.reason(ITEM)).toBeNull();
  });

  it.each<[string, string | null]>([
    ['good', null],
    ['absent', 'absent'],
    ['broken', 'not-understood'],
    ['forgotten', 'not-understood'],
    ['unkept', 'unkept'],
    ['undated', 'unkept'],
    ['timeless', 'not-understood'],
    ['partForbidden', 'forbidden'],
    ['limited', 'limited'],
  ])('lacks something for a reason: %s → %s', async (name, reason) => {
    const world = await play(simulate(LOCAL, inTurn(`${name} good`)), 'show 1s');
    expect(world.driver.reason(ITEM)).toBe(reason);
    expect(world.reasons).toEqual(reason ? [ITEM] : []);
    // Of an item that came later, too.
    expect(world.driver.reason(OTHER)).toBe(reason === 'limited' ? reason : null);
    expect((await play(world, '2h act 1m')).driver.reason(ITEM)).toBeNull();
  });
});

describe('whatever happens, in whatever order', () => {
  const items = keys(6);
  const TYPES = [
    ...['show', 'show', 'hide', 'act', 'hold', 'answer', 'ring'],
    ...['die', 'fail', 'pass', 'pass', 'source'],
  ] as const;
  const step = fc.record({
    type: fc.constantFrom(...TYPES),
    items: fc.subarray(items, { minLength: 1 }),
    status: fc.constantFrom(null, 'In Progress', 'A', 'B'),
    ms: fc.constantFrom(0, 40, 1500, 5000, MINUTE, HOUR),
    how: fc.constantFrom(...Object.keys(ANSWERS)),
  });
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  async function live(policy: FreshnessPolicy, steps: readonly Step[]): Promise<void> {
    let how = 'good';
    // It fails by itself on two requests at once, and on a thousand in a row.
    const world = simulate(policy, (asked, nth) => answerOf(how)(asked, nth));
    const happen: Record<string, (step: Step) => unknown> = {
      show: (each) => world.show(each.items, each.status ? { status: each.status } : {}),
      hide: (each) => world.hide(each.items),
      act: () => world.act(),
      hold: () => {
        world.isPrompt = false;
      },
      answer: () => world.isAsking() && world.answer(),
      ring: () => world.wake(),
      die: () => world.die(),
      fail: () => {
        world.fails = true;
      },
      pass: ({ ms }) => world.pass(ms),
      source: (each) => {
        how = each.how;
      },
    };
    for (const each of steps) await happen[each.type]!(each);
    world.isPrompt = true;
    if (world.isAsking()) await world.answer();
    // Left alone, it comes to rest, whatever its source goes on to say.
    const before = world.requests.length;
    await world.pass(30 * DAY);
    expect(world.requests.length - before).toBeLessThanOrEqual(items.length * 12);
    expect(world.wakeAt()).toBeNull();
    // Once all is well, all that is shown becomes known: unless a page was told for good that it may not.
    if (world.driver.reason(key(99)) === 'forbidden' && !policy.isStored) return;
    how = 'good';
    world.fails = false;
    if (world.source.trouble === 'forbidden') world.source = initialSource(policy);
    world.show(items);
    await play(world, 'act 1h act 1h');
    for (const item of items) expect(world.facts.get(item)?.createdAt).toBe(5);
  }

  it.each([REMOTE, LOCAL, API])('nothing is asked for ever, twice at once, or forgotten', async (policy) => {
    const steps = fc.array(step, { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(steps, (each) => live({ ...policy, batchSize: 4 }, each)),
      { numRuns: 200 },
    );
  });
});
