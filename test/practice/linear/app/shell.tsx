/** @jsxImportSource react */
/** The frame around every page: sidebar, header, and what hangs over it. */
import { type Issue, ME, pathOf, WORKSPACE } from '../data.ts';
import { CYCLE, INBOX, MINE, nameOf, PROJECTS, TEAM, VIEW } from '../routes.ts';
import { Board } from './board.tsx';
import { Avatar } from './icons.tsx';
import { IssueView } from './issue-page.tsx';
import { List } from './list.tsx';
import { Inbox, Projects } from './other-pages.tsx';
import { Menu, Peek } from './overlays.tsx';
import { useLinear } from './page.ts';
import { Link } from './parts.tsx';

const TOP = [
  ['Inbox', INBOX],
  ['My issues', MINE],
] as const;
const OWN = [
  ['Projects', PROJECTS],
  ['By label', VIEW],
] as const;
const OF_TEAM = [
  ['Issues', TEAM],
  ['Active', '/acme/team/ENG/active'],
  ['Backlog', '/acme/team/ENG/backlog'],
  ['Cycle', CYCLE],
] as const;

function Links({ all }: { all: readonly (readonly [name: string, path: string])[] }) {
  const { url } = useLinear();
  return all.map(([name, path]) => (
    <Link key={path} to={path} className="nav-link" data-active={url === path}>
      {name}
    </Link>
  ));
}

function Sidebar() {
  return (
    <nav className="sidebar" aria-label="Workspace">
      <div className="workspace">
        <span className="workspace-tile" aria-hidden="true">
          AC
        </span>
        <b>{WORKSPACE.name}</b>
        <span className="grow" />
        <button type="button" className="icon-button" aria-label="Search workspace">
          ⌕
        </button>
        <button type="button" className="icon-button" aria-label="Create new issue">
          ✎
        </button>
      </div>
      <Links all={TOP} />
      <h2>Workspace</h2>
      <Links all={OWN} />
      <h2>Your teams</h2>
      <div className="nav-link team">Engineering ▾</div>
      <div className="nested">
        <Links all={OF_TEAM} />
      </div>
      <span className="grow" />
      <div className="me">
        <Avatar user={ME} /> {ME.name}
      </div>
    </nav>
  );
}

function Header({ issue, toggleLayout }: { issue: Issue | null; toggleLayout: () => void }) {
  const { route, layout } = useLinear();
  const hasBoard = !['issue', 'inbox', 'projects', 'missing'].includes(route.page);
  return (
    <header className="header">
      {issue ? (
        <div className="crumbs">
          <Link to={`/acme/team/${issue.team.key}/all`} aria-label="All issues">
            {issue.team.name}
          </Link>
          <span aria-hidden="true">›</span>
          <Link to={pathOf(issue)} className="crumb">
            {issue.identifier} <span dir="auto">{issue.title}</span>
          </Link>
        </div>
      ) : (
        <h1>{nameOf(route)}</h1>
      )}
      <span className="grow" />
      {hasBoard && (
        <>
          <button type="button" className="pill-button" aria-label="Add filter">
            Filter
          </button>
          <button type="button" className="pill-button" aria-label="Display options" onClick={toggleLayout}>
            <span key={layout}>{layout === 'list' ? 'Board' : 'List'}</span>
          </button>
        </>
      )}
    </header>
  );
}

interface Given {
  arrived: boolean;
  issue: Issue | null;
  peeked: Issue | null;
  toggleLayout: () => void;
}

export function Shell({ arrived, issue, peeked, toggleLayout }: Given) {
  const { route, layout } = useLinear();
  const isList = !['issue', 'inbox', 'projects', 'missing'].includes(route.page);
  return (
    <div className="theme-provider-30df9d5b" style={{ display: 'contents' }}>
      <div id="mainLayoutContainer">
        <Sidebar />
        <main>
          <Header issue={issue} toggleLayout={toggleLayout} />
          {route.page === 'issue' &&
            (issue ? <IssueView key={issue.identifier} issue={issue} marks /> : <h1>Issue not found</h1>)}
          {route.page === 'inbox' && <Inbox />}
          {route.page === 'projects' && <Projects />}
          {route.page === 'missing' && <h1>Page not found</h1>}
          {isList && !arrived && <div className="skeleton" aria-busy="true" />}
          {isList && arrived && (layout === 'list' ? <List /> : <Board />)}
        </main>
        {peeked && <Peek issue={peeked} />}
        <Menu />
      </div>
    </div>
  );
}
