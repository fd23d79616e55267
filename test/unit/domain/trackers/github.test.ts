import { describe, expect, it } from 'vitest';
import { keyAt } from '../../../../domain/key';
import type { TrackerName } from '../../../../domain/trackers';
import { formatGithub, type GithubParts, githubKeyAt, parseGithub } from '../../../../domain/trackers/github';

const ownHosts: Record<string, TrackerName> = {
  'ghe.acme.test': 'github',
  'ghe.acme.test:8443': 'github',
  'jira.acme.test': 'jira',
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
});

describe('keys', () => {
  it.each<[GithubParts, string | null]>([
    [{ host: 'GitHub.com', owner: 'Acme', repo: 'Widgets', number: 12 }, 'github.com/acme/widgets#12'],
    [{ host: 'ghe.test:8080', owner: 'a', repo: '.github', number: 1 }, 'ghe.test:8080/a/.github#1'],
    [{ host: '[::1]:3000', owner: 'a', repo: 'b', number: 1 }, '[::1]:3000/a/b#1'],
    [{ host: 'github.com', owner: 'a', repo: '..', number: 1 }, null],
    [{ host: 'github.com', owner: 'a/b', repo: 'c', number: 1 }, null],
    [{ host: 'github.com', owner: '', repo: 'c', number: 1 }, null],
    [{ host: 'github.com', owner: 'a', repo: 'b', number: 0 }, null],
    [{ host: 'github.com', owner: 'a', repo: 'b', number: 1.5 }, null],
    [{ host: 'github.com', owner: 'a', repo: 'b', number: 1e21 }, null],
    [{ host: 'github.com', owner: 'a', repo: 'b', number: Number.NaN }, null],
    [{ host: 'git hub.com', owner: 'a', repo: 'b', number: 1 }, null],
  ])('%o → %s', (parts, key) => {
    expect(formatGithub(parts)).toBe(key);
    if (key !== null) expect(formatGithub(parseGithub(key)!)).toBe(key);
  });
});
