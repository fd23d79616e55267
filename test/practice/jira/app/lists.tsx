/** @jsxImportSource react */
/** Backlog (cloud-backlog-card-key.html) and search (cloud-search-row.html). Rows are destroyed off screen. */
import { useRef } from 'react';
import { type Issue, statusOf } from '../data.ts';
import { BACKLOG } from '../routes.ts';
import { churned, issuesNow, useJira } from './page.ts';
import { Avatar, isPlainClick, Link, Lozenge, Priority, TypeIcon } from './parts.tsx';
import { useVisible } from './virtual.ts';

/** px */
const ROW = 40;

export function Backlog() {
  const page = useJira();
  const issues = issuesNow(page).filter(({ status }) => statusOf(status).category !== 'done');
  const list = useRef<HTMLDivElement>(null);
  const [first, end] = useVisible(list, issues.length, ROW);
  return (
    <div className="backlog" data-testid="software-backlog.backlog-content.scrollable">
      <div className="backlog-head">
        <h2>Backlog</h2>
        <span className="muted">({issues.length} work items)</span>
      </div>
      <div
        ref={list}
        className="backlog-list"
        data-testid="software-backlog.card-list.container"
        style={{ height: issues.length * ROW }}
      >
        {issues.slice(first, end).map((issue, index) => (
          <div
            key={churned(issue, page.tick)}
            className="backlog-slot"
            style={{ top: (first + index) * ROW }}
          >
            <BacklogRow issue={issue} />
          </div>
        ))}
      </div>
    </div>
  );
}

function BacklogRow({ issue }: { issue: Issue }) {
  const { go } = useJira();
  const card = 'software-backlog.card-list.card';
  const contents = `${card}.card-contents`;
  return (
    <div
      className="backlog-row"
      data-testid={`${card}.content-container.${issue.key}`}
      draggable
      // In the capture phase: an editor inside the row would never hear of its own click.
      onClickCapture={(event) => {
        if (!isPlainClick(event) || (event.target as Element).closest('button')) return;
        event.preventDefault();
        go(`${BACKLOG}?selectedIssue=${issue.key}`);
      }}
    >
      <TypeIcon type={issue.type} />
      <div className="backlog-key" data-testid={`${contents}.accessible-card-key`}>
        <a
          className="hidden-text"
          href={`/browse/${issue.key}`}
          data-testid={`${contents}.screen-reader-key`}
        >
          {issue.key}
          <div>{issue.title}</div>
        </a>
        <a
          tabIndex={-1}
          aria-hidden="true"
          data-component-selector={`${contents}.key`}
          data-is-router-link="true"
          data-testid={`${contents}.key`}
          href={`/browse/${issue.key}`}
          target="_self"
        >
          {issue.key}
        </a>
      </div>
      <div className="backlog-title">
        <span data-testid={`${card}.summary-field-static.content`}>{issue.title}</span>
      </div>
      {issue.epic && <span className="epic">{issue.epic}</span>}
      <div data-testid={`${card}.status-field-wrapper`}>
        <Lozenge issue={issue} />
      </div>
      <span className="points">{issue.points}</span>
      <Priority priority={issue.priority} />
      <Avatar
        name={issue.assignee}
        testid="common.fields.assignee-field-static.avatar"
        id={`row-${issue.key}`}
      />
    </div>
  );
}

const dateOf = (at: number) =>
  new Date(at).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

export function Search() {
  const page = useJira();
  const issues = issuesNow(page);
  const list = useRef<HTMLTableSectionElement>(null);
  const [first, end] = useVisible(list, issues.length, ROW);
  return (
    <div className="search">
      <h1>All work</h1>
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
          {['Work', 'Status', 'Assignee', 'Priority', 'Created'].map((name) => (
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
