/** @jsxImportSource react */
/** One issue: the page, and what the peek shows of it. linear.md §1. */
import { type Issue, ME, pathOf, stateOf } from '../data.ts';
import { PROJECT } from '../routes.ts';
import { Avatar, LabelPill, PriorityIcon, priorityName, StateIcon } from './icons.tsx';
import { issueNow, labelsOf, useLinear } from './page.ts';
import { Link } from './parts.tsx';
import { Row } from './row.tsx';

/** @param marks the attributes by which Linear names the parts of an issue page */
export function IssueView({ issue, marks }: { issue: Issue; marks: boolean }) {
  return (
    <div className="issue-scroller" {...(marks ? { 'data-restore-scroll-view': 'issue-view' } : {})}>
      <div className="issue-main" {...(marks ? { 'data-view-id': 'issue-view' } : {})}>
        <div
          className="ProseMirror issue-title"
          contentEditable
          suppressContentEditableWarning
          role="textbox"
          aria-label="Issue title"
          aria-multiline="false"
          spellCheck={false}
          tabIndex={0}
          key={`title ${issue.identifier}`}
        >
          <p className="text-node" dir="auto">
            {issue.title}
          </p>
        </div>
        <Description issue={issue} />
        <div className="reactions">
          <button type="button" className="icon-button" aria-label="Add reaction">
            ☺
          </button>
          <button type="button" className="icon-button" aria-label="Attach images, files, or videos">
            +
          </button>
        </div>
        <SubIssues issue={issue} />
        <Activity issue={issue} />
      </div>
      <Rail issue={issue} marks={marks} />
    </div>
  );
}

/** A link to another issue in text that a person wrote. */
function Mention({ identifier }: { identifier: string }) {
  const page = useLinear();
  const issue = issueNow(identifier, page);
  if (!issue) return identifier;
  return (
    <a className="mention" href={pathOf(issue)}>
      <StateIcon type={issue.state.type} name={issue.state.name} /> {identifier} {issue.title}
    </a>
  );
}

/** Another issue of the team, always the same. */
const other = ({ team, number }: Issue, step: number) => `${team.key}-${1 + ((number + step) % 30)}`;

function Description({ issue }: { issue: Issue }) {
  return (
    <div
      className="ProseMirror editor"
      contentEditable
      suppressContentEditableWarning
      role="textbox"
      aria-label="Issue description"
      aria-multiline="true"
      spellCheck={false}
      data-editor-id={`issue-${issue.id}`}
      tabIndex={0}
      key={`description ${issue.identifier}`}
    >
      <p>People lose what they typed. It began with the release of last Tuesday.</p>
      <p>
        Came up in <Mention identifier={other(issue, 4)} />
      </p>
      <ul>
        <li>
          Not before <Mention identifier={other(issue, 9)} />
        </li>
        <li>Write the numbers down first.</li>
      </ul>
    </div>
  );
}

function SubIssues({ issue }: { issue: Issue }) {
  const page = useLinear();
  const parts = [17, 18].map((step) => issueNow(other(issue, step), page)!);
  return (
    <section className="sub-issues" aria-label="Sub-issues">
      <h3>
        Sub-issues <span className="count">1/2</span>
      </h3>
      <div className="list-grid flow">
        {parts.map((part, index) => (
          <Row
            key={part.identifier}
            issue={part}
            entry={`sub ${part.identifier}`}
            first={index === 0}
            last={index === parts.length - 1}
            top={null}
          />
        ))}
      </div>
    </section>
  );
}

/** "Mon Aug 24, 2026, 17:35:28", as the links to history entries are called. */
const fullDate = (at: number) => {
  const part = (options: Intl.DateTimeFormatOptions) => new Date(at).toLocaleString('en-US', options);
  const day = part({ month: 'short', day: 'numeric', year: 'numeric' });
  return `${part({ weekday: 'short' })} ${day}, ${part({ hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' })}`;
};

function Activity({ issue }: { issue: Issue }) {
  const { today } = useLinear();
  const entries = [
    { id: `${issue.id}-created`, at: issue.created, text: 'created the issue' },
    ...issue.history.map(({ id, at, from, to }) => ({
      id,
      at,
      text: `moved from ${stateOf(from).name} to ${stateOf(to).name}`,
    })),
  ];
  return (
    <section className="activity" aria-label="Activity">
      <h3>Activity</h3>
      {entries.map(({ id, at, text }) => (
        <div key={id} className="history" data-history-entry-id={id}>
          <Avatar user={issue.creator} />
          <span>
            <b>{issue.creator.displayName}</b> {text} ·{' '}
            <a href={`${pathOf(issue)}#update-${id}`} aria-label={fullDate(at)}>
              {Math.floor((today - at) / 86_400_000)}d ago
            </a>
          </span>
        </div>
      ))}
      <div className="comment">
        <Avatar user={ME} />
        <div className="ProseMirror" contentEditable={false}>
          <p>
            The same as <Mention identifier={other(issue, 2)} />, I think.
          </p>
        </div>
      </div>
      <div data-comment-input-editor-container="true" className="composer">
        <div
          className="ProseMirror editor"
          contentEditable
          suppressContentEditableWarning
          role="textbox"
          aria-label="Leave a comment"
          spellCheck={false}
          tabIndex={0}
        >
          <p className="editor-placeholder" data-empty-text="Leave a comment…">
            <br />
          </p>
        </div>
      </div>
    </section>
  );
}

function Rail({ issue, marks }: { issue: Issue; marks: boolean }) {
  const mark = marks ? { 'data-details-pane-section-content': 'true' } : {};
  const button = marks ? { 'data-detail-button': 'true' } : {};
  return (
    <div className="rail">
      <div className="rail-inner">
        <section>
          <button type="button" aria-expanded="true" className="rail-head">
            Properties ▾
          </button>
          <div className="rail-body" {...mark}>
            <button
              type="button"
              className="detail"
              aria-label={`Change status. ${issue.state.name}`}
              {...button}
            >
              <StateIcon type={issue.state.type} name={issue.state.name} />
              <span>{issue.state.name}</span>
            </button>
            <button type="button" className="detail" {...button}>
              <PriorityIcon priority={issue.priority} />
              <span>{issue.priority ? priorityName(issue.priority) : 'Set priority'}</span>
            </button>
            <button type="button" className="detail" {...button}>
              <Avatar user={issue.assignee} />
              <span>{issue.assignee?.displayName ?? 'Assign'}</span>
            </button>
          </div>
        </section>
        <section>
          <button type="button" aria-expanded="true" className="rail-head">
            Labels ▾
          </button>
          <div className="rail-body labels" {...mark}>
            {labelsOf(issue).map((label) => (
              <LabelPill key={label} name={label} />
            ))}
            <button type="button" className="detail" aria-label="Add labels">
              <span>Add label</span>
            </button>
          </div>
        </section>
        <section>
          <button type="button" aria-expanded="true" className="rail-head">
            Project ▾
          </button>
          <div className="rail-body" {...mark}>
            <Link className="detail" to={PROJECT}>
              Fewer support calls
            </Link>
          </div>
        </section>
      </div>
    </div>
  );
}
