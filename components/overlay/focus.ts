/** Which item a command is about. */
import type { ItemKey } from '../../domain/key';
import type { Chips } from './chips';
import type { Layer } from './later';
import type { Tracker } from './tracker';

interface Options {
  document: Document;
  url: URL;
  tracker: Tracker;
  chips: Chips;
  layer: Layer;
  /** The page's element under the pointer. */
  pointed: Element | null;
}

/**
 * The item in focus: the one being edited; else the row that holds the focus or that the tracker marks as
 * selected; else the row under the pointer; else the item the page is about. Null: none.
 */
export function itemInFocus({ document, url, tracker, chips, layer, pointed }: Options): ItemKey | null {
  const editing = layer.editing();
  if (editing) return editing;
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
