/** @jsxImportSource react */
/** The list view: jira.md §1. Its first columns stay while the others scroll, so every row is drawn in two halves. */
import { type Issue, statusOf } from '../data.ts';
import { issuesNow, useJira } from './page.ts';
import { Link, Priority, TypeIcon } from './parts.tsx';
import { Rows } from './rows.tsx';

const LIST = 'business-list.ui.list-view';

export function ListView() {
  const issues = issuesNow(useJira());
  return (
    <div className="list-view" role="table" aria-label="List">
      <div className="frozen">
        <Rows issues={issues}>
          {(issue, index) => (
            <div data-testid={`${LIST}.base-table.draggable-rows-container.row-wrapper-${index}`}>
              <Row issue={issue} />
            </div>
          )}
        </Rows>
      </div>
      <div className="scrolled">
        <Rows issues={issues}>
          {(issue) => (
            <div role="row" className="list-row" tabIndex={-1}>
              <StatusCell issue={issue} />
              <div role="cell">
                <Priority priority={issue.priority} />
              </div>
              <div role="cell">{issue.assignee ?? 'Unassigned'}</div>
            </div>
          )}
        </Rows>
      </div>
    </div>
  );
}

const Row = ({ issue }: { issue: Issue }) => (
  <div role="row" className="list-row" tabIndex={-1}>
    <div role="cell">
      <TypeIcon type={issue.type} />
    </div>
    <div role="cell" className="list-key">
      <Link to={`/browse/${issue.key}`} data-testid={`${LIST}.key-cell.issue-key`}>
        {issue.key}
      </Link>
    </div>
    <div role="cell" className="list-title" data-testid={`${LIST}.text-cell.text-cell-wrapper`}>
      <span data-testid={`${LIST}.summary-cell`}>{issue.title}</span>
    </div>
  </div>
);

function StatusCell({ issue }: { issue: Issue }) {
  const { name, category } = statusOf(issue.status);
  return (
    <div role="cell" data-testid={`${LIST}.status-cell.cell-container`}>
      <button type="button" className={`lozenge ${category}`}>
        {name}
      </button>
    </div>
  );
}
