/** What GitHub's API answers, and what is made of it. */
import { describe, expect, it } from 'vitest';
import { type Facts, NO_FACTS } from '../../../domain/facts';
import { githubApi } from '../../../trackers/github/api/github-api';
import { inColumnSince } from '../../practice/api/github';
import { findItem } from '../../practice/data/items';
import { askWith, type Written } from './answers';
import { apiWorld, DAY, githubKey, HOUR, START } from './world';

const ONE = githubKey(12);
const iso = (at: number) => new Date(at).toISOString();
const AGO = (days: number) => START - days * DAY;

const issue = (more: object = {}) => ({
  __typename: 'Issue',
  issueState: 'OPEN',
  title: 'Crash on an empty file',
  createdAt: iso(AGO(43)),
  updatedAt: iso(AGO(2)),
  closedAt: null,
  assignees: { nodes: [{ login: 'ana-costa' }] },
  timelineItems: { nodes: [] },
  projectItems: { nodes: [] },
  ...more,
});
const pull = (more: object = {}) => {
  const { issueState: _, ...shared } = issue();
  return {
    ...shared,
    __typename: 'PullRequest',
    pullState: 'OPEN',
    isDraft: false,
    mergedAt: null,
    mergeQueueEntry: null,
    ...more,
  };
};
const board = (name: string | null, days: number, closed = false) => ({
  project: { closed },
  fieldValueByName: name === null ? null : { name, updatedAt: iso(AGO(days)) },
});
const item = (node: unknown, errors?: unknown[]): Written => ({
  body: { data: { r0: { i12: node } }, ...(errors ? { errors } : {}) },
});
const known = (more: Partial<Facts>): Facts => ({ ...NO_FACTS, key: ONE, ...more });
const ask = (answers: (Written | null)[], facts: Facts | null = null) =>
  askWith(githubApi, [[ONE, facts]], answers);

const OPEN = { status: 'Open', category: 'todo' } as const;

describe('an item', () => {
  const on = (...boards: unknown[]) => ({ projectItems: { nodes: boards } });
  const event = (days: number) => ({ timelineItems: { nodes: [{ createdAt: iso(AGO(days)) }] } });
  it.each<[string, object, object]>([
    ['open', issue(), { ...OPEN, since: 43, closed: null }],
    ['reopened', issue(event(3)), { ...OPEN, since: 3, closed: null }],
    [
      'reopened by someone who may not be seen',
      issue({ timelineItems: { nodes: [null] } }),
      { ...OPEN, since: null, closed: null },
    ],
    [
      'closed',
      issue({ issueState: 'CLOSED', closedAt: iso(AGO(5)) }),
      { status: 'Closed', category: 'done', since: 5, closed: 5 },
    ],
    ['a pull request', pull(), { status: 'Open', category: 'doing', since: 43, closed: null }],
    [
      'a draft',
      pull({ isDraft: true, ...event(9) }),
      { status: 'Draft', category: 'doing', since: 9, closed: null },
    ],
    [
      'queued',
      pull({ mergeQueueEntry: { enqueuedAt: iso(AGO(1)) } }),
      { status: 'Queued', category: 'doing', since: 1, closed: null },
    ],
    [
      'merged',
      pull({ pullState: 'MERGED', mergedAt: iso(AGO(4)), closedAt: iso(AGO(4)) }),
      { status: 'Merged', category: 'done', since: 4, closed: 4 },
    ],
    [
      'a closed pull request',
      pull({ pullState: 'CLOSED', closedAt: iso(AGO(6)) }),
      { status: 'Closed', category: 'done', since: 6, closed: 6 },
    ],
    [
      'on a board',
      issue(on(board('In review', 7))),
      { status: 'In review', category: 'doing', since: 7, closed: null, seenAs: 'Open' },
    ],
    [
      'on two boards: moved last',
      issue(on(board('Todo', 20), board('In review', 7))),
      { status: 'In review', category: 'doing', since: 7, closed: null, seenAs: 'Open' },
    ],
    ['on a closed board', issue(on(board('Todo', 2, true))), { ...OPEN, since: 43, closed: null }],
    ['on a board, in no column', issue(on(board(null, 2))), { ...OPEN, since: 43, closed: null }],
    [
      'in a column of its own name',
      issue(on(board('Waiting room', 2))),
      { status: 'Waiting room', category: null, since: 2, closed: null, seenAs: 'Open' },
    ],
    [
      'closed on a board',
      issue({ issueState: 'CLOSED', closedAt: iso(AGO(5)), ...on(board('Done', 4)) }),
      { status: 'Closed', category: 'done', since: 5, closed: 5, seenAs: 'Done' },
    ],
    [
      'with a Status that is no choice',
      issue(on({ project: { closed: false }, fieldValueByName: {} })),
      { ...OPEN, since: 43, closed: null },
    ],
    [
      'beside what may not be seen',
      issue(on(null, board('Todo', 2))),
      { status: 'Todo', category: 'todo', since: 2, closed: null, seenAs: 'Open' },
    ],
  ])('%s', async (_, node, expected) => {
    const { since, closed, ...rest } = expected as { since: number | null; closed: number | null };
    const { facts, fault } = await ask([item(node)]);
    expect(fault).toBeNull();
    expect(facts[0]).toMatchObject({
      key: ONE,
      title: 'Crash on an empty file',
      assignees: ['ana-costa'],
      createdAt: AGO(43),
      updatedAt: AGO(2),
      statusSince: since === null ? null : AGO(since),
      closedAt: closed === null ? null : AGO(closed),
      ...rest,
    });
    if (!('seenAs' in rest)) expect(facts[0]).not.toHaveProperty('seenAs');
  });

  it.each<[string, Partial<Facts>, object]>([
    ['a page shows in one of its columns', { status: 'Todo' }, { status: 'Todo', statusSince: AGO(20) }],
    ['a page names the column of beside', { seenAs: 'Todo' }, { status: 'Todo', statusSince: AGO(20) }],
    ['a list shows as open', { status: 'Open' }, { status: 'In review', statusSince: AGO(7) }],
  ])('on two boards that %s is on that one', async (_, words, expected) => {
    const node = issue(on(board('Todo', 20), board('In review', 7)));
    const { facts } = await ask([item(node)], known(words));
    expect(facts[0]).toMatchObject(expected);
  });

  it('keeps the column a page shows it in where the board can’t be read, since when unknown', async () => {
    const { projectItems: _, ...bare } = issue();
    const { facts } = await askWith(
      githubApi,
      [[ONE, known({ status: 'In review' })]],
      [item(bare)],
      ['projects'],
    );
    expect(facts[0]).toMatchObject({ createdAt: AGO(43), statusSince: null });
    expect(facts[0]).not.toHaveProperty('status');
  });

  it('that left every board is open, whatever it was called before', async () => {
    const { facts } = await ask([item(issue())], known({ status: 'Todo', askedAt: AGO(1) }));
    expect(facts[0]).toMatchObject({ ...OPEN, statusSince: AGO(43) });
  });

  it('counts days in the column of the practice board, in the words of its pages', async () => {
    const world = apiWorld();
    await world.keep('github');
    const key = githubKey(12, 'gadgets');
    await world.see([{ key, status: 'In progress', category: 'doing' }]);
    await world.pass();
    const inside = findItem('gadgets', 12, START)!;
    const facts = await world.facts(key);
    expect(facts).toMatchObject({ createdAt: inside.createdAt, seenAs: 'Open' });
    expect(facts!.statusSince).toBe(inColumnSince(inside, START));
    // A list that calls it open contradicts nothing.
    await world.see([{ key, status: 'Open', category: 'todo' }]);
    expect(await world.facts(key)).toEqual(facts);
  });
});

describe('a request', () => {
  it('asks for all items of a repository together', async () => {
    const keys = [githubKey(3), githubKey(12, 'gadgets'), githubKey(4)].map((key) => [key, null] as const);
    const { sent } = await askWith(githubApi, keys, [{ body: { data: { r0: null, r1: null } } }]);
    expect(sent[0]!.variables).toEqual({ o0: 'acme', n0: 'widgets', o1: 'acme', n1: 'gadgets' });
    expect(sent[0]!.query.match(/repository\(/g)).toHaveLength(2);
    expect(sent[0]!.query.match(/i(3|4|12): issueOrPullRequest/g)).toHaveLength(3);
  });

  const error = (type: string, path?: (string | number)[], message = 'No') => ({
    type,
    message,
    ...(path ? { path } : {}),
  });
  const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String((START + HOUR) / 1000) };
  it.each<[string, Written | null, string, number | null]>([
    ['no answer', null, 'later', null],
    ['401', { status: 401, body: { message: 'Bad credentials' } }, 'forbidden', null],
    ['RATE_LIMITED', { body: { errors: [error('RATE_LIMITED')] }, headers: reset }, 'limited', HOUR],
    [
      '403, nothing left',
      { status: 403, body: { message: 'API rate limit exceeded' }, headers: reset },
      'limited',
      HOUR,
    ],
    [
      '403, a secondary limit',
      { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } },
      'limited',
      null,
    ],
    ['403 with Retry-After', { status: 403, headers: { 'retry-after': '90' }, body: {} }, 'limited', 90_000],
    [
      '429 with a date',
      { status: 429, headers: { 'retry-after': new Date(START + 60_000).toUTCString() } },
      'limited',
      60_000,
    ],
    ['403 without a reason', { status: 403, body: { message: 'Forbidden' } }, 'later', null],
    ['502', { status: 502, body: undefined }, 'later', null],
    [
      'a query that took too long',
      { body: { errors: [{ message: 'Something went wrong while executing your query.' }] } },
      'later',
      null,
    ],
    ['too many nodes', { body: { errors: [error('MAX_NODE_LIMIT_EXCEEDED')] } }, 'too-much', null],
    ['no JSON', { body: undefined }, 'later', null],
    ['other data', { body: { data: { everything: 1 } } }, 'not-understood', null],
    ['an item in another shape', item({ __typename: 'Issue', title: 3 }), 'not-understood', null],
  ])('%s: %s', async (_, answer, fault, inMs) => {
    const asked = await ask([answer]);
    expect(asked.fault).toEqual({ fault, retryAfterMs: inMs });
    expect(asked.facts).toEqual([]);
    expect(asked.sent).toHaveLength(1);
  });

  it('is put off when the hour is nearly used up', async () => {
    const left = (remaining: number) => ({ ...reset, 'x-ratelimit-remaining': String(remaining) });
    expect((await ask([{ ...item(issue()), headers: left(20) }])).pauseMs).toBe(HOUR);
    expect((await ask([{ ...item(issue()), headers: left(4000) }])).pauseMs).toBeNull();
  });

  it.each<[string, unknown[], string]>([
    ['not found', [error('NOT_FOUND', ['r0', 'i12'])], 'absent'],
    ['of a repository that is not found', [error('NOT_FOUND', ['r0'])], 'absent'],
    ['behind single sign-on', [error('FORBIDDEN', ['r0', 'i12'])], 'absent'],
    ['broken in GitHub itself', [error('INTERNAL', ['r0', 'i12'])], 'broken'],
    ['null without a word', [], 'broken'],
  ])('an item %s is left alone', async (_, errors, none) => {
    const asked = await ask([item(null, errors)]);
    expect([...asked.none]).toEqual([[ONE, none]]);
    expect(asked.fault).toBeNull();
    expect(asked.sent).toHaveLength(1);
  });

  it('uses what came before the limit was reached', async () => {
    const keys = [githubKey(12), githubKey(13)].map((key) => [key, null] as const);
    const body = {
      data: { r0: { i12: issue(), i13: null } },
      errors: [error('RATE_LIMITED', ['r0', 'i13'])],
    };
    const asked = await askWith(githubApi, keys, [{ body, headers: reset }]);
    expect(asked.facts.map(({ key }) => key)).toEqual([ONE]);
    expect(asked.fault).toEqual({ fault: 'limited', retryAfterMs: HOUR });
    expect([...asked.none]).toEqual([]);
  });
});

describe('a token that may not read Projects', () => {
  it('without the scope: asked for the rest, and for Projects never again', async () => {
    const world = apiWorld();
    await world.keep('github');
    world.stands.github.fail({ kind: 'no-projects', how: 'scopes' });
    await world.see([githubKey(12)]);
    await world.pass();
    expect(await world.facts(githubKey(12))).toMatchObject({ status: 'Open', createdAt: expect.any(Number) });
    expect(await world.state('github')).toMatchObject({ isPartial: true, trouble: null });
    world.die();
    await world.see([githubKey(13)]);
    await world.pass();
    const projects = world.asked('github').map(({ query }) => query.includes('projectItems'));
    expect(projects).toEqual([true, false, false]);
  });

  it('of some boards: asked for those items once more without them', async () => {
    const world = apiWorld();
    await world.keep('github');
    world.stands.github.fail({ kind: 'no-projects', how: 'forbidden' });
    await world.see([githubKey(12), githubKey(13)]);
    await world.pass();
    expect(await world.facts(githubKey(12))).toMatchObject({ createdAt: expect.any(Number) });
    expect(world.asked('github')).toHaveLength(2);
    expect(await world.state('github')).toMatchObject({ isPartial: false });
  });
});

describe('what a page says otherwise', () => {
  const key = githubKey(12, 'gadgets');
  async function asked() {
    const world = apiWorld();
    await world.keep('github');
    await world.see([{ key, status: 'In progress', category: 'doing' }]);
    await world.pass();
    return world;
  }

  it('is asked about once it had time to be written down, and believed where the API says it too', async () => {
    const world = await asked();
    await world.pass(5 * 60_000);
    world.stands.github.move('gadgets', 12, 'In review', world.clock.now);
    await world.see([{ key, status: 'In review', category: 'doing' }]);
    expect(await world.facts(key)).toMatchObject({ status: 'In review', statusSince: null });
    await world.pass(1000);
    expect(world.asked('github')).toHaveLength(1);
    await world.pass(3000);
    expect(world.asked('github')).toHaveLength(2);
    expect(await world.facts(key)).toMatchObject({
      status: 'In review',
      statusSince: START + 5 * 60_000 + 1000,
    });
  });

  it('is asked about twice where it does not, and then taken for another word', async () => {
    const world = await asked();
    await world.pass(5 * 60_000);
    for (const _ of [1, 2, 3]) {
      await world.see([{ key, status: 'High', category: null }]);
      await world.pass(2 * 60_000);
    }
    expect(world.asked('github')).toHaveLength(3);
    const facts = await world.facts(key);
    expect(facts).toMatchObject({ seenAs: 'High' });
    expect(facts!.statusSince).not.toBeNull();
  });
});

it('an item that a token may not read something else of is left alone, and not asked for at once again', async () => {
  const world = apiWorld();
  await world.keep('github');
  const body = JSON.stringify({
    data: { r0: { i12: null } },
    errors: [{ type: 'INSUFFICIENT_SCOPES', message: 'No', path: ['r0', 'i12', 'assignees', 'nodes'] }],
  });
  let asked = 0;
  world.stands.github.answer = () => {
    asked += 1;
    // Else this test would never end, either.
    if (asked > 10) world.permitted.clear();
    return { status: 200, headers: {}, body };
  };
  await world.see([ONE]);
  await world.pass();
  // With its Projects, and without.
  expect(asked).toBe(2);
});
