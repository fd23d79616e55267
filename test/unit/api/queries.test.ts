/**
 * What is sent to the trackers' public APIs is held to their public schemas: every query, in every variant that a lack
 * of the token or the API can make of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ItemKey } from '../../../domain/key';
import type { TrackerApi } from '../../../trackers/api/tracker-api';
import { githubApi } from '../../../trackers/github/api/github-api';
import { linearApi } from '../../../trackers/linear/api/linear-api';
import { readQuestion } from '../../practice/api/run';
import { GITHUB_SCHEMA, LINEAR_SCHEMA, type PublicSchema } from '../../practice/api/schema';
import { root } from '../house/source';
import { githubKey, linearKey, START } from './world';

interface Sent {
  query: string;
  variables: Record<string, unknown>;
}

/** Every query that an API sends for a token and for these items, where no answer holds anything. */
async function sentBy(api: TrackerApi, keys: readonly ItemKey[], lacks: readonly string[]): Promise<Sent[]> {
  const sent: Sent[] = [];
  const call = async (query: string, variables = {}) => {
    sent.push({ query, variables: variables as Record<string, unknown> });
    // Nothing was found, so that whatever is looked for one by one is looked for.
    return { status: 200, headers: new Headers(), body: { data: { issues: { nodes: [] }, issue: null } } };
  };
  await api.tryToken(call, START);
  await api.ask({ known: new Map(keys.map((key) => [key, null])), lacks, call, now: () => START });
  return sent;
}

const operationOf = ({ query }: Sent) => /^query (\w+)/.exec(query)?.[1];

interface Asked {
  api: TrackerApi;
  schema: PublicSchema;
  keys: ItemKey[];
  /** What it may have to do without, and the field that it then leaves out. */
  lack: string;
  field: string;
}

const APIS: Record<string, Asked> = {
  github: {
    api: githubApi,
    schema: GITHUB_SCHEMA,
    keys: [...Array.from({ length: 49 }, (_, at) => githubKey(at + 1)), githubKey(7, 'gadgets')],
    lack: 'projects',
    field: 'projectItems',
  },
  linear: {
    api: linearApi,
    schema: LINEAR_SCHEMA,
    keys: ['ENG-1', 'ENG-2', 'OPS-3'].map(linearKey),
    lack: 'stateHistory',
    field: 'stateHistory',
  },
};

describe.each(Object.entries(APIS))('%s', (name, { api, schema, keys, lack, field }) => {
  it.each([
    ['all', []],
    [`all but ${lack}`, [lack]],
  ])('asks for what the schema has: %s', async (_, lacks) => {
    const sent = await sentBy(api, keys, lacks);
    for (const { query, variables } of sent)
      expect(readQuestion(schema.whole(), query, variables), query).toMatchObject({ ok: true });
    expect(sent.some(({ query }) => query.includes(`${field}(`))).toBe(lacks.length === 0);

    // None is left out here: every operation that the source names was sent.
    const folder = join(root, 'trackers', name, 'api');
    const source = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const named = source.join('\n').matchAll(/[`'"]query (\w+)/g);
    expect(new Set(sent.map(operationOf))).toEqual(new Set([...named].map(([, operation]) => operation)));
  });
});

describe('a question that does not fit the schema is refused', () => {
  const [github, linear] = [GITHUB_SCHEMA.whole(), LINEAR_SCHEMA.whole()];
  it.each([
    ['a field it does not have', github, '{ viewer { shoeSize } }', {}, 'Cannot query field "shoeSize"'],
    ['no field of an object', github, '{ viewer }', {}, 'must have a selection of subfields'],
    [
      'an argument it does not have',
      github,
      '{ repository(owner: "a", name: "b", branch: "c") { name } }',
      {},
      'Unknown argument "branch"',
    ],
    [
      'a variable of another type',
      linear,
      'query A($id: Int!) { issue(id: $id) { id } }',
      { id: 1 },
      'Variable "$id" of type "Int!" used in position expecting type "String!"',
    ],
    [
      'a value of another type',
      linear,
      'query A($filter: IssueFilter) { issues(filter: $filter) { nodes { id } } }',
      { filter: { number: { in: ['one'] } } },
      'Float cannot represent non numeric value',
    ],
    [
      'a filter it does not have',
      linear,
      'query A($filter: IssueFilter) { issues(filter: $filter) { nodes { id } } }',
      { filter: { identifier: { eq: 'ENG-1' } } },
      'Field "identifier" is not defined by type "IssueFilter"',
    ],
    ['a variable that is missing', linear, 'query A($id: String!) { issue(id: $id) { id } }', {}, '"$id"'],
    ['a variable too many', linear, '{ viewer { id } }', { id: 1 }, 'Variable "$id" is not defined'],
    [
      'one name for two shapes',
      github,
      `{ repository(owner: "a", name: "b") { issueOrPullRequest(number: 1) {
        ... on Issue { state } ... on PullRequest { state } } } }`,
      {},
      'Fields "state" conflict',
    ],
    [
      'a field that is gone',
      LINEAR_SCHEMA.without('Issue', 'stateHistory'),
      '{ issue(id: "ENG-1") { stateHistory { nodes { id } } } }',
      {},
      'Cannot query field "stateHistory"',
    ],
    ['no GraphQL', linear, '{ viewer { id }', {}, 'Syntax Error'],
    ['a change', github, 'mutation { addStar(input: { starrableId: "a" }) { clientMutationId } }', {}, 'One'],
  ])('%s', (_, schema, query, variables, fault) => {
    const read = readQuestion(schema, query, variables);
    expect(read.ok ? [] : read.faults).toContainEqual(expect.stringContaining(fault));
  });
});
