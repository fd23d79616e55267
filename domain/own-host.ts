/** Self-hosted trackers that a person added, and how the browser is asked to let Foothold in. */
import type { AddableTracker } from './trackers';

/** As settings hold them. */
export interface OwnTrackers {
  /** Hosts with their port, as `URL.host` gives them. */
  ownHosts: Readonly<Record<string, AddableTracker>>;
  /** Those of them that are reached by http. */
  overHttp: readonly string[];
}

/** Where an own host is reached: `http://jira.acme.test:8080`. */
export const originOf = (host: string, overHttp: readonly string[]): string =>
  `${overHttp.includes(host) ? 'http' : 'https'}://${host}`;

/** Whether this is the origin of a tracker that was added: host, port and scheme. */
export function isOwn(origin: string, { ownHosts, overHttp }: OwnTrackers): boolean {
  const host = URL.parse(origin)?.host ?? '';
  return Object.hasOwn(ownHosts, host) && originOf(host, overHttp) === origin;
}

/**
 * The match pattern by which a browser is asked for an origin. It holds no port: Firefox refuses patterns with one
 * (bugs 1362809, 1468162), and without one it stands for every port of the host (Chrome: match patterns, "port").
 */
export function patternOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
