/** Jira, Cloud and Data Center: its hosts, and how addresses and names name an item there. */
import { type ItemKey, isHost, shortName } from '../item-key';
import type { TrackerEntry } from './entry';
import { isMeant, projectOf } from './project-name';

export const JIRA_MATCHES = ['https://*.atlassian.net/*'];

export interface JiraParts {
  host: string;
  /** The path a Data Center stands under: `/tracker`; empty where it has none. */
  context: string;
  issue: string;
}

/** A Jira: `APP-12` is understood there. */
export interface JiraPlace {
  tracker: 'jira';
  host: string;
  context: string;
  /** The one the page is about; null where it is about many. */
  project: string | null;
}

/** Cloud: one host for each site. */
const CLOUD = /^[a-z\d](?:[a-z\d-]*[a-z\d])?\.atlassian\.net$/;
// Project keys start with a letter and may hold digits and underscores.
const ISSUE = /^[A-Z][A-Z\d_]*-[1-9]\d{0,9}$/i;
const CONTEXT = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*$/;

export const isJiraCloud = (host: string): boolean => CLOUD.test(host);

/** The key of these parts, normalised, or null when they cannot name an item. */
export function formatJira({ host, context, issue }: JiraParts): ItemKey | null {
  const isName = isHost(host.toLowerCase()) && CONTEXT.test(context) && ISSUE.test(issue);
  return isName ? (`${host.toLowerCase()}${context}/${issue.toUpperCase()}` as ItemKey) : null;
}

/** Reads a key's parts back, or null when the text is no key of Jira's. */
export function parseJira(text: string): JiraParts | null {
  const first = text.indexOf('/');
  const last = text.lastIndexOf('/');
  const parts = {
    host: text.slice(0, Math.max(first, 0)),
    context: text.slice(first, last),
    issue: text.slice(last + 1),
  };
  return formatJira(parts) === text ? parts : null;
}

// What Jira's paths begin with behind the context path. Sources: jira.md; DC's page objects (`/secure/RapidBoard.jspa`,
// `/projects/P/issues/KEY`, `/projects/P/queues/custom/1/KEY`); Cloud's own pages all stand under `/jira/`.
const ROOTS = new Set(['browse', 'issues', 'jira', 'projects', 'secure']);
/**
 * What follows `/jira/` on a Cloud site under a name of its own. A Data Center at `/jira` has none of these behind it.
 */
const CLOUD_PAGES = new Set(['core', 'for-you', 'plans', 'polaris', 'servicedesk', 'software']);

/** Where Jira's own pages start in a path: the context path of a Data Center stands before. Null: no page of Jira. */
function jiraPage(url: URL): { context: string; page: string[] } | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const segments = url.pathname.split('/').filter(Boolean);
  const isCloud = isJiraCloud(url.host);
  const isPage = (at: number) => {
    const [first = '', second = ''] = segments.slice(at);
    return ROOTS.has(first) && (first !== 'jira' || isCloud || CLOUD_PAGES.has(second));
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
  return kind === 'queues' ? names.find((name) => ISSUE.test(name)) : undefined;
}

/**
 * The item an address names. Covers the paths of `issueInPath` with whatever stands behind them, and
 * `?selectedIssue=KEY` on every other page of Jira: boards, backlogs, lists, timelines, plans, ideas. `/browse/APP` is
 * a project; portals show customers' requests, no items.
 */
export function jiraKeyAt(url: URL): ItemKey | null {
  const found = jiraPage(url);
  if (!found) return null;
  const { context, page } = found;
  const inPath = issueInPath(page);
  const isNamed = inPath !== undefined && ISSUE.test(inPath);
  const issue = isNamed ? inPath : page[0] !== 'browse' && url.searchParams.get('selectedIssue');
  return issue ? formatJira({ host: url.host, context, issue }) : null;
}

/**
 * The Jira an address stands in. A Cloud site is one Jira, whatever its page; on a Data Center only a page of Jira
 * tells the context path.
 */
export function jiraAt(url: URL): JiraPlace | null {
  const found = jiraPage(url) ?? (isJiraCloud(url.host) ? { context: '', page: [] } : null);
  if (!found || !CONTEXT.test(found.context)) return null;
  const { context, page } = found;
  const item = jiraKeyAt(url);
  if (item) return { tracker: 'jira', host: url.host, context, project: projectOf(shortName(item)) };
  const before = page[0] === 'browse' ? 0 : page.indexOf('projects');
  const project = before < 0 ? '' : (page[before + 1] ?? '').toUpperCase();
  const known = ISSUE.test(`${project}-1`) ? project : null;
  return { tracker: 'jira', host: url.host, context, project: known };
}

export const jiraEntry = {
  name: 'jira',
  matches: JIRA_MATCHES,
  isPublicHost: isJiraCloud,
  isSelfHosted: true,
  isAddable: true,
  api: null,
  hasFactSource: true,
  isKey: (text) => parseJira(text) !== null,
  keyAt: jiraKeyAt,
  addressOf(key) {
    const { host, context, issue } = parseJira(key)!;
    return `https://${host}${context}/browse/${issue}`;
  },
  placeAt: jiraAt,
  placeOf(key) {
    const { host, context, issue } = parseJira(key)!;
    return { tracker: 'jira', host, context, project: projectOf(issue) };
  },
  keyOfName(name, here) {
    if (!here || !ISSUE.test(name) || !isMeant(name, here.project)) return null;
    return formatJira({ host: here.host, context: here.context, issue: name });
  },
} as const satisfies TrackerEntry<'jira', JiraPlace>;
