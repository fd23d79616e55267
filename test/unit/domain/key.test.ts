import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostOf, longName, shortName } from '../../../domain/item-key';
import {
  addressOf,
  asKey,
  type ItemKey,
  keyAt,
  placeAt,
  placeOf,
  publicTracker,
  readName,
  trackerOf,
} from '../../../domain/key';
import { TRACKERS, type TrackerName, type TrackerPlace } from '../../../domain/trackers';
import { formatGithub } from '../../../domain/trackers/github';
import { formatJira } from '../../../domain/trackers/jira';
import { formatLinear } from '../../../domain/trackers/linear';

const ownHosts: Record<string, TrackerName> = {
  'ghe.acme.test': 'github',
  'ghe.acme.test:8443': 'github',
  'jira.acme.test': 'jira',
  'jira.acme.test:8443': 'jira',
};

describe('settings', () => {
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
    // Another tracker's, on a public host.
    'linear.app/a/b#1',
    'linear.app/APP-1',
    'github.com/APP-1',
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
    expect(asKey(key)).toBe(key);
    // No text reads as two trackers' keys, but where a public host says whose it is.
    const readers = TRACKERS.filter((tracker) => tracker.isKey(key)).map(({ name }) => name);
    expect(readers).toContain(trackerOf(key));
    if (publicTracker(hostOf(key)) === null) expect(readers).toHaveLength(1);
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
    const here = fc.constantFrom<TrackerPlace | null>(
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
    const keys = fc.oneof(
      fc
        .record({ host: part, owner: part, repo: part, number: fc.oneof(fc.nat(), fc.double()) })
        .map((parts) => ['github', formatGithub(parts)] as const),
      fc
        .record({ host: part, context: part, issue: part })
        .map((parts) => ['jira', formatJira(parts)] as const),
      fc
        .record({ host: fc.constant('linear.app'), workspace: part, issue: part })
        .map((parts) => ['linear', formatLinear(parts)] as const),
    );
    fc.assert(
      fc.property(keys, ([tracker, key]) => {
        if (key === null) return;
        // On another tracker's public host it is that one's key, or none.
        const owner = publicTracker(hostOf(key)) ?? tracker;
        if (owner === tracker || asKey(key)) expect(trackerOf(key)).toBe(owner);
        if (owner === tracker) sound(key);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a name before a step', () => {
  const here: TrackerPlace = { tracker: 'github', host: 'github.com', owner: 'Acme', repo: 'widgets' };
  const ghe: TrackerPlace = { tracker: 'github', host: 'ghe.acme.test', owner: 'ops', repo: 'infra' };
  const cloud: TrackerPlace = { tracker: 'jira', host: 'acme.atlassian.net', context: '', project: 'APP' };
  const dc: TrackerPlace = { tracker: 'jira', host: 'jira.acme.test', context: '/ctx', project: null };
  it.each<[string, TrackerPlace | null, string | null, string?]>([
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
  const repository = (host: string, owner: string, repo: string): TrackerPlace => ({
    tracker: 'github',
    host,
    owner,
    repo,
  });
  const jira = (host: string, context: string, project: string | null): TrackerPlace => ({
    tracker: 'jira',
    host,
    context,
    project,
  });
  const cloud = 'acme.atlassian.net';
  const own = 'jira.acme.test';
  it.each<[string, TrackerPlace | null]>([
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

  it.each<[string, TrackerPlace | null]>([
    ['github.com/acme/widgets#12', repository('github.com', 'acme', 'widgets')],
    ['jira.acme.test/ctx/A_1-12', jira(own, '/ctx', 'A_1')],
  ])('of %s', (key, place) => {
    expect(placeOf(asKey(key)!)).toEqual(place);
  });
});
