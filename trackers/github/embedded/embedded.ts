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
import { at, type Json, list, parse, text } from './json-islands';
import { projectFacts } from './projects';

function facts(
  key: ItemKey,
  status: Status | null,
  fields: { title?: Json; createdAt?: Json; updatedAt?: Json; closedAt?: Json },
): SeenFacts {
  const seen: SeenFacts = { key, ...status };
  const title = text(fields.title);
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
  const status = statusOfWords(text(state), 'pull');
  return status?.status === 'Open' && isDraft === true ? statusOfWords('draft', 'pull') : status;
}

/** The pull request page (2026-07, [M]). Without `number`, owner and name it can't be told from a stale one. */
function readPullPage(payload: Json, url: URL): SeenFacts[] {
  const route = at(payload, 'pullRequestsLayoutRoute');
  const pull = at(route, 'pullRequest');
  const key = keyOfParts(at(route, 'repository', 'ownerLogin'), at(route, 'repository', 'name'), pull, url);
  if (!key) return [];
  return [
    facts(key, pullStatus(at(pull, 'state'), at(pull, 'isDraft')), {
      title: at(pull, 'title'),
      createdAt: at(pull, 'createdTime'),
      closedAt: at(pull, 'mergedTime') ?? at(pull, 'closedTime'),
    }),
  ];
}

function keyOfParts(owner: Json, name: Json, item: Json, url: URL): ItemKey | null {
  const number = at(item, 'number');
  return typeof owner === 'string' && typeof name === 'string' && Number.isInteger(number)
    ? keyOfHref(`/${owner}/${name}/issues/${number}`, url)
    : null;
}

/** `/pulls` and its inbox (2026-06, [P]). */
function readPullsDashboard(payload: Json, url: URL): SeenFacts[] {
  const routes = ['pullsDashboardSurfaceContentRoute', 'pullsInboxSurfaceContentRoute'];
  return routes
    .flatMap((route) => list(at(payload, route, 'results')))
    .flatMap((pull) => {
      const key = keyOfHref(text(at(pull, 'permalink')), url);
      if (!key) return [];
      return facts(key, pullStatus(at(pull, 'state'), at(pull, 'isDraft')), {
        title: at(pull, 'title'),
        createdAt: at(pull, 'createdAt'),
        updatedAt: at(pull, 'updatedAt'),
        closedAt: at(pull, 'mergedAt') ?? at(pull, 'closedAt'),
      });
    });
}

/** Preloaded queries of issue lists and pages: in some answers, not in others. A bonus. */
function readPreloaded(payload: Json, url: URL): SeenFacts[] {
  return list(at(payload, 'preloadedQueries')).flatMap((query) => {
    const data = at(query, 'result', 'data');
    const repository = at(data, 'repository') ?? at(data, 'safeRepository');
    const edges = [...list(at(repository, 'search', 'edges')), ...list(at(data, 'search', 'edges'))];
    const nodes = [at(repository, 'issue'), ...edges.map((edge) => at(edge, 'node'))];
    return nodes.flatMap((node) => {
      const key = keyOfNode(node, repository, at(query, 'variables'), url);
      if (!key) return [];
      const isPull = at(node, '__typename') === 'PullRequest';
      const status = isPull
        ? pullStatus(at(node, 'pullRequestState') ?? at(node, 'state'), at(node, 'isDraft'))
        : statusOfWords(text(at(node, 'state')) ?? (at(node, 'closed') === true ? 'closed' : null), 'issue');
      return facts(key, status, {
        title: at(node, 'title'),
        createdAt: at(node, 'createdAt'),
        updatedAt: at(node, 'updatedAt'),
        closedAt: at(node, 'closedAt'),
      });
    });
  });
}

/** A node names itself by its address or its repository; else the query it answers names the repository. */
function keyOfNode(node: Json, repository: Json, variables: Json, url: URL): ItemKey | null {
  const own = keyOfHref(text(at(node, 'url')) ?? text(at(node, 'resourcePath')), url);
  if (own) return own;
  for (const place of [at(node, 'repository'), repository]) {
    const [owner, name] = text(at(place, 'nameWithOwner'))?.split('/') ?? [
      at(place, 'owner', 'login'),
      at(place, 'name'),
    ];
    const key = keyOfParts(owner, name, node, url);
    if (key) return key;
  }
  return keyOfParts(at(variables, 'owner'), at(variables, 'name') ?? at(variables, 'repo'), node, url);
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
export function embedded(document: Document, url: URL, memo: Memo): SeenFacts[] {
  if (isProject(url)) return projectFacts(document, url, memo);
  if (!itemKind(url) && !isList(url)) return [];
  const mine = belongs(url);
  return Array.from(document.querySelectorAll('script[data-target="react-app.embeddedData"]'))
    .flatMap((script) =>
      remember(memo, script, () => {
        const payload = at(parse(script), 'payload');
        return [
          ...readPullPage(payload, url),
          ...readPullsDashboard(payload, url),
          ...readPreloaded(payload, url),
        ];
      }),
    )
    .filter((seen) => mine(seen.key));
}
