/**
 * Jira's REST answers in the shapes that were recorded (captures/jira, trackers/jira.md section 2), with a fault for
 * each thing that was seen to go wrong. Keeps every request that came.
 */

import { type Change, findIssue, type Issue, statusOf } from './data.ts';
import { CENTER_PATH } from './routes.ts';

export interface Asked {
  url: string;
  method: string;
  headers?: Record<string, string>;
  body?: string | null;
}

export interface RestAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** ms to wait before answering; Infinity: never. */
  delay: number;
}

/** What answers instead of data, until it is taken away or `times` are over. */
export type Fault =
  /** 429, with this header when it is given: seconds or a date. */
  | { kind: 'limited'; retryAfter?: string }
  /** The answers nobody gets: a page to GET, 400 with an empty message to POST. */
  | { kind: 'logged-out' }
  /** Nobody sees no issues, and is told so with status 200; `myself` says 401. */
  | { kind: 'anonymous' }
  | { kind: 'status'; status: number }
  /** Never an answer. */
  | { kind: 'silent' }
  /** JSON of no known shape. */
  | { kind: 'broken' };

export interface Rest {
  /** Which answers are faulty: those for issues, those for changes, or all. */
  fail(fault: Fault | null, on?: 'issues' | 'changes' | 'all', times?: number): void;
  /** Answers take this long, ms. */
  slow: number;
  /** Keys the tracker does not know (deleted, or not to be seen): in none of its answers. */
  missing: Set<string>;
  /** Old key → the key it was moved to: answers come under the new one. */
  moved: Map<string, string>;
  /** Issues with a status that is no object. */
  brokenIssues: Set<string>;
  /** How instants are written in changes. */
  dates: 'ms' | 'seconds' | 'iso' | 'offset';
  /** Each change is listed twice. */
  twice: boolean;
  /** Most changes on a page of them. */
  page: number;
  /** Bodies for certain requests, as they were recorded elsewhere: `POST /rest/api/3/issue/bulkfetch`. */
  recorded: Map<string, unknown>;
  /** What was asked, oldest first. */
  requests: { what: string; body: unknown; headers: Record<string, string> }[];
  /** `POST /rest/api/3/issue/bulkfetch` → how often. */
  counts(): Record<string, number>;
  /** Somebody moved an issue, at `at`. */
  move(key: string, status: string, at: number): void;
  statusOf(key: string): string | null;
}

export interface RestServer extends Rest {
  /** Null: no address of the REST API. */
  answer(asked: Asked): RestAnswer | null;
}

const JSON_TYPE = 'application/json;charset=UTF-8';
const LOGIN =
  '<!DOCTYPE html><html lang="en"><head><title>Log in with Atlassian account</title></head></html>';
const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
};

/** @param today epoch ms that ages are counted from */
export function openRest(today: number): RestServer {
  const made = new Map<string, Change[]>();
  let failing: { fault: Fault; on: 'issues' | 'changes' | 'all'; left: number } | null = null;

  const issue = (name: string): Issue | null => findIssue(name, today);
  const changesOf = (one: Issue): Change[] => [...one.history, ...(made.get(one.key) ?? [])];
  const statusNow = (one: Issue): string => changesOf(one).at(-1)?.to ?? one.status;
  const byId = (id: string) => issue(`APP-${Number(id) - 20_000}`);

  const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): RestAnswer => ({
    status,
    headers: { 'content-type': JSON_TYPE, 'cache-control': 'no-store', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    delay: server.slow,
  });

  function instant(at: number): string | number {
    if (server.dates === 'ms') return at;
    if (server.dates === 'seconds') return Math.floor(at / 1000);
    return server.dates === 'iso' ? new Date(at).toISOString() : offset(at);
  }

  function fieldsOf(one: Issue) {
    const status = statusOf(statusNow(one));
    const self = 'https://api.atlassian.com/ex/jira/0/rest/api/3';
    return {
      summary: one.title,
      status: server.brokenIssues.has(one.key)
        ? 'In Progress'
        : {
            self: `${self}/status/${status.id}`,
            description: '',
            iconUrl: '/images/icons/statuses/generic.png',
            name: status.name,
            id: status.id,
            statusCategory: {
              self: `${self}/statuscategory/${CATEGORIES[status.category].id}`,
              ...CATEGORIES[status.category],
            },
          },
      assignee: one.assignee && { accountId: one.assignee, displayName: one.assignee, active: true },
      created: offset(one.created),
      updated: offset(changesOf(one).at(-1)?.at ?? one.created),
      // A trap: of the category, which moves inside of it do not change.
      statuscategorychangedate: offset(one.created + 60_000),
      resolutiondate: status.category === 'done' ? offset(changesOf(one).at(-1)?.at ?? one.created) : null,
    };
  }

  const found = (names: readonly string[]) =>
    names.flatMap((name) => {
      const [old = name] = [...server.moved].find(([, now]) => now === name) ?? [];
      const one = server.missing.has(name) ? null : issue(old);
      return one ? [{ one, key: server.moved.get(old) ?? name }] : [];
    });

  function histories(one: Issue) {
    const all = changesOf(one).map(({ id, at, from, to }) => ({
      id,
      author: { accountId: '0', displayName: 'Person One' },
      created: instant(at),
      items: [
        {
          field: 'status',
          fieldtype: 'jira',
          fieldId: 'status',
          from,
          fromString: statusOf(from).name,
          to,
          toString: statusOf(to).name,
        },
      ],
    }));
    return server.twice ? all.flatMap((each) => [each, each]) : all;
  }

  // biome-ignore lint/suspicious/noExplicitAny: what was sent is looked into as it comes
  function cloudIssues(sent: any): RestAnswer {
    if (sent.issueIdsOrKeys.length > 100)
      return answer({ errorMessages: ['The maximum number of issues that can be fetched is 100.'] }, 400);
    return answer({
      expand: 'names,schema',
      issues: found(sent.issueIdsOrKeys).map(({ one, key }) => ({
        expand: 'operations,versionedRepresentations,editmeta,changelog,renderedFields',
        id: one.id,
        self: `https://api.atlassian.com/ex/jira/0/rest/api/3/issue/${one.id}`,
        key,
        fields: fieldsOf(one),
      })),
      issueErrors: [],
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: what was sent is looked into as it comes
  function cloudChanges(sent: any): RestAnswer {
    const from = Number(sent.nextPageToken ?? 0);
    const size = Math.min(sent.maxResults ?? server.page, server.page);
    const all = (sent.issueIdsOrKeys as string[]).flatMap((id) => {
      const one = byId(id);
      return one ? histories(one).map((history) => ({ id, history })) : [];
    });
    const grouped = new Map<string, unknown[]>();
    for (const { id, history } of all.slice(from, from + size))
      grouped.set(id, [...(grouped.get(id) ?? []), history]);
    return answer({
      issueChangeLogs: [...grouped].map(([issueId, changeHistories]) => ({ issueId, changeHistories })),
      ...(from + size < all.length ? { nextPageToken: String(from + size) } : {}),
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: what was sent is looked into as it comes
  function centerSearch(sent: any): RestAnswer {
    const names = [...String(sent.jql).matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
    const issues = found(names).map(({ one, key }) => ({
      expand: 'operations,versionedRepresentations,editmeta,changelog,renderedFields',
      id: one.id,
      key,
      fields: fieldsOf(one),
      changelog: {
        startAt: 0,
        maxResults: histories(one).length,
        total: histories(one).length,
        histories: histories(one).map((each) => ({ ...each, created: isoOf(each.created) })),
      },
    }));
    const at = sent.startAt ?? 0;
    return answer({
      expand: 'schema,names',
      startAt: at,
      maxResults: sent.maxResults,
      total: issues.length,
      issues: issues.slice(at, at + sent.maxResults),
    });
  }

  function faulty(kind: 'issues' | 'changes' | 'other', method: string): RestAnswer | null {
    if (!failing || failing.left === 0) return null;
    const { fault, on } = failing;
    if (kind === 'other' ? on === 'changes' : on !== 'all' && on !== kind) return null;
    // Who is asked whether anybody is signed in answers for that fault alone.
    if (kind === 'other' && fault.kind !== 'logged-out' && fault.kind !== 'anonymous') return null;
    if (kind !== 'other') failing.left -= 1;
    switch (fault.kind) {
      case 'limited':
        return answer({ message: 'Rate limit exceeded' }, 429, {
          'ratelimit-reason': 'jira-burst-based',
          ...(fault.retryAfter ? { 'retry-after': fault.retryAfter } : {}),
        });
      case 'logged-out':
        return method === 'GET'
          ? answer(LOGIN, 200, { 'content-type': 'text/html' })
          : answer({ message: '', status: 400 }, 400);
      case 'anonymous':
        return kind === 'other'
          ? answer(
              { message: 'Client must be authenticated to access this resource.', 'status-code': 401 },
              401,
            )
          : answer({ issues: [], issueErrors: [], issueChangeLogs: [], isLast: true });
      case 'status':
        return answer({ errorMessages: [`Status ${fault.status}`], errors: {} }, fault.status);
      case 'silent':
        return { ...answer(''), delay: Number.POSITIVE_INFINITY };
      case 'broken':
        return answer({ data: { values: [] } });
    }
  }

  const server: RestServer = {
    slow: 0,
    missing: new Set(),
    moved: new Map(),
    brokenIssues: new Set(),
    dates: 'ms',
    twice: false,
    page: 1000,
    recorded: new Map(),
    requests: [],
    fail(fault, on = 'all', times = Number.POSITIVE_INFINITY) {
      failing = fault && { fault, on, left: times };
    },
    counts() {
      const counts: Record<string, number> = {};
      for (const { what } of server.requests) counts[what] = (counts[what] ?? 0) + 1;
      return counts;
    },
    move(key, to, at) {
      const one = issue(key);
      if (!one) throw new Error(`There is no ${key}.`);
      const own = made.get(key) ?? [];
      own.push({ id: `${990_000 + own.length}${one.number}`, at, from: statusNow(one), to });
      made.set(key, own);
    },
    statusOf(key) {
      const one = issue(key);
      return one && statusNow(one);
    },
    answer({ url, method, headers = {}, body }) {
      const { pathname, search, origin } = new URL(url);
      if (!/\/rest\//.test(pathname)) return null;
      const sent = body ? JSON.parse(body) : null;
      const what = `${method} ${pathname}${search}`;
      server.requests.push({ what, body: sent, headers });
      const center = origin.endsWith('.test');
      const root = center ? `${CENTER_PATH}/rest/api/2` : '/rest/api/3';
      const path = pathname.startsWith(root) ? pathname.slice(root.length) : null;
      const isIssues = path === (center ? '/search' : '/issue/bulkfetch') && method === 'POST';
      const isChanges = path === '/changelog/bulkfetch' && method === 'POST' && !center;
      const wrong = faulty(isIssues ? 'issues' : isChanges ? 'changes' : 'other', method);
      if (wrong) return wrong;
      if (server.recorded.has(what)) return answer(server.recorded.get(what));
      if (isIssues) return center ? centerSearch(sent) : cloudIssues(sent);
      if (isChanges) return cloudChanges(sent);
      if (path === '/myself') return answer({ accountId: '0', displayName: 'Person One' });
      const [, name] = /^\/issue\/([^/]+)$/.exec(path ?? '') ?? [];
      const [one] = name ? found([decodeURIComponent(name)]) : [];
      if (one) return answer({ id: one.one.id, key: one.key, fields: fieldsOf(one.one) });
      return answer(
        { errorMessages: ['Issue does not exist or you do not have permission to see it.'] },
        404,
      );
    },
  };
  return server;
}

/** As Jira writes it where its people are in Shanghai: no colon in the offset. */
function offset(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+0800');
}

const isoOf = (created: string | number) =>
  typeof created === 'number' ? offset(created < 1e11 ? created * 1000 : created) : created;
