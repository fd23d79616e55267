/** The self-check's words for a page, and the report a person can send. */
import { publicTracker } from '../../domain/key';
import { isBlind, type PageReport } from '../../domain/self-check';

export type PageState =
  | { type: 'elsewhere' }
  | { type: 'checking' }
  /** Nobody answers on a tracker's page: opened before Foothold was installed or updated. */
  | { type: 'silent' }
  | { type: 'hidden' }
  | { type: 'blind'; report: PageReport }
  /** Items are read, but what the tracker itself keeps of them isn't understood. */
  | { type: 'strange'; report: PageReport; count: number }
  | { type: 'reading'; count: number }
  /** A page without items, or one Foothold doesn't know. */
  | { type: 'nothing' };

export function pageStateOf(report: PageReport | null): PageState {
  if (!report) return { type: 'silent' };
  if (report.hidden) return { type: 'hidden' };
  if (isBlind(report)) return { type: 'blind', report };
  const count = report.surfaces.reduce((sum, surface) => sum + surface.sightings, 0);
  if (count > 0 && report.source?.understood === false) return { type: 'strange', report, count };
  return count > 0 ? { type: 'reading', count } : { type: 'nothing' };
}

/**
 * The report as text. Only fields named here are in it: selectors, counts, builds and words of ours; no text of the
 * page or of a step, no item, no address. A host of one's own is not told either.
 */
export function reportText(report: PageReport, agent: string): string {
  return JSON.stringify(
    {
      foothold: report.version,
      browser: agent,
      tracker: publicTracker(report.host) ?? 'own host',
      links: report.links,
      ...(report.source ? { source: report.source } : {}),
      surfaces: report.surfaces.map(({ name, selector, candidates, sightings, chips }) => ({
        name,
        selector,
        candidates,
        sightings,
        chips,
      })),
    },
    null,
    2,
  );
}
