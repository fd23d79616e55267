/** GitHub, github.com and Enterprise Server: its hosts, its API, and how addresses and names name an item there. */
import { type ItemKey, isHost } from '../item-key';
import type { TrackerEntry } from './entry';

export const GITHUB_MATCHES = ['https://github.com/*'];

export interface GithubParts {
  host: string;
  owner: string;
  repo: string;
  number: number;
}

/** A repository: `#12` is understood there. */
export interface GithubPlace {
  tracker: 'github';
  host: string;
  owner: string;
  repo: string;
}

// Owners are letters, digits and hyphens (39 at most; managed users carry one underscore); repositories letters,
// digits, `.`, `-`, `_` (100 at most). GitHub treats both without regard to case.
const OWNER = /^[a-z\d][a-z\d_-]{0,99}$/i;
const REPO = /^[\w.-]{1,100}$/;
const NUMBER = /^[1-9]\d{0,9}$/;
const KEY = /^([^/#]+)\/([^/#]+)\/([^/#]+)#([1-9]\d{0,9})$/;

/**
 * First path segments that are GitHub's own pages and never an owner. Only those that can be followed by two segments
 * and a number matter; the rest fail by shape.
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

/** The key of these parts, normalised, or null when they cannot name an item. */
export function formatGithub({ host, owner, repo, number }: GithubParts): ItemKey | null {
  const isName =
    isHost(host.toLowerCase()) &&
    OWNER.test(owner) &&
    REPO.test(repo) &&
    repo !== '.' &&
    repo !== '..' &&
    NUMBER.test(String(number));
  return isName ? (`${host}/${owner}/${repo}#${number}`.toLowerCase() as ItemKey) : null;
}

/** Reads a key's parts back, or null when the text is no key of GitHub's. */
export function parseGithub(text: string): GithubParts | null {
  const [, host = '', owner = '', repo = '', number = ''] = KEY.exec(text) ?? [];
  const parts = { host, owner, repo, number: Number(number) };
  return formatGithub(parts) === text ? parts : null;
}

function keyOf(host: string, owner: string, repo: string, number: string): ItemKey | null {
  if (!NUMBER.test(number) || NOT_OWNERS.has(owner.toLowerCase())) return null;
  return formatGithub({ host, owner, repo, number: Number(number) });
}

/**
 * The item an address names. Covers `/o/r/issues/N` and `/o/r/pull/N` with every tab, query and anchor behind it, and
 * the pane of Projects, `?pane=issue&issue=owner|repo|N` (source: trackers/github.md, "Project side pane").
 */
export function githubKeyAt(url: URL): ItemKey | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const [first = '', second = '', kind, number = ''] = url.pathname.split('/').filter(Boolean);
  if (kind === 'issues' || kind === 'pull') return keyOf(url.host, first, second, number);
  // `/orgs/O/projects/N`, `/users/U/projects/N` and `/o/r/projects/N`, each with or without `/views/V`.
  if (kind !== 'projects' || url.searchParams.get('pane') !== 'issue') return null;
  const pane = url.searchParams.get('issue')?.split('|') ?? [];
  return pane.length === 3 ? keyOf(url.host, pane[0]!, pane[1]!, pane[2]!) : null;
}

/** The repository an address stands in. */
export function repositoryAt(url: URL): GithubPlace | null {
  const [owner = '', repo = ''] = url.pathname.split('/').filter(Boolean);
  return keyOf(url.host, owner, repo, '1') ? { tracker: 'github', host: url.host, owner, repo } : null;
}

export const githubEntry = {
  name: 'github',
  matches: GITHUB_MATCHES,
  isPublicHost: (host) => host === 'github.com',
  oldHosts: { 'www.github.com': 'github.com' },
  isSelfHosted: true,
  isAddable: false,
  api: {
    origin: 'https://api.github.com',
    // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ (2021-04).
    owns: (token) => /^(?:gh[a-z]_|github_pat_)/.test(token),
  },
  // What its pages don't show, the JSON in them does, or the API.
  hasFactSource: false,
  isKey: (text) => parseGithub(text) !== null,
  keyAt: githubKeyAt,
  addressOf(key) {
    const { host, owner, repo, number } = parseGithub(key)!;
    // Answered for a pull request with a redirect.
    return `https://${host}/${owner}/${repo}/issues/${number}`;
  },
  placeAt: repositoryAt,
  placeOf(key) {
    const { host, owner, repo } = parseGithub(key)!;
    return { tracker: 'github', host, owner, repo };
  },
  /** `owner/repo#12` stands alone; `#12` needs its repository. */
  keyOfName(name, here) {
    const [, owner = here?.owner, repo = here?.repo, number = ''] =
      /^(?:([^/#]+)\/([^/#]+))?#(\d+)$/.exec(name) ?? [];
    return owner && repo ? keyOf(here?.host ?? 'github.com', owner, repo, number) : null;
  },
} as const satisfies TrackerEntry<'github', GithubPlace>;
