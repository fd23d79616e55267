/**
 * GitHub's public GraphQL API, with a personal token. Sources: docs.github.com/graphql (rate limits, errors), schema as
 * used in public programs up to 2026-10 (github.md §6).
 */
import { z } from 'zod';
import { readRetryAfterMs } from '../../../domain/freshness/retry-after';
import { hostOf } from '../../../domain/item-key';
import type { ItemKey } from '../../../domain/key';
import { githubEntry, parseGithub } from '../../../domain/trackers/github';
import { type GraphError, isRecord, numberIn, readAnswer } from '../../api/graphql-answer';
import type { GraphqlResponse } from '../../api/graphql-call';
import {
  type ApiFault,
  type ApiRequest,
  type ApiResponse,
  emptyResponse,
  type TrackerApi,
} from '../../api/tracker-api';
import { factsOf, itemShape } from './facts';

const BATCH = 50;
/** Points of the hour that are left to the person's other tools. */
const LEFT_TO_OTHERS = 100;
/** What a token without `read:project` is asked without. */
const PROJECTS = 'projects';

const PROJECT_ITEMS = `projectItems(first: 10, includeArchived: false) { nodes {
  project { closed }
  fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name updatedAt } }
} }`;
const item = (withProjects: boolean) => {
  const shared = `title createdAt updatedAt closedAt assignees(first: 10) { nodes { login } }
    ${withProjects ? PROJECT_ITEMS : ''}`;
  const events = (types: string, kinds: readonly string[]) =>
    `timelineItems(last: 1, itemTypes: [${types}]) { nodes {
      ${kinds.map((kind) => `... on ${kind} { createdAt }`).join(' ')} } }`;
  return `__typename
  ... on Issue { issueState: state ${shared}
    ${events('REOPENED_EVENT', ['ReopenedEvent'])} }
  ... on PullRequest { pullState: state isDraft mergedAt mergeQueueEntry { enqueuedAt } ${shared}
    ${events('REOPENED_EVENT, READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT', [
      'ReopenedEvent',
      'ReadyForReviewEvent',
      'ConvertToDraftEvent',
    ])} }`;
};

/** Where an item stands in the answer: `r0.i12`. */
interface AnswerPath {
  key: ItemKey;
  repository: string;
  item: string;
}

function queryFor(keys: readonly ItemKey[], withProjects: boolean) {
  const partsOf = (key: ItemKey) => parseGithub(key)!;
  const repositories = [...Map.groupBy(keys, (key) => `${partsOf(key).owner}/${partsOf(key).repo}`).values()];
  const variables: Record<string, string> = {};
  const paths: AnswerPath[] = [];
  const parts = repositories.map((of, index) => {
    const { owner, repo } = partsOf(of[0]!);
    Object.assign(variables, { [`o${index}`]: owner, [`n${index}`]: repo });
    const items = of.map((key) => {
      const { number } = partsOf(key);
      paths.push({ key, repository: `r${index}`, item: `i${number}` });
      return `i${number}: issueOrPullRequest(number: ${number}) { ${item(withProjects)} }`;
    });
    return `r${index}: repository(owner: $o${index}, name: $n${index}) { ${items.join(' ')} }`;
  });
  const names = Object.keys(variables).map((name) => `$${name}: String!`);
  return { query: `query Ages(${names.join(', ')}) { ${parts.join(' ')} }`, variables, places: paths };
}

const hasError = (errors: readonly GraphError[], type: string) => errors.some((error) => error.type === type);

/** How long it is to be left alone, ms, when the hour is nearly used up: its reset is in epoch seconds. */
function pauseMsOf(headers: Headers, now: number): number | null {
  const remaining = numberIn(headers, 'X-RateLimit-Remaining');
  const reset = numberIn(headers, 'X-RateLimit-Reset');
  if (remaining === null || reset === null || remaining > LEFT_TO_OTHERS) return null;
  return reset * 1000 > now ? reset * 1000 - now : null;
}

const messageOf = (body: unknown): string =>
  isRecord(body) && typeof body.message === 'string' ? body.message : '';

/** Why there is nothing to read in it; null: there is. */
function faultOf(called: GraphqlResponse | null, now: number): ApiFault | null {
  if (!called) return { fault: 'later', retryAfterMs: null };
  const { status, headers, body } = called;
  const answer = readAnswer(called);
  const errors = answer?.errors ?? [];
  const retryAfterMs = readRetryAfterMs(headers.get('Retry-After'), now);
  const used = status === 403 && numberIn(headers, 'X-RateLimit-Remaining') === 0;
  const secondary = /rate limit|abuse/i.test(messageOf(body)) || (status === 403 && retryAfterMs !== null);
  if (
    status === 429 ||
    used ||
    (status === 403 && secondary) ||
    (!answer?.data && hasError(errors, 'RATE_LIMITED'))
  )
    return { fault: 'limited', retryAfterMs: retryAfterMs ?? pauseMsOf(headers, now) };
  if (status === 401) return { fault: 'forbidden', retryAfterMs: null };
  if (status >= 500 || status === 408 || status === 403) return { fault: 'later', retryAfterMs };
  if (answer?.data) return null;
  if (hasError(errors, 'MAX_NODE_LIMIT_EXCEEDED') || hasError(errors, 'RESOURCE_LIMITS_EXCEEDED'))
    return { fault: 'too-much', retryAfterMs: null };
  // "Something went wrong while executing your query": it took too long.
  if (errors.some(({ message }) => /something went wrong|timeout/i.test(message)))
    return { fault: 'later', retryAfterMs };
  // What is no answer of such an API is a page of something in between.
  return { fault: answer ? 'not-understood' : 'later', retryAfterMs: null };
}

const aboutProjects = ({ type, message, path }: GraphError): boolean =>
  type === 'INSUFFICIENT_SCOPES' ||
  message.includes('projectItems') ||
  message.includes('ProjectV2') ||
  (path ?? []).includes('projectItems');

async function requestItems(question: ApiRequest): Promise<ApiResponse> {
  const { known, lacks } = question;
  const keys = [...known.keys()];
  const asked = emptyResponse();
  const withProjects = !lacks.includes(PROJECTS);
  const left = await requestBatch(keys, withProjects, question, asked);
  // Issues whose boards may not be read have dates all the same.
  if (left.length > 0) await requestBatch(left, false, question, asked);
  return asked;
}

/** @returns those whose Projects may not be read, which left nothing of them */
async function requestBatch(
  keys: readonly ItemKey[],
  withProjects: boolean,
  { known, call, now }: ApiRequest,
  asked: ApiResponse,
): Promise<ItemKey[]> {
  const { query, variables, places } = queryFor(keys, withProjects);
  const called = await call(query, variables);
  asked.pauseMs = called && pauseMsOf(called.headers, now());
  const answer = called && readAnswer(called);
  const onProjects = withProjects ? (answer?.errors ?? []).filter(aboutProjects) : [];
  const fault = faultOf(called, now());
  if (fault?.fault === 'not-understood' && onProjects.length > 0) {
    asked.lacks.push(PROJECTS);
    return [...keys];
  }
  asked.fault = fault;
  if (fault) return [];
  const { data, errors } = answer!;
  if (hasError(errors, 'RATE_LIMITED'))
    asked.fault = { fault: 'limited', retryAfterMs: pauseMsOf(called!.headers, now()) };
  if (!places.some(({ repository }) => Object.hasOwn(data!, repository))) {
    asked.fault = { fault: 'not-understood', retryAfterMs: null };
    return [];
  }
  const again: ItemKey[] = [];
  let broken = 0;
  for (const path of places) {
    const repository = data![path.repository];
    const node = isRecord(repository) ? repository[path.item] : null;
    const read = node == null ? null : itemShape.safeParse(node);
    if (read?.success) {
      asked.facts.push(factsOf(read.data, path.key, known.get(path.key) ?? null));
      continue;
    }
    if (read) broken += 1;
    if (read || asked.fault === null) {
      const why = whyNone(path, errors);
      if (why === 'projects') again.push(path.key);
      else asked.none.set(path.key, why);
    }
  }
  if (broken > 0 && asked.facts.length === 0) asked.fault ??= { fault: 'not-understood', retryAfterMs: null };
  return again;
}

/** Why an item is null. */
function whyNone(
  { repository, item }: AnswerPath,
  errors: readonly GraphError[],
): 'absent' | 'broken' | 'projects' {
  const mine = errors.filter(
    ({ path }) => path?.[0] === repository && (path.length === 1 || path[1] === item),
  );
  if (mine.some((error) => (error.path?.length ?? 0) > 2 && aboutProjects(error))) return 'projects';
  // Not to be seen: of another organization's, or behind its single sign-on.
  const isGone = mine.some(
    ({ type, path }) => (type === 'NOT_FOUND' || type === 'FORBIDDEN') && (path?.length ?? 0) <= 2,
  );
  return isGone ? 'absent' : 'broken';
}

const whoShape = z.object({ viewer: z.object({ login: z.string().min(1) }) });

export const githubApi: TrackerApi = {
  tracker: 'github',
  address: `${githubEntry.api.origin}/graphql`,
  authorization: (token) => `Bearer ${token}`,
  batch: BATCH,
  partialWithout: PROJECTS,
  covers: (key) => githubEntry.isPublicHost(hostOf(key)),
  async tryToken(call, now) {
    const called = await call('query Who { viewer { login } }');
    const fault = faultOf(called, now);
    if (fault) return fault;
    const who = whoShape.safeParse(readAnswer(called!)?.data);
    return who.success
      ? { opens: who.data.viewer.login }
      : { fault: 'not-understood' as const, retryAfterMs: null };
  },
  ask: requestItems,
};
