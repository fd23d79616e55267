/** Is Foothold blind here? The predecessor broke silently when a page changed; this rule is why ours doesn't. */
import type { ItemKey } from './key';

/** What Foothold sees on a tab's page. Holds no text of the page and of no step: it is made to be copied. */
export interface PageReport {
  /** The item the page is about. */
  item: ItemKey | null;
  /** What the page calls it; shown, never copied. */
  title: string | null;
  host: string;
  /** Foothold is switched off on this host. */
  hidden: boolean;
  surfaces: { name: string; selector: string; candidates: number; sightings: number; chips: number }[];
  /** Links to items on the page, by the tracker's broadest selector. */
  links: number;
  version: string;
}

/** A known page that links to items, on which nothing could be read. */
export function isBlind(report: Pick<PageReport, 'hidden' | 'surfaces' | 'links'>): boolean {
  if (report.hidden || report.surfaces.length === 0 || report.links === 0) return false;
  return report.surfaces.every((surface) => surface.sightings === 0);
}
