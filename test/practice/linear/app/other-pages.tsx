/** @jsxImportSource react */
/** Lists whose rows are links but, all or some of them, to no issue: the inbox and the projects. */
import { type Issue, pathOf, USERS } from '../data.ts';
import { Avatar, StateIcon } from './icons.tsx';
import { issueNow, useLinear } from './page.ts';
import { isPlainClick } from './parts.tsx';

/** Whose notification is about an issue, and what of it the link names; null: it is about something else. */
const NOTIFICATIONS: readonly (readonly [identifier: string | null, text: string, anchor: string])[] = [
  ['ENG-1', 'mentioned you in a comment', '#comment-5d1c42aa'],
  [null, 'Welcome to Acme', '/acme/welcome-message'],
  ['ENG-3', 'assigned the issue to you', ''],
  ['DES-2', 'moved it to In Review', '#update-7f2e01bc'],
  [null, 'Fewer support calls: the first update', '/acme/project/fewer-support-calls-0f150687c354/updates'],
  ['ENG-10', 'commented', '#comment-1b22c904'],
  ['OPS-4', 'set it to urgent', ''],
];

export function Inbox() {
  const page = useLinear();
  return (
    <div className="inbox">
      <div className="inbox-list" data-list-container="true">
        <div data-restore-scroll-view="inbox-list-0" data-list-wrapper="true" className="inbox-scroller">
          {NOTIFICATIONS.map(([identifier, text, rest], index) => {
            const issue = identifier ? issueNow(identifier, page) : null;
            return <Notification key={text} index={index} issue={issue} text={text} rest={rest} />;
          })}
        </div>
      </div>
      <div className="inbox-pane muted">7 unread notifications</div>
    </div>
  );
}

interface Given {
  index: number;
  issue: Issue | null;
  text: string;
  rest: string;
}

function Notification({ index, issue, text, rest }: Given) {
  const { go, active } = useLinear();
  const href = issue ? pathOf(issue) + rest : rest;
  const entry = `inbox ${index}`;
  const who = USERS[index % USERS.length]!;
  return (
    <a
      tabIndex={0}
      className="notification"
      data-list-row="true"
      data-list-key={issue ? `notification#${issue.id}` : `welcome-message#${index}`}
      data-active={active === entry}
      data-keyboard-active={active === entry}
      data-selected="false"
      data-practice-entry={entry}
      href={href}
      draggable
      onClickCapture={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        go(href);
      }}
    >
      <Avatar user={who} />
      <div className="notification-body">
        <div className="notification-line">
          <span className="title" dir="auto">
            {issue ? `${issue.identifier} ${issue.title}` : text}
          </span>
          {issue && <StateIcon type={issue.state.type} name={issue.state.name} />}
        </div>
        <div className="notification-line muted">
          <span className="title">
            {who.displayName} {issue ? text : 'posted it'}
          </span>
          <span title="Mon Aug 24, 2026, 17:35:28">{index + 1}d</span>
        </div>
      </div>
    </a>
  );
}

const PROJECT_NAMES = [
  'Fewer support calls',
  'Billing in every currency',
  'ENG-1 and what follows',
  'Passkeys',
];

export function Projects() {
  const { go } = useLinear();
  return (
    <div className="list" data-list-container="true">
      <div className="list-scroller" data-list-wrapper="true" data-restore-scroll-view="/acme/projects/all|0">
        <div className="list-grid flow">
          {PROJECT_NAMES.map((name, index) => {
            const href = `/acme/project/${name.toLowerCase().replaceAll(' ', '-')}-0f150687c35${index}/overview`;
            return (
              <a
                key={name}
                tabIndex={0}
                className="row"
                data-list-row="true"
                data-list-key={`ITEM_0f150687-c354-4000-8000-00000000000${index}`}
                href={href}
                draggable
                style={{ height: 48 }}
                onClickCapture={(event) => {
                  if (!isPlainClick(event)) return;
                  event.preventDefault();
                  go(href);
                }}
              >
                <div className="cells" data-contextual-menu="true">
                  <div data-list-grid-column="indent" />
                  <div data-list-grid-column="checkbox" />
                  <div data-list-grid-column="title">
                    <span className="title" title={name}>
                      {name}
                    </span>
                  </div>
                  <div data-list-grid-column="createdAt">
                    <span>Sep {21 + index}</span>
                  </div>
                  <div data-list-grid-column="end-padding" />
                </div>
              </a>
            );
          })}
        </div>
      </div>
    </div>
  );
}
