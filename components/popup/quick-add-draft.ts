/** Quick-add's text when the popup is opened again: it goes where it was going, whatever tab is in front now. */
import type { Draft } from '../../domain/draft';
import { type ItemKey, type OwnHosts, placeOf } from '../../domain/key';
import type { Tab } from './tab';
import { aim } from './target';

/** @returns what stands in the field, and the item that has to be picked for it; null: none has to */
export function resumeQuickAdd(
  { text, key }: Pick<Draft, 'text' | 'key'>,
  tab: Pick<Tab, 'item' | 'place'>,
  ownHosts?: OwnHosts,
): { text: string; picked: ItemKey | null } {
  if (key === null || aim(text, tab, null, ownHosts).key === key) return { text, picked: null };
  // `#12` is another item here, or none: the item that was meant is picked, and its name is no longer needed.
  const named = aim(text, { item: null, place: placeOf(key) }, null, ownHosts);
  return { text: named.key === key ? named.rest : text, picked: key };
}
