/** What Linear's API answers, and what is made of it. */
import { describe, expect, it } from 'vitest';
import { linearApi } from '../../../trackers/linear/api/linear-api';
import { MOVED } from '../../practice/linear/data';
import { write } from '../storage/world';
import { askWith, type Written } from './answers';
import { apiWorld, DAY, HOUR, linearKey, MINUTE, START } from './world';

const ONE = linearKey('ENG-1');
const iso = (at: number) => new Date(at).toISOString();
const AGO = (days: number) => START - days * DAY;

const node = (more: object = {}) => ({
  identifier: 'ENG-1',
  title: 'Sign in with a passkey',
  createdAt: iso(AGO(43)),
  updatedAt: iso(AGO(2)),
  completedAt: null,
  canceledAt: null,
  previousIdentifiers: [],
  state: { id: 's2', name: 'In Progress', type: 'started' },
  assignee: { name: 'Ana Costa', displayName: 'ana' },
  stateHistory: {
    nodes: [
      { stateId: 's1', startedAt: iso(AGO(43)), endedAt: iso(AGO(12)) },
      { stateId: 's2', startedAt: iso(AGO(12)), endedAt: null },
    ],
    pageInfo: { hasNextPage: false },
  },
  ...more,
});
const issues = (...nodes: unknown[]): Written => ({ body: { data: { issues: { nodes } } } });
const ask = (...answers: (Written | null)[]) => askWith(linearApi, [[ONE, null]], answers);

describe('an issue', () => {
  it('is read whole', async () => {
    const { facts, fault, none, moved } = await ask(issues(node()));
    expect({ fault, none: [...none], moved }).toEqual({ fault: null, none: [], moved: [] });
    expect(facts).toEqual([
      {
        key: ONE,
        title: 'Sign in with a passkey',
        status: 'In Progress',
        category: 'doing',
        assignees: ['Ana Costa'],
        createdAt: AGO(43),
        updatedAt: AGO(2),
        statusSince: AGO(12),
        closedAt: null,
      },
    ]);
  });

  const span = (stateId: string, from: number, to: number | null) => ({
    stateId,
    startedAt: iso(AGO(from)),
    endedAt: to === null ? null : iso(AGO(to)),
  });
  const spans = (nodes: unknown[], hasNextPage = false) => ({
    stateHistory: { nodes, pageInfo: { hasNextPage } },
  });
  const change = (days: number, toStateId: string | null) => ({
    createdAt: iso(AGO(days)),
    fromStateId: null,
    toStateId,
  });
  const history = (nodes: unknown[], hasNextPage = false) => ({
    stateHistory: undefined,
    history: { nodes, pageInfo: { hasNextPage } },
  });
  it.each<[string, object, number | null]>([
    ['the span that has not ended, wherever it stands', spans([span('s2', 5, null), span('s1', 43, 5)]), 5],
    ['one it came back to', spans([span('s2', 40, 30), span('s1', 30, 4), span('s2', 4, null)]), 4],
    ['no span at all: what happens in the first minutes is none', spans([]), 43],
    ['only spans that ended', spans([span('s1', 43, 5)]), null],
    ['an open span of another state', spans([span('s1', 43, null)]), null],
    ['more spans than a page, the open one on another', spans([span('s1', 43, 40)], true), null],
    ['spans in a shape nobody knows', { stateHistory: { nodes: [{ state: 1 }] } }, null],
    ['changes, newest first', history([change(3, 's2'), change(9, null), change(20, 's1')]), 3],
    ['changes, oldest first', history([change(20, 's1'), change(9, null), change(3, 's2')]), 3],
    ['changes none of which is of its state', history([change(9, null)]), 43],
    ['a last change to another state', history([change(3, 's1')]), null],
    ['more changes than a page, the newest on it', history([change(3, 's2'), change(20, 's1')], true), 3],
    ['more changes than a page, the oldest on it', history([change(20, 's1'), change(3, 's2')], true), null],
    ['neither', { stateHistory: null }, null],
  ])('is in its state since what %s says', async (_, more, days) => {
    const { facts } = await ask(issues(node(more)));
    expect(facts[0]!.statusSince).toBe(days === null ? undefined : AGO(days));
    // A null would wipe what the local store knew.
    expect('statusSince' in facts[0]!).toBe(days !== null);
  });

  it.each<[string, object | null, string[]]>([
    ['its name, as the local store', { name: 'Ana Costa', displayName: 'ana' }, ['Ana Costa']],
    ['what it goes by where it has no name', { name: '', displayName: 'ana' }, ['ana']],
  ])('names its assignee by %s', async (_, assignee, assignees) => {
    const { facts } = await ask(issues(node({ assignee })));
    expect(facts[0]).toMatchObject({ assignees });
  });

  it.each(['2026-10-01T09:00:00', '2026-10-01', '2026-10-01T09:00:00 PST', 'Oct 1 2026 09:00 Z'])(
    'whose date is %j is not read: it could be of any time zone',
    async (createdAt) => {
      const { facts } = await ask(issues(node({ createdAt })));
      expect(facts).toEqual([]);
    },
  );

  it.each([
    ['2026-10-01T09:00:00Z', 9],
    ['2026-10-01T09:00:00.000+02:00', 7],
    ['2026-10-01T09:00:00-0130', 10.5],
  ])('whose date is %j is read by its offset', async (createdAt, hour) => {
    const { facts } = await ask(issues(node({ createdAt })));
    expect(facts[0]!.createdAt).toBe(Date.UTC(2026, 9, 1) + hour * HOUR);
  });

  it.each([
    ['triage', 'todo'],
    ['backlog', 'todo'],
    ['unstarted', 'todo'],
    ['started', 'doing'],
    ['completed', 'done'],
    ['canceled', 'done'],
    ['duplicate', 'done'],
    ['something new', null],
    ['constructor', null],
  ])('of type %s is %s', async (type, category) => {
    const state = { id: 's2', name: 'A', type };
    const { facts } = await ask(issues(node({ state, completedAt: iso(AGO(1)) })));
    expect(facts[0]).toMatchObject({ category, closedAt: category === 'done' ? AGO(1) : null });
  });

  it('is closed since it was canceled, and of nobody where it has no assignee', async () => {
    const state = { id: 's2', name: 'Canceled', type: 'canceled' };
    const { facts } = await ask(issues(node({ state, canceledAt: iso(AGO(1)), assignee: null })));
    expect(facts[0]).toMatchObject({ closedAt: AGO(1), assignees: [] });
  });
});

describe('a request', () => {
  it('asks by team and number, for as many as there are', async () => {
    const keys = ['ENG-1', 'OPS-7', 'ENG-12'].map((name) => [linearKey(name), null] as const);
    const { sent } = await askWith(linearApi, keys, [issues()]);
    expect(sent[0]!.variables).toEqual({
      first: 3,
      filter: {
        or: [
          { team: { key: { eq: 'ENG' } }, number: { in: [1, 12] } },
          { team: { key: { eq: 'OPS' } }, number: { in: [7] } },
        ],
      },
    });
  });

  const refused = (code: string, message = 'No') => ({ errors: [{ message, extensions: { code } }] });
  it.each<[string, Written | null, string]>([
    ['no answer', null, 'later'],
    ['401', { status: 401, body: {} }, 'forbidden'],
    ['AUTHENTICATION_ERROR with 400', { status: 400, body: refused('AUTHENTICATION_ERROR') }, 'forbidden'],
    ['AUTHENTICATION_ERROR with 200', { body: refused('AUTHENTICATION_ERROR') }, 'forbidden'],
    ['403 with FORBIDDEN', { status: 403, body: refused('FORBIDDEN') }, 'forbidden'],
    ['403 of something in between', { status: 403, body: '<h1>Blocked</h1>' }, 'later'],
    ['RATELIMITED with 400', { status: 400, body: refused('RATELIMITED') }, 'limited'],
    ['429', { status: 429, body: '' }, 'limited'],
    ['500', { status: 500, body: { errors: [{ message: 'x' }] } }, 'later'],
    ['503, a page', { status: 503, body: undefined }, 'later'],
    ['a query too complex', { status: 400, body: refused('INPUT_ERROR', 'Query too complex') }, 'too-much'],
    [
      'a field it does not know',
      { status: 400, body: refused('GRAPHQL_VALIDATION_FAILED') },
      'not-understood',
    ],
    ['no JSON', { body: undefined }, 'later'],
    ['no data', { body: {} }, 'later'],
    ['a list', { body: [] }, 'later'],
    ['no issues', { body: { data: { issues: null } } }, 'not-understood'],
    ['none in a shape we know', issues({ identifier: 'ENG-1' }, node({ title: 4 })), 'not-understood'],
  ])('%s: %s', async (_, answer, fault) => {
    const asked = await ask(answer);
    expect(asked.fault?.fault).toBe(fault);
    expect(asked.facts).toEqual([]);
    expect(asked.sent).toHaveLength(1);
  });

  const reset = (what: string, remaining: number, inMs: number) => ({
    [`x-ratelimit-${what}-remaining`]: String(remaining),
    [`x-ratelimit-${what}-reset`]: String(START + inMs),
  });
  it.each<[string, Record<string, string>, number | null]>([
    ['nothing', {}, null],
    ['enough left', { ...reset('requests', 900, HOUR), ...reset('complexity', 900_000, HOUR) }, null],
    ['few requests left', reset('requests', 3, HOUR), HOUR],
    ['little complexity left', { ...reset('requests', 900, 5), ...reset('complexity', 900, HOUR) }, HOUR],
    ['both, the later one', { ...reset('requests', 0, HOUR), ...reset('complexity', 0, 2 * HOUR) }, 2 * HOUR],
    ['this query alone, too often', reset('endpoint-requests', 0, MINUTE), MINUTE],
    ['a reset that is past', reset('requests', 0, -HOUR), null],
    ['no numbers', { 'x-ratelimit-requests-remaining': 'none', 'x-ratelimit-requests-reset': 'soon' }, null],
  ])('is put off by the headers: %s', async (_, headers, inMs) => {
    const { pauseMs, facts } = await ask({ ...issues(node()), headers });
    expect(pauseMs).toBe(inMs);
    expect(facts).toHaveLength(1);
    const limited = await ask({ status: 400, body: refused('RATELIMITED'), headers });
    expect(limited.fault).toEqual({ fault: 'limited', retryAfterMs: inMs });
  });
});

describe('a schema without stateHistory', () => {
  it('is asked for changes instead, from then on, with the same ages', async () => {
    const world = apiWorld();
    await world.keep('linear');
    const keys = [1, 4, 6, 10].map((number) => linearKey(`ENG-${number}`));
    await world.see(keys);
    await world.pass();
    const before = await Promise.all(keys.map(world.facts));

    const old = apiWorld();
    await old.keep('linear');
    old.stands.linear.fail({ kind: 'without', type: 'Issue', field: 'stateHistory' });
    await old.see(keys);
    await old.pass();
    expect(await Promise.all(keys.map(old.facts))).toEqual(before);
    expect(before.every((facts) => facts?.statusSince !== null)).toBe(true);
    old.die();
    await old.see([linearKey('ENG-3')]);
    await old.pass();
    expect(old.asked('linear').map(({ query, ok }) => [query.includes('stateHistory'), ok])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  it('is asked for spans again a day after it did not know them', async () => {
    const world = apiWorld();
    await world.keep('linear');
    world.stands.linear.fail({ kind: 'without', type: 'Issue', field: 'stateHistory' });
    const asksSpans = async (name: string) => {
      const before = world.asked('linear').length;
      await world.see([linearKey(name)]);
      await world.pass();
      return world
        .asked('linear')
        .slice(before)
        .map(({ query }) => query.includes('stateHistory'));
    };
    expect(await asksSpans('ENG-1')).toEqual([true, false]);
    await world.pass(DAY);
    // Out of reach, it says nothing of what it knows.
    world.stands.linear.fail({ kind: 'down', how: 'status' });
    expect(await asksSpans('ENG-2')).toEqual([true]);
    expect((await world.tokens.read('linear'))!.lacks).toEqual(['stateHistory']);
    world.stands.linear.fail({ kind: 'without', type: 'Issue', field: 'stateHistory' });
    const before = world.asked('linear').length;
    await world.pass(MINUTE);
    expect(
      world
        .asked('linear')
        .slice(before)
        .map(({ query }) => query.includes('stateHistory')),
    ).toEqual([true, false]);
    expect(await asksSpans('ENG-4')).toEqual([false]);
    await world.pass(DAY);
    world.stands.linear.fail(null);
    expect(await asksSpans('ENG-5')).toEqual([true]);
    expect((await world.tokens.read('linear'))!.lacks).toEqual([]);
    expect(await asksSpans('ENG-6')).toEqual([true]);
  });
});

describe('an issue that is not answered', () => {
  it('may have changed team: it is found by the name it had, and its steps go along', async () => {
    const world = apiWorld();
    await world.keep('linear');
    const [from, to] = [linearKey(MOVED.from), linearKey(MOVED.to)];
    await world.value({ type: 'act', id: 'a'.repeat(32), key: from, action: write('Read the log') });
    await world.see([from, ONE]);
    await world.pass();
    expect(world.asked('linear').map(({ variables }) => variables.id ?? 'batch')).toEqual([
      'batch',
      MOVED.from,
    ]);
    const [old, now] = await world.value({ type: 'see', seen: [{ key: from }, { key: to }] });
    expect(now!.steps.map(({ text }) => text)).toEqual(['Read the log']);
    expect(old!.steps).toEqual(now!.steps);
    expect(now!.facts).toMatchObject({ title: expect.any(String), createdAt: expect.any(Number) });
    // Pages that still show the old key are told as well.
    const told = world.ports.linear.heard.flatMap((push) => (push.type === 'changed' ? push.views : []));
    expect(told.filter(({ key }) => key === from).at(-1)?.facts).toEqual(now!.facts);
    await world.pass(HOUR);
    await world.see([from]);
    await world.pass();
    expect(world.asked('linear').filter(({ variables }) => variables.id)).toHaveLength(1);
  });

  it('gives its ages to a page that shows its old key, where nothing was ever done with it', async () => {
    const world = apiWorld();
    await world.keep('linear');
    await world.see([linearKey(MOVED.from)]);
    await world.pass();
    expect((await world.facts(linearKey(MOVED.from)))?.createdAt).not.toBeNull();
    expect(await world.store.read((db) => db.events.count())).toBe(0);
  });

  it('is gone, or not to be seen: looked for once a day, and never more than ten of them', async () => {
    const world = apiWorld();
    await world.keep('linear');
    const gone = Array.from({ length: 30 }, (_, index) => linearKey(`NONE-${index + 1}`));
    await world.see([ONE, ...gone]);
    await world.pass();
    expect(world.asked('linear')).toHaveLength(1 + 10);
    await world.see([ONE, ...gone]);
    await world.pass(9 * MINUTE);
    expect(world.asked('linear')).toHaveLength(11);
    await world.pass(HOUR);
    await world.see(gone);
    await world.pass();
    // The twenty that were not looked for one by one.
    expect(world.asked('linear')).toHaveLength(11 + 1 + 10);
    expect(await world.state('linear')).toMatchObject({ trouble: null, waitsUntil: null });
  });

  it('is not looked for among errors, nor when the hour is used up', async () => {
    const errors = [{ message: 'Internal server error', path: ['issues', 'nodes', 0] }];
    const partial = await ask({ body: { data: { issues: { nodes: [] } }, errors } });
    expect(partial.sent).toHaveLength(1);
    expect([...partial.none]).toEqual([[ONE, 'broken']]);
    const used = await ask({
      ...issues(),
      headers: { 'x-ratelimit-requests-remaining': '1', 'x-ratelimit-requests-reset': String(START + HOUR) },
    });
    expect(used.sent).toHaveLength(1);
    expect([...used.none]).toEqual([]);
  });

  it('is left for later when the API gives up while it is looked for', async () => {
    const keys = ['ENG-1', 'ENG-2', 'ENG-3'].map((name) => [linearKey(name), null] as const);
    const asked = await askWith(linearApi, keys, [issues(node()), null]);
    expect(asked.facts.map(({ key }) => key)).toEqual([ONE]);
    expect(asked.fault?.fault).toBe('later');
    expect([...asked.none]).toEqual([]);
    expect(asked.sent).toHaveLength(2);
  });
});

describe('only issues of its workspace', () => {
  it.each([
    ['linear.app/acme/ENG-1', 'acme', true],
    ['linear.app/acme/ENG-1', 'Acme', true],
    ['linear.app/other/ENG-1', 'acme', false],
    ['github.com/acme/linear#1', 'acme', false],
    ['jira.acme.test/ENG-1', 'acme', false],
  ])('%s of %s: %s', (key, opens, covered) => {
    expect(linearApi.covers(key as never, opens)).toBe(covered);
  });

  it('are asked for', async () => {
    const world = apiWorld();
    await world.keep('linear');
    await world.see(['linear.app/other/ENG-1' as never, ONE]);
    await world.pass();
    expect(JSON.stringify(world.asked('linear').map(({ variables }) => variables.first))).toBe('[1]');
  });
});
