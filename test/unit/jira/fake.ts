/** A Jira that answers what a test says, and fails at every request that Foothold must not make. */
import { expect } from 'vitest';
import type { FactsRequestContext } from '../../../components/overlay/tracker-contract';
import { asKey, type ItemKey } from '../../../domain/key';

export const NOW = Date.UTC(2026, 10, 22, 12);

/** All requests there are, as PRIVACY.md lists them. */
const ALLOWED = [
  /^POST \/rest\/api\/3\/issue\/bulkfetch$/,
  /^POST \/rest\/api\/3\/changelog\/bulkfetch$/,
  /^GET \/rest\/api\/3\/issue\/[A-Z][A-Z\d_]*-\d+\?fields=status$/,
  /^GET \/rest\/api\/3\/myself$/,
  /^POST (?:\/[\w.~-]+)*\/rest\/api\/2\/search$/,
  /^GET (?:\/[\w.~-]+)*\/rest\/api\/2\/issue\/[A-Z][A-Z\d_]*-\d+\?fields=status$/,
  /^GET (?:\/[\w.~-]+)*\/rest\/api\/2\/myself$/,
];

// biome-ignore lint/suspicious/noExplicitAny: what was sent is looked into as it comes
export type Sent = { what: string; body: any; signal: AbortSignal };
export type Answerer = (sent: Sent) => Response | Promise<Response>;

export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), {
    ...init,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', ...init.headers },
  });
export const html = (status = 200): Response =>
  new Response('<!DOCTYPE html><html lang="en"><title>Log in</title>', {
    status,
    headers: { 'Content-Type': 'text/html' },
  });
/** What a fetch that follows no redirect answers. */
export const redirect = (): Response =>
  Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });

export function fakeJira(
  answer: Answerer,
  page = 'https://acme.atlassian.net/jira/software/projects/APP/boards/1',
) {
  const sent: Sent[] = [];
  const url = new URL(page);
  const fetch: typeof globalThis.fetch = async (address, init) => {
    const { origin, pathname, search } = new URL(String(address));
    const what = `${init!.method} ${pathname}${search}`;
    expect(origin).toBe(url.origin);
    expect(
      ALLOWED.some((each) => each.test(what)),
      what,
    ).toBe(true);
    const { signal, body, headers, ...rest } = init!;
    expect(rest).toEqual({
      method: init!.method,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'manual',
    });
    const posting = { 'Content-Type': 'application/json', 'X-Atlassian-Token': 'no-check' };
    expect(headers).toEqual({ Accept: 'application/json', ...(init!.method === 'POST' ? posting : {}) });
    const one = { what, body: body === undefined ? null : JSON.parse(String(body)), signal: signal! };
    sent.push(one);
    return answer(one);
  };
  const document = { querySelector: () => null } as unknown as Document;
  const context = (more: Partial<FactsRequestContext> = {}): FactsRequestContext => ({
    url,
    document,
    fetch,
    window: {} as FactsRequestContext['window'],
    signal: new AbortController().signal,
    now: NOW,
    ...more,
  });
  return { sent, context, whats: () => sent.map(({ what }) => what) };
}

export const key = (issue: string, host = 'acme.atlassian.net'): ItemKey => asKey(`${host}/${issue}`)!;

const CATEGORY = { new: 2, indeterminate: 4, done: 3 };

interface IssueParts {
  id?: string;
  status?: [id: string, name: string, category: string];
  fields?: Record<string, unknown>;
}

/** An issue as bulkfetch and search give it. */
export const issue = (
  name: string,
  {
    id = `1${/\d+$/.exec(name)![0]}`,
    status = ['3', 'In Progress', 'indeterminate'],
    fields,
  }: IssueParts = {},
) => ({
  expand: 'operations',
  id,
  self: `https://api.atlassian.com/${id}`,
  key: name,
  fields: {
    summary: `Summary of ${name}`,
    status: {
      id: status[0],
      name: status[1],
      statusCategory: {
        id: CATEGORY[status[2] as keyof typeof CATEGORY] ?? 1,
        key: status[2],
        name: status[1],
      },
    },
    assignee: null,
    created: '2026-10-01T09:00:00.000+0000',
    updated: '2026-11-01T09:00:00.000+0000',
    resolutiondate: null,
    ...fields,
  },
});

export const history = (id: string, created: unknown, from: string | null, to: string) => ({
  id,
  author: { accountId: '0' },
  created,
  items: [
    { field: 'status', fieldId: 'status', fieldtype: 'jira', from, fromString: 'x', to, toString: 'y' },
  ],
});

/** The answers of a Cloud that has these issues and histories, by issue id. */
export const cloud =
  (issues: { id: string; key: string }[], histories: Record<string, unknown[]> = {}): Answerer =>
  ({ what, body }) => {
    if (what === 'POST /rest/api/3/issue/bulkfetch')
      return json({
        expand: 'names,schema',
        issues: issues.filter((each) => body.issueIdsOrKeys.includes(each.key)),
        issueErrors: [],
      });
    if (what === 'POST /rest/api/3/changelog/bulkfetch')
      return json({
        issueChangeLogs: Object.entries(histories)
          .filter(([id]) => body.issueIdsOrKeys.includes(id))
          .map(([issueId, changeHistories]) => ({ issueId, changeHistories })),
      });
    if (what === 'GET /rest/api/3/myself') return json({ accountId: '0' });
    return json(
      { errorMessages: ['Issue does not exist or you do not have permission to see it.'] },
      { status: 404 },
    );
  };
