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

// GitHub: owners are letters, digits and single hyphens (39 at most; managed users carry one underscore);
// repositories letters, digits, `.`, `-`, `_` (100 at most).
const OWNER = /^[a-z\d](?:[a-z\d_-]{0,99})$/i;
const REPO = /^[\w.-]{1,100}$/;
const NUMBER = /^[1-9]\d{0,9}$/;
// Jira project keys start with a letter and may hold digits and underscores.
const JIRA_ISSUE = /^[A-Z][A-Z\d_]*-[1-9]\d{0,9}$/i;
const LINEAR_ISSUE = /^[A-Z][A-Z\d]*-[1-9]\d{0,9}$/i;
const HOST = /^(?:\[[\da-f:.]+\]|[a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::\d{1,5})?$/;

/**
 * First path segments on GitHub that are GitHub's own pages and never an owner. Only those that can be
 * followed by two segments and a number matter; the rest fail by shape.
 * Source: github-reserved-names, checked 2026-11.
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
  'watching',
]);

function valid(parts: KeyParts): boolean {
  if (!HOST.test(parts.host)) return false;
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
      return /^(?:\/[\w.~-]+)*$/.test(parts.context) && JIRA_ISSUE.test(parts.issue);
    case 'linear':
      return /^[\w-]+$/.test(parts.workspace) && LINEAR_ISSUE.test(parts.issue);
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
  const github = /^([^/#]+)\/([^/#]+)\/([^/#]+)#(\d{1,10})$/.exec(text);
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
  const segments = url.pathname.split('/').filter(Boolean);
  const pane = url.searchParams.get('pane') === 'issue' ? url.searchParams.get('issue') : null;
  if (pane) {
    const [owner = '', repo = '', number = '', ...rest] = pane.split('|');
    return rest.length === 0 && NUMBER.test(number)
      ? formatKey({ tracker: 'github', host: url.host, owner, repo, number: Number(number) })
      : null;
  }
  const [owner = '', repo = '', kind, number = ''] = segments;
  if (kind !== 'issues' && kind !== 'pull') return null;
  if (!NUMBER.test(number) || NOT_OWNERS.has(owner.toLowerCase())) return null;
  return formatKey({ tracker: 'github', host: url.host, owner, repo, number: Number(number) });
}

/**
 * The item an address names, on any tracker known here, or null. Never throws.
 * @param ownHosts self-hosted trackers by host and port, from settings
 */
export function keyAt(address: string, ownHosts: Readonly<Record<string, TrackerName>> = {}): ItemKey | null {
  const url = URL.parse(address);
  if (!url) return null;
  const tracker = ownHosts[url.host] ?? PUBLIC_HOSTS[url.host];
  return tracker === 'github' ? githubKeyAt(url) : null;
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
  const key = name.includes('://') ? keyAt(name, ownHosts) : nameToKey(name, here);
  return key ? { key, rest } : null;
}

function nameToKey(name: string, here: { host: string; owner: string; repo: string } | null): ItemKey | null {
  const long = /^([^/#]+)\/([^/#]+)#(\d{1,10})$/.exec(name);
  if (long) {
    const [, owner = '', repo = '', number] = long;
    return formatKey({
      tracker: 'github',
      host: here?.host ?? 'github.com',
      owner,
      repo,
      number: Number(number),
    });
  }
  const short = /^#(\d{1,10})$/.exec(name);
  return short && here ? formatKey({ tracker: 'github', ...here, number: Number(short[1]) }) : null;
}

/** The repository a GitHub address stands in, so `#12` can be understood there; null elsewhere. */
export function repositoryAt(url: URL): { host: string; owner: string; repo: string } | null {
  const [owner = '', repo = ''] = url.pathname.split('/').filter(Boolean);
  const key = formatKey({ tracker: 'github', host: url.host, owner, repo, number: 1 });
  return key && !NOT_OWNERS.has(owner.toLowerCase()) ? { host: url.host, owner, repo } : null;
}
