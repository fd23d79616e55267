import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressOf,
  asKey,
  formatKey,
  githubKeyAt,
  type Here,
  hostOf,
  type ItemKey,
  type KeyParts,
  keyAt,
  longName,
  parseKey,
  placeAt,
  placeOf,
  publicTracker,
  readName,
  shortName,
  type TrackerName,
} from '../../../domain/key';

const ownHosts: Record<string, TrackerName> = {
  'ghe.acme.test': 'github',
  'ghe.acme.test:8443': 'github',
  'jira.acme.test': 'jira',
  'jira.acme.test:8443': 'jira',
};

describe('addresses that name an item', () => {
  it.each([
    ['https://github.com/acme/widgets/issues/12', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/pull/12', 'github.com/acme/widgets#12'],
    ['http://github.com/acme/widgets/issues/12', 'github.com/acme/widgets#12'],
    ['https://www.github.com/acme/widgets/issues/12', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/issues/12/', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/issues/12?notification_referrer_id=NT_1', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/issues/12#issuecomment-998', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/issues/12/linked_closing_reference', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/pull/12/files', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/pull/12/files/1a2b..3c4d?w=1#diff-9', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/pull/12/changes', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/pull/12/commits', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/pull/12/commits/0123456789abcdef', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/pull/12/checks?check_run_id=7', 'github.com/acme/widgets#12'],
    ['https://github.com/acme/widgets/pull/12#discussion_r1', 'github.com/acme/widgets#12'],
    ['https://GitHub.com/Acme/Widgets.JS/Issues/12', null],
    ['https://GitHub.com/Acme/Widgets.JS/issues/12', 'github.com/acme/widgets.js#12'],
    ['https://github.com/a-b_corp/_x.y-z/issues/9999999999', 'github.com/a-b_corp/_x.y-z#9999999999'],
    ['https://github.com/watching/you/issues/1', 'github.com/watching/you#1'],
    // The path names the page's item whatever pane is left over in the query.
    ['https://github.com/acme/widgets/issues/12?pane=issue&issue=x|y|1', 'github.com/acme/widgets#12'],
    [
      'https://github.com/orgs/acme/projects/5?pane=issue&issue=acme|widgets|12',
      'github.com/acme/widgets#12',
    ],
    [
      'https://github.com/orgs/acme/projects/5/views/2?pane=issue&itemId=77&issue=Acme%7CWidgets%7C12',
      'github.com/acme/widgets#12',
    ],
    ['https://github.com/users/ann/projects/1?issue=acme%7cw%7c3&pane=issue', 'github.com/acme/w#3'],
    ['https://github.com/acme/widgets/projects/1?pane=issue&issue=acme|w|3', 'github.com/acme/w#3'],
    ['https://ghe.acme.test/acme/widgets/pull/12/files', 'ghe.acme.test/acme/widgets#12'],
    ['https://ghe.acme.test:443/acme/widgets/pull/12', 'ghe.acme.test/acme/widgets#12'],
    ['https://ghe.acme.test:8443/acme/widgets/issues/12', 'ghe.acme.test:8443/acme/widgets#12'],
    ['https://ghe.acme.test:8443/orgs/a/projects/1?pane=issue&issue=a|b|1', 'ghe.acme.test:8443/a/b#1'],
  ])('%s → %s', (address, key) => {
    expect(keyAt(address, ownHosts)).toBe(key);
  });
});

describe('addresses that name none', () => {
  it.each([
    '',
    'github.com/acme/widgets/issues/12',
    'https://github.com',
    'https://github.com/acme',
    'https://github.com/acme/widgets',
    'https://github.com/acme/widgets/issues',
    'https://github.com/acme/widgets/issues?q=is%3Aopen',
    'https://github.com/acme/widgets/issues/new',
    'https://github.com/acme/widgets/issues/new/choose',
    'https://github.com/acme/widgets/issues/0',
    'https://github.com/acme/widgets/issues/012',
    'https://github.com/acme/widgets/issues/-1',
    'https://github.com/acme/widgets/issues/1e3',
    'https://github.com/acme/widgets/issues/0x10',
    'https://github.com/acme/widgets/issues/1.5',
    'https://github.com/acme/widgets/issues/12a',
    'https://github.com/acme/widgets/issues/10000000000',
    'https://github.com/acme/widgets/issues/assigned/12',
    'https://github.com/acme/widgets/pulls',
    'https://github.com/acme/widgets/pulls/12',
    'https://github.com/acme/widgets/pull/new/branch',
    'https://github.com/acme/widgets/pull/12.diff',
    'https://github.com/acme/widgets/discussions/12',
    'https://github.com/acme/widgets/milestone/12',
    'https://github.com/acme/widgets/labels/12',
    'https://github.com/acme/widgets/blob/main/issues/12',
    'https://github.com/settings/widgets/issues/12',
    'https://github.com/Settings/widgets/issues/12',
    'https://github.com/orgs/acme/issues/12',
    'https://github.com/-acme/widgets/issues/12',
    'https://github.com/ac%20me/widgets/issues/12',
    'https://github.com/issues/assigned',
    'https://github.com/pulls/inbox',
    'https://github.com/notifications?query=is%3Aunread',
    'https://github.com/orgs/acme/projects/5',
    'https://github.com/orgs/acme/projects/5?pane=info',
    'https://github.com/orgs/acme/projects/5?pane=issue&itemId=77',
    'https://github.com/orgs/acme/projects/5?issue=acme|widgets|12',
    'https://github.com/orgs/acme/projects/5?pane=issue&issue=acme|widgets',
    'https://github.com/orgs/acme/projects/5?pane=issue&issue=acme|widgets|0',
    'https://github.com/orgs/acme/projects/5?pane=issue&issue=acme|widgets|12|13',
    'https://github.com/orgs/acme/projects/5?pane=issue&issue=acme|wid/gets|12',
    'https://github.com/search?pane=issue&issue=acme|widgets|12',
    'https://api.github.com/repos/acme/widgets/issues/12',
    'https://gist.github.com/acme/widgets/issues/12',
    'https://github.com.evil.test/acme/widgets/issues/12',
    'https://github.com@evil.test/acme/widgets/issues/12',
    'https://github.com:8443/acme/widgets/issues/12',
    'https://ghe.acme.test:9999/acme/widgets/issues/12',
    'https://jira.acme.test/acme/widgets/issues/12',
    'https://constructor/acme/widgets/issues/12',
    'ftp://github.com/acme/widgets/issues/12',
    'javascript:alert(1)//github.com/acme/widgets/issues/12',
    'view-source:https://github.com/acme/widgets/issues/12',
    'https://[::1',
  ])('%s', (address) => {
    expect(keyAt(address, ownHosts)).toBeNull();
  });

  it('keeps a self-hosted GitHub out where settings do not name it', () => {
    expect(keyAt('https://ghe.acme.test/acme/widgets/issues/12')).toBeNull();
    expect(githubKeyAt(new URL('https://ghe.acme.test/acme/widgets/issues/12'))).toBe(
      'ghe.acme.test/acme/widgets#12',
    );
  });

  it('lets no setting take a public host for another tracker', () => {
    expect(keyAt('https://github.com/acme/widgets/issues/12', { 'github.com': 'jira' })).toBe(
      'github.com/acme/widgets#12',
    );
  });
});

describe('a host that is known without asking', () => {
  it.each([
    ['acme.atlassian.net', 'jira'],
    ['a1-b.atlassian.net', 'jira'],
    ['github.com', 'github'],
    ['linear.app', 'linear'],
    ['-a.atlassian.net', null],
    ['atlassian.net', null],
    ['jira.acme.test', null],
    ['constructor', null],
    ['', null],
  ])('%s is %s’s', (host, tracker) => {
    expect(publicTracker(host)).toBe(tracker);
  });
});

describe('keys', () => {
  it.each<[KeyParts, string | null]>([
    [
      { tracker: 'github', host: 'GitHub.com', owner: 'Acme', repo: 'Widgets', number: 12 },
      'github.com/acme/widgets#12',
    ],
    [
      { tracker: 'github', host: 'ghe.test:8080', owner: 'a', repo: '.github', number: 1 },
      'ghe.test:8080/a/.github#1',
    ],
    [{ tracker: 'github', host: '[::1]:3000', owner: 'a', repo: 'b', number: 1 }, '[::1]:3000/a/b#1'],
    [{ tracker: 'github', host: 'github.com', owner: 'a', repo: '..', number: 1 }, null],
    [{ tracker: 'github', host: 'github.com', owner: 'a/b', repo: 'c', number: 1 }, null],
    [{ tracker: 'github', host: 'github.com', owner: '', repo: 'c', number: 1 }, null],
    [{ tracker: 'github', host: 'github.com', owner: 'a', repo: 'b', number: 0 }, null],
    [{ tracker: 'github', host: 'github.com', owner: 'a', repo: 'b', number: 1.5 }, null],
    [{ tracker: 'github', host: 'github.com', owner: 'a', repo: 'b', number: 1e21 }, null],
    [{ tracker: 'github', host: 'github.com', owner: 'a', repo: 'b', number: Number.NaN }, null],
    [{ tracker: 'github', host: 'git hub.com', owner: 'a', repo: 'b', number: 1 }, null],
    [{ tracker: 'github', host: 'linear.app', owner: 'a', repo: 'b', number: 1 }, null],
    [
      { tracker: 'jira', host: 'acme.atlassian.net', context: '', issue: 'app-12' },
      'acme.atlassian.net/APP-12',
    ],
    [
      { tracker: 'jira', host: 'Jira_Dev:8080', context: '/Tracker', issue: 'A_1B-12' },
      'jira_dev:8080/Tracker/A_1B-12',
    ],
    [{ tracker: 'jira', host: 'acme.test', context: '/a/b', issue: 'APP-1' }, 'acme.test/a/b/APP-1'],
    [{ tracker: 'jira', host: 'constructor', context: '', issue: 'APP-1' }, 'constructor/APP-1'],
    [{ tracker: 'jira', host: 'acme.test', context: '/..', issue: 'APP-1' }, null],
    [{ tracker: 'jira', host: 'acme.test', context: 'x', issue: 'APP-1' }, null],
    [{ tracker: 'jira', host: 'acme.test', context: '/', issue: 'APP-1' }, null],
    [{ tracker: 'jira', host: 'acme.test', context: '', issue: 'APP-0' }, null],
    [{ tracker: 'jira', host: 'acme.test', context: '', issue: '1PP-1' }, null],
    [{ tracker: 'jira', host: 'linear.app', context: '', issue: 'APP-1' }, null],
    [{ tracker: 'jira', host: 'github.com', context: '', issue: 'APP-1' }, null],
    [{ tracker: 'linear', host: 'linear.app', workspace: 'Acme', issue: 'eng-12' }, 'linear.app/acme/ENG-12'],
    [{ tracker: 'linear', host: 'linear.app', workspace: 'a/b', issue: 'ENG-12' }, null],
    [{ tracker: 'linear', host: 'linear.app', workspace: 'acme', issue: 'ENG_-12' }, null],
    [{ tracker: 'linear', host: 'other.app' as 'linear.app', workspace: 'acme', issue: 'ENG-12' }, null],
  ])('%o → %s', (parts, key) => {
    expect(formatKey(parts)).toBe(key);
    if (key !== null) expect(formatKey(parseKey(key)!)).toBe(key);
  });

  it.each([
    '',
    '/',
    '#1',
    'acme/widgets#12',
    'github.com/Acme/widgets#12',
    'GitHub.com/acme/widgets#12',
    'github.com/acme/widgets#012',
    'github.com/acme/widgets#12 ',
    'github.com/acme/widgets/12',
    'github.com/APP-12',
    'linear.app/ENG-12',
    'linear.app/a/b/ENG-12',
    'linear.app/acme/eng-12',
    'acme.atlassian.net/app-12',
    'acme.atlassian.net/acme/widgets#12',
    'acme.atlassian.net//APP-12',
    'acme.test/../APP-12',
    'acme.test:0/APP-12',
    'APP-12',
  ])('%j is no key', (text) => {
    expect(parseKey(text)).toBeNull();
    expect(asKey(text)).toBeNull();
  });

  it.each([
    [
      'github.com/acme/widgets#12',
      'github.com',
      '#12',
      'acme/widgets#12',
      'https://github.com/acme/widgets/issues/12',
    ],
    ['ghe.test:8443/a/b#1', 'ghe.test:8443', '#1', 'a/b#1', 'https://ghe.test:8443/a/b/issues/1'],
    [
      'acme.atlassian.net/APP-12',
      'acme.atlassian.net',
      'APP-12',
      'APP-12',
      'https://acme.atlassian.net/browse/APP-12',
    ],
    ['jira.test/ctx/APP-12', 'jira.test', 'APP-12', 'APP-12', 'https://jira.test/ctx/browse/APP-12'],
    ['linear.app/acme/ENG-12', 'linear.app', 'ENG-12', 'ENG-12', 'https://linear.app/acme/issue/ENG-12'],
  ])('%s is called %s, %s, %s and lives at %s', (text, host, short, long, address) => {
    const key = asKey(text)!;
    expect([hostOf(key), shortName(key), longName(key), addressOf(key)]).toEqual([
      host,
      short,
      long,
      address,
    ]);
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'https://',
      'github.com',
      'linear.app',
      'acme.atlassian.net',
      'jira.acme.test',
      'acme',
      '/',
      '//',
      '#',
      '?',
      '&',
      '|',
      '%7C',
      '%',
      '..',
      '.',
    ),
    fc.constantFrom(
      'issues',
      'pull',
      'projects',
      'pane=issue',
      'issue=',
      '12',
      '0',
      '-',
      'ENG-1',
      'browse',
      'queues',
      'jira',
      'software',
      'secure',
      'selectedIssue=',
      '@',
      ':',
      ':80',
      '[',
      ' ',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
    fc
      .tuple(fc.constantFrom('issues', 'pull', 'pulls'), fc.array(piece, { maxLength: 4 }))
      .map(([kind, rest]) => `https://github.com/acme/widgets/${kind}/${rest.join('')}`),
    fc
      .tuple(
        fc.constantFrom('acme.atlassian.net', 'jira.acme.test', 'jira.acme.test/ctx'),
        fc.constantFrom(
          'browse',
          'issues',
          'jira/software/projects',
          'secure/x?selectedIssue=',
          'projects/A/issues',
        ),
        fc.array(piece, { maxLength: 4 }),
      )
      .map(([host, kind, rest]) => `https://${host}/${kind}/${rest.join('')}`),
    fc
      .array(fc.oneof(piece, fc.constantFrom('issue', 'issue/ENG-1', 'team/ENG')), { maxLength: 5 })
      .map((rest) => `https://linear.app/acme/${rest.join('/')}`),
  );
  const sound = (key: ItemKey | null) => {
    if (key === null) return;
    const parts = parseKey(key);
    expect(parts).not.toBeNull();
    expect(formatKey(parts!)).toBe(key);
    expect(asKey(key)).toBe(key);
    expect(key.startsWith(`${hostOf(key)}/`)).toBe(true);
    expect(URL.canParse(addressOf(key))).toBe(true);
  };

  it('is read as an address without throwing, and gives a sound key or none', () => {
    fc.assert(
      fc.property(text, (address) => sound(keyAt(address, ownHosts))),
      { numRuns: 3000 },
    );
  });

  it('is read as a key without throwing, and only a sound one is taken', () => {
    fc.assert(
      fc.property(text, (key) => sound(asKey(key))),
      { numRuns: 3000 },
    );
  });

  it('is read as a name without throwing, and loses nothing of the step', () => {
    const here = fc.constantFrom<Here | null>(
      null,
      { tracker: 'github', host: 'github.com', owner: 'acme', repo: 'widgets' },
      { tracker: 'jira', host: 'jira.acme.test', context: '/ctx', project: 'ENG' },
      { tracker: 'linear', workspace: 'acme', team: 'ENG' },
    );
    fc.assert(
      fc.property(text, fc.string(), here, (name, step, where) => {
        const read = readName(`${name} ${step}`, where, ownHosts);
        if (!read) return;
        sound(read.key);
        expect(`${name} ${step}`.endsWith(read.rest)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('made of any parts gives a key that reads back as itself', () => {
    const part = fc.oneof(
      fc.constantFrom('github.com', 'linear.app', 'acme.test:80', 'a', 'APP-1', '', '/x'),
      fc.string(),
    );
    const parts = fc.oneof(
      fc.record({
        tracker: fc.constant('github' as const),
        host: part,
        owner: part,
        repo: part,
        number: fc.oneof(fc.nat(), fc.double()),
      }),
      fc.record({ tracker: fc.constant('jira' as const), host: part, context: part, issue: part }),
      fc.record({
        tracker: fc.constant('linear' as const),
        host: fc.constant('linear.app' as const),
        workspace: part,
        issue: part,
      }),
    );
    fc.assert(
      fc.property(parts, (any) => {
        const key = formatKey(any);
        sound(key);
        if (key !== null) expect(parseKey(key)!.tracker).toBe(any.tracker);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a name before a step', () => {
  const here: Here = { tracker: 'github', host: 'github.com', owner: 'Acme', repo: 'widgets' };
  const ghe: Here = { tracker: 'github', host: 'ghe.acme.test', owner: 'ops', repo: 'infra' };
  const cloud: Here = { tracker: 'jira', host: 'acme.atlassian.net', context: '', project: 'APP' };
  const dc: Here = { tracker: 'jira', host: 'jira.acme.test', context: '/ctx', project: null };
  it.each<[string, Here | null, string | null, string?]>([
    ['#12 open the log', here, 'github.com/acme/widgets#12', 'open the log'],
    ['  #12\topen the log', here, 'github.com/acme/widgets#12', 'open the log'],
    ['#12', here, 'github.com/acme/widgets#12', ''],
    ['#12 open the log', ghe, 'ghe.acme.test/ops/infra#12', 'open the log'],
    ['#12 open the log', null, null],
    ['#0 open the log', here, null],
    ['#012 open the log', here, null],
    ['#12a open the log', here, null],
    ['12 open the log', here, null],
    ['#tag open the log', here, null],
    ['acme/Gears#7 open the log', null, 'github.com/acme/gears#7', 'open the log'],
    ['acme/gears#7', here, 'github.com/acme/gears#7', ''],
    ['acme/gears#7 open', ghe, 'ghe.acme.test/acme/gears#7', 'open'],
    ['acme/gears open the log', here, null],
    ['settings/gears#7 open', here, null],
    ['a/b/c#7 open', here, null],
    ['https://github.com/acme/gears/pull/7/files#r1 read it', null, 'github.com/acme/gears#7', 'read it'],
    ['https://github.com/acme/gears/pull/7\nread it', here, 'github.com/acme/gears#7', 'read it'],
    ['github.com/acme/gears/pull/7 read it', here, 'github.com/acme/gears#7', 'read it'],
    ['https://ghe.acme.test:8443/a/b/issues/1 read it', here, 'ghe.acme.test:8443/a/b#1', 'read it'],
    ['https://github.com/acme/gears/issues read them', here, null],
    ['https://example.test/acme/gears/issues/7 read it', here, null],
    ['APP-12 open the log', cloud, 'acme.atlassian.net/APP-12', 'open the log'],
    ['OPS_2-7 open the log', cloud, 'acme.atlassian.net/OPS_2-7', 'open the log'],
    ['  app-12\topen the log', cloud, 'acme.atlassian.net/APP-12', 'open the log'],
    ['step-2 of the plan', cloud, null],
    ['APP-12', dc, 'jira.acme.test/ctx/APP-12', ''],
    ['app-12 open', dc, null],
    ['APP-0 open', cloud, null],
    ['APP-012 open', cloud, null],
    ['APP- open', cloud, null],
    ['APP open', cloud, null],
    ['APP-12 open the log', here, null],
    ['APP-12 open the log', null, null],
    ['#12 open the log', cloud, null],
    ['acme/gears#7 open', cloud, 'github.com/acme/gears#7', 'open'],
    ['acme.atlassian.net/browse/APP-12 read it', here, 'acme.atlassian.net/APP-12', 'read it'],
    ['https://jira.acme.test/ctx/browse/APP-12\nread it', cloud, 'jira.acme.test/ctx/APP-12', 'read it'],
    ['https://acme.atlassian.net/browse/APP read it', cloud, null],
    ['open the log of #12', here, null],
    ['open the log', here, null],
    ['', here, null],
    ['   ', here, null],
  ])('%j', (text, where, key, rest) => {
    expect(readName(text, where, ownHosts)).toEqual(key === null ? null : { key, rest });
  });
});

describe('the place', () => {
  const repository = (host: string, owner: string, repo: string): Here => ({
    tracker: 'github',
    host,
    owner,
    repo,
  });
  const jira = (host: string, context: string, project: string | null): Here => ({
    tracker: 'jira',
    host,
    context,
    project,
  });
  const cloud = 'acme.atlassian.net';
  const own = 'jira.acme.test';
  it.each<[string, Here | null]>([
    ['https://github.com/Acme/widgets', repository('github.com', 'Acme', 'widgets')],
    ['https://github.com/acme/widgets/issues/12?x#y', repository('github.com', 'acme', 'widgets')],
    ['https://ghe.acme.test:8443/ops/infra/pulls', repository('ghe.acme.test:8443', 'ops', 'infra')],
    ['https://github.com/acme', null],
    ['https://github.com/orgs/acme/projects/1', null],
    ['https://github.com/settings/profile', null],
    ['https://example.test/acme/widgets', null],
    ['chrome-extension://abc/popup/index.html', null],
    [`https://${cloud}/browse/APP-12`, jira(cloud, '', 'APP')],
    [`https://${cloud}/browse/APP`, jira(cloud, '', 'APP')],
    [`https://${cloud}/jira/software/c/projects/APP/boards/1`, jira(cloud, '', 'APP')],
    [`https://${cloud}/jira/software/c/projects/APP/boards/1?selectedIssue=OPS-1`, jira(cloud, '', 'OPS')],
    [`https://${cloud}/jira/software/c/projects`, jira(cloud, '', null)],
    [`https://${cloud}/issues/?jql=x`, jira(cloud, '', null)],
    [`https://${cloud}/wiki/spaces/APP`, jira(cloud, '', null)],
    [`https://${cloud}/`, jira(cloud, '', null)],
    [`https://${own}/jira/browse/APP-1`, jira(own, '/jira', 'APP')],
    [`https://${own}/jira/projects/app/summary`, jira(own, '/jira', 'APP')],
    [`https://${own}/jira/secure/Dashboard.jspa`, jira(own, '/jira', null)],
    [`https://${own}:8443/secure/RapidBoard.jspa?rapidView=1`, jira(`${own}:8443`, '', null)],
    [`https://${own}/a%20b/secure/Dashboard.jspa`, null],
    [`https://${own}/wherever`, null],
    [`https://${own}/`, null],
  ])('at %s', (address, place) => {
    expect(placeAt(new URL(address), ownHosts)).toEqual(place);
  });

  it.each<[string, Here | null]>([
    ['github.com/acme/widgets#12', repository('github.com', 'acme', 'widgets')],
    ['jira.acme.test/ctx/A_1-12', jira(own, '/ctx', 'A_1')],
  ])('of %s', (key, place) => {
    expect(placeOf(asKey(key)!)).toEqual(place);
  });
});
