/** Which item quick-add writes to. It never guesses: what looks like a name and isn't one is refused. */
import { type ItemKey, type OwnHosts, placeOf, publicTracker, readName } from '../../domain/key';
import type { TrackerPlace } from '../../domain/trackers';
import type { Tab } from './tab';

export type Target =
  /** `rest`: the step, without the name before it. */
  | { key: ItemKey; by: 'name' | 'pick' | 'tab'; rest: string }
  | { key: null; fault: TargetFault; name: string };

/**
 * - `no-item`: an address of no item.
 * - `no-repository`: `#12` where no repository is open.
 * - `bad-name`: looks like a name, but names nothing.
 * - `unnamed`: no name, no pick, and the tab is about no item.
 */
export type TargetFault = 'no-item' | 'no-repository' | 'bad-name' | 'unnamed';

const FIRST_WORD = /^\s*(\S+)/;
/** `#12`, `acme/widgets#12` and what is nearly that. */
const LIKE_A_NAME = /^(?:[^\s/#]+\/[^\s/#]+)?#\d\S*$/;

/**
 * @param picked the item chosen from those seen lately; a name typed is newer and wins
 */
export function aim(
  text: string,
  tab: Pick<Tab, 'item' | 'place'> | null,
  picked: ItemKey | null,
  ownHosts: OwnHosts = {},
): Target {
  const here = tab?.place ?? (tab?.item ? placeOf(tab.item) : null);
  const written = FIRST_WORD.exec(text)?.[1] ?? '';
  const name = plainName(written, here, ownHosts);
  if (name !== null) {
    const after = text.trimStart().slice(written.length);
    const read = readName(`${name} ${after}`, here, ownHosts);
    if (read) return { key: read.key, by: 'name', rest: read.rest };
    if (name.includes('://')) return { key: null, fault: 'no-item', name };
    return {
      key: null,
      fault: name[0] !== '#' || understandsNumbers(here) ? 'bad-name' : 'no-repository',
      name,
    };
  }
  if (picked) return { key: picked, by: 'pick', rest: text };
  if (tab?.item) return { key: tab.item, by: 'tab', rest: text };
  return { key: null, fault: 'unnamed', name: '' };
}

/** The first word as `readName` takes it, or null when it isn't meant as a name. */
function plainName(word: string, here: TrackerPlace | null, ownHosts: OwnHosts): string | null {
  if (/^https?:\/\//i.test(word)) return word;
  const host = /^[^/]+(?=\/)/.exec(word.toLowerCase())?.[0] ?? '';
  if (publicTracker(host) || Object.hasOwn(ownHosts, host)) return `https://${word}`;
  const bare = word.replace(/[:,;]$/, '');
  return LIKE_A_NAME.test(bare) || (here && readName(bare, here)) ? bare : null;
}

/** Whether items are called `#12` here. */
const understandsNumbers = (here: TrackerPlace | null): boolean =>
  here !== null && readName('#1', here) !== null;
