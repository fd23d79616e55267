/** @jsxImportSource react */
import { useEffect, useMemo, useState } from 'react';
import type { Issue } from '../data.ts';
import { jiraRouteOf, SEARCH } from '../routes.ts';
import { Beside } from './beside.tsx';
import { IssueView } from './issue-view.tsx';
import { JiraContext, type JiraPage, type JiraState, useJira } from './page.ts';
import { SideBar, SpaceHead, TopBar } from './shell.tsx';
import { views } from './views.tsx';

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
  const { url, go, switches } = useJira();
  const route = jiraRouteOf(new URL(url, 'https://acme.atlassian.net'));
  const here = url.split('?')[0]!;
  const close = () => go(here === '/issues/' ? SEARCH : here);
  const [previewed, setPreviewed] = useState(switches.preview);
  return (
    <div className="app">
      <TopBar />
      <SideBar />
      <main>
        {route.page === 'issue' ? (
          <IssueView key={route.issue} name={route.issue} />
        ) : (
          <>
            <SpaceHead page={route.page} />
            {arrived ? views[route.page]() : <div className="skeleton" aria-busy="true" />}
          </>
        )}
      </main>
      {arrived && route.selected && (
        <Beside key={route.selected} name={route.selected} form={switches.form} close={close} />
      )}
      {arrived && previewed && <Beside name={previewed} form="panel" close={() => setPreviewed('')} />}
    </div>
  );
}
