/** Keys, addresses and names of whichever tracker: what asks the registry. A key's shape alone: item-key.ts. */
import { hostOf, type ItemKey, isHost } from './item-key';
import { type Registry, TRACKERS, type TrackerName, type TrackerPlace } from './trackers';
import type { TrackerEntry } from './trackers/entry';

export type { ItemKey } from './item-key';

/** Self-hosted trackers by host and port as `URL.host` gives them, from settings. */
export type OwnHosts = Readonly<Record<string, TrackerName>>;

/** What is known of the public tracker of a host (and port), or null. */
export const publicEntry = (host: string, trackers: Registry = TRACKERS): TrackerEntry | null =>
  trackers.find((tracker) => tracker.isPublicHost(host)) ?? null;

/** The tracker of a host (and port) that is known without asking, or null. */
export const publicTracker = (host: string, trackers: Registry = TRACKERS): TrackerName | null =>
  (publicEntry(host, trackers)?.name as TrackerName | undefined) ?? null;

/** Whether items can be named on this host (and port), and it is nobody's public tracker. */
export const canBeOwn = (host: string, trackers: Registry = TRACKERS): boolean =>
  isHost(host) && publicEntry(host, trackers) === null;

/** The tracker of a host, or null. The public ones can't be overridden. */
function entryAt(host: string, ownHosts: OwnHosts, trackers: Registry): TrackerEntry | null {
  const named = Object.hasOwn(ownHosts, host) ? ownHosts[host] : null;
  return publicEntry(host, trackers) ?? trackers.find(({ name }) => name === named) ?? null;
}

/** The host that an old one redirects to; any other is itself. */
export const currentHost = (host: string, trackers: Registry = TRACKERS): string =>
  trackers.flatMap(({ oldHosts = {} }) => (Object.hasOwn(oldHosts, host) ? [oldHosts[host]!] : []))[0] ??
  host;

/**
 * The tracker whose key the text is, in normal form. Its shape alone tells, so that a key can be read without settings:
 * a public host has items of its own tracker only, and no text reads as two trackers' keys.
 */
function entryOf(text: string, trackers: Registry): TrackerEntry | null {
  const [host = ''] = text.split('/', 1);
  const known = publicEntry(host, trackers);
  return (known ? [known] : trackers).find((tracker) => tracker.isKey(text)) ?? null;
}

/** Name of the tracker whose key it is. */
export const trackerOf = (key: ItemKey, trackers: Registry = TRACKERS): TrackerName =>
  entryOf(key, trackers)!.name as TrackerName;

/** The same text as a key when it is one already in normal form, else null. Never throws. */
export const asKey = (text: string, trackers: Registry = TRACKERS): ItemKey | null =>
  entryOf(text, trackers) && (text as ItemKey);

/** @param overHttp own hosts that are reached by http */
export function addressOf(
  key: ItemKey,
  overHttp: readonly string[] = [],
  trackers: Registry = TRACKERS,
): string {
  const address = entryOf(key, trackers)!.addressOf(key);
  return overHttp.includes(hostOf(key)) ? address.replace(/^https/, 'http') : address;
}

/** The item an address names, on any tracker known here, or null. Never throws. */
export function keyAt(
  address: string,
  ownHosts: OwnHosts = {},
  trackers: Registry = TRACKERS,
): ItemKey | null {
  const url = URL.parse(address);
  if (!url) return null;
  const host = currentHost(url.host, trackers);
  if (host !== url.host) url.host = host;
  return entryAt(host, ownHosts, trackers)?.keyAt(url) ?? null;
}

/**
 * The item a person names in quick-add, and what follows the name.
 * `#12`, `APP-12` and `ENG-12` need `here` (the tab's place); `owner/repo#12` and an address stand alone.
 * @returns null when the text names no item: then all of it is the step
 */
export function readName(
  text: string,
  here: TrackerPlace | null,
  ownHosts: OwnHosts = {},
  trackers: Registry = TRACKERS,
): { key: ItemKey; rest: string } | null {
  const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  let key: ItemKey | null = null;
  for (const tracker of trackers)
    key ??= tracker.keyOfName(name, here?.tracker === tracker.name ? here : null);
  // Addresses are pasted with their scheme, and typed without it.
  key ??= keyAt(name.includes('://') ? name : `https://${name}`, ownHosts, trackers);
  return key && { key, rest };
}

/** The place an address stands in, where short names are understood. Null elsewhere. */
export const placeAt = (
  url: URL,
  ownHosts: OwnHosts = {},
  trackers: Registry = TRACKERS,
): TrackerPlace | null =>
  (entryAt(url.host, ownHosts, trackers)?.placeAt(url) as TrackerPlace | null | undefined) ?? null;

/** The place an item stands in. */
export const placeOf = (key: ItemKey, trackers: Registry = TRACKERS): TrackerPlace =>
  entryOf(key, trackers)!.placeOf(key) as TrackerPlace;
