/** Which item a command is about. */
import type { ItemKey } from '../../../domain/key';
import type { ChipManager } from '../chip/chip-manager';
import type { Tracker } from '../tracker-contract';

interface Options {
  document: Document;
  url: URL;
  tracker: Tracker;
  chips: Pick<ChipManager, 'rowAround'>;
  /** The page's element under the pointer. */
  pointed: Element | null;
}

/**
 * The item in focus: the row that holds the focus or that the tracker marks as selected; else the row under the
 * pointer; else the item the page is about. Null: none. (One being edited comes before all of these.)
 */
export function findFocusedItem({ document, url, tracker, chips, pointed }: Options): ItemKey | null {
  const active = document.activeElement;
  const marked = [
    active === document.body || active === document.documentElement ? null : active,
    tracker.selected(document),
    pointed,
  ];
  for (const element of marked) {
    const key = element && chips.rowAround(element);
    if (key) return key;
  }
  return tracker.itemAt(url);
}
