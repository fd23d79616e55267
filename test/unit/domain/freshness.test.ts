/** When facts are asked for: one table for pages and for the background. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  API_POLICY as API,
  type FreshnessPolicy,
  LOCAL_PAGE_POLICY as LOCAL,
  REMOTE_PAGE_POLICY as REMOTE,
} from '../../../domain/freshness/policy';
import { reasonOf } from '../../../domain/freshness/reduce';
import type { FactsResponse, FaultCode } from '../../../domain/freshness/response';
import { initialSource, waitsUntil } from '../../../domain/freshness/source';
import type { ItemKey } from '../../../domain/key';
import {
  answered,
  HOUR,
  key,
  keys,
  MINUTE,
  type Respond,
  SECOND,
  type Simulation,
  START,
  simulate,
} from './simulation';

const DAY = 24 * HOUR;
const [ITEM, OTHER] = [key(1), key(2)];

const good: Respond = (asked) => answered(asked);
const done: Respond = (asked) => answered(asked, { category: 'done', closedAt: 8, statusSince: undefined });
const changed: Respond = (asked) => answered(asked, { status: 'C', statusSince: 99 });
const undated: Respond = (asked) => answered(asked, { statusSince: undefined });
const doubted: Respond = (asked) => answered(asked, { statusSince: undefined }, { doubted: [...asked] });
const absent: Respond = (asked) => answered([], {}, { absent: [...asked] });
const broken: Respond = (asked) => answered([], {}, { broken: [...asked] });
const unkept: Respond = (asked) => answered([], {}, { unkept: [...asked] });
const forgotten: Respond = () => answered([]);
const movedAway: Respond = () => answered([], {}, { moved: [{ from: ITEM, to: OTHER }] });
const tooMuch: Respond = () => answered([], {}, { isTooMuch: true });
const partial =
  (fault: FaultCode): Respond =>
  (asked) =>
    answered(asked, { statusSince: null }, { partial: { fault, retryAfterMs: null } });
const fail =
  (fault: FaultCode, retryAfterMs: number | null = null) =>
  (): FactsResponse => ({ ok: false, fault, retryAfterMs });
/** The first answers in turn, and the last one from then on. */
const inTurn =
  (...answers: Respond[]): Respond =>
  (asked, nth) =>
    answers[Math.min(nth, answers.length - 1)]!(asked, nth);

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
const msOf = (text: string) => Number.parseInt(text, 10) * (UNITS[text.at(-1)!] ?? 1);

/**
 * What happens, one after the other. `show`: the item comes to the page; `is:A`: there with this status; `in:A`: in
 * this column; `learnt:`: see above. `hide`: it leaves. `act`: the person does something. `5m`: so much time passes;
 * `look:5m`: while it is shown every second; `look:5m/1m`: every minute. `die`: whoever asks is started anew.
 */
function play(world: Simulation, script: string): Simulation {
  for (const [word = '', argument = ''] of script.split(' ').map((each) => each.split(':'))) {
    const [ms = '', every = '1s'] = argument.split('/');
    if (word === 'show') world.show(argument ? keys(Number(argument)) : [ITEM]);
    else if (word === 'is') world.show([ITEM], { status: argument });
    else if (word === 'in') world.show([ITEM], { seenAs: argument });
    else if (word === 'learnt') world.show([ITEM], LEARNT[argument]!);
    else if (word === 'hide') world.hide([ITEM]);
    else if (word === 'act') world.act();
    else if (word === 'look') world.look(msOf(ms), msOf(every));
    else if (word === 'die') world.die();
    else world.pass(msOf(word));
  }
  return world;
}

const POLICIES: Record<string, FreshnessPolicy> = { remote: REMOTE, local: LOCAL, api: API };
const ANSWERS: Record<string, Respond> = {
  good,
  changed,
  done,
  undated,
  doubted,
  absent,
  broken,
  unkept,
  forgotten,
  movedAway,
  wait: fail('limited', HOUR),
  forbidden: fail('forbidden'),
};

/** Who asks; what is answered, in turn, and the last of it from then on; what happens; when it is asked for, ms. */
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
  learnt with a gap: after a minute         | remote | good            | learnt:now-with-a-gap look:2m | 60050
  learnt with a gap: at each load           | local  | good            | learnt:now-with-a-gap look:1m | 0
  learnt with a gap: at once                | api    | good            | learnt:now-with-a-gap look:1m | 100
  learnt with a gap: when done, in a day    | remote | good            | learnt:done-with-a-gap look:1m |
  learnt with a gap: when done, in a day    | local  | good            | learnt:done-with-a-gap look:1m |
  learnt with a gap, by a clock ahead       | local  | good            | learnt:30s-ahead-with-a-gap 1s | 0
  in doubt: soon, then once a minute        | local  | doubted         | show look:119s               | 0 5000 25000 85000
  in doubt: until it is not                 | local  | doubted good    | show look:5m                 | 0 5000
  in doubt: at the next load                | local  | doubted good    | show 1s die look:1s          | 0 1000
  not stored: twice more                    | remote | unkept          | show look:1h                 | 50 5050 25050
  not stored: again after activity          | remote | unkept          | show 1m act 1m               | 50 5050 25050 61500 66500 86500
  not stored: until it is                   | remote | unkept good     | show look:10m                | 50 5050
  not stored, then broken: no more          | local  | unkept unkept unkept broken    | show 1m act 1m act 1m | 0 5000 25000 61500
  not stored, then absent: no more          | local  | unkept unkept unkept absent    | show 1m act 1m act 1m | 0 5000 25000 61500
  not stored, then forgotten: no more       | local  | unkept unkept unkept forgotten | show 1m act 1m act 1m | 0 5000 25000 61500
  not stored, then moved: no more           | local  | unkept unkept unkept movedAway | show 1m act 1m act 1m | 0 5000 25000 61500
  stored in part: after activity            | remote | undated         | show look:5m act 1m          | 50 301500 306500 326500
  stored in part: an API has no more        | api    | undated         | show 10s act 10s act 1m      | 100
  absent: an hour, then a day               | remote | absent          | show look:26h/1m             | 50 61m+50 1502m+50
  absent: an hour, then a day               | api    | absent          | show look:26h/1m             | 100 1h+100 25h+100
  broken: an hour                           | remote | broken          | show look:130m/1m            | 50 61m+50 122m+50
  forgotten by the answer: an hour          | api    | forgotten       | show look:130m/1m            | 100 1h+100 2h+100
  moved without facts: an hour              | remote | movedAway       | show look:70m/1m             | 50 61m+50
  contradicted: when it is written down     | remote | good changed    | is:A 1m is:C look:1m         | 50 61500
  contradicted: after a minute              | api    | good changed    | is:A 30s is:C look:1m        | 100 60100
  contradicted: by the next column          | remote | good changed    | in:C 1s in:D 2s              | 50 2500
  contradicted: from its own column         | remote | changed         | in:C 1s in:Blocked 2s        | 50 2500
  contradicted: until the source has heard  | remote | good good changed | in:A 1m in:B look:9m       | 50 61500 66500
  contradicted: twice more, then believed   | remote | good            | in:A 1m in:B look:5m         | 50 61500 66500 86500
  contradicted: once more, then believed    | api    | good            | is:A 2m is:B 5m              | 100 121500 181500
  contradicted again after it was believed  | remote | good            | in:A 1m in:B 30s in:C 2s     | 50 61500 66500 86500 91500
  not shown: not asked                      | remote | good            | show hide 1m                 |
  not shown: asked when it is back          | remote | good            | show hide 1m show 1m         | 60050
  next life: fresh                          | api    | good            | show 1s die look:1m          | 100
  next life: contradicted                   | api    | good            | is:A 2m is:B 30s die look:2m | 100 121500 181500
  next life: a source that asked to wait    | api    | wait good       | show 1s die look:65m/1m      | 100 1h+30100
  next life: a source that is over          | api    | forbidden       | show look:1h/1m die look:1h/1m | 100
`
  .trim()
  .split('\n')
  .map((row) => row.split('|').map((cell) => cell.trim()) as [string, string, string, string, string]);

const wordsIn = (text: string) => text.split(' ').filter((word) => word !== '');

describe('an item is asked for', () => {
  it.each(TIMES)('%s (%s)', (_, policy, answers, script, times) => {
    const respond = inTurn(...wordsIn(answers).map((name) => ANSWERS[name]!));
    const world = play(simulate(POLICIES[policy]!, respond), script);
    const sum = (text: string) => text.split('+').reduce((all, each) => all + msOf(each), 0);
    expect(world.times()).toEqual(wordsIn(times).map(sum));
  });

  it('less and less while two places on a page never agree', () => {
    const world = simulate(REMOTE);
    for (let n = 0; n < 1800; n += 1) play(world, 'is:Here 1s is:There 1s');
    expect(world.requests.length).toBeLessThanOrEqual(40);
  });

  it('less and less while its answer can’t be kept', () => {
    const world = simulate(REMOTE);
    world.keeps = false;
    expect(play(world, 'show look:1h').requests.length).toBeLessThanOrEqual(12);
  });

  it('as it is stored, also when it is shown while another is looked up', () => {
    const world = play(simulate(API), 'show 1s die');
    world.duringRestore = () => world.show([ITEM]);
    world.show([OTHER]);
    world.pass(MINUTE);
    expect(world.requests.map((request) => request.keys)).toEqual([[ITEM], [OTHER]]);
  });

  it('not of a source that can’t be asked about it, and not while nothing can be stored', () => {
    const world = simulate(API);
    world.foreign.add(ITEM);
    expect(play(world, 'show 1h').requests).toEqual([]);
    world.foreign.clear();
    world.dispatch({ type: 'storage-failed', at: world.now });
    expect(play(world, 'look:59s 1s').requests).toEqual([]);
    expect(play(world, 'look:1s').requests).toHaveLength(1);
  });

  it('of a source that was over, and is another by now', () => {
    const world = play(simulate(API, inTurn(fail('forbidden'), good)), 'show 1s');
    world.stored.source = initialSource(API);
    expect(play(world, 'look:1s').requests).toHaveLength(2);
  });
});

describe('what is learnt', () => {
  const facts = (world: Simulation) => world.facts.get(ITEM);

  it('of another column is another word for the status, once it is believed', () => {
    const world = play(simulate(REMOTE), 'in:A 1m in:B 20s');
    expect(facts(world)).toMatchObject({ status: 'In Progress', seenAs: null, askedAt: START + 66_500 });
    expect(facts(play(world, '1m'))).toMatchObject({ status: 'In Progress', statusSince: 7, seenAs: 'B' });
  });

  it.each([REMOTE, API])('while a page shows another status leaves that alone', (policy) => {
    const world = play(simulate(policy), 'is:Earlier');
    world.isPrompt = false;
    play(world, '1s is:Elsewhere');
    world.answer(answered([ITEM], { status: 'Earlier' }));
    expect(facts(world)).toMatchObject({
      status: 'Elsewhere',
      statusSince: null,
      askedAt: null,
      createdAt: 5,
    });
    world.isPrompt = true;
    expect(play(world, '61s').requests).toHaveLength(2);
  });

  it('is all of it though a page tells its first word meanwhile', () => {
    const world = play(simulate(API), 'show');
    world.isPrompt = false;
    play(world, '1s is:Otherwise');
    world.answer(answered([ITEM]));
    expect(facts(world)).toMatchObject({ statusSince: 7, seenAs: 'Otherwise' });
    expect(world.wakeAt()).toBeNull();
  });

  it('from an API is all there is, though the person does something meanwhile', () => {
    const world = play(simulate(API), 'show');
    world.isPrompt = false;
    play(world, '1s act');
    world.answer(undated([ITEM], 0));
    expect(world.wakeAt()).toBeNull();
  });

  it('of a moved item is under both keys, and so is what it lacks', () => {
    const moved = [ITEM, key(9)].map((from) => ({ from, to: OTHER }));
    const world = simulate(REMOTE, () => answered([OTHER], { statusSince: undefined }, { moved }));
    expect(play(world, 'show look:1m').moves).toEqual(moved);
    expect(facts(world)).toMatchObject({ key: ITEM, createdAt: 5 });
    expect(world.facts.has(key(9))).toBe(false);
    expect(reasonOf(world.state, ITEM)).toBe('unkept');
    expect(play(world, 'act 2s').times()).toEqual([50, 61_500]);
  });

  it.each<[Respond, string | null]>([
    [good, null],
    [absent, 'absent'],
    [broken, 'not-understood'],
    [unkept, 'unkept'],
    [undated, 'unkept'],
    [(asked) => answered(asked, { statusSince: null }), 'not-understood'],
    [partial('forbidden'), 'forbidden'],
    [fail('limited'), 'limited'],
  ])('%# is missing for a reason: %s', (respond, reason) => {
    const world = play(simulate(REMOTE, inTurn(respond, good)), 'show 1s');
    expect(reasonOf(world.state, ITEM)).toBe(reason);
    expect(world.reasons).toEqual(reason ? [ITEM] : []);
    // Of an item that came later, too.
    expect(reasonOf(world.state, OTHER)).toBe(reason === 'limited' ? reason : null);
    expect(reasonOf(play(world, '2h act 1m').state, ITEM)).toBeNull();
  });
});

describe('a batch', () => {
  const early: Respond = (asked) =>
    answered(asked.slice(0, 20), {}, { fault: { fault: 'limited', retryAfterMs: null } });
  const pausing: Respond = (asked) => answered(asked.slice(0, 20), {}, { pauseMs: HOUR });
  const upTo20: Respond = (asked) => (asked.length > 20 ? tooMuch(asked, 0) : answered(asked));
  const failing = Array<Respond>(6).fill(fail('later'));
  it.each<[string, FreshnessPolicy, Respond, string, number[]]>([
    ['is cut to the most a source takes', REMOTE, good, 'show:250 1s', [100, 100, 50]],
    ['holds what was considered last', API, good, 'show:800 1s', Array(10).fill(50)],
    [
      'halves while its source fails',
      API,
      inTurn(...failing, good),
      'show:50 1h',
      [50, 25, 13, 7, 4, 2, 1, 49],
    ],
    ['does not halve when it was asked to wait', API, inTurn(fail('limited'), good), 'show:50 1h', [50, 50]],
    [
      'halves when it was too much, for a day',
      API,
      upTo20,
      'show:30 1h die show:45 24h show:45 1s',
      [30, 15, 15, 15, 15, 15, 45, 23, 12, 12, 12, 9],
    ],
    ['of one that is too much is given up', API, tooMuch, 'show 1h', [1]],
    ['goes on with what an early end left out', API, inTurn(early, good), 'show:50 1h', [50, 30]],
    ['waits when the limit is nearly used up', API, inTurn(pausing, good), 'show:50 59m', [50]],
  ])('%s', (_, policy, respond, script, sizes) => {
    const world = play(simulate(policy, respond), script);
    expect(world.requests.map((request) => request.keys.length)).toEqual(sizes);
  });

  it('takes first what misses most', () => {
    const world = simulate(API);
    const { key: _, ...known } = answered([ITEM]).facts[0]!;
    world.show(keys(50), { ...known, askedAt: START - HOUR });
    world.show(keys(10, 60));
    expect(play(world, '1s').requests[0]!.keys.slice(0, 11)).toEqual([...keys(10, 60), ITEM]);
  });
});

describe('a fault', () => {
  it('is waited out, twice as long each time, with jitter', () => {
    const world = play(simulate(REMOTE, fail('later')), 'show 4h');
    const times = world.times();
    const gaps = times.slice(1).map((at, n) => (at - times[n]!) / SECOND);
    expect(gaps).toEqual([3, 6, 12, 24, 48, 96, 192, 384]);
    const api = play(simulate(API, fail('later')), 'show 24h die look:1s act 1s').times();
    const apiGaps = api.slice(1).map((at, n) => (at - api[n]!) / SECOND);
    expect(apiGaps).toEqual([7.5, 15, 30, 60, 120, 240, 470, 790, (DAY + SECOND - 1_732_600) / SECOND]);
  });

  it.each<[FreshnessPolicy, number, Respond, number]>([
    [REMOTE, 0, fail('later'), 2 * SECOND],
    [REMOTE, 1, fail('later'), 4 * SECOND],
    [REMOTE, 0.5, fail('limited', 30 * SECOND), 31 * SECOND],
    [REMOTE, 0.5, fail('limited', 0), 3 * SECOND],
    [REMOTE, 0.5, fail('limited', 1e15), DAY + SECOND],
    [REMOTE, 0.5, fail('not-understood'), HOUR],
    [API, 0, fail('later'), 5 * SECOND],
    [API, 0, fail('limited'), MINUTE],
    [API, 0, fail('limited', 40 * MINUTE), 40 * MINUTE],
    [API, 0, fail('not-understood'), MINUTE],
  ])('%# has the source left alone', (policy, random, respond, ms) => {
    const world = simulate(policy, respond);
    world.random = random;
    play(world, 'show').pass(policy.gatherMs);
    expect(world.state.source.notBefore - world.now).toBe(ms);
  });

  // In an hour (a day for the API) in which nobody does anything, and in one in which somebody always does.
  it.each<[FreshnessPolicy, Respond, number, number, number]>([
    [REMOTE, fail('later'), 9, 9, 16],
    [REMOTE, fail('limited'), 9, 9, 16],
    [REMOTE, fail('unkept'), 9, 9, 16],
    [REMOTE, fail('logged-out'), 1, 9, 18],
    [REMOTE, fail('forbidden'), 1, 1, 1],
    [REMOTE, fail('not-understood'), 1, 1, 1],
    [REMOTE, partial('later'), 9, 9, 16],
    [REMOTE, partial('limited'), 9, 9, 16],
    [REMOTE, partial('logged-out'), 1, 1, 36],
    [REMOTE, partial('forbidden'), 1, 1, 36],
    [API, fail('later'), 9, 9, 120],
    [API, fail('limited'), 9, 9, 40],
    [API, fail('not-understood'), 9, 9, 14],
    [API, fail('forbidden'), 1, 1, 1],
  ])('%# is met by so many requests', (policy, respond, quiet, least, most) => {
    const ms = policy.isStored ? DAY : HOUR;
    const world = play(simulate(policy, respond), 'show');
    world.pass(ms);
    expect(world.requests).toHaveLength(quiet);
    expect(world.wakeAt()).toBeNull();
    const busy = simulate(policy, respond);
    for (let n = 0; n < 360; n += 1) {
      busy.show(keys(4, (n % 5) * 2 + 1));
      busy.act();
      busy.pass(ms / 360);
    }
    expect(busy.requests.length).toBeGreaterThanOrEqual(least);
    expect(busy.requests.length).toBeLessThanOrEqual(most);
  });

  it.each([
    ['logged-out', '1m', 2],
    ['not-understood', '59m', 1],
    ['not-understood', '61m', 2],
  ] as const)('%s: is over when the person comes back after %s', (code, ms, count) => {
    const world = play(simulate(REMOTE, inTurn(fail(code), good)), `show ${ms} act 1m`);
    expect(world.requests).toHaveLength(count);
  });

  it('leaves what is known as it is', () => {
    const world = play(simulate(REMOTE, inTurn(good, fail('later'))), 'show 11m act 1m');
    expect(world.facts.get(ITEM)).toMatchObject({ createdAt: 5, statusSince: 7 });
  });

  it('is not waited out for longer than any source can ask: then a clock was wrong', () => {
    expect(waitsUntil({ notBefore: START + DAY }, START)).toBe(START + DAY);
    expect(waitsUntil({ notBefore: START + 30 * DAY }, START)).toBeNull();
  });
});

describe('whatever happens, in whatever order', () => {
  const items = keys(6);
  const answers: Record<string, Respond> = {
    ...ANSWERS,
    tooMuch,
    moved: (asked) => answered([OTHER], {}, { moved: asked.map((from) => ({ from, to: OTHER })) }),
    partial: partial('later'),
    early: (asked) => answered(asked.slice(1), {}, { fault: { fault: 'limited', retryAfterMs: 5000 } }),
    pausing: (asked) => answered(asked.slice(1), {}, { pauseMs: 5000 }),
    later: fail('later'),
    unread: fail('unkept'),
    loggedOut: fail('logged-out'),
    notUnderstood: fail('not-understood'),
  };
  interface Step {
    type: 'show' | 'hide' | 'act' | 'hold' | 'answer' | 'ring' | 'die' | 'break' | 'pass' | 'source';
    items: ItemKey[];
    status: string | null;
    ms: number;
    how: string;
  }
  const step: fc.Arbitrary<Step> = fc.record({
    type: fc.constantFrom(
      'show',
      'show',
      'hide',
      'act',
      'hold',
      'answer',
      'ring',
      'die',
      'break',
      'pass',
      'pass',
      'source',
    ),
    items: fc.subarray(items, { minLength: 1 }),
    status: fc.constantFrom(null, 'In Progress', 'A', 'B'),
    ms: fc.constantFrom(0, 40, 1500, 5000, MINUTE, HOUR),
    how: fc.constantFrom(...Object.keys(answers)),
  });

  function live(policy: FreshnessPolicy, steps: readonly Step[]): void {
    let how = 'good';
    // It fails by itself on two requests at once, and on a thousand in a row.
    const world = simulate(policy, (asked, nth) => answers[how]!(asked, nth));
    const isHeld = () => world.state.request !== null;
    const happen: Record<Step['type'], (step: Step) => void> = {
      show: (each) => world.show(each.items, each.status ? { status: each.status } : {}),
      hide: (each) => world.hide(each.items),
      act: () => world.act(),
      hold: () => {
        world.isPrompt = false;
      },
      answer: () => isHeld() && world.answer(),
      ring: () => world.wake(),
      die: () => world.die(),
      break: () => isHeld() || world.dispatch({ type: 'storage-failed', at: world.now }),
      pass: ({ ms }) => world.pass(ms),
      source: (each) => {
        how = each.how;
      },
    };
    for (const each of steps) happen[each.type](each);
    world.isPrompt = true;
    if (isHeld()) world.answer();
    // Left alone, it comes to rest, whatever its source goes on to say.
    const before = world.requests.length;
    world.pass(30 * DAY);
    expect(world.requests.length - before).toBeLessThanOrEqual(items.length * 12);
    expect(world.wakeAt()).toBeNull();
    // Once all is well, all that is shown becomes known: unless a page was told for good that it may not.
    if (world.state.source.isOver && !policy.isStored) return;
    how = 'good';
    world.stored.source ??= initialSource(policy);
    world.show(items);
    play(world, 'act 1h act 1h');
    for (const item of items) expect(world.facts.get(item)?.createdAt).toBe(5);
  }

  it.each([REMOTE, LOCAL, API])('nothing is asked for ever, twice at once, or forgotten', (policy) => {
    const steps = fc.array(step, { maxLength: 40 });
    fc.assert(
      fc.property(steps, (each) => live({ ...policy, batchSize: 4 }, each)),
      { numRuns: 200 },
    );
  });
});
