/** What Foothold sees on this page, counted when asked. */
import type { ItemKey } from '../../../domain/key';
import type { PageReport, SourceCheck } from '../../../domain/self-check';
import type { Tracker } from '../tracker-contract';
import type { Memo } from './memo';
import { readSighting } from './row-reader';

/** What the running overlay tells of itself. */
export interface OverlayState {
  chipCount(surface: string): number;
  titleOf(key: ItemKey): string | null;
  /** How the tracker's own data fared; null: it was not asked yet. */
  checkSource(): SourceCheck | null;
}

interface Options {
  window: Window & typeof globalThis;
  tracker: Tracker;
  hidden: boolean;
  /** Null: switched off, or not started yet. */
  overlay: OverlayState | null;
  /** Of Foothold. */
  version: string;
}

export function checkPage({ window, tracker, hidden, overlay, version }: Options): PageReport {
  const { document } = window;
  const url = new URL(window.location.href);
  const memo: Memo = new WeakMap();
  const item = tracker.itemAt(url);
  let title = (item && overlay?.titleOf(item)) ?? null;
  const surfaces = tracker.surfaces
    .filter((surface) => surface.on(url))
    .map((surface) => {
      const elements = [...document.querySelectorAll(surface.selector)];
      const sightings = elements
        .map((element) => readSighting(surface, element, url, memo))
        .filter((one) => one !== null);
      title ??= sightings.find(({ key }) => key === item)?.facts.title ?? null;
      return {
        name: surface.name,
        selector: surface.selector,
        candidates: elements.length,
        sightings: sightings.length,
        chips: overlay?.chipCount(surface.name) ?? 0,
      };
    });
  return {
    item,
    title,
    host: window.location.host,
    hidden,
    source: overlay?.checkSource() ?? null,
    surfaces,
    links: document.querySelectorAll(tracker.itemLinks).length,
    version,
  };
}
