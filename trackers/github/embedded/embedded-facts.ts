/**
 * Facts from JSON that GitHub's pages carry. Nothing is fetched. Every island is a snapshot of when the page was
 * loaded: what a surface shows wins over it. Sources: github.md "Embedded JSON" ([M] [W] [P], 2026).
 */
import { type Memo, remember } from '../../../components/overlay/page/memo';
import type { SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import { githubKeyAt, repositoryAt } from '../../../domain/trackers/github';
import { isList, isProject, itemKind, keyOfHref } from '../page/addresses';
import { readInstant } from '../page/dates';
import { type Status, statusOfWords } from '../states';
import { type Json, listAt, parseIsland, textAt, valueAt } from './json-islands';
import { projectFacts } from './project-facts';

function factsOfIssue(
  key: ItemKey,
  status: Status | null,
  fields: { title?: Json; createdAt?: Json; updatedAt?: Json; closedAt?: Json },
): SeenFacts {
  const seen: SeenFacts = { key, ...status };
  const title = textAt(fields.title);
  if (title) seen.title = title;
  for (const name of ['createdAt', 'updatedAt'] as const) {
    const instant = readInstant(fields[name]);
    if (instant !== null) seen[name] = instant;
  }
  const closed = status?.category === 'done' ? readInstant(fields.closedAt) : null;
  if (closed !== null) seen.closedAt = closed;
  return seen;
}

function pullStatus(state: Json, isDraft: Json): Status | null {
  const status = statusOfWords(textAt(state), 'pull');
  return status?.status === 'Open' && isDraft === true ? statusOfWords('draft', 'pull') : status;
}

/** The pull request page (2026-07, [M]). Without `number`, owner and name it can't be told from a stale one. */
function readPullPage(payload: Json, url: URL): SeenFacts[] {
  const route = valueAt(payload, 'pullRequestsLayoutRoute');
  const pull = valueAt(route, 'pullRequest');
  const key = keyOfParts(
    valueAt(route, 'repository', 'ownerLogin'),
    valueAt(route, 'repository', 'name'),
    pull,
    url,
  );
  if (!key) return [];
  return [
    factsOfIssue(key, pullStatus(valueAt(pull, 'state'), valueAt(pull, 'isDraft')), {
      title: valueAt(pull, 'title'),
      createdAt: valueAt(pull, 'createdTime'),
      closedAt: valueAt(pull, 'mergedTime') ?? valueAt(pull, 'closedTime'),
    }),
  ];
}

function keyOfParts(owner: Json, name: Json, item: Json, url: URL): ItemKey | null {
  const number = valueAt(item, 'number');
  return typeof owner === 'string' && typeof name === 'string' && Number.isInteger(number)
    ? keyOfHref(`/${owner}/${name}/issues/${number}`, url)
    : null;
}

/** `/pulls` and its inbox (2026-06, [P]). */
function readPullsDashboard(payload: Json, url: URL): SeenFacts[] {
  const routes = ['pullsDashboardSurfaceContentRoute', 'pullsInboxSurfaceContentRoute'];
  return routes
    .flatMap((route) => listAt(valueAt(payload, route, 'results')))
    .flatMap((pull) => {
      const key = keyOfHref(textAt(valueAt(pull, 'permalink')), url);
      if (!key) return [];
      return factsOfIssue(key, pullStatus(valueAt(pull, 'state'), valueAt(pull, 'isDraft')), {
        title: valueAt(pull, 'title'),
        createdAt: valueAt(pull, 'createdAt'),
        updatedAt: valueAt(pull, 'updatedAt'),
        closedAt: valueAt(pull, 'mergedAt') ?? valueAt(pull, 'closedAt'),
      });
    });
}

/** Preloaded queries of issue lists and pages: in some answers, not in others. A bonus. */
function readPreloaded(payload: Json, url: URL): SeenFacts[] {
  return listAt(valueAt(payload, 'preloadedQueries')).flatMap((query) => {
    const data = valueAt(query, 'result', 'data');
    const repository = valueAt(data, 'repository') ?? valueAt(data, 'safeRepository');
    const edges = [
      ...listAt(valueAt(repository, 'search', 'edges')),
      ...listAt(valueAt(data, 'search', 'edges')),
    ];
    const nodes = [valueAt(repository, 'issue'), ...edges.map((edge) => valueAt(edge, 'node'))];
    return nodes.flatMap((node) => {
      const key = keyOfNode(node, repository, valueAt(query, 'variables'), url);
      if (!key) return [];
      const isPull = valueAt(node, '__typename') === 'PullRequest';
      const status = isPull
        ? pullStatus(valueAt(node, 'pullRequestState') ?? valueAt(node, 'state'), valueAt(node, 'isDraft'))
        : statusOfWords(
            textAt(valueAt(node, 'state')) ?? (valueAt(node, 'closed') === true ? 'closed' : null),
            'issue',
          );
      return factsOfIssue(key, status, {
        title: valueAt(node, 'title'),
        createdAt: valueAt(node, 'createdAt'),
        updatedAt: valueAt(node, 'updatedAt'),
        closedAt: valueAt(node, 'closedAt'),
      });
    });
  });
}

/** A node names itself by its address or its repository; else the query it answers names the repository. */
function keyOfNode(node: Json, repository: Json, variables: Json, url: URL): ItemKey | null {
  const own = keyOfHref(textAt(valueAt(node, 'url')) ?? textAt(valueAt(node, 'resourcePath')), url);
  if (own) return own;
  for (const place of [valueAt(node, 'repository'), repository]) {
    const [owner, name] = textAt(valueAt(place, 'nameWithOwner'))?.split('/') ?? [
      valueAt(place, 'owner', 'login'),
      valueAt(place, 'name'),
    ];
    const key = keyOfParts(owner, name, node, url);
    if (key) return key;
  }
  return keyOfParts(
    valueAt(variables, 'owner'),
    valueAt(variables, 'name') ?? valueAt(variables, 'repo'),
    node,
    url,
  );
}

/** Whether facts of this key belong to the address: an island left over by a soft navigation's don't. */
function belongs(url: URL): (key: ItemKey) => boolean {
  if (itemKind(url)) {
    const item = githubKeyAt(url);
    return (key) => key === item;
  }
  const here = repositoryAt(url);
  const prefix = here && `${here.host}/${here.owner}/${here.repo}#`.toLowerCase();
  return (key) => prefix === null || key.startsWith(prefix);
}

/** See Tracker.embedded. Cost: the first call on a page parses its islands, later ones only filter. */
export function embeddedFacts(document: Document, url: URL, memo: Memo): SeenFacts[] {
  if (isProject(url)) return projectFacts(document, url, memo);
  if (!itemKind(url) && !isList(url)) return [];
  const mine = belongs(url);
  return Array.from(document.querySelectorAll('script[data-target="react-app.embeddedData"]'))
    .flatMap((script) =>
      remember(memo, script, () => {
        const payload = valueAt(parseIsland(script), 'payload');
        return [
          ...readPullPage(payload, url),
          ...readPullsDashboard(payload, url),
          ...readPreloaded(payload, url),
        ];
      }),
    )
    .filter((seen) => mine(seen.key));
}
