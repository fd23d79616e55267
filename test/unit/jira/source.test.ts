/** What Jira answers → facts, or an honest fault. Ages are worked out by hand. */
import { describe, expect, it, vi } from 'vitest';
import { createJiraSource } from '../../../trackers/jira/rest/source';
import { noneOf } from '../domain/simulation';
import { type Answerer, cloud, fakeJira, history, html, issue, json, key, NOW, redirect } from './fake';

const ISSUES = 'POST /rest/api/3/issue/bulkfetch';
const CHANGES = 'POST /rest/api/3/changelog/bulkfetch';
const MYSELF = 'GET /rest/api/3/myself';
const at = (...parts: Parameters<typeof Date.UTC>) => Date.UTC(...parts);

async function ask(answer: Answerer, names = ['APP-1'], page?: string) {
  const jira = fakeJira(answer, page);
  const asked = await createJiraSource().ask(
    names.map((name) => key(name)),
    jira.context(),
  );
  return { asked, ...jira };
}

const okay = async (answer: Answerer, names?: string[]) => {
  const { asked, whats } = await ask(answer, names);
  if (!asked.ok) throw new Error(asked.fault);
  return { ...asked, whats: whats() };
};

describe('Cloud', () => {
  it('asks for issues and their changes of status, each in one request', async () => {
    const { asked, sent } = await ask(
      cloud([issue('APP-1'), issue('APP-2', { status: ['1', 'To Do', 'new'] })], {
        11: [history('500', '2026-11-02T10:00:00.000+0100', '1', '3')],
      }),
      ['APP-1', 'APP-2'],
    );
    expect(sent.map(({ what, body }) => ({ what, body }))).toEqual([
      {
        what: ISSUES,
        body: {
          issueIdsOrKeys: ['APP-1', 'APP-2'],
          fields: ['summary', 'status', 'assignee', 'created', 'updated', 'resolutiondate'],
          fieldsByKeys: false,
        },
      },
      { what: CHANGES, body: { issueIdsOrKeys: ['11', '12'], fieldIds: ['status'], maxResults: 1000 } },
    ]);
    const dates = {
      createdAt: at(2026, 9, 1, 9),
      updatedAt: at(2026, 10, 1, 9),
      closedAt: null,
      assignees: [],
    };
    expect(asked).toEqual({
      ok: true,
      facts: [
        {
          key: key('APP-1'),
          title: 'Summary of APP-1',
          status: 'In Progress',
          category: 'doing',
          ...dates,
          statusSince: at(2026, 10, 2, 9),
        },
        {
          key: key('APP-2'),
          title: 'Summary of APP-2',
          status: 'To Do',
          category: 'todo',
          ...dates,
          // It never changed: since it was created.
          statusSince: at(2026, 9, 1, 9),
        },
      ],
      moved: [],
      none: new Map(),
      partial: null,
      fault: null,
    });
  });

  it('asks for nothing where there is nothing to ask for', async () => {
    const { asked, sent } = await ask(cloud([]), []);
    expect(asked).toMatchObject({ ok: true, facts: [], none: new Map() });
    expect(sent).toEqual([]);
  });

  it('asks for no key of another host, and for a hundred at most', async () => {
    const jira = fakeJira(cloud([]));
    const many = Array.from({ length: 130 }, (_, n) => key(`APP-${n + 1}`));
    await createJiraSource().ask([key('APP-9', 'other.atlassian.net'), ...many], jira.context());
    expect(jira.sent[0]!.body.issueIdsOrKeys).toHaveLength(99);
    expect(jira.sent[0]!.body.issueIdsOrKeys).not.toContain('APP-130');
  });

  it.each([
    ['new', 'todo'],
    ['indeterminate', 'doing'],
    ['done', 'done'],
    ['undefined', null],
    ['constructor', null],
  ])('category %s is %s', async (name, category) => {
    const { facts } = await okay(cloud([issue('APP-1', { status: ['3', 'X', name] })]));
    expect(facts[0]).toMatchObject({ status: 'X', category });
  });

  it.each<[string, unknown, number | null]>([
    ['ISO with a colon', '2026-11-02T10:00:00.000+08:00', at(2026, 10, 2, 2)],
    ['ISO without one', '2026-11-02T10:00:00.000+0800', at(2026, 10, 2, 2)],
    ['ISO behind UTC', '2026-11-02T10:00:00.123-0930', at(2026, 10, 2, 19, 30, 0, 123)],
    ['ISO in UTC', '2026-11-02T10:00:00Z', at(2026, 10, 2, 10)],
    ['epoch ms', 1_793_613_600_000, at(2026, 10, 2, 10)],
    ['epoch seconds', 1_793_613_600, at(2026, 10, 2, 10)],
    ['epoch seconds with a fraction', 1_793_613_600.5, at(2026, 10, 2, 10, 0, 0, 500)],
    ['no time zone', '2026-11-02T10:00:00.000', null],
    ['words', '2 days ago', null],
    ['no such day', '2026-13-02T10:00:00.000+0000', null],
    ['nothing', null, null],
    ['zero', 0, null],
    ['a list', [1], null],
  ])('a change at %s', async (_, created, expected) => {
    const { facts } = await okay(cloud([issue('APP-1')], { 11: [history('5', created, '1', '3')] }));
    expect(facts[0]!.statusSince).toBe(expected);
    // And the issue is not lost for it.
    expect(facts[0]!.createdAt).toBe(at(2026, 9, 1, 9));
  });

  it.each<[string, unknown[], number | null]>([
    ['none: since it was created', [], at(2026, 9, 1, 9)],
    [
      'oldest first',
      [history('1', 1_791_000_000_000, '1', '2'), history('2', 1_792_000_000_000, '2', '3')],
      1_792_000_000_000,
    ],
    [
      'latest first',
      [history('2', 1_792_000_000_000, '2', '3'), history('1', 1_791_000_000_000, '1', '2')],
      1_792_000_000_000,
    ],
    [
      'there and back: the return counts',
      [
        history('1', 1_791_000_000_000, '1', '3'),
        history('2', 1_792_000_000_000, '3', '1'),
        history('3', 1_793_000_000_000, '1', '3'),
      ],
      1_793_000_000_000,
    ],
    [
      'one listed twice',
      [history('1', 1_791_000_000_000, '1', '3'), history('1', 1_791_000_000_000, '1', '3')],
      1_791_000_000_000,
    ],
    [
      'two in one moment: the later id',
      [history('10', 1_791_000_000_000, '2', '3'), history('9', 1_791_000_000_000, '1', '2')],
      1_791_000_000_000,
    ],
    [
      'from a status to itself is no change',
      [history('1', 1_791_000_000_000, '1', '3'), history('2', 1_793_000_000_000, '3', '3')],
      1_791_000_000_000,
    ],
    [
      'the last leads elsewhere: it moved between the two answers',
      [history('1', 1_791_000_000_000, '3', '4')],
      null,
    ],
    ['an id as a number', [{ ...history('1', 1_791_000_000_000, '1', '3'), id: 1 }], 1_791_000_000_000],
    [
      'other fields beside it',
      [
        {
          ...history('1', 1_791_000_000_000, '1', '3'),
          items: [{ field: 'Rank', fieldId: 'rank', from: '', to: '' }, ...history('1', 0, '1', '3').items],
        },
      ],
      1_791_000_000_000,
    ],
    [
      'a field that someone called status',
      [
        {
          id: '7',
          created: 1_793_000_000_000,
          items: [{ field: 'status', fieldId: 'customfield_1', from: 'a', to: '3' }],
        },
      ],
      at(2026, 9, 1, 9),
    ],
    ['a broken one', [history('1', 1_791_000_000_000, '1', '3'), { id: '2', created: 'x' }], null],
  ])('changes of status, %s', async (_, histories, expected) => {
    const { facts } = await okay(cloud([issue('APP-1')], { 11: histories }));
    expect(facts[0]!.statusSince).toBe(expected);
  });

  it('never takes the day its category changed for the day its status did', async () => {
    const fields = { statuscategorychangedate: '2026-11-20T09:00:00.000+0000' };
    const { facts } = await okay(
      cloud([issue('APP-1', { fields })], { 11: [history('1', 1_793_000_000_000, '1', '3')] }),
    );
    expect(facts[0]!.statusSince).toBe(1_793_000_000_000);
  });

  it.each<[string, [string, string, string], number | null]>([
    ['done', ['5', 'Done', 'done'], at(2026, 10, 3, 1)],
    ['opened again, its date left over', ['1', 'To Do', 'new'], null],
  ])('resolved and %s', async (_, status, closedAt) => {
    const fields = { resolutiondate: '2026-11-03T09:00:00.000+0800' };
    const { facts } = await okay(cloud([issue('APP-1', { status, fields })]));
    expect(facts[0]!.closedAt).toBe(closedAt);
  });

  it('reads who it is assigned to; a field that is not there is unknown', async () => {
    const { fields, ...bare } = issue('APP-2');
    const { status } = fields;
    const some = issue('APP-1', { fields: { assignee: { displayName: 'Ana' }, summary: '' } });
    const { facts } = await okay(cloud([some, { ...bare, fields: { status } } as never]), ['APP-1', 'APP-2']);
    expect(facts[0]).toMatchObject({ assignees: ['Ana'] });
    expect(facts[0]!.title).toBeUndefined();
    expect(facts[1]).toEqual({
      key: key('APP-2'),
      status: 'In Progress',
      category: 'doing',
      createdAt: null,
      updatedAt: null,
      closedAt: null,
      statusSince: null,
    });
  });

  it('reads every page of changes', async () => {
    let page = 0;
    const { facts, whats } = await okay((sent) => {
      if (sent.what !== CHANGES) return cloud([issue('APP-1')])(sent);
      expect(sent.body.nextPageToken).toBe(page === 0 ? undefined : `page ${page}`);
      page += 1;
      const changeHistories = [
        history(String(page), 1_791_000_000_000 + page, page === 3 ? '2' : '1', page === 3 ? '3' : '2'),
      ];
      return json({
        issueChangeLogs: [{ issueId: '11', changeHistories }],
        ...(page < 3 ? { nextPageToken: `page ${page}` } : {}),
      });
    });
    expect(facts[0]!.statusSince).toBe(1_791_000_000_003);
    expect(whats).toEqual([ISSUES, CHANGES, CHANGES, CHANGES]);
  });

  it('reads ten pages of changes at most: then nobody knows the last change', async () => {
    const { facts, partial, whats } = await okay((sent) =>
      sent.what === CHANGES
        ? json({ issueChangeLogs: [{ issueId: '11', changeHistories: [] }], nextPageToken: 'more' })
        : cloud([issue('APP-1')])(sent),
    );
    expect(whats).toHaveLength(11);
    expect(facts[0]).toMatchObject({ createdAt: at(2026, 9, 1, 9), statusSince: null });
    expect(partial).toEqual({ fault: 'not-understood', retryAfterMs: null });
  });
});

/** What can become of the first request, and what it is called. One request each, unless said. */
const FAULTS: [string, () => Response, { fault: string; retryAfterMs: number | null }][] = [
  ['a login page', () => html(), { fault: 'logged-out', retryAfterMs: null }],
  ['sent on to the login page', redirect, { fault: 'logged-out', retryAfterMs: null }],
  [
    '400 to nobody',
    () => json({ message: '', status: 400 }, { status: 400 }),
    { fault: 'logged-out', retryAfterMs: null },
  ],
  ['401', () => json({}, { status: 401 }), { fault: 'logged-out', retryAfterMs: null }],
  ['401 as a page', () => html(401), { fault: 'logged-out', retryAfterMs: null }],
  ['403', () => json({}, { status: 403 }), { fault: 'forbidden', retryAfterMs: null }],
  ['403 as a page', () => html(403), { fault: 'forbidden', retryAfterMs: null }],
  [
    '400',
    () => json({ errorMessages: ['Invalid request payload.'] }, { status: 400 }),
    { fault: 'not-understood', retryAfterMs: null },
  ],
  ['404', () => html(404), { fault: 'not-understood', retryAfterMs: null }],
  [
    '410',
    () => json({ errorMessages: ['gone'] }, { status: 410 }),
    { fault: 'not-understood', retryAfterMs: null },
  ],
  ['429', () => json({}, { status: 429 }), { fault: 'limited', retryAfterMs: null }],
  [
    '429, seconds',
    () => json({}, { status: 429, headers: { 'Retry-After': '7' } }),
    { fault: 'limited', retryAfterMs: 7000 },
  ],
  [
    '429, a date',
    () => json({}, { status: 429, headers: { 'Retry-After': 'Sun, 22 Nov 2026 12:01:30 GMT' } }),
    { fault: 'limited', retryAfterMs: 90_000 },
  ],
  [
    '429, a date gone by',
    () => json({}, { status: 429, headers: { 'Retry-After': 'Sun, 22 Nov 2026 11:00:00 GMT' } }),
    { fault: 'limited', retryAfterMs: 0 },
  ],
  [
    '429, nonsense',
    () => json({}, { status: 429, headers: { 'Retry-After': 'soon' } }),
    { fault: 'limited', retryAfterMs: null },
  ],
  ['500', () => html(500), { fault: 'later', retryAfterMs: null }],
  ['502', () => html(502), { fault: 'later', retryAfterMs: null }],
  [
    '503, seconds',
    () => new Response('', { status: 503, headers: { 'Retry-After': '30' } }),
    { fault: 'later', retryAfterMs: 30_000 },
  ],
  ['408', () => html(408), { fault: 'later', retryAfterMs: null }],
  [
    'no JSON',
    () => new Response('OK', { headers: { 'Content-Type': 'text/plain' } }),
    { fault: 'not-understood', retryAfterMs: null },
  ],
  [
    'half of it',
    () => new Response('{"issues":[', { headers: { 'Content-Type': 'application/json' } }),
    { fault: 'not-understood', retryAfterMs: null },
  ],
  ['a list', () => json([]), { fault: 'not-understood', retryAfterMs: null }],
  ['null', () => json(null), { fault: 'not-understood', retryAfterMs: null }],
  ['no issues', () => json({ issueErrors: [] }), { fault: 'not-understood', retryAfterMs: null }],
];

describe('a fault', () => {
  it.each(FAULTS)('%s', async (_, answer, fault) => {
    const { asked, whats } = await ask(answer);
    expect(asked).toEqual({ ok: false, ...fault });
    expect(whats()).toEqual([ISSUES]);
  });

  it('no network', async () => {
    const { asked, whats } = await ask(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(asked).toEqual({ ok: false, fault: 'later', retryAfterMs: null });
    expect(whats()).toHaveLength(1);
  });

  it('the connection breaks in the middle of the answer', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('lost')) });
    const { asked } = await ask(
      () => new Response(broken, { headers: { 'Content-Type': 'application/json' } }),
    );
    expect(asked).toEqual({ ok: false, fault: 'later', retryAfterMs: null });
  });

  it('no answer in time', async () => {
    const late = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
    const { asked } = await ask(({ signal }) => {
      const { promise, reject } = Promise.withResolvers<Response>();
      signal.addEventListener('abort', () => reject(signal.reason));
      late.abort(new DOMException('The operation timed out.', 'TimeoutError'));
      return promise;
    });
    expect(asked).toEqual({ ok: false, fault: 'later', retryAfterMs: null });
    expect(timeout).toHaveBeenCalledWith(15_000);
    timeout.mockRestore();
  });

  it('the page goes away', async () => {
    const ended = new AbortController();
    const jira = fakeJira(({ signal }) => {
      const { promise, reject } = Promise.withResolvers<Response>();
      signal.addEventListener('abort', () => reject(signal.reason));
      ended.abort();
      return promise;
    });
    expect(
      await createJiraSource().ask([key('APP-1')], jira.context({ signal: ended.signal })),
    ).toMatchObject({
      ok: false,
    });
  });

  it.each(FAULTS)('of the changes alone costs no more than those: %s', async (_, answer, fault) => {
    const { asked, whats } = await ask((sent) =>
      sent.what === CHANGES ? answer() : cloud([issue('APP-1')])(sent),
    );
    expect(asked).toMatchObject({
      ok: true,
      facts: [{ createdAt: at(2026, 9, 1, 9), status: 'In Progress', statusSince: null }],
      partial: fault,
    });
    expect(whats()).toEqual([ISSUES, CHANGES]);
  });
});

describe('items that are not answered', () => {
  it('are absent when others are there', async () => {
    const { facts, none, whats } = await okay(cloud([issue('APP-1')]), ['APP-1', 'APP-2', 'APP-3']);
    expect(facts.map((each) => each.key)).toEqual([key('APP-1')]);
    expect(none).toEqual(noneOf('absent', key('APP-2'), key('APP-3')));
    expect(whats).toEqual([ISSUES, CHANGES]);
  });

  it('all of them: absent, once Jira says who is asking', async () => {
    const { facts, none, whats } = await okay(cloud([]), ['APP-1', 'APP-2']);
    expect({ facts, none }).toEqual({ facts: [], none: noneOf('absent', key('APP-1'), key('APP-2')) });
    expect(whats).toEqual([ISSUES, MYSELF]);
  });

  // Any JSON says that somebody is asking.
  const unasked = FAULTS.filter(([name]) => !['a list', 'null', 'no issues'].includes(name));
  it.each(unasked)('all of them, and nobody is asking: %s', async (_, answer, fault) => {
    const { asked, whats } = await ask((sent) => (sent.what === MYSELF ? answer() : cloud([])(sent)));
    expect(asked).toEqual({ ok: false, ...fault });
    expect(whats()).toEqual([ISSUES, MYSELF]);
  });

  it('in a shape nobody knows cost the others nothing', async () => {
    const broken = [
      { ...issue('APP-2'), fields: null },
      issue('APP-3', { fields: { created: 'yesterday' } }),
      issue('APP-4', { fields: { status: 'Done' } }),
      issue('APP-5', { fields: { assignee: 'ana' } }),
      issue('APP-6', { fields: { summary: 6 } }),
    ];
    const names = ['APP-1', 'APP-2', 'APP-3', 'APP-4', 'APP-5', 'APP-6', 'APP-7'];
    const asked = await okay(cloud([issue('APP-1'), ...(broken as never[])]), names);
    expect(asked.facts.map((each) => each.key)).toEqual([key('APP-1')]);
    const ill = ['APP-2', 'APP-3', 'APP-4', 'APP-5', 'APP-6'].map((name) => key(name));
    expect(asked.none).toEqual(new Map([...noneOf('broken', ...ill), [key('APP-7'), 'absent']]));
  });

  it('where one has not even a name: any that is missing may be it', async () => {
    const asked = await okay(
      (sent) =>
        sent.what === ISSUES ? json({ issues: [issue('APP-1'), { id: '5' }, null] }) : cloud([])(sent),
      ['APP-1', 'APP-2'],
    );
    expect(asked).toMatchObject({ none: noneOf('broken', key('APP-2')) });
  });
});

describe('an item that was moved', () => {
  const answering =
    (issues: { id: string; key: string }[], single: Record<string, string> = {}): Answerer =>
    (sent) => {
      if (sent.what === ISSUES) return json({ issues });
      const name = /issue\/([A-Z]+-\d+)\?/.exec(sent.what)?.[1];
      const now = name && single[name];
      return now ? json({ id: '9', key: now, fields: {} }) : cloud([])(sent);
    };

  it('answers under its new key', async () => {
    const asked = await okay(answering([issue('NEW-5', { id: '11' }), issue('APP-2')]), ['APP-1', 'APP-2']);
    expect(asked.moved).toEqual([{ from: key('APP-1'), to: key('NEW-5') }]);
    expect(asked.facts.map((each) => each.key)).toEqual([key('NEW-5'), key('APP-2')]);
    expect(asked.none).toEqual(new Map());
    expect(asked.whats).toEqual([ISSUES, CHANGES]);
  });

  it('is told apart from others that were moved or are gone, one request each', async () => {
    const asked = await okay(
      answering([issue('NEW-5'), issue('NEW-6')], { 'APP-1': 'NEW-6', 'APP-3': 'NEW-5' }),
      ['APP-1', 'APP-2', 'APP-3'],
    );
    expect(asked.moved).toEqual([
      { from: key('APP-1'), to: key('NEW-6') },
      { from: key('APP-3'), to: key('NEW-5') },
    ]);
    expect(asked.none).toEqual(noneOf('absent', key('APP-2')));
    expect(asked.whats).toHaveLength(5);
  });

  it('is looked for five times at most', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `APP-${n + 1}`);
    const asked = await okay(answering([issue('NEW-5')]), names);
    expect(asked.moved).toEqual([]);
    expect(asked.whats).toHaveLength(7);
  });
});

it('knows the time that its test says', () =>
  expect(new Date(NOW).toISOString()).toBe('2026-11-22T12:00:00.000Z'));
