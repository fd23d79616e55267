/**
 * Item keys: `github.com/acme/widgets#12`, `acme.atlassian.net/APP-12`, `linear.app/acme/ENG-12`.
 *
 * A key names one item on one host for ever, so everything the tracker ignores is normalised away: GitHub
 * treats owner and repository without regard to case, and every browser lower-cases hosts. A self-hosted
 * tracker keeps its host and port. The shape alone tells the tracker, so a key can be read without settings.
 */

export type TrackerName = 'github' | 'jira' | 'linear';

/** A normalised item key, made only by this file. */
export type ItemKey = string & { readonly __itemKey: never };

export type KeyParts =
  | { tracker: 'github'; host: string; owner: string; repo: string; number: number }
  | { tracker: 'jira'; host: string; context: string; issue: string }
  | { tracker: 'linear'; host: 'linear.app'; workspace: string; issue: string };

/** Self-hosted trackers by host and port as `URL.host` gives them, from settings. */
export type OwnHosts = Readonly<Record<string, TrackerName>>;

const PUBLIC_HOSTS: Readonly<Record<string, TrackerName>> = {
  'github.com': 'github',
  'linear.app': 'linear',
};
/** Jira Cloud: one host for each site. */
const JIRA_CLOUD = /^[a-z\d](?:[a-z\d-]*[a-z\d])?\.atlassian\.net$/;

/** The tracker of a host (and port) that is known without asking, or null. */
export function publicTracker(host: string): TrackerName | null {
  if (Object.hasOwn(PUBLIC_HOSTS, host)) return PUBLIC_HOSTS[host]!;
  return JIRA_CLOUD.test(host) ? 'jira' : null;
}

/** The tracker of a host, or null. The public ones can't be overridden. */
function trackerOf(host: string, ownHosts: OwnHosts): TrackerName | null {
  return publicTracker(host) ?? (Object.hasOwn(ownHosts, host) ? ownHosts[host]! : null);
}

// GitHub: owners are letters, digits and hyphens (39 at most; managed users carry one underscore);
// repositories letters, digits, `.`, `-`, `_` (100 at most).
const OWNER = /^[a-z\d][a-z\d_-]{0,99}$/i;
const REPO = /^[\w.-]{1,100}$/;
const NUMBER = /^[1-9]\d{0,9}$/;
// Jira project keys start with a letter and may hold digits and underscores.
const JIRA_ISSUE = /^[A-Z][A-Z\d_]*-[1-9]\d{0,9}$/i;
const LINEAR_ISSUE = /^[A-Z][A-Z\d]*-[1-9]\d{0,9}$/i;
const WORKSPACE = /^[\w-]+$/;
const JIRA_CONTEXT = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*$/;
// Underscores are no part of a public host name, but intranets have them.
const HOST = /^(?:\[[\da-f:.]+\]|[a-z\d](?:[a-z\d_.-]*[a-z\d])?)(?::[1-9]\d{0,4})?$/;

/**
 * First path segments on GitHub that are GitHub's own pages and never an owner. Only those that can be
 * followed by two segments and a number matter; the rest fail by shape.
 * Source: github-reserved-names 2.2.0, without those it lists as taken by someone after all.
 */
const NOT_OWNERS = new Set([
  'about',
  'account',
  'apps',
  'codespaces',
  'collections',
  'customer-stories',
  'dashboard',
  'enterprise',
  'enterprises',
  'events',
  'explore',
  'features',
  'issues',
  'join',
  'login',
  'logout',
  'marketplace',
  'new',
  'notifications',
  'orgs',
  'organizations',
  'pricing',
  'pulls',
  'search',
  'security',
  'sessions',
  'settings',
  'signup',
  'site',
  'sponsors',
  'stars',
  'team',
  'topics',
  'trending',
  'users',
]);

type PartsOf<Name extends TrackerName> = Omit<Extract<KeyParts, { tracker: Name }>, 'tracker'>;

/** A public host has items of its own tracker only: one text must not read as two trackers' keys. */
const canHold = (host: string, tracker: TrackerName): boolean =>
  HOST.test(host) && (publicTracker(host) ?? tracker) === tracker;

// One for each tracker: a content script brings along its own tracker's alone.

function formatGithub({ host, owner, repo, number }: PartsOf<'github'>): ItemKey | null {
  const isName =
    canHold(host.toLowerCase(), 'github') &&
    OWNER.test(owner) &&
    REPO.test(repo) &&
    repo !== '.' &&
    repo !== '..' &&
    NUMBER.test(String(number));
  return isName ? (`${host}/${owner}/${repo}#${number}`.toLowerCase() as ItemKey) : null;
}

export function formatJira({ host, context, issue }: PartsOf<'jira'>): ItemKey | null {
  const named = canHold(host.toLowerCase(), 'jira') && JIRA_CONTEXT.test(context) && JIRA_ISSUE.test(issue);
  return named ? (`${host.toLowerCase()}${context}/${issue.toUpperCase()}` as ItemKey) : null;
}

/** @param parts.host any, as an address has it */
function formatLinear({
  host,
  workspace,
  issue,
}: Omit<PartsOf<'linear'>, 'host'> & { host: string }): ItemKey | null {
  const isName = host.toLowerCase() === 'linear.app' && WORKSPACE.test(workspace) && LINEAR_ISSUE.test(issue);
  return isName ? (`linear.app/${workspace.toLowerCase()}/${issue.toUpperCase()}` as ItemKey) : null;
}

/** The key of these parts, normalised, or null when they cannot name an item. */
export function formatKey(parts: KeyParts): ItemKey | null {
  switch (parts.tracker) {
    case 'github':
      return formatGithub(parts);
    case 'jira':
      return formatJira(parts);
    case 'linear':
      return formatLinear(parts);
  }
}

/** Reads a key's parts back, or null when the text is no key. Never throws. */
export function parseKey(text: string): KeyParts | null {
  const github = /^([^/#]+)\/([^/#]+)\/([^/#]+)#([1-9]\d{0,9})$/.exec(text);
  let parts: KeyParts | null = null;
  if (github) {
    const [, host, owner, repo, number] = github as unknown as [string, string, string, string, string];
    parts = { tracker: 'github', host, owner, repo, number: Number(number) };
  } else {
    const path = text.split('/');
    const host = path.shift();
    const issue = path.pop();
    if (!host || !issue) return null;
    parts =
      host === 'linear.app'
        ? path.length === 1
          ? { tracker: 'linear', host, workspace: path[0]!, issue }
          : null
        : { tracker: 'jira', host, context: path.map((part) => `/${part}`).join(''), issue };
  }
  return parts && formatKey(parts) === text ? parts : null;
}

/** The same text as a key when it is one already in normal form, else null. */
export function asKey(text: string): ItemKey | null {
  return parseKey(text) ? (text as ItemKey) : null;
}

/** Host (and port) that owns the item: the only origin whose pages may read or write it. */
export function hostOf(key: ItemKey): string {
  return key.slice(0, key.indexOf('/'));
}

/** How people name the item on a page of its own project: `#12`, `APP-12`. */
export function shortName(key: ItemKey): string {
  const number = key.indexOf('#');
  return number < 0 ? key.slice(key.lastIndexOf('/') + 1) : key.slice(number);
}

/** How people name the item anywhere: `acme/widgets#12`, `APP-12`. */
export function longName(key: ItemKey): string {
  const parts = parseKey(key)!;
  return parts.tracker === 'github' ? `${parts.owner}/${parts.repo}#${parts.number}` : parts.issue;
}

/** Where the item lives. GitHub answers an issue's address for a pull request with a redirect. */
export function addressOf(key: ItemKey): string {
  const parts = parseKey(key)!;
  switch (parts.tracker) {
    case 'github':
      return `https://${parts.host}/${parts.owner}/${parts.repo}/issues/${parts.number}`;
    case 'jira':
      return `https://${parts.host}${parts.context}/browse/${parts.issue}`;
    case 'linear':
      return `https://${parts.host}/${parts.workspace}/issue/${parts.issue}`;
  }
}

/**
 * The GitHub item an address names, or null. Any host is taken for GitHub: the caller knows which one it is
 * on. Covers `/o/r/issues/N` and `/o/r/pull/N` with every tab, query and anchor behind it, and the pane of
 * Projects, `?pane=issue&issue=owner|repo|N` (source: trackers/github.md, "Project side pane").
 */
export function githubKeyAt(url: URL): ItemKey | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const [first = '', second = '', kind, number = ''] = url.pathname.split('/').filter(Boolean);
  if (kind === 'issues' || kind === 'pull') return githubKey(url.host, first, second, number);
  // `/orgs/O/projects/N`, `/users/U/projects/N` and `/o/r/projects/N`, each with or without `/views/V`.
  if (kind !== 'projects' || url.searchParams.get('pane') !== 'issue') return null;
  const pane = url.searchParams.get('issue')?.split('|') ?? [];
  return pane.length === 3 ? githubKey(url.host, pane[0]!, pane[1]!, pane[2]!) : null;
}

function githubKey(host: string, owner: string, repo: string, number: string): ItemKey | null {
  if (!NUMBER.test(number) || NOT_OWNERS.has(owner.toLowerCase())) return null;
  return formatGithub({ host, owner, repo, number: Number(number) });
}

// What Jira's paths begin with behind the context path. Sources: jira.md; DC's page objects (`/secure/RapidBoard.jspa`,
// `/projects/P/issues/KEY`, `/projects/P/queues/custom/1/KEY`); Cloud's own pages all stand under `/jira/`.
const JIRA_ROOTS = new Set(['browse', 'issues', 'jira', 'projects', 'secure']);
/** What follows `/jira/` on a Cloud site under a name of its own. A Data Center at `/jira` has none of these behind it. */
const JIRA_CLOUD_PAGES = new Set(['core', 'for-you', 'plans', 'polaris', 'servicedesk', 'software']);

/** Where Jira's own pages start in a path: the context path of a Data Center stands before. Null: no page of Jira. */
function jiraPage(url: URL): { context: string; page: string[] } | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const segments = url.pathname.split('/').filter(Boolean);
  const isCloud = JIRA_CLOUD.test(url.host);
  const isPage = (at: number) => {
    const [first = '', second = ''] = segments.slice(at);
    return JIRA_ROOTS.has(first) && (first !== 'jira' || isCloud || JIRA_CLOUD_PAGES.has(second));
  };
  const first = segments.findIndex((_, at) => isPage(at));
  if (first < 0 || (first > 0 && isCloud)) return null;
  // `/issues/browse/APP-1`: a context path named like a page. Jira's own pages of that name never go on like this.
  const named = first === 0 && !isCloud && /^\/(?:issues|projects)\/(?:browse|secure)\//.test(url.pathname);
  const start = named ? 1 : first;
  const context = segments.slice(0, start).map((segment) => `/${segment}`);
  return { context: context.join(''), page: segments.slice(start) };
}

/**
 * The issue a path names: `browse/KEY`, `issues/KEY`, `projects/P/issues/KEY`, a queue's
 * `projects/P/queues/custom/1/KEY`, and on Cloud the same under `jira/software/(c/)`, `jira/core`, `jira/servicedesk`.
 */
function issueInPath([first, ...rest]: readonly string[]): string | undefined {
  if (first === 'browse' || first === 'issues') return rest[0];
  const projects = [first, ...rest].indexOf('projects');
  if (projects < 0) return undefined;
  const [kind, ...names] = rest.slice(projects + 1);
  if (kind === 'issues') return names[0];
  // `queues/custom/1/KEY`, `queues/issue/KEY`.
  return kind === 'queues' ? names.find((name) => JIRA_ISSUE.test(name)) : undefined;
}

/**
 * The Jira item an address names, or null. Any host is taken for Jira: the caller knows which one it is on. Covers the
 * paths of `issueInPath` with whatever stands behind them, and `?selectedIssue=KEY` on every other page of Jira: boards,
 * backlogs, lists, timelines, plans, ideas. `/browse/APP` is a project; portals show customers' requests, no items.
 */
export function jiraKeyAt(url: URL): ItemKey | null {
  const found = jiraPage(url);
  if (!found) return null;
  const { context, page } = found;
  const inPath = issueInPath(page);
  const isNamed = inPath !== undefined && JIRA_ISSUE.test(inPath);
  const issue = isNamed ? inPath : page[0] !== 'browse' && url.searchParams.get('selectedIssue');
  return issue ? formatJira({ host: url.host, context, issue }) : null;
}

/**
 * First path segments on Linear that are no workspace's: pages of its site with others below, and where its app signs
 * people in.
 */
const NOT_WORKSPACES = new Set([
  'add-account',
  'api',
  'auth',
  'blog',
  'careers',
  'changelog',
  'connect',
  'customers',
  'developers',
  'docs',
  'features',
  'integrations',
  'join',
  'login',
  'logout',
  'method',
  'mobile-auth',
  'now',
  'oauth',
  'settings',
  'signup',
]);

/**
 * The Linear item an address names, or null: `/WORKSPACE/issue/ENG-12`, with whatever title, query and comment's anchor
 * behind it. Only the public Linear: it can't be hosted elsewhere.
 */
export function linearKeyAt(url: URL): ItemKey | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const [workspace = '', kind, issue = ''] = url.pathname.split('/').filter(Boolean);
  return kind === 'issue' ? formatLinear({ host: url.host, workspace, issue }) : null;
}

/**
 * The item an address names, on any tracker known here, or null. Never throws.
 */
export function keyAt(address: string, ownHosts: OwnHosts = {}): ItemKey | null {
  const url = URL.parse(address);
  if (!url) return null;
  // Old links say www; GitHub answers them with a redirect.
  if (url.host === 'www.github.com') url.host = 'github.com';
  const tracker = trackerOf(url.host, ownHosts);
  return tracker === null ? null : KEY_AT[tracker](url);
}

const KEY_AT: Readonly<Record<TrackerName, (url: URL) => ItemKey | null>> = {
  github: githubKeyAt,
  jira: jiraKeyAt,
  linear: linearKeyAt,
};

/** Where a short name is understood: `#12` in a repository, `APP-12` on a Jira, `ENG-12` in a workspace of Linear. */
export type Here =
  | { tracker: 'github'; host: string; owner: string; repo: string }
  /** `project`: the one the page is about; null where it is about many. */
  | { tracker: 'jira'; host: string; context: string; project: string | null }
  /** `team`: likewise. */
  | { tracker: 'linear'; workspace: string; team: string | null };

/**
 * The item a person names in quick-add, and what follows the name.
 * `#12`, `APP-12` and `ENG-12` need `here` (the tab's place); `owner/repo#12` and an address stand alone.
 * @returns null when the text names no item: then all of it is the step
 */
export function readName(
  text: string,
  here: Here | null,
  ownHosts: OwnHosts = {},
): { key: ItemKey; rest: string } | null {
  const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  // Addresses are pasted with their scheme, and typed without it.
  const key = nameToKey(name, here) ?? keyAt(name.includes('://') ? name : `https://${name}`, ownHosts);
  return key ? { key, rest } : null;
}

function nameToKey(name: string, here: Here | null): ItemKey | null {
  if (here?.tracker === 'jira' && JIRA_ISSUE.test(name)) {
    if (!isMeant(name, here.project)) return null;
    return formatJira({ host: here.host, context: here.context, issue: name });
  }
  if (here?.tracker === 'linear' && LINEAR_ISSUE.test(name)) {
    if (!isMeant(name, here.team)) return null;
    return formatLinear({ host: 'linear.app', workspace: here.workspace, issue: name });
  }
  const repository = here?.tracker === 'github' ? here : null;
  const [, owner = repository?.owner, repo = repository?.repo, number = ''] =
    /^(?:([^/#]+)\/([^/#]+))?#(\d+)$/.exec(name) ?? [];
  return owner && repo ? githubKey(repository?.host ?? 'github.com', owner, repo, number) : null;
}

/** "step-2 of the plan" is no name: in lower case only the project or team at hand is meant. */
const isMeant = (name: string, project: string | null): boolean =>
  projectOf(name) === project || name === name.toUpperCase();

/**
 * The place an address stands in, where short names are understood: a GitHub repository, a Jira, a workspace of Linear.
 * Null elsewhere.
 */
export function placeAt(url: URL, ownHosts: OwnHosts = {}): Here | null {
  const tracker = trackerOf(url.host, ownHosts);
  return tracker === null ? null : PLACE_AT[tracker](url);
}

/** The place an item stands in: its repository, its Jira, its workspace. */
export function placeOf(key: ItemKey): Here | null {
  const parts = parseKey(key)!;
  switch (parts.tracker) {
    case 'github':
      return { tracker: 'github', host: parts.host, owner: parts.owner, repo: parts.repo };
    case 'jira':
      return { tracker: 'jira', host: parts.host, context: parts.context, project: projectOf(parts.issue) };
    case 'linear':
      return { tracker: 'linear', workspace: parts.workspace, team: projectOf(parts.issue) };
  }
}

/** The repository an address of a GitHub stands in. Any host is taken for GitHub. */
export function repositoryAt(url: URL): Extract<Here, { tracker: 'github' }> | null {
  const [owner = '', repo = ''] = url.pathname.split('/').filter(Boolean);
  return githubKey(url.host, owner, repo, '1') ? { tracker: 'github', host: url.host, owner, repo } : null;
}

const projectOf = (issue: string): string => issue.slice(0, issue.lastIndexOf('-')).toUpperCase();

/**
 * The Jira an address stands in; any host is taken for Jira. A Cloud site is one Jira, whatever its page; on a Data
 * Center only a page of Jira tells the context path.
 */
export function jiraAt(url: URL): Extract<Here, { tracker: 'jira' }> | null {
  const found = jiraPage(url) ?? (JIRA_CLOUD.test(url.host) ? { context: '', page: [] } : null);
  if (!found || !JIRA_CONTEXT.test(found.context)) return null;
  const { context, page } = found;
  const item = jiraKeyAt(url);
  if (item) return { tracker: 'jira', host: url.host, context, project: projectOf(shortName(item)) };
  const before = page[0] === 'browse' ? 0 : page.indexOf('projects');
  const project = before < 0 ? '' : (page[before + 1] ?? '').toUpperCase();
  const known = JIRA_ISSUE.test(`${project}-1`) ? project : null;
  return { tracker: 'jira', host: url.host, context, project: known };
}

/** The workspace an address of Linear stands in; null on its own site, and where a workspace is yet to be chosen. */
export function linearAt(url: URL): Extract<Here, { tracker: 'linear' }> | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const [first = '', kind, name = ''] = url.pathname.split('/').filter(Boolean);
  const workspace = first.toLowerCase();
  if (kind === undefined || !WORKSPACE.test(workspace) || NOT_WORKSPACES.has(workspace)) return null;
  // `/acme/team/ENG/active`, `/acme/issue/ENG-12/title`.
  const team = kind === 'team' ? name.toUpperCase() : kind === 'issue' ? projectOf(name) : '';
  return { tracker: 'linear', workspace, team: LINEAR_ISSUE.test(`${team}-1`) ? team : null };
}

const PLACE_AT: Readonly<Record<TrackerName, (url: URL) => Here | null>> = {
  github: repositoryAt,
  jira: jiraAt,
  linear: linearAt,
};
