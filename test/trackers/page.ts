/** A page as a tracker sees it, in jsdom: what every tracker's tests start from. */
import { JSDOM } from 'jsdom';
import type { Memo } from '../../components/overlay/page/memo';
import type { ChipPlace, Surface, Tracker } from '../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../domain/facts';

export interface Page {
  document: Document;
  url: URL;
  memo: Memo;
}

export function openPage(html: string, address: string): Page {
  const { document } = new JSDOM(html, { url: address }).window;
  return { document, url: new URL(address), memo: new WeakMap() };
}

export interface Seen {
  surface: Surface;
  element: Element;
  facts: SeenFacts;
  place: ChipPlace | null;
}

/** Everything the tracker sees on the page, surface by surface, in document order. */
export function seenOn({ document, url }: Omit<Page, 'memo'>, tracker: Tracker<string>): Seen[] {
  const memo: Memo = new WeakMap();
  return tracker.surfaces
    .filter((surface) => surface.on(url))
    .flatMap((surface) =>
      [...document.querySelectorAll(surface.selector)].flatMap((element) => {
        const sighting = surface.read(element, url, memo);
        return sighting ? { surface, element, facts: sighting.facts, place: surface.place(element) } : [];
      }),
    );
}

/** Facts as they are sent: embedded ones under those the page shows. One entry for each item. */
export function factsOn(page: Page, tracker: Tracker): SeenFacts[] {
  const items = new Map<string, SeenFacts>();
  const add = (facts: SeenFacts) => items.set(facts.key, { ...items.get(facts.key), ...facts });
  for (const facts of tracker.embedded(page.document, page.url, page.memo)) add(facts);
  // Only what is seen is sent.
  const seen = seenOn(page, tracker);
  for (const { facts } of seen) add(facts);
  const keys = new Set<string>(seen.map(({ facts }) => facts.key));
  return [...items.values()].filter(({ key }) => keys.has(key));
}

/** Instants in words, so that a failing test can be read. */
export function readable(facts: SeenFacts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' ? new Date(value).toISOString().replace('.000Z', 'Z') : value,
    ]),
  );
}
