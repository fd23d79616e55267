/** Data Center: one search brings all, under whatever path it stands. */
import { describe, expect, it } from 'vitest';
import { createJiraSource } from '../../../trackers/jira/rest/source';
import { noneOf } from '../domain/simulation';
import { type Answerer, fakeJira, history, html, issue, json, key } from './fake';

const HOST = 'jira.example.com:8443';
const SEARCH = 'POST /jira/rest/api/2/search';
const MYSELF = 'GET /jira/rest/api/2/myself';

const named = (jql: string) => [...jql.matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
const logged = (name: string, histories: unknown[], total = histories.length) => ({
  ...issue(name),
  changelog: { startAt: 0, maxResults: total, total, histories },
});

async function ask(answer: Answerer, names = ['APP-1'], { meta = '/jira', path = '/jira' } = {}) {
  const jira = fakeJira(answer, `https://${HOST}${path}/secure/RapidBoard.jspa?rapidView=1`);
  const document = {
    querySelector: (selector: string) =>
      selector === 'meta[name="ajs-context-path"]' && meta !== 'none' ? { getAttribute: () => meta } : null,
  } as unknown as Document;
  const keys = names.map((name) => key(`${path.slice(1)}${path ? '/' : ''}${name}`, HOST));
  const asked = await createJiraSource().ask(keys, jira.context({ document }));
  return { asked, keys, ...jira };
}

const center =
  (...issues: ReturnType<typeof logged>[]): Answerer =>
  ({ what, body }) => {
    if (!what.endsWith('/search')) return json({ name: 'ana' });
    const found = issues.filter((each) => named(body.jql).includes(each.key));
    return json({
      expand: 'names',
      startAt: 0,
      maxResults: body.maxResults,
      total: found.length,
      issues: found,
    });
  };

describe('Data Center', () => {
  it('asks for all of it in one search', async () => {
    const change = history('1', '2026-11-02T10:00:00.000+0800', '1', '3');
    const { asked, keys, sent } = await ask(center(logged('APP-1', [change]), logged('APP-2', [])), [
      'APP-1',
      'APP-2',
    ]);
    expect(sent.map(({ what, body }) => ({ what, body }))).toEqual([
      {
        what: SEARCH,
        body: {
          jql: 'key in ("APP-1","APP-2")',
          startAt: 0,
          maxResults: 2,
          fields: ['summary', 'status', 'assignee', 'created', 'updated', 'resolutiondate'],
          expand: ['changelog'],
          validateQuery: false,
        },
      },
    ]);
    expect(asked).toMatchObject({
      ok: true,
      facts: [
        { key: keys[0], category: 'doing', statusSince: Date.UTC(2026, 10, 2, 2) },
        { key: keys[1], statusSince: Date.UTC(2026, 9, 1, 9) },
      ],
      partial: null,
    });
  });

  it.each([
    ['at the root', '', '', 'POST /rest/api/2/search'],
    ['under a path', '/apps/jira-1', '/apps/jira-1', 'POST /apps/jira-1/rest/api/2/search'],
    ['that says no path: the one its items have', 'none', '/jira', SEARCH],
    ['that says what is no path', '//evil.example', '/jira', SEARCH],
    ['that says a way out', '/jira/../..', '/jira', SEARCH],
  ])('%s', async (_, meta, path, what) => {
    const { asked, whats } = await ask(center(logged('APP-1', [])), ['APP-1'], { meta, path });
    expect(whats()).toEqual([what]);
    expect(asked).toMatchObject({ ok: true, facts: [{ status: 'In Progress' }] });
  });

  it.each<[string, unknown, number | null]>([
    ['no list of changes', { histories: null }, null],
    ['a broken change', { histories: [{ id: '1', items: [{ field: 'status', to: '3' }] }] }, null],
    [
      'changes cut short',
      { total: 2, histories: [history('1', '2026-11-02T10:00:00.000+0000', '1', '3')] },
      null,
    ],
    [
      'a change without a field id, as Server 7 gives it',
      {
        histories: [
          {
            id: '1',
            created: '2026-11-02T10:00:00.000+0000',
            items: [{ field: 'status', fieldtype: 'jira', from: '1', to: '3' }],
          },
        ],
      },
      Date.UTC(2026, 10, 2, 10),
    ],
    [
      'a field that someone called status',
      {
        histories: [
          {
            id: '1',
            created: '2026-11-02T10:00:00.000+0000',
            items: [{ field: 'status', fieldtype: 'custom', from: '1', to: '3' }],
          },
        ],
      },
      Date.UTC(2026, 9, 1, 9),
    ],
  ])('%s', async (_, changelog, statusSince) => {
    const { asked } = await ask(center({ ...issue('APP-1'), changelog } as never));
    expect(asked).toMatchObject({ ok: true, facts: [{ createdAt: Date.UTC(2026, 9, 1, 9), statusSince }] });
  });

  it('reads on where it gives fewer than it was asked for', async () => {
    const all = ['APP-1', 'APP-2', 'APP-3'].map((name) => logged(name, []));
    const { asked, sent } = await ask(
      ({ body: { startAt } }) =>
        json({ startAt, maxResults: 2, total: 3, issues: all.slice(startAt, startAt + 2) }),
      ['APP-1', 'APP-2', 'APP-3'],
    );
    expect(asked).toMatchObject({ ok: true, none: new Map() });
    expect(sent.map(({ body }) => body.startAt)).toEqual([0, 2]);
  });

  it('reads five pages at most', async () => {
    const { asked, sent } = await ask(
      ({ body: { startAt } }) => json({ startAt, total: 90, issues: [logged(`APP-${startAt + 1}`, [])] }),
      Array.from({ length: 90 }, (_, n) => `APP-${n + 1}`),
    );
    expect(sent).toHaveLength(5);
    expect(asked).toMatchObject({ ok: true });
  });
});

/** As Jira does where it checks a query all the same: one key that is missing fails it whole. */
const strict =
  (there: string[], say: (missing: string[]) => string[]): Answerer =>
  (sent) => {
    if (!sent.what.endsWith('/search')) return json({ name: 'ana' });
    const missing = named(sent.body.jql).filter((name) => !there.includes(name));
    return missing.length > 0
      ? json({ errorMessages: say(missing), errors: {} }, { status: 400 })
      : center(...there.map((name) => logged(name, [])))(sent);
  };
const complaint = (name: string) => `An issue with key '${name}' does not exist for field 'key'.`;

describe('a key that is missing', () => {
  it('costs the others nothing', async () => {
    const { asked, keys, whats } = await ask(
      strict(['APP-1'], (all) => all.map(complaint)),
      ['APP-1', 'APP-2', 'APP-3'],
    );
    expect(asked).toMatchObject({
      ok: true,
      facts: [{ key: keys[0] }],
      none: noneOf('absent', keys[1]!, keys[2]!),
    });
    expect(whats()).toEqual([SEARCH, SEARCH]);
  });

  it('is left out three times at most', async () => {
    const one = strict(['APP-1'], ([first]) => [complaint(first!)]);
    const { asked, whats } = await ask(one, ['APP-1', 'APP-2', 'APP-3', 'APP-4', 'APP-5', 'APP-6']);
    expect(asked).toEqual({ ok: false, fault: 'not-understood', retryAfterMs: null });
    expect(whats()).toHaveLength(4);
  });

  it('that Jira does not name is not guessed', async () => {
    const { asked, whats } = await ask(
      strict([], () => ['Error in the JQL Query']),
      ['APP-1', 'APP-2'],
    );
    expect(asked).toMatchObject({ ok: false, fault: 'not-understood' });
    expect(whats()).toHaveLength(1);
  });

  it('all of them: absent, once Jira says who is asking', async () => {
    const { asked, keys, whats } = await ask(
      strict([], (all) => all.map(complaint)),
      ['APP-1', 'APP-2'],
    );
    expect(asked).toMatchObject({ ok: true, facts: [], none: noneOf('absent', ...keys) });
    expect(whats()).toEqual([SEARCH, MYSELF]);
  });

  it('all of them, because nobody is asking', async () => {
    const { asked, whats } = await ask((sent) =>
      sent.what === MYSELF ? html(401) : strict([], (all) => all.map(complaint))(sent),
    );
    expect(asked).toEqual({ ok: false, fault: 'logged-out', retryAfterMs: null });
    expect(whats()).toEqual([SEARCH, MYSELF]);
  });
});

/** All of what an answer can mean is in source.test.ts: here, that Data Center's goes the same way. */
it.each<[string, () => Response, object]>([
  ['signed out', () => html(), { fault: 'logged-out', retryAfterMs: null }],
  ['503', () => html(503), { fault: 'later', retryAfterMs: null }],
  ['403', () => json({}, { status: 403 }), { fault: 'forbidden', retryAfterMs: null }],
  [
    'asked to wait',
    () => json({}, { status: 429, headers: { 'Retry-After': '3600' } }),
    { fault: 'limited', retryAfterMs: 3_600_000 },
  ],
  ['a broken shape', () => json({ issues: 'many' }), { fault: 'not-understood', retryAfterMs: null }],
])('%s: nothing is known, after one question', async (_, answer, fault) => {
  const { asked, whats } = await ask(answer);
  expect(asked).toEqual({ ok: false, ...fault });
  expect(whats()).toEqual([SEARCH]);
});

it('finds an item under the key it was moved to', async () => {
  const { asked, keys } = await ask(() => json({ total: 1, issues: [logged('NEW-7', [])] }));
  expect(asked).toMatchObject({ moved: [{ from: keys[0], to: key('jira/NEW-7', HOST) }], none: new Map() });
});
