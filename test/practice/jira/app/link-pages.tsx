/** @jsxImportSource react */
/** Pages of which little more is known than their links to items: jira.md §1. */
import { type Issue, statusOf } from '../data.ts';
import { issuesNow, useJira } from './page.ts';
import { Link, TypeIcon } from './parts.tsx';
import { Rows } from './rows.tsx';

export function Queue() {
  const cell = (issue: Issue, field: string) => ({
    role: 'cell',
    'data-testid': `servicedesk-queues-agent-view.layout.cell-wrapper-row${issue.key}-${field}`,
  });
  return (
    <div data-testid="virtual-table.table.main" role="table" aria-label="Queue">
      <div role="row" className="list-row queue-row">
        <b>Key</b> <b>Summary</b> <b>Due</b> <b>Reporter</b> <b>Status</b>
      </div>
      <Rows issues={issuesNow(useJira())}>
        {(issue) => (
          <div role="row" className="list-row queue-row">
            <div {...cell(issue, 'issuekey')}>
              <Link to={`/browse/${issue.key}`}>{issue.key}</Link>
            </div>
            <div {...cell(issue, 'summary')} className="list-title">
              <Link to={`/browse/${issue.key}`}>{issue.title}</Link>
            </div>
            <div {...cell(issue, 'duedate')} />
            <div {...cell(issue, 'reporter')}>{issue.assignee ?? 'A customer'}</div>
            <div {...cell(issue, 'status')}>
              <span className={`lozenge ${statusOf(issue.status).category}`}>
                {statusOf(issue.status).name}
              </span>
            </div>
          </div>
        )}
      </Rows>
    </div>
  );
}

export function Ideas() {
  const cells = 'polaris-ideas.ui.view-content.idea-list.cell.cells';
  return (
    <div role="grid" aria-label="Ideas">
      <Rows issues={issuesNow(useJira())}>
        {(issue) => (
          <div role="row" className="list-row idea-row" tabIndex={-1}>
            <div role="gridcell" className="list-title">
              <Link to={`/browse/${issue.key}`} data-testid={`${cells}.link-field.key`}>
                {issue.key}
              </Link>{' '}
              <span data-testid={`${cells}.link-field.read-only.container`}>{issue.title}</span>
            </div>
            <div role="gridcell" className="idea-due" />
            <div role="gridcell" data-testid={`${cells}.rating`}>
              {'★'.repeat(1 + (issue.points % 5))}
            </div>
          </div>
        )}
      </Rows>
    </div>
  );
}

/** Its testids still have a hyphen more than all the others. */
export function ForYou() {
  return (
    <ul className="for-you" aria-label="Worked on">
      <li>
        Today
        <ul>
          {issuesNow(useJira())
            .slice(0, 10)
            .map((issue) => (
              <li key={issue.key} className="list-row">
                <TypeIcon type={issue.type} />
                <a
                  className="list-title"
                  href={`/browse/${issue.key}`}
                  data-test-id={`global-pages.home.ui.tab-container.tab.item-list.item-link#issue-${issue.id}`}
                >
                  <span>{issue.title}</span> <small>{issue.key} · Application</small>
                </a>
                <span className="muted">{issue.assignee ?? 'Nobody'}</span>
              </li>
            ))}
        </ul>
      </li>
    </ul>
  );
}
