/** @jsxImportSource react */
import { useEffect, useMemo, useState } from 'react';
import type { Issue } from '../data.ts';
import { BACKLOG, BOARD, jiraRouteOf, SEARCH } from '../routes.ts';
import { Board } from './board.tsx';
import { Beside, IssueView } from './issue-view.tsx';
import { Backlog, Search } from './lists.tsx';
import { JiraContext, type JiraPage, type JiraState } from './page.ts';
import { Link } from './parts.tsx';

/** The client's part of a page; the server has none of it. */
export interface Live {
  go: (path: string) => void;
  /** Tells the app, from outside, which address to show. */
  onShow: (show: (url: string) => void) => void;
  moved: (key: string, status: string) => void;
  hydrated: () => void;
}
const NOT_LIVE: Live = { go: () => {}, onShow: () => {}, moved: () => {}, hydrated: () => {} };

export function App({ state, live = NOT_LIVE }: { state: JiraState; live?: Live }) {
  const [url, setUrl] = useState(state.url);
  const [moved, setMoved] = useState(state.moved);
  const [tick, setTick] = useState(0);
  // Boards and lists are never written by the server, and arrive some time after the page has come alive.
  const [arrived, setArrived] = useState(false);
  const { churn, arrive } = state.switches;
  useEffect(() => live.onShow(setUrl), [live]);
  useEffect(() => {
    live.hydrated();
    const arriving = setTimeout(() => setArrived(true), arrive);
    return () => clearTimeout(arriving);
  }, [live, arrive]);
  useEffect(() => {
    if (churn === 'off') return;
    const ticking = setInterval(() => setTick((last) => last + 1), 1000);
    return () => clearInterval(ticking);
  }, [churn]);
  const page = useMemo<JiraPage>(
    () => ({
      ...state,
      url,
      moved,
      tick,
      go: live.go,
      move(issue: Issue, status: string) {
        setMoved((old) => ({ ...old, [issue.key]: status }));
        live.moved(issue.key, status);
      },
    }),
    [state, url, moved, tick, live],
  );
  return (
    <JiraContext value={page}>
      <Shell arrived={arrived} />
    </JiraContext>
  );
}

function Shell({ arrived }: { arrived: boolean }) {
  return (
    <JiraContext.Consumer>
      {(page) => {
        const { url, go } = page!;
        const route = jiraRouteOf(new URL(url, 'https://acme.atlassian.net'));
        const here = url.split('?')[0]!;
        const close = () => go(here === '/issues/' ? SEARCH : here);
        return (
          <div className="app">
            <header className="top">
              <span className="logo" aria-hidden="true" />
              <b>Jira</b>
              <input id="practice-search" type="search" placeholder="Search" aria-label="Search" />
              <button type="button" className="primary">
                + Create
              </button>
            </header>
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
            <main>
              {(route.page === 'board' || route.page === 'backlog') && (
                <div className="space">
                  <p className="muted">Spaces</p>
                  <h1>Application</h1>
                  <div className="tabs">
                    <Link to={BACKLOG} {...(route.page === 'backlog' ? { 'aria-current': 'page' } : {})}>
                      Backlog
                    </Link>
                    <Link to={BOARD} {...(route.page === 'board' ? { 'aria-current': 'page' } : {})}>
                      Board
                    </Link>
                    <Link to={SEARCH}>All work</Link>
                  </div>
                </div>
              )}
              {route.page === 'issue' ? (
                <IssueView key={route.issue} name={route.issue} />
              ) : arrived ? (
                <>
                  {route.page === 'board' && <Board />}
                  {route.page === 'backlog' && <Backlog />}
                  {route.page === 'search' && <Search />}
                  {route.page === 'missing' && <h1>Page not found</h1>}
                </>
              ) : (
                <div className="skeleton" aria-busy="true" />
              )}
            </main>
            {arrived && route.selected && <Beside key={route.selected} name={route.selected} close={close} />}
          </div>
        );
      }}
    </JiraContext.Consumer>
  );
}
