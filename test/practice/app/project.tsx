/** @jsxImportSource react */
/** Projects: the frame with its views, and the side pane that shows an item over either. */
import { useMemo, useState } from 'react';
import { findItem } from '../data/items.ts';
import { type Column, type Entry, entriesOf, PROJECT } from '../data/project.ts';
import type { Route } from '../routes.ts';
import { Board } from './board.tsx';
import { Icon } from './icons.tsx';
import { IssueViewer } from './issue-page.tsx';
import { Link } from './link.tsx';
import { usePage } from './page.ts';
import { ReactApp, Shell } from './shell.tsx';
import { Table } from './table.tsx';

export interface ViewProps {
  entries: Entry[];
  /** Puts a card into another column. */
  move: (id: number, to: Column) => void;
  /** Shows an item in the side pane. */
  open: (entry: Entry) => void;
}

export function ProjectPage({ route }: { route: Extract<Route, { page: 'project' }> }) {
  const { today, url, go } = usePage();
  const [moved, setMoved] = useState<Record<number, Column>>({});
  const entries = useMemo(
    () => entriesOf(today).map((entry) => ({ ...entry, column: moved[entry.id] ?? entry.column })),
    [today, moved],
  );
  const base = new URL(url, 'https://github.com').pathname.replace(/\/views\/\d+$/, '');
  const here = new URL(url, 'https://github.com').pathname;
  const view: ViewProps = {
    entries,
    move: (id, to) => setMoved((old) => ({ ...old, [id]: to })),
    open: ({ id, item }) => {
      if (!item) return;
      const name = [item.owner, item.repo, item.number].join('|');
      go(`${here}?${new URLSearchParams({ pane: 'issue', itemId: String(id), issue: name })}`);
    },
  };
  const tab = (name: string, path: string, selected: boolean) => (
    <Link className={selected ? 'ViewTab selected' : 'ViewTab'} href={path}>
      <Icon name={name === 'Board' ? 'project' : 'table'} /> {name}
    </Link>
  );
  const shown = route.pane && findItem(route.pane.repo, route.pane.number, today);
  return (
    <Shell place={['acme', 'Projects', PROJECT.name]}>
      <ReactApp name="memex">
        <main className="Project">
          <h1 className="Project-title">{PROJECT.name}</h1>
          <nav className="ViewTabs" aria-label="Views">
            {tab('Board', base, route.view === 'board')}
            {tab('Table', `${base}/views/2`, route.view === 'table')}
          </nav>
          {route.view === 'board' ? <Board {...view} /> : <Table {...view} />}
          {shown && (
            <aside className="SidePanel-module__sidePanel__Kd2sl" aria-label="Side panel">
              <Link className="IconButton" href={here} aria-label="Close panel">
                <Icon name="x" />
              </Link>
              <IssueViewer item={shown} />
            </aside>
          )}
        </main>
      </ReactApp>
    </Shell>
  );
}
