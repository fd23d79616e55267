/** @jsxImportSource react */
/** One issue, as a full page, a dialog over a board or a panel beside it: cloud-issue-breadcrumb.html, jira.md §1. */
import { findIssue } from '../data.ts';
import { BASE, Crumb, Linked, Prose, Side } from './issue-parts.tsx';
import { shownAs, useJira } from './page.ts';
import { Avatar } from './parts.tsx';
import { IssueTable, SearchRow } from './search.tsx';

export function IssueView({ name, close }: { name: string; close?: () => void }) {
  const page = useJira();
  const found = findIssue(name, page.today);
  if (!found) return <h1>This work item no longer exists</h1>;
  const issue = shownAs(page, found);
  const other = (step: number) =>
    shownAs(page, findIssue(`APP-${1 + ((issue.number + step) % 30)}`, page.today)!);
  return (
    <div className="view" data-testid="issue.views.issue-details.issue-layout">
      <div
        {...(page.switches.header === 'own' ? { id: 'jira-issue-header' } : {})}
        className="view-head"
        data-practice="head"
      >
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
