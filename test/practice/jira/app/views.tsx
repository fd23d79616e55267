/** @jsxImportSource react */
/** Which view shows the issues of which page. */
import type { ReactNode } from 'react';
import type { JiraPageName } from '../routes.ts';
import { Backlog } from './backlog.tsx';
import { Board } from './board.tsx';
import { BusinessBoard } from './business-board.tsx';
import { ForYou, Ideas, Queue } from './link-pages.tsx';
import { ListView } from './list-view.tsx';
import { Plan, Timeline } from './plans.tsx';
import { Search } from './search.tsx';

export const views: Record<JiraPageName, () => ReactNode> = {
  board: () => <Board of="company" />,
  'team board': () => <Board of="team" />,
  'business board': () => <BusinessBoard />,
  backlog: () => <Backlog />,
  list: () => <ListView />,
  timeline: () => <Timeline />,
  plan: () => <Plan />,
  queue: () => <Queue />,
  ideas: () => <Ideas />,
  'for you': () => <ForYou />,
  search: () => <Search />,
  missing: () => null,
};
