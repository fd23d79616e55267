/**
 * What GitHub's pages carry beside their markup: JSON and meta tags (trackers/github.md, "Embedded JSON"). They
 * are written at load and go stale when another page is shown without loading.
 */
import { findItem } from './data/items.ts';
import { routeOf } from './routes.ts';

export interface Embedded {
  /** Attributes of its script element. */
  attributes: string;
  data: unknown;
}

export function embeddedFor(url: URL, today: number): Embedded[] {
  void routeOf(url);
  void today;
  return [];
}

/** Names and contents of meta tags. */
export function metaFor(url: URL, today: number): [string, string][] {
  const route = routeOf(url);
  if (route.page !== 'issue' && route.page !== 'pull') return [];
  const item = findItem(route.repo, route.number, today);
  return item
    ? [['hovercard-subject-tag', `${item.kind === 'pull' ? 'pull_request' : 'issue'}:${item.id}`]]
    : [];
}
