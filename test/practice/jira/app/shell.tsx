/** @jsxImportSource react */
/** What stands around every page of Jira. */
import { BACKLOG, BOARD, type JiraPageName, SEARCH } from '../routes.ts';
import { Link } from './parts.tsx';

export const TopBar = () => (
  <header className="top">
    <span className="logo" aria-hidden="true" />
    <b>Jira</b>
    <input id="practice-search" type="search" placeholder="Search" aria-label="Search" />
    <button type="button" className="primary">
      + Create
    </button>
  </header>
);

/** A link to an item that is no row of any list. */
export const SideBar = () => (
  <nav className="sidebar" aria-label="Projects">
    <h2>Recent</h2>
    <ul>
      <li>
        <a href="/browse/APP-3">APP-3</a>
      </li>
    </ul>
    <h2>Spaces</h2>
    <ul>
      <li className="here">
        <Link to={BOARD}>Application</Link>
      </li>
    </ul>
  </nav>
);

const TABS: [name: string, page: JiraPageName, to: string][] = [
  ['Backlog', 'backlog', BACKLOG],
  ['Board', 'board', BOARD],
  ['Timeline', 'timeline', `${BOARD}/timeline`],
  ['List', 'list', '/jira/software/c/projects/APP/list'],
  ['All work', 'search', SEARCH],
];

export const SpaceHead = ({ page }: { page: JiraPageName }) => (
  <div className="space">
    <p className="muted">Spaces</p>
    <h1>{page === 'missing' ? 'Page not found' : 'Application'}</h1>
    <div className="tabs">
      {TABS.map(([name, own, to]) => (
        <Link key={own} to={to} {...(own === page ? { 'aria-current': 'page' } : {})}>
          {name}
        </Link>
      ))}
    </div>
  </div>
);
