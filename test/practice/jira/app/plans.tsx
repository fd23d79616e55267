/** @jsxImportSource react */
/** A board's timeline, and a plan: jira.md §1. What they draw bars for is named at the left. */
import type { Issue } from '../data.ts';
import { issuesNow, useJira } from './page.ts';
import { Link, TypeIcon } from './parts.tsx';
import { Rows } from './rows.tsx';

export function Timeline() {
  const kit = 'roadmap.timeline-table-kit.ui.list-item-content.summary';
  const table = 'roadmap.timeline-table.components';
  return (
    <div className="plan" role="grid" aria-label="Timeline">
      <Rows issues={issuesNow(useJira())}>
        {(issue) => (
          <div className="plan-row" role="row">
            <div
              className="plan-what"
              role="gridcell"
              data-testid={`${table}.list-item.container-${issue.id}`}
            >
              <span data-testid={`${table}.list-item.expand-button.container-${issue.id}`}>
                <button type="button" aria-label="Expand">
                  ›
                </button>
              </span>
              <TypeIcon type={issue.type} />
              <Link to={`/browse/${issue.key}`} data-testid={`${kit}.key`}>
                {issue.key}
              </Link>
              <button type="button" className="plan-title">
                <span data-testid={`${kit}.title`}>{issue.title}</span>
              </button>
            </div>
            <Bar issue={issue} />
          </div>
        )}
      </Rows>
    </div>
  );
}

export function Plan() {
  return (
    <div className="plan" role="grid" aria-label="Plan">
      <Rows issues={issuesNow(useJira())}>
        {(issue, index) => (
          <div className="plan-row" role="row">
            <div
              className="plan-what"
              role="gridcell"
              data-testid="portfolio-3.portfolio.app-simple-plans.main.tabs.roadmap.scope.issues.issue.row"
              data-issue={issue.id}
            >
              <span className="plan-number">{index + 1}</span>
              <TypeIcon type={issue.type} />
              <Link to={`/browse/${issue.key}`} id={`issue-link-${issue.id}`} className="plan-title">
                {issue.key} {issue.title}
                <span className="hidden-text"> (opens the work item)</span>
              </Link>
            </div>
            <Bar issue={issue} />
          </div>
        )}
      </Rows>
    </div>
  );
}

const Bar = ({ issue }: { issue: Issue }) => (
  <div className="plan-when" role="gridcell">
    <span style={{ insetInlineStart: (issue.number * 37) % 200, width: 60 + issue.points * 20 }} />
  </div>
);
