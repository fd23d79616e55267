/** @jsxImportSource react */
/** The pull request page: React header over a conversation Rails still writes (2026-07-pull-*.html), and legacy. */
import { ago, findItem, type Item } from '../data/items.ts';
import { bodyOf } from '../data/text.ts';
import { Comments, Markdown, Post, Writing } from './conversation.tsx';
import { Icon, stateColor, stateIcon } from './icons.tsx';
import { LegacyHeader, LegacySidebar } from './issue-page.tsx';
import { Link } from './link.tsx';
import { Missing } from './other-pages.tsx';
import { usePage } from './page.ts';
import { ReactApp, Repository } from './shell.tsx';

const STATUS = { open: 'pullOpened', draft: 'draft', merged: 'pullMerged', closed: 'pullClosed' } as const;
const WORDS = { open: 'Open', draft: 'Draft', merged: 'Merged', closed: 'Closed' } as const;

export function PullPage({ repo, number }: { repo: string; number: number }) {
  const { today, switches } = usePage();
  const item = findItem(repo, number, today);
  if (item?.kind !== 'pull') return <Missing />;
  return (
    <Repository repo={repo} tab="Pull requests">
      {switches.era === 'legacy' ? (
        <main className="Layout">
          <LegacyHeader item={item} said="wants to merge 1 commit into main" />
          <Conversation item={item} />
        </main>
      ) : (
        <ReactApp name="pull-requests">
          <main className="Layout">
            <Header item={item} />
            <Conversation item={item} />
          </main>
        </ReactApp>
      )}
    </Repository>
  );
}

function Header({ item }: { item: Item }) {
  const path = `/acme/${item.repo}/pull/${item.number}`;
  return (
    <header
      data-component="SplitPageLayout.Header"
      data-hidden="false"
      className="prc-PageLayout-Header-0of-R"
    >
      <div className="prc-PageHeader-PageHeader-YLwBQ PullRequestHeader-module__container__iud5L">
        <div data-component="TitleArea">
          <h1 className="prc-PageHeader-Title-p0Mgh" data-component="PH_Title" data-hidden="false">
            <span className="f1 text-normal markdown-title prc-Text-Text-9mHv3" data-component="Text">
              {item.title}
            </span>
            <span className="f1 d-inline-flex">
              <span className="pl-2 fgColor-muted f1-light">#{item.number}</span>
            </span>
          </h1>
        </div>
        <div className="prc-PageHeader-Description-w-ejP" data-component="PageHeader.Description">
          <span
            className={`prc-StateLabel-StateLabel-Iawzp State State--${stateColor(item)}`}
            data-component="StateLabel"
            data-status={STATUS[item.state]}
          >
            <Icon name={stateIcon(item)} label="Pull request" />
            {WORDS[item.state]}
          </span>
          <div className="flex-1 overflow-hidden">
            <Summary item={item} />
          </div>
        </div>
        <nav className="TabNav" data-component="PH_Navigation" aria-label="Pull request navigation tabs">
          {[
            ['Conversation', ''],
            ['Commits', '/commits'],
            ['Files changed', '/files'],
          ].map(([name, tail]) => (
            <Link key={name} className="TabNav-item" href={path + tail}>
              {name}
            </Link>
          ))}
        </nav>
      </div>
    </header>
  );
}

function Summary({ item }: { item: Item }) {
  const { today } = usePage();
  const branch = (name: string) => (
    <a
      className="PullRequestBranchName-module__branchName__SCtl2"
      data-component="BranchName"
      href={`/acme/${item.repo}/tree/${name}`}
    >
      {name}
    </a>
  );
  return (
    <div className="fgColor-muted d-flex flex-items-center PullRequestHeaderSummary-module__summaryContainer__dA7dP">
      <a className="text-bold prc-Link-Link-9ZwDx" data-hovercard-type="user" href={`/${item.author}`}>
        {item.author}
      </a>
      <span>{item.state === 'merged' ? 'merged 3 commits into' : 'wants to merge 3 commits into'}</span>
      {branch('main')}
      <span>from</span>
      {branch(`${item.author}/${item.number}`)}
      {item.state === 'merged' && (
        <relative-time datetime={new Date(item.closedAt!).toISOString()}>
          {ago(item.closedAt!, today)}
        </relative-time>
      )}
    </div>
  );
}

function Conversation({ item }: { item: Item }) {
  const { today } = usePage();
  return (
    <div className="IssueViewer-module__contentAndSidebarWrapper__If3X6">
      <div className="js-discussion pull-discussion-timeline">
        <div className="TimelineItem">
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
                  <relative-time datetime={new Date(item.createdAt).toISOString()}>
                    {ago(item.createdAt, today)}
                  </relative-time>
                </a>
              </>
            }
          >
            <Markdown blocks={bodyOf(item)} repo={item.repo} />
          </Post>
        </div>
        <CrossReference repo={item.repo} />
        <Comments item={item} />
        <Writing repo={item.repo} />
      </div>
      <LegacySidebar item={item} />
    </div>
  );
}

/** Another pull request that names this one; its state label is not this page's. */
function CrossReference({ repo }: { repo: string }) {
  const { today } = usePage();
  const at = today - 3 * 86_400_000;
  return (
    <div className="TimelineItem Crossed color-fg-muted">
      <Icon name="git-pull-request" /> <b>bob</b> mentioned this pull request{' '}
      <relative-time datetime={new Date(at).toISOString()}>{ago(at, today)}</relative-time>
      <Link className="Crossed-title" data-hovercard-type="pull_request" href={`/acme/${repo}/pull/16`}>
        A pull request that follows this one #16
      </Link>
      <span title="Status: Merged" className="State State--done State--small">
        <Icon name="git-merge" /> Merged
      </span>
    </div>
  );
}
