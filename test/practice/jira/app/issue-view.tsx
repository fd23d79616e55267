/** @jsxImportSource react */
/** One issue, as a full page, a dialog over a board or a panel beside it: cloud-issue-breadcrumb.html, jira.md §1. */
import type { ReactNode } from 'react';
import { findIssue, type Issue, statusOf } from '../data.ts';
import { IssueTable, SearchRow } from './lists.tsx';
import { useJira } from './page.ts';
import { Avatar, Link, Lozenge, Priority, TypeIcon } from './parts.tsx';

const BASE = 'issue.views.issue-base';

export function IssueView({ name, close }: { name: string; close?: () => void }) {
  const page = useJira();
  const found = findIssue(name, page.today);
  if (!found) return <h1>This work item no longer exists</h1>;
  const now = (issue: Issue) => ({ ...issue, status: page.moved[issue.key] ?? issue.status });
  const issue = now(found);
  const other = (step: number) => now(findIssue(`APP-${1 + ((issue.number + step) % 30)}`, page.today)!);
  return (
    <div className="view" data-testid="issue.views.issue-details.issue-layout">
      <div id="jira-issue-header" className="view-head">
        <nav aria-label="Breadcrumbs">
          <ol className="crumbs">
            <li>
              <a href="/jira/software/c/projects/APP/boards/1">APP</a>
            </li>
            <Crumb issue={issue} />
          </ol>
        </nav>
        <div className="group">
          <button type="button" className="icon-button" aria-label="Watch options">
            ◉
          </button>
          <button type="button" className="icon-button" aria-label="Actions">
            ⋯
          </button>
          {close && (
            <button type="button" className="icon-button" aria-label="Close" onClick={close}>
              ✕
            </button>
          )}
        </div>
      </div>
      <div className="view-body">
        <div className="view-main">
          <h1 data-testid={`${BASE}.foundation.summary.heading`}>{issue.title}</h1>
          <h2>Description</h2>
          <Prose>
            <p>
              Seen first in <a href="/browse/APP-90">APP-90</a>, and again by two customers in March.
            </p>
            <p>Steps: open the report, change the period, export.</p>
          </Prose>
          <h2>Child work items</h2>
          <IssueTable label="Child work items">
            <tbody>
              <SearchRow issue={other(3)} index={0} />
              <SearchRow issue={other(7)} index={1} />
            </tbody>
          </IssueTable>
          <h2>Linked work items</h2>
          <Linked issue={other(11)} />
          <h2>Activity</h2>
          <div className="comment" data-testid="issue.activity.comment">
            <Avatar name="Bo Lindqvist" testid="comment.avatar" id={`comment-${issue.key}`} />
            <div>
              <b>Bo Lindqvist</b> <span className="muted">3 days ago</span>
              <Prose>
                <p>
                  Same cause as <a href="/browse/APP-91">APP-91</a>, I believe.
                </p>
              </Prose>
            </div>
          </div>
          <div
            className="ProseMirror"
            contentEditable
            suppressContentEditableWarning
            role="textbox"
            aria-label="Add a comment"
            tabIndex={0}
          >
            <p>
              Draft about <a href="/browse/APP-92">APP-92</a>
            </p>
          </div>
        </div>
        <Side issue={issue} />
      </div>
    </div>
  );
}

function Crumb({ issue }: { issue: Issue }) {
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

const Prose = ({ children }: { children: ReactNode }) => (
  <div className="ak-renderer-document">{children}</div>
);

function Linked({ issue }: { issue: Issue }) {
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

function Side({ issue }: { issue: Issue }) {
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

/** Over the page, or beside it: Jira's people are given now the one, now the other. */
export function Beside({ name, close }: { name: string; close: () => void }) {
  const { switches } = useJira();
  if (switches.form === 'panel') {
    return (
      <section className="panel" aria-label={name} data-testid="preview-panels.preview-panel">
        <IssueView name={name} close={close} />
      </section>
    );
  }
  return (
    <div className="blanket" data-testid="issue.views.issue-details.issue-modal.modal-dialog--blanket">
      <section
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-label={name}
        data-testid="issue.views.issue-details.issue-modal.modal-dialog"
      >
        <IssueView name={name} close={close} />
      </section>
    </div>
  );
}
