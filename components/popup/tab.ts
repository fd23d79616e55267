/** The tab the popup is about, and what can be asked of it. `entrypoints/popup/tabs.ts` asks the browser. */
import { type ItemKey, keyAt, type OwnHosts, placeAt, publicTracker } from '../../domain/key';
import type { PageReport } from '../../domain/self-check';
import type { TrackerPlace } from '../../domain/trackers';
import type { DashboardPart } from '../ui/dashboard-address';

export interface Tab {
  id: number;
  /** Host of a tracker's page, a public one's or one that was added; null elsewhere. */
  host: string | null;
  /** The item the address names. */
  item: ItemKey | null;
  /** Where `#12` or `APP-12` is understood. */
  place: TrackerPlace | null;
}

export interface Tabs {
  /** The tab in front. */
  current(): Promise<Tab>;
  /** What Foothold sees on the tab's page; null: nobody answers there. */
  report(id: number): Promise<PageReport | null>;
  reload(id: number): Promise<void>;
  /** Opens a part of the dashboard, in the tab that shows it already where there is one. */
  dashboard(part: DashboardPart): void;
  /** Opens an address in a new tab, in front. */
  open(address: string): void;
  /** Calls when the tab shows another page, or the same one anew. */
  onChange(id: number, changed: (tab: Tab) => void, signal: AbortSignal): void;
}

/** @param address null when the browser doesn't tell it */
export function readTab(id: number, address: string | null, ownHosts: OwnHosts = {}): Tab {
  const url = address === null ? null : URL.parse(address);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  // A permission holds for every port of a host: another service may be shown too.
  if (!url || !isWeb || !(publicTracker(url.host) || Object.hasOwn(ownHosts, url.host))) {
    return { id, host: null, item: null, place: null };
  }
  return { id, host: url.host, item: keyAt(url.href, ownHosts), place: placeAt(url, ownHosts) };
}
