/** @jsxImportSource react */
/** The backlog: cloud-backlog-card-key.html. Rows are destroyed off screen. */
import { useRef } from 'react';
import { type Issue, statusOf } from '../data.ts';
import { churned, issuesNow, useJira } from './page.ts';
import { Avatar, isPlainClick, Lozenge, Priority, TypeIcon } from './parts.tsx';
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
  const { go, url } = useJira();
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
        go(`${url.split('?')[0]}?selectedIssue=${issue.key}`);
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
