import { describe, expect, it } from 'vitest';
import { addressOf, asKey, keyAt } from '../../../../domain/key';
import type { TrackerName } from '../../../../domain/trackers';
import { formatJira, type JiraParts, jiraKeyAt, parseJira } from '../../../../domain/trackers/jira';

const ownHosts: Record<string, TrackerName> = { 'jira.acme.test': 'jira', 'jira.acme.test:8443': 'jira' };

describe('addresses that name a Jira item', () => {
  const cloud = 'https://acme.atlassian.net';
  const own = 'https://jira.acme.test';
  it.each([
    [`${cloud}/browse/APP-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/browse/APP-12/`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/browse/APP-12?focusedCommentId=10071#comment-10071`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/browse/APP-12?page=com.atlassian.jira.plugin:all-tabpanel`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/browse/APP-12?jql=project%20%3D%20APP`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/browse/APP-12/history?x#y`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/browse/app-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/browse/A1_B2C-9999999999`, 'acme.atlassian.net/A1_B2C-9999999999'],
    ['https://ACME-2.Atlassian.NET/browse/APP-12', 'acme-2.atlassian.net/APP-12'],
    // The path names the page's item whatever is open beside it.
    [`${cloud}/browse/APP-12?selectedIssue=APP-13`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/jira/software/projects/APP/boards/1?selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [
      `${cloud}/jira/software/c/projects/APP/boards/1?assignee=a&selectedIssue=OPS-7`,
      'acme.atlassian.net/OPS-7',
    ],
    [
      `${cloud}/jira/software/c/projects/APP/boards/1/backlog?selectedIssue=APP-12`,
      'acme.atlassian.net/APP-12',
    ],
    [
      `${cloud}/jira/software/projects/APP/boards/1/timeline?selectedIssue=APP-12`,
      'acme.atlassian.net/APP-12',
    ],
    [`${cloud}/jira/software/projects/APP/list?selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/jira/software/c/projects/APP/issues/APP-12?jql=x`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/jira/software/c/projects/APP/issues/?jql=x&selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/projects/APP/issues/APP-12?filter=allopenissues`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/issues/APP-12?jql=x`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/issues/?jql=project%20%3D%20APP&selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/issues?selectedIssue=APP-12&filter=-4`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/jira/core/projects/APP/board?selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/jira/core/projects/APP/list?selectedIssue=APP-12&direction=ASC`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/jira/core/projects/APP/calendar?selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/jira/servicedesk/projects/HELP/queues/custom/1/HELP-12`, 'acme.atlassian.net/HELP-12'],
    [`${cloud}/jira/servicedesk/projects/HELP/queues/issue/HELP-12`, 'acme.atlassian.net/HELP-12'],
    [
      `${cloud}/jira/servicedesk/projects/HELP/queues/custom/1?selectedIssue=HELP-12`,
      'acme.atlassian.net/HELP-12',
    ],
    [`${cloud}/jira/plans/1/scenarios/1/timeline?vid=1&selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/jira/polaris/projects/IDEA/ideas/view/77?selectedIssue=IDEA-12`, 'acme.atlassian.net/IDEA-12'],
    [`${cloud}/jira/dashboards/10001?selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/jira/whatever/comes/next?selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${own}/jira/software/projects/APP/boards/1?selectedIssue=APP-12`, 'jira.acme.test/APP-12'],
    [`${own}/jira/whatever?selectedIssue=APP-12`, null],
    [`${cloud}/jira/for-you?selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${cloud}/secure/RapidBoard.jspa?rapidView=1&selectedIssue=APP-12`, 'acme.atlassian.net/APP-12'],
    [`${own}/browse/APP-12`, 'jira.acme.test/APP-12'],
    ['http://jira.acme.test:8443/browse/APP-12', 'jira.acme.test:8443/APP-12'],
    [`${own}/jira/browse/APP-12?focusedId=1`, 'jira.acme.test/jira/APP-12'],
    [`${own}/Tools/Tracker/browse/APP-12`, 'jira.acme.test/Tools/Tracker/APP-12'],
    [`${own}/issues/browse/APP-12`, 'jira.acme.test/issues/APP-12'],
    [`${own}/projects/browse/APP-12`, 'jira.acme.test/projects/APP-12'],
    [`${own}/issues/secure/RapidBoard.jspa?selectedIssue=APP-12`, 'jira.acme.test/issues/APP-12'],
    [`${own}/secure/RapidBoard.jspa?rapidView=1&view=detail&selectedIssue=APP-12`, 'jira.acme.test/APP-12'],
    [`${own}/jira/secure/RapidBoard.jspa?view=planning&selectedIssue=APP-12`, 'jira.acme.test/jira/APP-12'],
    [`${own}/jira/secure/PortfolioPlanView.jspa?id=1&selectedIssue=APP-12`, 'jira.acme.test/jira/APP-12'],
    [`${own}/jira/projects/APP/issues/APP-12?filter=allissues`, 'jira.acme.test/jira/APP-12'],
    [`${own}/projects/HELP/queues/custom/27/HELP-12`, 'jira.acme.test/HELP-12'],
    [`${own}/jira/projects/HELP/queues/issue/HELP-12`, 'jira.acme.test/jira/HELP-12'],
    [`${own}/jira/issues/?jql=x&selectedIssue=APP-12`, 'jira.acme.test/jira/APP-12'],
    // The context is what stands before the first of Jira's own pages.
    [`${own}/browse/browse/issues/APP-12`, null],
    [`${own}/bitbucket/projects/APP/repos/r/browse/APP-12`, null],
    [`${own}/projects/APP/repos/r/browse/APP-12`, null],
    [`${own}/a%20b/browse/APP-12`, null],
    [`${own}/plugins/servlet/x?selectedIssue=APP-12`, null],
    [`${own}/servicedesk/customer/portal/2/HELP-12`, null],
    [`${own}/jira/servicedesk/customer/portal/2/HELP-12`, null],
    [`${cloud}/servicedesk/customer/portal/2/HELP-12`, null],
    [`${cloud}/servicedesk/customer/portal/2/HELP-12?selectedIssue=HELP-12`, null],
    [`${cloud}/ctx/browse/APP-12`, null],
    [`${cloud}/wiki/spaces/APP/pages/1?selectedIssue=APP-12`, null],
    [`${cloud}/wiki/browse/APP-12`, null],
    [`${cloud}/rest/api/3/issue/APP-12`, null],
    [`${cloud}/?selectedIssue=APP-12`, null],
    [`${cloud}/browse/APP`, null],
    [`${cloud}/browse/APP?selectedIssue=APP-12`, null],
    [`${cloud}/browse/`, null],
    [`${cloud}/browse/APP-0`, null],
    [`${cloud}/browse/APP-012`, null],
    [`${cloud}/browse/APP-12a`, null],
    [`${cloud}/browse/APP-12-3`, null],
    [`${cloud}/browse/-12`, null],
    [`${cloud}/browse/1APP-12`, null],
    [`${cloud}/browse/APP-12345678901`, null],
    [`${cloud}/browse/constructor`, null],
    [`${cloud}/BROWSE/APP-12`, null],
    [`${cloud}/jira/browse/APP-12`, null],
    [`${cloud}/jira/software/projects/APP/boards/1`, null],
    [`${cloud}/jira/software/projects/APP/boards/1?selectedIssue=`, null],
    [`${cloud}/jira/software/projects/APP/boards/1?selectedIssue=APP`, null],
    [`${cloud}/jira/software/projects/APP/boards/1?selectedissue=APP-12`, null],
    [`${cloud}/jira/software/c/projects/APP/issues`, null],
    [`${cloud}/jira/servicedesk/projects/HELP/queues/custom/1`, null],
    [`${cloud}/projects/APP/issues`, null],
    [`${cloud}/projects/APP/versions/12`, null],
    [`${cloud}/issues/?jql=key%20%3D%20APP-12`, null],
    ['https://atlassian.net/browse/APP-12', null],
    ['https://a.b.atlassian.net/browse/APP-12', null],
    ['https://acme.atlassian.net.evil.test/browse/APP-12', null],
    ['https://acme.atlassian.net:8443/browse/APP-12', null],
    ['https://evilatlassian.net/browse/APP-12', null],
    ['https://acme.jira.com/browse/APP-12', null],
    ['https://jira.acme.test:9999/browse/APP-12', null],
    ['https://other.test/browse/APP-12', null],
    ['ftp://jira.acme.test/browse/APP-12', null],
    ['view-source:https://acme.atlassian.net/browse/APP-12', null],
  ])('%s → %s', (address, key) => {
    expect(keyAt(address, ownHosts)).toBe(key);
    // The host is asked for by whoever calls: on it, the address means the same.
    if (key !== null) expect(jiraKeyAt(new URL(address))).toBe(key);
  });

  it('lead back to the item’s page', () => {
    for (const key of ['acme.atlassian.net/APP-12', 'jira.acme.test/Tools/Tracker/A_1-2']) {
      expect(keyAt(addressOf(asKey(key)!), ownHosts)).toBe(key);
    }
  });
});

describe('keys', () => {
  it.each<[JiraParts, string | null]>([
    [{ host: 'acme.atlassian.net', context: '', issue: 'app-12' }, 'acme.atlassian.net/APP-12'],
    [{ host: 'Jira_Dev:8080', context: '/Tracker', issue: 'A_1B-12' }, 'jira_dev:8080/Tracker/A_1B-12'],
    [{ host: 'acme.test', context: '/a/b', issue: 'APP-1' }, 'acme.test/a/b/APP-1'],
    [{ host: 'constructor', context: '', issue: 'APP-1' }, 'constructor/APP-1'],
    [{ host: 'acme.test', context: '/..', issue: 'APP-1' }, null],
    [{ host: 'acme.test', context: 'x', issue: 'APP-1' }, null],
    [{ host: 'acme.test', context: '/', issue: 'APP-1' }, null],
    [{ host: 'acme.test', context: '', issue: 'APP-0' }, null],
    [{ host: 'acme.test', context: '', issue: '1PP-1' }, null],
  ])('%o → %s', (parts, key) => {
    expect(formatJira(parts)).toBe(key);
    if (key !== null) expect(formatJira(parseJira(key)!)).toBe(key);
  });
});
