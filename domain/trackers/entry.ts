/** What every floor needs of one tracker, and what a tracker's file here says of it. index.ts lists them. */
import type { ItemKey } from '../item-key';

/** Where short names are understood: a repository, a Jira, a workspace. */
export interface Place {
  /** Name of the tracker whose place it is. */
  tracker: string;
}

/** A tracker's public API, asked where a person gave a key or token for it. */
export interface ApiEntry {
  origin: string;
  /** Whether a key or token is this tracker's by its own beginning. */
  owns(token: string): boolean;
}

/**
 * One tracker. `public/_locales` says the rest of it in words, under names that end with its name (`tracker_github`).
 * Every function takes any text and any address, and answers null for what is not this tracker's.
 */
export interface TrackerEntry<Name extends string = string, Here extends Place = Place> {
  name: Name;
  /** Match patterns of its public pages: where its content script runs. */
  matches: readonly string[];
  /** Whether a host (and port) is the public tracker's own. */
  isPublicHost(host: string): boolean;
  /** Hosts that redirect to a public one: old links name them. */
  oldHosts?: Readonly<Record<string, string>>;
  /** Whether people run it on hosts of their own. */
  isSelfHosted: boolean;
  /** Whether a person can add such a host in the settings. */
  isAddable: boolean;
  api: ApiEntry | null;
  /** Whether its own data is asked for what its pages don't show, from beside the page: entrypoints/<name>-refresh. */
  hasFactSource: boolean;
  /** Whether it is a key of this tracker, in normal form. On a host of another tracker's it still isn't one: key.ts. */
  isKey(text: string): boolean;
  /** The item an address names. Any host is taken for this tracker's: the caller knows which one it is on. */
  keyAt(url: URL): ItemKey | null;
  /** Where an item of this tracker lives. */
  addressOf(key: ItemKey): string;
  /** The place an address stands in. Any host is taken for this tracker's. */
  placeAt(url: URL): Here | null;
  /** The place an item of this tracker stands in. */
  placeOf(key: ItemKey): Here;
  /** The item that a short name means. `here`: the place it is written at, null where that is another tracker's. */
  keyOfName(name: string, here: Here | null): ItemKey | null;
}
