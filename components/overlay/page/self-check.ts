/** What Foothold sees on this page, counted when asked. */
import type { PageReport } from '../../../domain/self-check';
import type { Tracker } from '../contract';
import type { RunningOverlay } from '../overlay';
import { readSighting } from './watcher';

interface Options {
  window: Window & typeof globalThis;
  tracker: Tracker;
  hidden: boolean;
  /** Null: switched off, or not started yet. */
  running: RunningOverlay | null;
  /** Of Foothold. */
  version: string;
}

export function checkPage({ window, tracker, hidden, running, version }: Options): PageReport {
  const { document } = window;
  const url = new URL(window.location.href);
  const item = tracker.itemAt(url);
  let title = (item && running?.titleOf(item)) ?? null;
  const surfaces = tracker.surfaces
    .filter((surface) => surface.on(url))
    .map((surface) => {
      const elements = [...document.querySelectorAll(surface.selector)];
      const sightings = elements
        .map((element) => readSighting(surface, element, url))
        .filter((one) => one !== null);
      title ??= sightings.find(({ key }) => key === item)?.facts.title ?? null;
      return {
        name: surface.name,
        selector: surface.selector,
        candidates: elements.length,
        sightings: sightings.length,
        chips: running?.chipCount(surface.name) ?? 0,
      };
    });
  return {
    item,
    title,
    host: window.location.host,
    hidden,
    source: running?.check() ?? null,
    surfaces,
    links: document.querySelectorAll(tracker.itemLinks).length,
    version,
  };
}
