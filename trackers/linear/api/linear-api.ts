/**
 * Linear's public API: `https://api.linear.app/graphql`, with a personal API key. Source of shapes, limits and codes:
 * trackers/linear.md §3 (schema of 2026-07, limits as of 2026-09).
 */
import { z } from 'zod';
import { readRetryAfterMs } from '../../../domain/freshness/retry-after';
import type { ItemKey } from '../../../domain/key';
import { keyInWorkspace, linearEntry, parseLinear } from '../../../domain/trackers/linear';
import { type GraphError, isRecord, numberIn, readAnswer } from '../../api/graphql-answer';
import type { GraphqlCall, GraphqlResponse } from '../../api/graphql-call';
import {
  type ApiFault,
  type ApiRequest,
  type ApiResponse,
  emptyResponse,
  type TrackerApi,
} from '../../api/tracker-api';
import { factsOf, type Issue, issueShape } from './facts';

const BATCH = 50;
/** Issues not found by team and number that are looked for one by one, in each batch. */
const SINGLE_REQUESTS_MOST = 10;
/** What is left to the person's other tools in each hour: the key is theirs. */
const LEFT_TO_OTHERS = { requests: 20, complexity: 10_000, 'endpoint-requests': 1 } as const;
/** What an API that doesn't know `stateHistory` (before 2025-11) is asked without. */
const SPANS = 'stateHistory';

// Connections count as often as `first` in the complexity of a query, or 50: with these, 50 issues stay well below it.
const HISTORY = {
  spans: 'stateHistory(first: 30) { nodes { stateId startedAt endedAt } pageInfo { hasNextPage } }',
  changes: 'history(first: 30) { nodes { createdAt fromStateId toStateId } pageInfo { hasNextPage } }',
};
const fields = (lacks: readonly string[]) =>
  `identifier title createdAt updatedAt completedAt canceledAt previousIdentifiers
    state { id name type } assignee { name displayName }
    ${lacks.includes(SPANS) ? HISTORY.changes : HISTORY.spans}`;

// What is counted is what could come, not what comes: `first` is the number of issues asked for.
const batchQuery = (lacks: readonly string[]) => `query Ages($filter: IssueFilter!, $first: Int!) {
  issues(filter: $filter, first: $first, includeArchived: true) { nodes { ${fields(lacks)} } }
}`;
const oneQuery = (lacks: readonly string[]) => `query Age($id: String!) {
  issue(id: $id) { ${fields(lacks)} }
}`;
const WHO = 'query Who { viewer { id } organization { urlKey } }';

const whoShape = z.object({
  viewer: z.object({ id: z.string().min(1) }),
  organization: z.object({ urlKey: z.string().regex(/^[\w-]+$/) }),
});

const codesOf = (errors: readonly GraphError[]) =>
  errors.flatMap(({ extensions }) => [extensions?.code, extensions?.type]).filter((code) => code != null);
const hasErrorCode = (errors: readonly GraphError[], code: RegExp) =>
  codesOf(errors).some((each) => code.test(each));

/** How long it is to be left alone, ms, by what is used up: its resets are epoch ms. Null: nothing is. */
function pauseMsOf(headers: Headers, now: number): number | null {
  const waits = Object.entries(LEFT_TO_OTHERS).flatMap(([what, left]) => {
    const remaining = numberIn(headers, `X-RateLimit-${what}-Remaining`);
    const reset = numberIn(headers, `X-RateLimit-${what}-Reset`);
    return remaining !== null && reset !== null && remaining <= left && reset > now ? [reset - now] : [];
  });
  return waits.length > 0 ? Math.max(...waits) : null;
}

/** Why there is nothing to read in it; null: there is. */
function faultOf(called: GraphqlResponse | null, now: number): ApiFault | null {
  if (!called) return { fault: 'later', retryAfterMs: null };
  const { status, headers } = called;
  const answer = readAnswer(called);
  const errors = answer?.errors ?? [];
  const retryAfterMs = pauseMsOf(headers, now) ?? readRetryAfterMs(headers.get('Retry-After'), now);
  // With status 400, not 429.
  if (status === 429 || hasErrorCode(errors, /^ratelimited$/i)) return { fault: 'limited', retryAfterMs };
  if (status === 401 || hasErrorCode(errors, /^authentication[_ ]error$/i))
    return { fault: 'forbidden', retryAfterMs: null };
  if (status === 403 && hasErrorCode(errors, /^forbidden$/i))
    return { fault: 'forbidden', retryAfterMs: null };
  if (status >= 500 || status === 408 || status === 403)
    return { fault: 'later', retryAfterMs: readRetryAfterMs(headers.get('Retry-After'), now) };
  if (answer?.data) return null;
  if (errors.some(({ message }) => /too complex|complexity/i.test(message)))
    return { fault: 'too-much', retryAfterMs: null };
  // What is no answer of such an API is a page of something in between.
  return { fault: answer ? 'not-understood' : 'later', retryAfterMs: null };
}

const lacksSpans = (called: GraphqlResponse | null) =>
  called !== null &&
  called.status < 500 &&
  (readAnswer(called)?.errors ?? []).some(
    ({ message }) => message.includes(`"${SPANS}"`) || message.includes('IssueStateSpan'),
  );

/** Asks with the newer way to tell the time in status, and without it where it is refused. */
async function send(
  { call, lacks }: Pick<ApiRequest, 'call' | 'lacks'>,
  query: (lacks: readonly string[]) => string,
  variables: object,
): Promise<{ called: GraphqlResponse | null; lacks: string[] }> {
  const called = await call(query(lacks), variables);
  if (lacks.includes(SPANS) || !lacksSpans(called)) return { called, lacks: [] };
  return { called: await call(query([...lacks, SPANS]), variables), lacks: [SPANS] };
}

const issueNameOf = (key: ItemKey): string => parseLinear(key)!.issue;
const workspaceOf = (key: ItemKey): string => parseLinear(key)!.workspace;

/** Teams and numbers: the public schema has no filter by identifier. */
function filterOf(keys: readonly ItemKey[]): object {
  const teams = Map.groupBy(keys, (key) => issueNameOf(key).replace(/-\d+$/, ''));
  const numbers = (of: readonly ItemKey[]) => of.map((key) => Number(issueNameOf(key).replace(/^.*-/, '')));
  return {
    or: [...teams].map(([team, of]) => ({ team: { key: { eq: team } }, number: { in: numbers(of) } })),
  };
}

function parseIssue(node: unknown): Issue | null {
  const issue = issueShape.safeParse(node);
  return issue.success ? issue.data : null;
}

async function requestIssues(question: ApiRequest): Promise<ApiResponse> {
  const { known, now } = question;
  const asked = emptyResponse();
  const keys = [...known.keys()];
  if (keys.length === 0) return asked;
  const workspace = workspaceOf(keys[0]!);
  const { called, lacks } = await send(question, batchQuery, { filter: filterOf(keys), first: keys.length });
  asked.lacks = lacks;
  asked.fault = faultOf(called, now());
  asked.pauseMs = called && pauseMsOf(called.headers, now());
  if (asked.fault) return asked;
  const answer = readAnswer(called!)!;
  const connection = answer.data?.issues;
  const nodes = isRecord(connection) ? connection.nodes : null;
  if (!Array.isArray(nodes)) {
    asked.fault = { fault: 'not-understood', retryAfterMs: null };
    return asked;
  }
  const wanted = new Set(keys);
  const before = new Map<ItemKey, Issue>();
  for (const node of nodes) {
    const issue = parseIssue(node);
    const key = issue && keyInWorkspace(workspace, issue.identifier);
    if (!issue || !key) continue;
    for (const name of issue.previousIdentifiers) {
      const old = keyInWorkspace(workspace, name);
      if (old) before.set(old, issue);
    }
    if (!wanted.delete(key)) continue;
    asked.facts.push(factsOf(issue, key));
  }
  // Not one of them in a shape we know: asking for the next ones is of no use.
  if (nodes.length > 0 && asked.facts.length === 0) {
    asked.fault = { fault: 'not-understood', retryAfterMs: null };
    return asked;
  }
  const isWhole = answer.errors.length === 0 && nodes.length === asked.facts.length;
  await lookFor([...wanted], before, isWhole, workspace, question, asked);
  return asked;
}

/** What did not answer may have changed team: asked for once by the name it had. */
async function lookFor(
  keys: readonly ItemKey[],
  before: ReadonlyMap<ItemKey, Issue>,
  isWhole: boolean,
  workspace: string,
  question: ApiRequest,
  asked: ApiResponse,
): Promise<void> {
  const found = (from: ItemKey, issue: Issue) => {
    const to = keyInWorkspace(workspace, issue.identifier);
    if (!to) return asked.none.set(from, 'broken');
    if (to !== from) asked.moved.push({ from, to });
    asked.facts.push(factsOf(issue, to));
  };
  let looked = 0;
  for (const key of keys) {
    const issue = before.get(key);
    if (issue) found(key, issue);
    // Among errors it says nothing that it is not there.
    else if (!isWhole || looked >= SINGLE_REQUESTS_MOST) asked.none.set(key, 'broken');
    else if (asked.pauseMs === null) {
      looked += 1;
      const { called, lacks } = await send(
        { ...question, lacks: [...question.lacks, ...asked.lacks] },
        oneQuery,
        { id: issueNameOf(key) },
      );
      asked.lacks.push(...lacks);
      asked.pauseMs = called && pauseMsOf(called.headers, question.now());
      const fault = faultOf(called, question.now());
      const one = fault ? null : parseIssue(readAnswer(called!)?.data?.issue);
      if (one) found(key, one);
      else if (fault && fault.fault !== 'not-understood') {
        asked.fault = fault;
        return;
      }
      // "Entity not found" comes as an error, with no data or with a null.
      else asked.none.set(key, 'absent');
    }
  }
}

export const linearApi: TrackerApi = {
  tracker: 'linear',
  address: `${linearEntry.api.origin}/graphql`,
  // A personal key stands alone; only OAuth's begin with "Bearer".
  authorization: (token) => token,
  batch: BATCH,
  partialWithout: null,
  covers: (key, opens) => parseLinear(key)?.workspace === opens.toLowerCase(),
  async tryToken(call: GraphqlCall, now: number) {
    const called = await call(WHO);
    const fault = faultOf(called, now);
    if (fault) return fault;
    const who = whoShape.safeParse(readAnswer(called!)?.data);
    return who.success
      ? { opens: who.data.organization.urlKey }
      : { fault: 'not-understood' as const, retryAfterMs: null };
  },
  ask: requestIssues,
};
