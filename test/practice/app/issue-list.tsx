/** @jsxImportSource react */
/** The React lists: of a repository, a label, a milestone, and of all repositories. */
import { useRef } from 'react';
import { type Item, itemsOf, REPOSITORIES } from '../data/items.ts';
import { MILESTONES } from '../data/words.ts';
import type { Route } from '../routes.ts';
import { Icon } from './icons.tsx';
import { IssueRow } from './issue-row.tsx';
import { Link } from './link.tsx';
import { usePage } from './page.ts';
import { ReactApp, Repository, Shell } from './shell.tsx';
import { useSlots } from './virtual.ts';

type IssuesRoute = Extract<Route, { page: 'issues' }>;

export function RepositoryIssues({ route }: { route: IssuesRoute }) {
  const { today } = usePage();
  const { repo, label, milestone } = route;
  const all = itemsOf(repo, today).filter(
    (item) =>
      (item.kind === 'issue' || milestone !== null) &&
      (label === null || item.labels.includes(label)) &&
      (milestone === null || item.milestone === milestone),
  );
  const closed = (item: Item) => item.closedAt !== null;
  const shown = all.filter((item) => closed(item) === route.closed);
  const counts = { open: all.filter((item) => !closed(item)).length, closed: all.filter(closed).length };
  return (
    <Repository repo={repo} tab="Issues">
      <ReactApp name="issues-react">
        <main className="Layout">
          {milestone === null ? (
            <ListTools
              query={`is:issue state:${route.closed ? 'closed' : 'open'}${label ? ` label:${label}` : ''}`}
            />
          ) : (
            <h1 className="PageTitle">{MILESTONES[milestone] ?? `Milestone ${milestone}`}</h1>
          )}
          <ItemsList items={shown} counts={counts} repo={repo} closed={route.closed} withRepo={false} />
        </main>
      </ReactApp>
    </Repository>
  );
}

export function AllIssues() {
  const { today } = usePage();
  const items = REPOSITORIES.flatMap((repo) => itemsOf(repo, today).slice(0, 60))
    .filter((item) => item.kind === 'issue' && item.closedAt === null)
    .sort((a, b) => b.createdAt - a.createdAt);
  return (
    <Shell place={['Issues']}>
      <ReactApp name="issues-react">
        <main className="Layout">
          <ListTools query="is:issue state:open sort:created-desc" />
          <ItemsList
            items={items}
            counts={{ open: items.length, closed: 0 }}
            repo="widgets"
            closed={false}
            withRepo
          />
        </main>
      </ReactApp>
    </Shell>
  );
}

function ListTools({ query }: { query: string }) {
  return (
    <div className="ListTools">
      <div className="ListTools-search">
        <input aria-label="Filter" defaultValue={query} key={query} />
        <button type="button" className="IconButton" aria-label="Search">
          <Icon name="search" />
        </button>
      </div>
      <Link className="Button hide-sm" href="/acme/widgets/labels/bug">
        Labels
      </Link>
      <Link className="Button hide-sm" href="/acme/widgets/milestone/1">
        Milestones
      </Link>
      <button type="button" className="Button Button--primary">
        New issue
      </button>
    </div>
  );
}

function ItemsList({
  items,
  counts,
  repo,
  closed,
  withRepo,
}: {
  items: readonly Item[];
  counts: { open: number; closed: number };
  repo: string;
  closed: boolean;
  withRepo: boolean;
}) {
  const { switches } = usePage();
  const list = useRef<HTMLUListElement>(null);
  const mode = switches.rows ?? 'mount';
  const slots = useSlots(list, items.length, mode);
  const tab = (name: 'open' | 'closed', isThis: boolean) => (
    <Link
      className={isThis ? 'Box-tab selected' : 'Box-tab'}
      href={`/acme/${repo}/issues${name === 'closed' ? '?q=is%3Aissue+is%3Aclosed' : ''}`}
    >
      {name === 'open' ? 'Open' : 'Closed'}{' '}
      <span className="Counter">{counts[name].toLocaleString('en-US')}</span>
    </Link>
  );
  return (
    <div className="Box" data-testid="list">
      <div className="Box-header">
        {tab('open', !closed)}
        {tab('closed', closed)}
        <div className="Box-filters">
          {['Author', 'Labels', 'Projects', 'Milestones', 'Assignees', 'Newest'].map((name) => (
            <button key={name} type="button" className="FilterButton">
              {name} <Icon name="triangle-down" />
            </button>
          ))}
        </div>
      </div>
      <ul
        ref={list}
        className={`ListView-module__ul__vBvKY rows-${mode}`}
        data-listview-component="items-list"
        style={mode === 'all' ? undefined : { height: `calc(var(--row) * ${items.length})` }}
      >
        {slots.map(({ index, key }) => (
          <IssueRow
            key={key}
            item={items[index]!}
            withRepo={withRepo}
            style={mode === 'all' ? undefined : { transform: `translateY(calc(var(--row) * ${index}))` }}
          />
        ))}
      </ul>
    </div>
  );
}
