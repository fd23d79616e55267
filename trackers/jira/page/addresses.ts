/**
 * Jira's addresses. The host is whatever host the tracker runs on, a Data Center under any context path.
 * Item addresses are domain/trackers/jira.ts's; here is only what kind of page an address is. Sources: jira.md, and the
 * addresses that Atlassian's own editor knows (@atlaskit/editor-card-provider, "hardcoded appearances").
 */
import type { ItemKey } from '../../../domain/key';
import { formatJira, jiraAt, jiraKeyAt } from '../../../domain/trackers/jira';

const matches = (path: RegExp) => (url: URL) => path.test(url.pathname);

/** `/jira/software/(c/)projects/P/boards/N`, `/jira/people/ID/boards/N`, `/jira/core/projects/P/board`. */
export const isBoard = matches(/^\/jira\/.+\/board(?:s\/\d+)?\/?$/);
export const isBacklog = matches(/^\/jira\/.+\/boards\/\d+\/backlog\/?$/);
/** A board's own timeline, once "roadmap". A business project's timeline and a plan's other pages are unknown. */
export const isTimeline = matches(/^\/jira\/software\/.+\/(?:timeline|roadmap)\/?$/);
/** `/jira/plans/1/scenarios/1/timeline`. */
export const isPlan = matches(/^\/jira\/plans\/.+\/timeline\/?$/);
export const isList = matches(/^\/jira\/.+\/list\/?$/);
/** `/issues/?jql=`, `/issues/KEY?jql=`, `/projects/P/issues/KEY`, `/jira/software/(c/)projects/P/issues`. */
export const isSearch = matches(/^(?:\/jira\/.+|\/projects\/[^/]+)?\/issues(?:\/|$)/);
export const isQueue = matches(/^\/jira\/servicedesk\/projects\/[^/]+\/queues(?:\/|$)/);
export const isIdeas = matches(/^\/jira\/polaris\/projects\/./);
export const isForYou = matches(/^\/jira\/(?:for-you|your-work)(?:\/|$)/);

const LISTS = [isBoard, isBacklog, isTimeline, isPlan, isList, isSearch, isQueue, isIdeas, isForYou];
/** Whether a page of Cloud's shows many items. */
export const isListed = (url: URL): boolean => LISTS.some((is) => is(url));

/** Data Center: board and backlog have one address. */
export const isRapidBoard = matches(/\/secure\/RapidBoard\.jspa$/);
/** Data Center: `/ctx/issues/?jql=`, and the address of the issue beside the list. */
export const isNavigator = matches(/\/(?:issues\/?|secure\/IssueNavigator\.jspa)$/);

export const hasItem = (url: URL): boolean => jiraKeyAt(url) !== null;

/** Items the address names: the one its path is of, and the one open beside or over it. */
export function itemsAt(url: URL): ItemKey[] {
  const beside = url.searchParams.get('selectedIssue');
  return [jiraKeyAt(url), beside === null ? null : issueKey(beside, url)].filter((key) => key !== null);
}

/** The key of an issue on the same Jira as the page; null when the text is none, or the page none of Jira's. */
export function issueKey(issue: string | null | undefined, page: URL): ItemKey | null {
  const here = issue ? jiraAt(page) : null;
  return here && formatJira({ host: here.host, context: here.context, issue: issue!.trim() });
}

/**
 * The item an href of a page names; null when it is no item, or an item of another host. `?selectedIssue=` counts only
 * where the href itself has it: `#` would else name the item that is open beside the page.
 */
export function keyOfHref(href: string | null | undefined, page: URL): ItemKey | null {
  const target = href ? URL.parse(href, page.href) : null;
  if (!target || target.host !== page.host) return null;
  if (!href!.includes('selectedIssue=')) target.search = '';
  return jiraKeyAt(target);
}
