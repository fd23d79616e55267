/**
 * Item keys: `github.com/acme/widgets#12`, `acme.atlassian.net/APP-12`, `linear.app/acme/ENG-12`.
 *
 * A key names one item on one host for ever, so everything the tracker ignores is normalised away. It is the host (with
 * its port), then where on that host the item stands, then its name behind a `/`, or its number behind a `#`. What a
 * key says by this shape alone is read here, whichever the tracker: trackers/ has the rest.
 */

/** A normalised item key: only a tracker's file of trackers/ makes one. */
export type ItemKey = string & { readonly __itemKey: never };

// Underscores are no part of a public host name, but intranets have them.
const HOST = /^(?:\[[\da-f:.]+\]|[a-z\d](?:[a-z\d_.-]*[a-z\d])?)(?::[1-9]\d{0,4})?$/;

/** Whether a key can begin with it: a host with its port, in lower case, as `URL.host` gives it. */
export const isHost = (text: string): boolean => HOST.test(text);

/** Host (and port) that owns the item: the only origin whose pages may read or write it. */
export function hostOf(key: ItemKey): string {
  return key.slice(0, key.indexOf('/'));
}

/** How people name the item on a page of its own project: `#12`, `APP-12`. */
export function shortName(key: ItemKey): string {
  const number = key.indexOf('#');
  return number < 0 ? key.slice(key.lastIndexOf('/') + 1) : key.slice(number);
}

/** How people name the item anywhere: `acme/widgets#12`, `APP-12`. A number says nothing without its repository. */
export function longName(key: ItemKey): string {
  return key.includes('#') ? key.slice(key.indexOf('/') + 1) : shortName(key);
}
