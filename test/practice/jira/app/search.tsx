/** @jsxImportSource react */
/** Search results and child items: cloud-search-row.html. Rows are destroyed off screen. */
import { useRef } from 'react';
import type { Issue } from '../data.ts';
import { churned, issuesNow, useJira } from './page.ts';
import { Link, Lozenge, Priority, TypeIcon } from './parts.tsx';
import { useVisible } from './virtual.ts';

/** px */
const ROW = 40;

const dateOf = (at: number) =>
  new Date(at).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

export function Search() {
  const page = useJira();
  const issues = issuesNow(page);
  const list = useRef<HTMLTableSectionElement>(null);
  const [first, end] = useVisible(list, issues.length, ROW);
  return (
    <div className="search">
      <div className="jql">
        project = APP <b>ORDER BY</b> created DESC
      </div>
      <IssueTable label="Work">
        <tbody ref={list}>
          {first > 0 && <tr style={{ height: first * ROW }} aria-hidden="true" />}
          {issues.slice(first, end).map((issue, index) => (
            <SearchRow key={churned(issue, page.tick)} issue={issue} index={first + index} />
          ))}
          {end < issues.length && <tr style={{ height: (issues.length - end) * ROW }} aria-hidden="true" />}
        </tbody>
      </IssueTable>
    </div>
  );
}

export function IssueTable({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <table className="issues" aria-label={label} data-testid="native-issue-table.ui.issue-table">
      <thead>
        <tr>
          {['Work', 'Due', 'Status', 'Assignee', 'Priority', 'Created'].map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
}

export function SearchRow({ issue, index }: { issue: Issue; index: number }) {
  const cells = 'native-issue-table.common.ui.issue-cells';
  return (
    <tr data-testid="native-issue-table.ui.issue-row" role="row" tabIndex={-1} aria-rowindex={index + 1}>
      <td tabIndex={-1}>
        <div
          className="merged"
          data-vc="merged-cell"
          data-testid="native-issue-table.ui.row.issue-row.merged-cell"
        >
          <div role="presentation">
            <TypeIcon type={issue.type} />
          </div>
          <div data-testid={`${cells}.issue-key.action-container`}>
            <Link
              to={`/browse/${issue.key}`}
              data-testid={`${cells}.issue-key.issue-key-cell`}
              aria-label={`${issue.key} is not resolved`}
            >
              {issue.key}
            </Link>
          </div>
          <div className="merged-title" data-testid={`${cells}.issue-summary.action-container`}>
            <span data-testid={`${cells}.issue-summary.issue-summary-cell`}>{issue.title}</span>
          </div>
        </div>
      </td>
      <td tabIndex={-1} />
      <td tabIndex={-1}>
        <Lozenge issue={issue} />
      </td>
      <td tabIndex={-1}>{issue.assignee ?? 'Unassigned'}</td>
      <td tabIndex={-1}>
        <span className="group">
          <Priority priority={issue.priority} /> {issue.priority}
        </span>
      </td>
      <td tabIndex={-1}>
        <span>{dateOf(issue.created)}</span>
      </td>
    </tr>
  );
}
