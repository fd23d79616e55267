/** @jsxImportSource react */
/** A business project's board: each card is one link, and its label all that names it (jira.md §1). */
import { COLUMNS, columnOf, type Issue } from '../data.ts';
import { issuesNow, useJira } from './page.ts';
import { Avatar, Link, TypeIcon } from './parts.tsx';

const HINT = 'Use the enter key to load the work item.';

export function BusinessBoard() {
  const page = useJira();
  const issues = issuesNow(page);
  return (
    <div className="board-area">
      {COLUMNS.map((name) => (
        <div key={name} className="column">
          <div className="column-head">
            <h2>{name}</h2>
          </div>
          {issues
            .filter(({ status }) => columnOf(status, 'company') === name)
            .map((issue) => (
              <Card key={issue.key} issue={issue} />
            ))}
        </div>
      ))}
    </div>
  );
}

function Card({ issue }: { issue: Issue }) {
  const { url } = useJira();
  return (
    <div className="business-slot">
      <Link
        to={`${url.split('?')[0]}?selectedIssue=${issue.key}`}
        address={`/browse/${issue.key}`}
        role="link"
        className="business-card"
        draggable
        aria-label={`${issue.key} ${issue.title}. ${HINT}`}
      >
        <span className="business-title">{issue.title}</span>
        <span className="group">
          <TypeIcon type={issue.type} />
          <small>{issue.key}</small>
          <span className="grow" />
          <Avatar name={issue.assignee} testid="business.avatar" id={`business-${issue.key}`} />
        </span>
      </Link>
    </div>
  );
}
