import { describe, expect, it } from 'vitest';
import { readTab } from '../../../components/popup/tab';
import { aim } from '../../../components/popup/target';
import { asKey, type ItemKey } from '../../../domain/key';

const GITHUB = 'https://github.com/acme/widgets/issues/12';
const JIRA = 'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1';
const ISSUE = 'https://acme.atlassian.net/browse/APP-12';
const LINEAR = 'https://linear.app/acme/team/ENG/active';
const LINEAR_ISSUE = 'https://linear.app/acme/issue/ENG-12/a-title';
const key = (text: string): ItemKey => asKey(text)!;

describe('quick-add writes to', () => {
  it.each<[text: string, tab: string | null, picked: string | null, target: Record<string, unknown>]>([
    ['APP-7 open the log', JIRA, null, { key: 'acme.atlassian.net/APP-7', by: 'name', rest: 'open the log' }],
    [
      'APP-7: open the log',
      JIRA,
      null,
      { key: 'acme.atlassian.net/APP-7', by: 'name', rest: 'open the log' },
    ],
    ['app-7 open', JIRA, null, { key: 'acme.atlassian.net/APP-7', by: 'name', rest: 'open' }],
    [
      'OPS-7 open',
      ISSUE,
      'acme.atlassian.net/APP-1',
      { key: 'acme.atlassian.net/OPS-7', by: 'name', rest: 'open' },
    ],
    ['step-2 first', ISSUE, null, { key: 'acme.atlassian.net/APP-12', by: 'tab', rest: 'step-2 first' }],
    ['open the log', ISSUE, null, { key: 'acme.atlassian.net/APP-12', by: 'tab', rest: 'open the log' }],
    ['open the log', JIRA, null, { key: null, fault: 'unnamed', name: '' }],
    ['#12 open', ISSUE, null, { key: null, fault: 'no-repository', name: '#12' }],
    ['acme/widgets#7 open', ISSUE, null, { key: 'github.com/acme/widgets#7', by: 'name', rest: 'open' }],
    [`${ISSUE} open`, GITHUB, null, { key: 'acme.atlassian.net/APP-12', by: 'name', rest: 'open' }],
    [
      'Acme.atlassian.net/browse/APP-12 open',
      null,
      null,
      { key: 'acme.atlassian.net/APP-12', by: 'name', rest: 'open' },
    ],
    [`${JIRA} open`, GITHUB, null, { key: null, fault: 'no-item', name: JIRA }],
    // Off Jira it is not known which one is meant, and "UTF-8" is a word.
    ['UTF-8 first', GITHUB, null, { key: 'github.com/acme/widgets#12', by: 'tab', rest: 'UTF-8 first' }],
    ['ENG-7 open', LINEAR, null, { key: 'linear.app/acme/ENG-7', by: 'name', rest: 'open' }],
    ['eng-7: open', LINEAR, null, { key: 'linear.app/acme/ENG-7', by: 'name', rest: 'open' }],
    ['DES-7, open', LINEAR_ISSUE, null, { key: 'linear.app/acme/DES-7', by: 'name', rest: 'open' }],
    ['step-2 first', LINEAR_ISSUE, null, { key: 'linear.app/acme/ENG-12', by: 'tab', rest: 'step-2 first' }],
    ['open the log', LINEAR, null, { key: null, fault: 'unnamed', name: '' }],
    ['#12 open', LINEAR_ISSUE, null, { key: null, fault: 'no-repository', name: '#12' }],
    [`${LINEAR_ISSUE} open`, GITHUB, null, { key: 'linear.app/acme/ENG-12', by: 'name', rest: 'open' }],
    [`${LINEAR} open`, GITHUB, null, { key: null, fault: 'no-item', name: LINEAR }],
    [
      'Linear.app/acme/issue/eng-12#comment-1 open',
      null,
      null,
      { key: 'linear.app/acme/ENG-12', by: 'name', rest: 'open' },
    ],
    ['#7 open', GITHUB, null, { key: 'github.com/acme/widgets#7', by: 'name', rest: 'open' }],
    ['#0 open', GITHUB, null, { key: null, fault: 'bad-name', name: '#0' }],
    ['#7 open', null, null, { key: null, fault: 'no-repository', name: '#7' }],
  ])('%j at %s, picked %s', (text, tab, picked, target) => {
    const read = aim(text, tab === null ? null : readTab(1, tab), picked === null ? null : key(picked));
    expect(read).toEqual(target);
  });
});

describe('a Jira of one’s own', () => {
  const own = { 'jira.acme.test': 'jira', 'jira:8080': 'jira' } as const;
  const BOARD = 'https://jira.acme.test/tracker/secure/RapidBoard.jspa?rapidView=1&projectKey=APP';
  const OWN_ISSUE = 'http://jira:8080/browse/APP-12';

  it.each<[text: string, tab: string | null, target: Record<string, unknown>]>([
    ['APP-7 open', BOARD, { key: 'jira.acme.test/tracker/APP-7', by: 'name', rest: 'open' }],
    ['open the log', OWN_ISSUE, { key: 'jira:8080/APP-12', by: 'tab', rest: 'open the log' }],
    [`${OWN_ISSUE} open`, GITHUB, { key: 'jira:8080/APP-12', by: 'name', rest: 'open' }],
    [
      'Jira.acme.test/tracker/browse/APP-1 open',
      null,
      { key: 'jira.acme.test/tracker/APP-1', by: 'name', rest: 'open' },
    ],
    // Another port of an added host is another service, and was not added.
    ['APP-7 open', 'https://jira.acme.test:9000/browse/APP-1', { key: null, fault: 'unnamed', name: '' }],
    [
      'https://wiki.acme.test/browse/APP-1 open',
      null,
      { key: null, fault: 'no-item', name: 'https://wiki.acme.test/browse/APP-1' },
    ],
  ])('%j at %s', (text, tab, target) => {
    expect(aim(text, tab === null ? null : readTab(1, tab, own), null, own)).toEqual(target);
  });

  it.each([
    [BOARD, 'jira.acme.test'],
    [OWN_ISSUE, 'jira:8080'],
    ['https://jira.acme.test:9000/', null],
    ['https://wiki.acme.test/', null],
    [GITHUB, 'github.com'],
  ])('%s is a page of %s', (address, host) => {
    expect(readTab(1, address, own).host).toBe(host);
  });
});
