/** @jsxImportSource react */
import { useEffect, useMemo, useState } from 'react';
import { type Route, routeOf } from '../routes.ts';
import { AllIssues, RepositoryIssues } from './issue-list.tsx';
import { IssuePage } from './issue-page.tsx';
import { Missing, RepositoryPage } from './other-pages.tsx';
import { type Page, PageContext, type PageState } from './page.ts';
import { ProjectPage } from './project.tsx';
import { AllPulls, RepositoryPulls } from './pull-lists.tsx';
import { PullPage } from './pull-page.tsx';

/** The client's part of a page; the server has none of it. */
export interface Live {
  go: (path: string) => void;
  /** Tells the app, from outside, which address to show. */
  onShow: (show: (url: string) => void) => void;
  /** A page is in the document, after going there without loading. */
  shown: (url: string) => void;
}

const NOT_LIVE: Live = { go: () => {}, onShow: () => {}, shown: () => {} };

/** The whole body. */
export function App({ state, live = NOT_LIVE }: { state: PageState; live?: Live }) {
  const [url, setUrl] = useState(state.url);
  const [tick, setTick] = useState(0);
  useEffect(() => live.onShow(setUrl), [live]);
  useEffect(() => live.shown(url), [live, url]);
  useEffect(() => {
    if (state.switches.churn === 'off') return;
    const ticking = setInterval(() => setTick((last) => last + 1), 1000);
    return () => clearInterval(ticking);
  }, [state.switches.churn]);
  const page = useMemo<Page>(() => ({ ...state, url, tick, go: live.go }), [state, url, tick, live]);
  return (
    <PageContext value={page}>
      <Body route={routeOf(new URL(url, 'https://github.com'))} />
    </PageContext>
  );
}

function Body({ route }: { route: Route }) {
  switch (route.page) {
    case 'issues':
      return <RepositoryIssues route={route} />;
    case 'all-issues':
      return <AllIssues />;
    case 'issue':
      return <IssuePage key={route.number} {...route} />;
    case 'pull':
      return <PullPage key={route.number} {...route} />;
    case 'pulls':
      return <RepositoryPulls repo={route.repo} />;
    case 'all-pulls':
      return <AllPulls />;
    case 'project':
      return <ProjectPage route={route} />;
    case 'repository':
      return <RepositoryPage repo={route.repo} />;
    case 'missing':
      return <Missing />;
  }
}
