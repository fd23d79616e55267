/** Self-hosted trackers that a person added: which hosts these can be, and how the browser is asked to let Foothold in. */
import { addressOf, formatKey, hostOf, type ItemKey, publicTracker } from './key';

/** As settings hold them. */
export interface OwnTrackers {
  /** Hosts with their port, as `URL.host` gives them. */
  ownHosts: Readonly<Record<string, 'jira'>>;
  /** Those of them that are reached by http. */
  overHttp: readonly string[];
}

/** Whether items can be named on this host (and port), and it is nobody's public tracker. */
export const canBeOwn = (host: string): boolean =>
  publicTracker(host) === null &&
  formatKey({ tracker: 'jira', host, context: '', issue: 'A-1' }) === `${host}/A-1`;

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

/** Where an item lives, an own host by http included. */
export function whereIs(key: ItemKey, overHttp: readonly string[]): string {
  const address = addressOf(key);
  return overHttp.includes(hostOf(key)) ? address.replace(/^https/, 'http') : address;
}
