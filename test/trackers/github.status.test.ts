import { describe, expect, it } from 'vitest';
import { categoryOfColumn, statusOfColumn } from '../../trackers/github/api/columns';
import { statusOfIcon, statusOfLabel } from '../../trackers/github/page/status-marks';
import { statusOfWords } from '../../trackers/github/states';
import { openPage } from './page';

describe('columns of Projects', () => {
  it.each([
    ...['Backlog', 'To do', 'Todo', 'TODO', 'To-Do', '📋 Backlog', 'Ready', 'Next', 'New', 'Triage'].map(
      (name) => [name, 'todo'],
    ),
    ...['In progress', 'In Progress', '🏗 In progress', 'Doing', 'In review', '👀 In review', 'Review'].map(
      (name) => [name, 'doing'],
    ),
    ...['Testing', 'Blocked', 'En cours', 'In Arbeit', '进行中'].map((name) => [name, 'doing']),
    ...['Done', '✅ Done', 'Done!', 'Complete', 'Completed', 'Closed', 'Shipped', 'Released', "Won't do"].map(
      (name) => [name, 'done'],
    ),
    ...['À faire', 'A\u0300 faire'].map((name) => [name, 'todo']),
    ...['', 'Iteration 3', 'P1', 'Not done', 'Almost done', 'Q3', 'alice', 'constructor', '🎉'].map(
      (name) => [name, null],
    ),
  ])('%j is %s', (name, category) => {
    expect(categoryOfColumn(name!)).toBe(category);
  });

  it.each([
    [null, null],
    ['  ', null],
    ['No Status', null],
    [' In \n progress ', { status: 'In progress', category: 'doing' }],
    ['Parked', { status: 'Parked', category: null }],
  ])('%j as a status', (name, status) => {
    expect(statusOfColumn(name)).toEqual(status);
  });
});

describe('states', () => {
  it.each([
    ['Open', 'issue', 'Open', 'todo'],
    ['Status: Open.', 'issue', 'Open', 'todo'],
    ['Open issue', 'issue', 'Open', 'todo'],
    ['OPEN', 'pull', 'Open', 'doing'],
    ['Open Pull Request', 'pull', 'Open', 'doing'],
    ['Draft Pull Request', 'pull', 'Draft', 'doing'],
    ['Merged Pull Request', 'pull', 'Merged', 'done'],
    ['Closed Pull Request', 'pull', 'Closed', 'done'],
    ['Closed as not planned issue', 'issue', 'Closed', 'done'],
    ['Status: Closed (completed).', 'issue', 'Closed', 'done'],
  ] as const)('%j of an %s', (words, kind, status, category) => {
    expect(statusOfWords(words, kind)).toEqual({ status, category });
  });

  it.each([null, undefined, '', 'Openness', 'Merged', 'Draft', 'Lock', 'constructor'])(
    '%j is none of an issue',
    (words) => {
      expect(statusOfWords(words, 'issue')).toBeNull();
    },
  );

  it.each([
    ['draft', 'Draft'],
    ['pullOpened', 'Open'],
    ['pullMerged', 'Merged'],
    ['pullClosed', 'Closed'],
    ['issueClosedNotPlanned', 'Closed'],
    ['constructor', undefined],
    ['', undefined],
  ])('data-status %j', (value, status) => {
    expect(statusOfLabel(value)?.status).toBe(status);
  });

  it.each([
    ['octicon octicon-issue-opened open', 'Open', 'todo'],
    ['octicon octicon-git-pull-request', 'Open', 'doing'],
    ['octicon octicon-git-pull-request-draft', 'Draft', 'doing'],
    ['octicon octicon-git-merge', 'Merged', 'done'],
    ['octicon octicon-skip', 'Closed', 'done'],
    ['octicon octicon-comment', undefined, undefined],
  ])('icon %j', (names, status, category) => {
    const { document } = openPage(`<svg class="${names}"></svg>`, 'https://github.com');
    expect(statusOfIcon(document.querySelector('svg'))).toEqual(status ? { status, category } : null);
  });
});
