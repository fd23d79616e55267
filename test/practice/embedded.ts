/**
 * What GitHub's pages carry beside their markup: JSON and meta tags (trackers/github.md, "Embedded JSON"). They
 * are written at load and go stale when another page is shown without loading.
 */
import { inboxOf } from './app/pull-lists.tsx';
import { findItem, type Item, pathOf } from './data/items.ts';
import { COLUMNS, entriesOf, PROJECT } from './data/project.ts';
import { routeOf } from './routes.ts';

export interface Embedded {
  /** Attributes of its script element. */
  attributes: string;
  data: unknown;
}

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

const reactData = (payload: unknown): Embedded => ({
  attributes: 'data-target="react-app.embeddedData"',
  data: { payload },
});

export function embeddedFor(url: URL, today: number): Embedded[] {
  const route = routeOf(url);
  if (route.page === 'project') return projectData(today);
  if (route.page === 'all-pulls') {
    return [reactData({ pullsInboxSurfaceContentRoute: { results: inboxOf(today).map(pullResult) } })];
  }
  const item = route.page === 'pull' ? findItem(route.repo, route.number, today) : null;
  if (item?.kind !== 'pull') return [];
  return [
    reactData({
      pullRequestsLayoutRoute: {
        repository: { ownerLogin: item.owner, name: item.repo },
        pullRequest: {
          number: item.number,
          title: item.title,
          state: item.state === 'draft' ? 'DRAFT' : item.state.toUpperCase(),
          createdTime: iso(item.createdAt),
          closedTime: iso(item.closedAt),
          mergedTime: item.state === 'merged' ? iso(item.closedAt) : null,
          author: { login: item.author },
        },
      },
    }),
  ];
}

const pullResult = (item: Item) => ({
  number: item.number,
  title: item.title,
  permalink: `https://github.com${pathOf(item)}`,
  repoNameWithOwner: `${item.owner}/${item.repo}`,
  state: 'OPEN',
  isDraft: item.state === 'draft',
  createdAt: iso(item.createdAt),
  updatedAt: iso(item.updatedAt),
});

const optionOf = (column: string) => `option-${(COLUMNS as readonly string[]).indexOf(column)}`;

function projectData(today: number): Embedded[] {
  const nodes = entriesOf(today).map(({ id, item, column, title }) => ({
    id,
    contentId: item?.id ?? id,
    contentType: item ? (item.kind === 'pull' ? 'PullRequest' : 'Issue') : 'DraftIssue',
    // Of the project's entry, not of the item: a reader must not take these for the item's.
    createdAt: iso(today - 1000),
    updatedAt: iso(today - 500),
    ...(item
      ? {
          state: item.closedAt === null ? 'open' : 'closed',
          issueCreatedAt: iso(item.createdAt),
          issueClosedAt: iso(item.closedAt),
          content: { id: item.id, url: `https://github.com${pathOf(item)}`, globalRelayId: `I_${item.id}` },
        }
      : {}),
    memexProjectColumnValues: [
      { memexProjectColumnId: 'Title', value: { title: { raw: title, html: title } } },
      { memexProjectColumnId: 'Status', value: { id: optionOf(column) } },
    ],
  }));
  const columns = [
    {
      id: 'Status',
      dataType: 'singleSelect',
      settings: { options: COLUMNS.map((name) => ({ id: optionOf(name), name })) },
    },
  ];
  return [
    { attributes: 'id="memex-data"', data: { number: PROJECT.number, title: PROJECT.name } },
    { attributes: 'id="memex-columns-data"', data: columns },
    { attributes: 'id="memex-paginated-items-data"', data: { nodes } },
  ];
}

/** Names and contents of meta tags. */
export function metaFor(url: URL, today: number): [string, string][] {
  const route = routeOf(url);
  if (route.page !== 'issue' && route.page !== 'pull') return [];
  const item = findItem(route.repo, route.number, today);
  return item
    ? [['hovercard-subject-tag', `${item.kind === 'pull' ? 'pull_request' : 'issue'}:${item.id}`]]
    : [];
}
