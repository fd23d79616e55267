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

/** Hosts whose tracker is known without asking. Self-hosted ones come from settings. */
export const PUBLIC_HOSTS: Readonly<Record<string, TrackerName>> = {
  'github.com': 'github',
  'linear.app': 'linear',
};

/** The tracker of a host, or null. The public ones can't be overridden. */
function trackerOf(host: string, ownHosts: Readonly<Record<string, TrackerName>>): TrackerName | null {
  for (const hosts of [PUBLIC_HOSTS, ownHosts]) if (Object.hasOwn(hosts, host)) return hosts[host]!;
  return null;
}

// GitHub: owners are letters, digits and hyphens (39 at most; managed users carry one underscore);
// repositories letters, digits, `.`, `-`, `_` (100 at most).
const OWNER = /^[a-z\d][a-z\d_-]{0,99}$/i;
const REPO = /^[\w.-]{1,100}$/;
const NUMBER = /^[1-9]\d{0,9}$/;
// Jira project keys start with a letter and may hold digits and underscores.
const JIRA_ISSUE = /^[A-Z][A-Z\d_]*-[1-9]\d{0,9}$/i;
const LINEAR_ISSUE = /^[A-Z][A-Z\d]*-[1-9]\d{0,9}$/i;
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

function valid(parts: KeyParts): boolean {
  if (!HOST.test(parts.host)) return false;
  // A public host has items of its own tracker only: one text must not read as two trackers' keys.
  if ((trackerOf(parts.host, {}) ?? parts.tracker) !== parts.tracker) return false;
  switch (parts.tracker) {
    case 'github':
      return (
        OWNER.test(parts.owner) &&
        REPO.test(parts.repo) &&
        parts.repo !== '.' &&
        parts.repo !== '..' &&
        NUMBER.test(String(parts.number))
      );
    case 'jira':
      return JIRA_CONTEXT.test(parts.context) && JIRA_ISSUE.test(parts.issue);
    case 'linear':
      return (
        parts.host === 'linear.app' && /^[\w-]+$/.test(parts.workspace) && LINEAR_ISSUE.test(parts.issue)
      );
  }
}

/** The key of these parts, normalised, or null when they cannot name an item. */
export function formatKey(parts: KeyParts): ItemKey | null {
  const host = parts.host.toLowerCase();
  const normal = { ...parts, host } as KeyParts;
  if (!valid(normal)) return null;
  switch (normal.tracker) {
    case 'github':
      return `${host}/${normal.owner.toLowerCase()}/${normal.repo.toLowerCase()}#${normal.number}` as ItemKey;
    case 'jira':
      return `${host}${normal.context}/${normal.issue.toUpperCase()}` as ItemKey;
    case 'linear':
      return `${host}/${normal.workspace.toLowerCase()}/${normal.issue.toUpperCase()}` as ItemKey;
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
  const parts = parseKey(key)!;
  return parts.tracker === 'github' ? `#${parts.number}` : parts.issue;
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
  return formatKey({ tracker: 'github', host, owner, repo, number: Number(number) });
}

/**
 * The item an address names, on any tracker known here, or null. Never throws.
 * @param ownHosts self-hosted trackers by host and port as `URL.host` gives them, from settings
 */
export function keyAt(address: string, ownHosts: Readonly<Record<string, TrackerName>> = {}): ItemKey | null {
  const url = URL.parse(address);
  if (!url) return null;
  // Old links say www; GitHub answers them with a redirect.
  if (url.host === 'www.github.com') url.host = 'github.com';
  return trackerOf(url.host, ownHosts) === 'github' ? githubKeyAt(url) : null;
}

/**
 * The item a person names in quick-add, and what follows the name.
 * `#12` needs `here` (the tab's item or repository); `owner/repo#12` and an address stand alone.
 * @returns null when the text names no item: then all of it is the step
 */
export function readName(
  text: string,
  here: { host: string; owner: string; repo: string } | null,
  ownHosts: Readonly<Record<string, TrackerName>> = {},
): { key: ItemKey; rest: string } | null {
  const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  // Addresses are pasted with their scheme, and typed without it.
  const key = nameToKey(name, here) ?? keyAt(name.includes('://') ? name : `https://${name}`, ownHosts);
  return key ? { key, rest } : null;
}

function nameToKey(name: string, here: { host: string; owner: string; repo: string } | null): ItemKey | null {
  const [, owner = here?.owner, repo = here?.repo, number = ''] =
    /^(?:([^/#]+)\/([^/#]+))?#(\d+)$/.exec(name) ?? [];
  return owner && repo ? githubKey(here?.host ?? 'github.com', owner, repo, number) : null;
}

/**
 * The repository a GitHub address stands in, so `#12` can be understood there; null elsewhere.
 * @param ownHosts self-hosted trackers by host and port as `URL.host` gives them, from settings
 */
export function repositoryAt(
  url: URL,
  ownHosts: Readonly<Record<string, TrackerName>> = {},
): { host: string; owner: string; repo: string } | null {
  if (trackerOf(url.host, ownHosts) !== 'github') return null;
  const [owner = '', repo = ''] = url.pathname.split('/').filter(Boolean);
  return githubKey(url.host, owner, repo, '1') ? { host: url.host, owner, repo } : null;
}
