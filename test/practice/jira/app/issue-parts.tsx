/** @jsxImportSource react */
/** Parts of the view of one issue: cloud-issue-breadcrumb.html, jira.md §1. */
import type { ReactNode } from 'react';
import { type Issue, statusOf } from '../data.ts';
import { Avatar, Link, Lozenge, Priority, TypeIcon } from './parts.tsx';

export const BASE = 'issue.views.issue-base';

export function Crumb({ issue }: { issue: Issue }) {
  return (
    <div
      className="crumb"
      role="listitem"
      data-testid={`${BASE}.foundation.breadcrumbs.breadcrumb-current-issue-container`}
    >
      <TypeIcon type={issue.type} />
      <div role="presentation">
        <li>
          <a
            aria-current="page"
            target="_blank"
            rel="noreferrer"
            data-testid={`${BASE}.foundation.breadcrumbs.current-issue.item`}
            href={`/browse/${issue.key}`}
          >
            <span>{issue.key}</span>
          </a>
        </li>
      </div>
    </div>
  );
}

export const Prose = ({ children }: { children: ReactNode }) => (
  <div className="ak-renderer-document">{children}</div>
);

export function Linked({ issue }: { issue: Issue }) {
  const line = 'issue.issue-view.views.common.issue-line-card';
  return (
    <div className="linked" data-testid={`${line}.card-container`}>
      <TypeIcon type={issue.type} />
      <Link to={`/browse/${issue.key}`} data-testid={`${line}.issue-line-card-view.key`}>
        {issue.key}
      </Link>
      <Link to={`/browse/${issue.key}`} data-testid="issue-field-summary.ui.inline-read.link-item">
        <span>{issue.title}</span>
      </Link>
      <span className="grow" />
      <Lozenge issue={issue} />
    </div>
  );
}

export function Side({ issue }: { issue: Issue }) {
  const status = statusOf(issue.status);
  return (
    <aside className="view-side">
      <button
        type="button"
        className={`status ${status.category}`}
        data-testid="issue-field-status.ui.status-view.status-button.status-button"
      >
        <span>{status.name}</span>
        <svg width="12" height="12" viewBox="0 0 16 16" role="presentation">
          <path d="M3 6l5 5 5-5" fill="none" stroke="currentcolor" strokeWidth="1.6" />
        </svg>
      </button>
      <dl>
        <dt>Assignee</dt>
        <dd>
          <Avatar name={issue.assignee} testid="issue-view.assignee.avatar" id={`side-${issue.key}`} />
          {issue.assignee ?? 'Unassigned'}
        </dd>
        <dt>Priority</dt>
        <dd>
          <Priority priority={issue.priority} /> {issue.priority}
        </dd>
        <dt>Story points</dt>
        <dd>
          <span className="points">{issue.points}</span>
        </dd>
      </dl>
      <p className="muted" data-testid="created-date.ui.read.meta-date">
        Created last month
      </p>
      <p className="muted" data-testid="updated-date.ui.read.meta-date">
        Updated 2 hours ago
      </p>
    </aside>
  );
}
