/** Jira's REST API with a fault for each thing that was seen to go wrong. Keeps every request that came. */

import { type Change, findIssue, type Issue } from './data.ts';
import {
  centerSearch,
  cloudChanges,
  cloudIssues,
  fieldsOf,
  type Known,
  statusNow,
  type Writing,
} from './rest-answers.ts';
import { type Fault, faultAnswer, json, type Question, type RestAnswer } from './rest-faults.ts';
import { CENTER, CENTER_PATH } from './routes.ts';

export interface Asked {
  url: string;
  method: string;
  headers?: Record<string, string>;
  body?: string | null;
}

export interface Rest extends Writing {
  /** Which answers are faulty: those of one question, or of any that is asked for data. */
  fail(fault: Fault | null, on?: Question | 'all', times?: number): void;
  /** Answers take this long, ms. */
  slow: number;
  /** Keys the tracker does not know (deleted, or not to be seen): in none of its answers. */
  missing: Set<string>;
  /** Old key → the key it was moved to: answers come under the new one. */
  moved: Map<string, string>;
  /** Issues with a status that is no object. */
  brokenIssues: Set<string>;
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

/** @param today epoch ms that ages are counted from */
export function openRest(today: number): RestServer {
  const made = new Map<string, Change[]>();
  let failing: { fault: Fault; on: Question | 'all'; left: number } | null = null;

  const know = (issue: Issue, key = issue.key): Known => ({
    issue,
    key,
    changes: [...issue.history, ...(made.get(issue.key) ?? [])],
    isBroken: server.brokenIssues.has(issue.key),
  });
  const find = (name: string) => findIssue(name, today);

  const found = (names: readonly string[]): Known[] =>
    names.flatMap((name) => {
      const [old = name] = [...server.moved].find(([, now]) => now === name) ?? [];
      const issue = server.missing.has(name) ? null : find(old);
      return issue ? [know(issue, server.moved.get(old) ?? name)] : [];
    });

  function faulty(question: Question, method: string): RestAnswer | null {
    if (!failing || failing.left === 0) return null;
    const { fault, on } = failing;
    // Who is asked whether anybody is signed in answers for that alone, unless it is what fails.
    const isOfAll = question !== 'one' || fault.kind === 'logged-out' || fault.kind === 'anonymous';
    // Nobody gets no issues: what happens then to whoever asks who that is, is a fault of its own.
    const isNobody = on === 'one' && question === 'issues';
    if (isNobody) return faultAnswer({ kind: 'anonymous' }, question, method);
    if (on === 'all' ? !isOfAll : on !== question) return null;
    if (question !== 'one' || on === 'one') failing.left -= 1;
    return faultAnswer(fault, question, method);
  }

  // biome-ignore lint/suspicious/noExplicitAny: what was sent is looked into as it comes
  function issuesFor(sent: any, isCenter: boolean): RestAnswer {
    if (isCenter) {
      const names = [...String(sent.jql).matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
      return json(centerSearch(found(names), server, sent.startAt ?? 0, sent.maxResults));
    }
    const names: string[] = sent.issueIdsOrKeys;
    if (names.length > 100)
      return json({ errorMessages: ['The maximum number of issues that can be fetched is 100.'] }, 400);
    return json(cloudIssues(found(names)));
  }

  // biome-ignore lint/suspicious/noExplicitAny: what was sent is looked into as it comes
  function changesFor(sent: any): RestAnswer {
    const issues = (sent.issueIdsOrKeys as string[]).flatMap(
      (id) => find(`APP-${Number(id) - 20_000}`) ?? [],
    );
    const most = Math.min(sent.maxResults ?? server.page, server.page);
    const all = issues.map((issue) => know(issue));
    return json(cloudChanges(all, server, { from: Number(sent.nextPageToken ?? 0), most }));
  }

  function oneFor(path: string | null, isSearch: boolean): RestAnswer {
    // Cloud's old search.
    if (isSearch) return json({ errorMessages: ['The requested API has been removed.'] }, 410);
    if (path === '/myself') return json({ accountId: '0', displayName: 'Person One' });
    const [, name] = /^\/issue\/([^/]+)$/.exec(path ?? '') ?? [];
    const [one] = name ? found([decodeURIComponent(name)]) : [];
    if (one) return json({ id: one.issue.id, key: one.key, fields: fieldsOf(one) });
    return json({ errorMessages: ['Issue does not exist or you do not have permission to see it.'] }, 404);
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
      const issue = find(key);
      if (!issue) throw new Error(`There is no ${key}.`);
      const own = made.get(key) ?? [];
      const from = statusNow(know(issue));
      made.set(key, [...own, { id: `${990_000 + own.length}${issue.number}`, at, from, to }]);
    },
    statusOf(key) {
      const issue = find(key);
      return issue && statusNow(know(issue));
    },
    answer({ url, method, headers = {}, body }) {
      const { pathname, search, origin } = new URL(url);
      if (!/\/rest\//.test(pathname)) return null;
      const sent = body ? JSON.parse(body) : null;
      const what = `${method} ${pathname}${search}`;
      server.requests.push({ what, body: sent, headers });
      const isCenter = origin === CENTER;
      const root = isCenter ? `${CENTER_PATH}/rest/api/2` : '/rest/api/3';
      const path = pathname.startsWith(root) ? pathname.slice(root.length) : null;
      const question = questionOf(path, method, isCenter);
      const answer =
        faulty(question, method) ??
        (server.recorded.has(what)
          ? json(server.recorded.get(what))
          : question === 'issues'
            ? issuesFor(sent, isCenter)
            : question === 'changes'
              ? changesFor(sent)
              : oneFor(path, pathname.endsWith('/search')));
      return { ...answer, delay: Math.max(answer.delay, server.slow) };
    },
  };
  return server;
}

function questionOf(path: string | null, method: string, isCenter: boolean): Question {
  if (method !== 'POST') return 'one';
  if (path === (isCenter ? '/search' : '/issue/bulkfetch')) return 'issues';
  return path === '/changelog/bulkfetch' && !isCenter ? 'changes' : 'one';
}
