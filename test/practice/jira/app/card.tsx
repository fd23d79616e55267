/** @jsxImportSource react */
/** A card: cloud-board-card.html. */
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef } from 'react';
import { type Issue, statusOf } from '../data.ts';
import { useJira } from './page.ts';
import { Avatar, isPlainClick, Priority, TypeIcon } from './parts.tsx';

export function Card({ issue }: { issue: Issue }) {
  const { go, url } = useJira();
  const body = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      combine(
        draggable({ element: body.current!, getInitialData: () => ({ issue: issue.key }) }),
        dropTargetForElements({ element: body.current!, getData: () => ({ card: issue.key }) }),
      ),
    [issue.key],
  );
  const open = () => go(`${url.split('?')[0]}?selectedIssue=${issue.key}`);
  return (
    <div
      id={`card-${issue.key}`}
      className="card"
      data-component-selector="platform-board-kit.ui.card-container"
      data-testid="platform-board-kit.ui.card.card"
      aria-describedby={`card-description-${issue.key}`}
      tabIndex={-1}
      // In the capture phase: whatever stands in the card does not hear of it first.
      onClickCapture={(event) => {
        if (!isPlainClick(event) || (event.target as Element).closest('a, button:not(.focus)')) return;
        open();
      }}
    >
      <div data-testid="software-context-menu.ui.context-menu.children-wrapper">
        <div ref={body} className="card-body">
          <button
            type="button"
            className="focus"
            data-testid="platform-card.ui.card.focus-container"
            aria-label={`${issue.key} ${issue.title}. Use the enter key to load the work item.`}
          />
          <div className="card-content">
            <div data-component-selector="platform-card.ui.card.card-content.content-section">
              <div role="presentation" className="card-title">
                <span data-testid="issue-field-single-line-text-readview-card.ui.single-line-text.container.box">
                  {issue.title}
                </span>
              </div>
            </div>
            <div data-component-selector="platform-card.ui.card.card-content.content-section">
              {issue.epic && (
                <button
                  type="button"
                  className="epic"
                  data-testid="issue-field-parent-readview-card.ui.parent.tag-dropdown-trigger"
                >
                  <span data-tag-text="true">{issue.epic}</span>
                </button>
              )}
            </div>
            <Footer issue={issue} />
          </div>
          <Menu issue={issue} />
        </div>
      </div>
    </div>
  );
}

function Footer({ issue }: { issue: Issue }) {
  const done = statusOf(issue.status).category === 'done';
  return (
    <div
      className="card-foot"
      data-component-selector="platform-card.ui.card.card-content.content-section"
      data-testid="platform-card.ui.card.card-content.footer"
    >
      <div>
        <div className="group">
          <div className="group">
            <div role="presentation">
              <TypeIcon type={issue.type} />
            </div>
            <div data-testid="platform-card.common.ui.key.key" className={done ? 'key done' : 'key'}>
              <a
                href={`/browse/${issue.key}`}
                target="_blank"
                rel="noreferrer"
                aria-label={`${issue.key} is ${done ? '' : 'not '}resolved`}
              >
                <div>{issue.key}</div>
              </a>
            </div>
          </div>
        </div>
        <div className="group">
          <span className="points" data-testid="platform-card.common.ui.estimate.badge">
            <span>{issue.points}</span>
          </span>
          <div data-testid="platform-card.common.ui.priority.icon">
            <Priority priority={issue.priority} />
          </div>
          <div data-testid="software-board.common.fields.assignee-field-static.avatar-wrapper">
            <Avatar
              name={issue.assignee}
              testid="board.common.fields.assignee-field-static.avatar"
              id={`assignee-${issue.key}`}
            />
          </div>
        </div>
      </div>
    </div>
  );
}

function Menu({ issue }: { issue: Issue }) {
  return (
    <div className="card-menu" data-testid="platform-card.ui.card.actions-section">
      <button
        type="button"
        aria-expanded="false"
        aria-haspopup="true"
        data-testid="software-context-menu.meatball-menu"
      >
        <svg width="16" height="16" viewBox="0 0 16 16" role="presentation">
          <path fill="currentcolor" d="M1 7h3v3H1zM6.500 7h3v3h-3zM12 7h3v3h-3z" />
        </svg>
        <span className="hidden-text">
          More actions for {issue.key} {issue.title}
        </span>
      </button>
    </div>
  );
}
