/** Is Foothold blind here? The predecessor broke silently when a page changed; this rule is why ours doesn't. */
import type { ItemKey } from './key';

/** What Foothold sees on a tab's page. Holds no text of the page and of no step: it is made to be copied. */
export interface PageReport {
  /** Null: there is none, or it was not asked yet. */
  source: SourceCheck | null;
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

/** How the tracker's own data fared when it was looked through: counts, and words of ours. */
export interface SourceCheck {
  understood: boolean;
  /** What was recognised, and how often. */
  found: Record<string, number>;
}

/** How many items should be read here, at the least: the one the page is about counts though nothing links to it. */
export const itemsOn = (report: Pick<PageReport, 'item' | 'links'>): number =>
  Math.max(report.links, report.item === null ? 0 : 1);

/** A known page with items, on which nothing could be read. */
export function isBlind(report: Pick<PageReport, 'hidden' | 'item' | 'surfaces' | 'links'>): boolean {
  if (report.hidden || report.surfaces.length === 0 || itemsOn(report) === 0) return false;
  return report.surfaces.every((surface) => surface.sightings === 0);
}
