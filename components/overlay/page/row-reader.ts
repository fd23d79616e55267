/** Reads items from the page's elements, by the surfaces of an address. */
import type { Row, Sighting, Surface } from '../tracker-contract';
import type { Memo } from './memo';

export interface RowReader {
  /** Candidates for a row on these surfaces: a CSS selector, empty where no surface can appear. */
  selector: string;
  read(element: Element, memo: Memo): Omit<Row, 'element'> | null;
}

/** @param all surfaces of the tracker */
export function createRowReader(all: readonly Surface[], url: URL): RowReader {
  const surfaces = all.filter((surface) => surface.on(url));
  return {
    selector: surfaces.map((surface) => surface.selector).join(','),
    read(element, memo) {
      for (const surface of surfaces) {
        if (!element.matches(surface.selector)) continue;
        const sighting = readSighting(surface, element, url, memo);
        if (sighting) return { surface, sighting };
      }
      return null;
    },
  };
}

const reported = new Set<string>();

/** A tracker's mistake on one row must not cost the others theirs: it is reported once, and reads as null. */
export function readSighting(surface: Surface, element: Element, url: URL, memo: Memo): Sighting | null {
  try {
    return surface.read(element, url, memo);
  } catch (error) {
    if (!reported.has(surface.name)) console.warn(`Foothold can't read ${surface.name}`, error);
    reported.add(surface.name);
    return null;
  }
}
