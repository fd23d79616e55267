/** @jsxImportSource react */
/** The issue page: React (2025-07-issue.html; [R] 2026) and legacy. */
import { useEffect, useState } from 'react';
import { ago, findItem, type Item } from '../data/items.ts';
import { bodyOf } from '../data/text.ts';
import { MILESTONES } from '../data/words.ts';
import { Comments, Markdown, Post, Writing } from './conversation.tsx';
import { Icon, stateColor, stateIcon } from './icons.tsx';
import { Label } from './issue-row.tsx';
import { Missing } from './other-pages.tsx';
import { usePage } from './page.ts';
import { Avatar, ReactApp, Repository } from './shell.tsx';

const iso = (instant: number) => new Date(instant).toISOString();

export function IssuePage({ repo, number }: { repo: string; number: number }) {
  const { today, switches } = usePage();
  const item = findItem(repo, number, today);
  if (item?.kind !== 'issue') return <Missing />;
  return (
    <Repository repo={repo} tab="Issues">
      {switches.era === 'legacy' ? (
        <LegacyIssue item={item} />
      ) : (
        <ReactApp name="issues-react">
          <main className="Layout">
            <div
              className="IssueDetail-module__IssueDetailContainer__w0tUF"
              data-testid="issue-viewer-container"
            >
              <IssueViewer item={item} />
            </div>
          </main>
        </ReactApp>
      )}
    </Repository>
  );
}

function StateLabel({ item }: { item: Item }) {
  return (
    <span
      data-testid="header-state"
      data-component="StateLabel"
      className={`prc-StateLabel-StateLabel-Iawzp State State--${stateColor(item)}`}
    >
      <Icon name={stateIcon(item)} />
      {item.state === 'open' ? 'Open' : 'Closed'}
    </span>
  );
}

/** The same viewer stands on the issue's own page and in the side pane of a project. */
export function IssueViewer({ item }: { item: Item }) {
  return (
    <div className="IssueViewer-module__issueViewerContainer__flht4 IssueViewer-module__mainContainer__xvqRF">
      <div aria-label="Header" role="region" data-testid="issue-header">
        <div className="prc-PageHeader-PageHeader-YLwBQ HeaderViewer-module__headerContainer__p0Eo1">
          <div data-component="TitleArea">
            <h1
              className="HeaderViewer-module__PageHeader_Title__FtJ26"
              data-component="PH_Title"
              data-hidden="false"
            >
              <bdi className="markdown-title" data-testid="issue-title">
                {item.title}
              </bdi>{' '}
              <span className="HeaderViewer-module__issueNumberText__GQIsT">#{item.number}</span>
            </h1>
          </div>
        </div>
      </div>
      <div data-testid="issue-metadata-fixed" className="HeaderMetadata-module__metadataContainer___PF3H">
        <div className="HeaderMetadata-module__metadataContent__xV4If">
          <div>
            <StateLabel item={item} />
          </div>
        </div>
      </div>
      <StickyHeader item={item} />
      <div className="IssueViewer-module__contentAndSidebarWrapper__If3X6">
        <div className="IssueViewer-module__contentArea__mHr61">
          <div data-testid="issue-viewer-issue-container">
            <OpeningPost item={item} />
          </div>
          <Comments item={item} />
          <Writing repo={item.repo} />
        </div>
        <Sidebar item={item} />
      </div>
    </div>
  );
}

/** A copy of title and state that shows once the header has scrolled away. */
function StickyHeader({ item }: { item: Item }) {
  const [stuck, setStuck] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    addEventListener('scroll', () => setStuck(scrollY > 220), { signal: ending.signal, passive: true });
    return () => ending.abort();
  }, []);
  return (
    <div
      data-testid="issue-metadata-sticky"
      className={`HeaderMetadata-module__stickyContainer__xk69x${stuck ? ' stuck' : ''}`}
    >
      <div className="HeaderMetadata-module__stickyContent__V4Oe">
        <StateLabel item={item} />
        <a className="StickyHeaderTitle-module__stickyTitleLink__nH4Ae" href="#top">
          <bdi className="markdown-title" data-testid="issue-title-sticky">
            {item.title}
          </bdi>
        </a>
        <span className="StickyHeaderTitle-module__issueNumberText__cvVGn">#{item.number}</span>
      </div>
    </div>
  );
}

function OpeningPost({ item }: { item: Item }) {
  const { today } = usePage();
  return (
    <Post
      author={item.author}
      head={
        <>
          <a className="text-bold" data-testid="issue-body-header-author" href={`/${item.author}`}>
            {item.author}
          </a>
          <span> opened </span>
          <a
            className="IssueBodyHeader-module__dateLink__0HRj6"
            data-testid="issue-body-header-link"
            href={`https://github.com/acme/${item.repo}/issues/${item.number}#issue-${item.id}`}
          >
            <relative-time datetime={iso(item.createdAt)}>{ago(item.createdAt, today)}</relative-time>
          </a>
        </>
      }
    >
      <div data-testid="issue-body" className="react-issue-body">
        <Markdown blocks={bodyOf(item)} repo={item.repo} />
      </div>
    </Post>
  );
}

function Sidebar({ item }: { item: Item }) {
  return (
    <div data-testid="issue-viewer-metadata-container" className="IssueViewer-module__metadataSidebar__Pw9h0">
      <div data-testid="issue-viewer-metadata-pane">
        <div className="Sidebar-section" data-testid="sidebar-assignees-section">
          <h3>Assignees</h3>
          {item.assignees.length === 0 && 'No one assigned'}
          {item.assignees.map((login) => (
            <a key={login} className="Sidebar-person" href={`/${login}`}>
              <Avatar login={login} /> {login}
            </a>
          ))}
        </div>
        <div className="Sidebar-section" data-testid="sidebar-labels-section">
          <h3>Labels</h3>
          {item.labels.length === 0 && 'None yet'}
          {item.labels.map((label) => (
            <Label key={label} repo={item.repo} name={label} />
          ))}
        </div>
        <div className="Sidebar-section">
          <h3>Milestone</h3>
          {item.milestone ? MILESTONES[item.milestone] : 'No milestone'}
        </div>
      </div>
    </div>
  );
}

/** GitHub Enterprise Server, and github.com until 2025. */
function LegacyIssue({ item }: { item: Item }) {
  const { today } = usePage();
  return (
    <main className="Layout">
      <LegacyHeader item={item} said="opened this issue" />
      <div className="IssueViewer-module__contentAndSidebarWrapper__If3X6">
        <div className="js-discussion">
          <Post
            author={item.author}
            head={
              <>
                <a className="author text-bold" href={`/${item.author}`}>
                  {item.author}
                </a>{' '}
                commented{' '}
                <a
                  href={`#issue-${item.id}`}
                  id={`issue-${item.id}-permalink`}
                  className="Link--secondary js-timestamp"
                >
                  <relative-time datetime={iso(item.createdAt)}>{ago(item.createdAt, today)}</relative-time>
                </a>
              </>
            }
          >
            <Markdown blocks={bodyOf(item)} repo={item.repo} />
          </Post>
          <Comments item={item} />
          <Writing repo={item.repo} />
        </div>
        <LegacySidebar item={item} />
      </div>
    </main>
  );
}

export function LegacyHeader({ item, said }: { item: Item; said: string }) {
  const { today } = usePage();
  const words = { open: 'Open', closed: 'Closed', draft: 'Draft', merged: 'Merged' }[item.state];
  return (
    <div
      id="partial-discussion-header"
      className={`gh-header ${item.kind === 'pull' ? 'pull request' : 'issue'} js-details-container`}
    >
      <div className="gh-header-show">
        <h1 className="gh-header-title">
          <bdi className="js-issue-title markdown-title">{item.title}</bdi>{' '}
          <span className="f1-light color-fg-muted">#{item.number}</span>
        </h1>
        <div className="gh-header-actions" />
      </div>
      <div className="gh-header-meta">
        <span title={`Status: ${words}`} className={`State State--${stateColor(item)}`}>
          <Icon name={stateIcon(item)} /> {words}
        </span>
        <div className="color-fg-muted">
          <a className="author text-bold" href={`/${item.author}`}>
            {item.author}
          </a>{' '}
          {said}{' '}
          {item.kind === 'issue' && (
            <relative-time datetime={iso(item.createdAt)}>{ago(item.createdAt, today)}</relative-time>
          )}
        </div>
      </div>
    </div>
  );
}

export function LegacySidebar({ item }: { item: Item }) {
  return (
    <div id="partial-discussion-sidebar" className="IssueViewer-module__metadataSidebar__Pw9h0">
      <div className="Sidebar-section">
        <h3>Assignees</h3>
        <span className="css-truncate js-issue-assignees">
          {item.assignees.length === 0 && 'No one assigned'}
          {item.assignees.map((login) => (
            <a key={login} className="assignee Sidebar-person" href={`/${login}`}>
              <Avatar login={login} /> <span>{login}</span>
            </a>
          ))}
        </span>
      </div>
      <div className="Sidebar-section">
        <h3>Labels</h3>
        {item.labels.length === 0 && 'None yet'}
        {item.labels.map((label) => (
          <Label key={label} repo={item.repo} name={label} />
        ))}
      </div>
    </div>
  );
}
