/** Linear, which can't be hosted elsewhere: its host, its API, and how addresses and names name an item there. */
import type { ItemKey } from '../item-key';
import type { TrackerEntry } from './entry';
import { isMeant, projectOf } from './project-name';

export const LINEAR_MATCHES = ['https://linear.app/*'];

const HOST = 'linear.app';

export interface LinearParts {
  /** Any, as an address has it: only Linear's own names an item. */
  host: string;
  workspace: string;
  issue: string;
}

/** A workspace: `ENG-12` is understood there. */
export interface LinearPlace {
  tracker: 'linear';
  workspace: string;
  /** The one the page is about; null where it is about many. */
  team: string | null;
}

const ISSUE = /^[A-Z][A-Z\d]*-[1-9]\d{0,9}$/i;
const WORKSPACE = /^[\w-]+$/;

/**
 * First path segments that are no workspace's: pages of Linear's site with others below, and where its app signs people
 * in.
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

/** The key of these parts, normalised, or null when they cannot name an item. */
export function formatLinear({ host, workspace, issue }: LinearParts): ItemKey | null {
  const isName = host.toLowerCase() === HOST && WORKSPACE.test(workspace) && ISSUE.test(issue);
  return isName ? (`${HOST}/${workspace.toLowerCase()}/${issue.toUpperCase()}` as ItemKey) : null;
}

/** Reads a key's parts back, or null when the text is no key of Linear's. */
export function parseLinear(text: string): LinearParts | null {
  const [host = '', workspace = '', issue = ''] = text.split('/');
  const parts = { host, workspace, issue };
  return formatLinear(parts) === text ? parts : null;
}

/** The item of this name in a workspace. */
export const keyInWorkspace = (workspace: string, issue: string): ItemKey | null =>
  formatLinear({ host: HOST, workspace, issue });

/** The item an address names: `/WORKSPACE/issue/ENG-12`, with whatever title, query and comment's anchor behind it. */
export function linearKeyAt(url: URL): ItemKey | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const [workspace = '', kind, issue = ''] = url.pathname.split('/').filter(Boolean);
  return kind === 'issue' ? formatLinear({ host: url.host, workspace, issue }) : null;
}

/** The workspace an address stands in; null on Linear's own site, and where a workspace is yet to be chosen. */
export function linearAt(url: URL): LinearPlace | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const [first = '', kind, name = ''] = url.pathname.split('/').filter(Boolean);
  const workspace = first.toLowerCase();
  if (kind === undefined || !WORKSPACE.test(workspace) || NOT_WORKSPACES.has(workspace)) return null;
  // `/acme/team/ENG/active`, `/acme/issue/ENG-12/title`.
  const team = kind === 'team' ? name.toUpperCase() : kind === 'issue' ? projectOf(name) : '';
  return { tracker: 'linear', workspace, team: ISSUE.test(`${team}-1`) ? team : null };
}

export const linearEntry = {
  name: 'linear',
  matches: LINEAR_MATCHES,
  isPublicHost: (host) => host === HOST,
  isSelfHosted: false,
  isAddable: false,
  api: {
    origin: 'https://api.linear.app',
    // linear.md §3.
    owns: (token) => /^lin_/.test(token),
  },
  hasFactSource: true,
  isKey: (text) => parseLinear(text) !== null,
  keyAt: linearKeyAt,
  addressOf(key) {
    const { workspace, issue } = parseLinear(key)!;
    return `https://${HOST}/${workspace}/issue/${issue}`;
  },
  placeAt: linearAt,
  placeOf(key) {
    const { workspace, issue } = parseLinear(key)!;
    return { tracker: 'linear', workspace, team: projectOf(issue) };
  },
  keyOfName(name, here) {
    if (!here || !ISSUE.test(name) || !isMeant(name, here.team)) return null;
    return keyInWorkspace(here.workspace, name);
  },
} as const satisfies TrackerEntry<'linear', LinearPlace>;
