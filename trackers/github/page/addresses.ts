/**
 * GitHub's addresses. The host is whatever host the tracker runs on: github.com or an Enterprise Server.
 * Item addresses are domain/trackers/github.ts's; here is only what kind of page an address is.
 */
import type { ItemKey } from '../../../domain/key';
import { githubKeyAt } from '../../../domain/trackers/github';

/** `/o/r/issues`, `/o/r/issues/created_by/x`, `/o/r/pulls`, `/o/r/labels/bug`, `/o/r/milestone/3`. */
const REPOSITORY_LIST =
  /^\/[^/]+\/[^/]+\/(?:issues(?:\/(?:created_by|assigned|mentioned)\/[^/]+)?|pulls(?:\/[^/]+){0,2}|labels\/[^/]+|milestones?\/\d+)\/?$/;
/** `/issues`, `/issues/assigned`, `/pulls`, `/pulls/inbox`, `/pulls/review-requested`. */
const GLOBAL_LIST = /^\/(?:issues|pulls)(?:\/|$)/;
const MILESTONE = /^\/[^/]+\/[^/]+\/milestones?\/\d+\/?$/;
/** `/orgs/O/projects/N`, `/users/U/projects/N`, with `/views/M` behind. */
const PROJECT = /^\/(?:orgs|users)\/[^/]+\/projects\/(\d+)(?:\/|$)/;
const ITEM = /^\/[^/]+\/[^/]+\/(issues|pull)\/[1-9]\d*(?:\/|$)/;

export const isList = (url: URL): boolean =>
  GLOBAL_LIST.test(url.pathname) || REPOSITORY_LIST.test(url.pathname);

export const isMilestone = (url: URL): boolean => MILESTONE.test(url.pathname);

export const projectNumber = (url: URL): string | null => PROJECT.exec(url.pathname)?.[1] ?? null;

export const isProject = (url: URL): boolean => projectNumber(url) !== null;

/** What kind of item the address is a page of; null on lists and boards, where items are many. */
export function itemKind(url: URL): 'issue' | 'pull' | null {
  const kind = githubKeyAt(url) ? ITEM.exec(url.pathname)?.[1] : undefined;
  return kind === undefined ? null : kind === 'pull' ? 'pull' : 'issue';
}

/**
 * The item an href of a page names by its path; null when it is no item, or an item of another host. Its query is
 * left out: `#`, which drafts of Projects link to, would else name the item in the page's own `?pane=`.
 */
export function keyOfHref(href: string | null | undefined, page: URL): ItemKey | null {
  const target = href ? URL.parse(href, page.href) : null;
  if (!target || target.host !== page.host) return null;
  target.search = '';
  return githubKeyAt(target);
}

/** Whether an href names a pull request. */
export const isPullHref = (href: string): boolean => /\/pull\/\d/.test(href);
