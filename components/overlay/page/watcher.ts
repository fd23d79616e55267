/**
 * Finds items on the page and keeps up with it: what is added, removed, re-rendered, recycled, navigated away.
 * Works only when the page changes, and then once a frame; only what was added is searched.
 */

import type { Sighting, Surface, Tracker } from '../contract';
import { CHIP } from '../placement/shadow-host';

/** An item on the page, near the viewport. */
export interface Row {
  element: Element;
  surface: Surface;
  sighting: Sighting;
}

export interface WatcherEvents {
  /** Rows that came near the viewport, or were filled. */
  found(rows: Row[]): void;
  /**
   * The row is another item now, or shows other facts (`row.sighting` is the new one). Called before the page can
   * be painted.
   */
  changed(row: Row, before: Sighting): void;
  /** The row is gone, far away, or no item any more. */
  lost(row: Row): void;
  /**
   * Once a frame in which something may have been taken from the page: what of ours is missing is put back.
   * @param rows those in which something was removed, or that came back
   */
  heal(rows: ReadonlySet<Element>): void;
  /** The address is another one. */
  navigated(url: URL): void;
}

export interface WatcherOptions extends WatcherEvents {
  window: Window & typeof globalThis;
  tracker: Tracker;
  /** Whether an element is ours. */
  isOurs: (node: Node) => boolean;
  signal: AbortSignal;
}

/** How far from the viewport items are still read: a screen up and down, half a screen sideways. */
const READ_AHEAD = '100% 50%';

interface Candidate {
  near: boolean;
  row: Row | null;
}

export function watchPage(options: WatcherOptions): void {
  const { window, tracker, isOurs, signal } = options;
  const { document } = window;
  const candidates = new WeakMap<Element, Candidate>();
  /** Those near the viewport; the only ones held. */
  const near = new Set<Element>();
  let url = new URL(window.location.href);
  let surfaces: Surface[] = [];
  let selector = '';
  let sought = '';
  let added: Element[] = [];
  let retry = new Set<Element>();
  let removed = false;
  /** Rows the page may have taken something of ours from. */
  let torn = new Set<Element>();
  let frame = 0;

  const nearness = new window.IntersectionObserver(
    (entries) => {
      const rows: Row[] = [];
      for (const { target, isIntersecting } of entries) {
        const candidate = candidates.get(target);
        if (!candidate) continue;
        // The first report of most rows of a long list.
        if (!isIntersecting && !candidate.near) continue;
        candidate.near = isIntersecting;
        if (isIntersecting) {
          near.add(target);
          const row = readNew(target, candidate);
          if (row) rows.push(row);
        } else lose(target, candidate);
      }
      // One batch may tell of a row that came and went again: it is not shown, or nobody would take it back.
      const still = rows.filter((row) => candidates.get(row.element)?.row === row);
      if (still.length > 0) options.found(still);
    },
    // Of the viewport, and of whatever scrolls in it: rows beyond the edge of a list that scrolls by itself count too. With
    // `rootMargin` beside it, browsers add the two (Chromium 156, Firefox 153): rows by the screenful that nobody is near.
    { scrollMargin: READ_AHEAD },
  );

  const mutations = new window.MutationObserver((records) => {
    const touched = new Set<Element>();
    const tornIn = new Set<Element>();
    const fresh: Element[] = [];
    for (const record of records) {
      const target = record.target;
      if (record.type === 'attributes') touched.add(target as Element);
      else {
        let foreign = false;
        for (const node of record.addedNodes) {
          if (node.nodeType !== 1 || isOurs(node)) continue;
          foreign = true;
          fresh.push(node as Element);
        }
        const less = record.removedNodes.length > 0;
        if (less) removed = true;
        if (target.nodeType !== 1) continue;
        if (less) tornIn.add(target as Element);
        if (foreign || less) touched.add(target as Element);
      }
    }
    if (selector) {
      for (const row of rowsAround(tornIn)) torn.add(row);
      reread(touched);
      // At once: so the browser says in this very frame whether they are near.
      for (const node of fresh) search(node);
    }
    for (const node of fresh) added.push(node);
    if (added.length > 0 || removed || retry.size > 0) request();
  });

  /** Rows around changed places: at once where another item may be shown, in the next frame where none was. */
  function reread(touched: Set<Element>): void {
    for (const element of rowsAround(touched)) {
      const candidate = candidates.get(element);
      if (candidate?.row) refresh(element, candidate, candidate.row);
      else if (candidate?.near) retry.add(element);
    }
  }

  function rowsAround(places: ReadonlySet<Element>): Set<Element> {
    const around = new Set<Element>();
    for (const element of places)
      for (let row = element.closest(selector); row; row = row.parentElement?.closest(selector) ?? null) {
        if (around.has(row)) break;
        around.add(row);
      }
    return around;
  }

  function refresh(element: Element, candidate: Candidate, row: Row): void {
    const now = read(element);
    if (!now) {
      candidate.row = null;
      options.lost(row);
      retry.add(element);
      return;
    }
    const before = row.sighting;
    row.surface = now.surface;
    row.sighting = now.sighting;
    options.changed(row, before);
  }

  function read(element: Element): Omit<Row, 'element'> | null {
    for (const surface of surfaces) {
      if (!element.matches(surface.selector)) continue;
      const sighting = readSighting(surface, element, url);
      if (sighting) return { surface, sighting };
    }
    return null;
  }

  function readNew(element: Element, candidate: Candidate): Row | null {
    if (candidate.row || !element.isConnected) return null;
    const found = read(element);
    candidate.row = found && { element, ...found };
    return candidate.row;
  }

  function lose(element: Element, candidate: Candidate): void {
    near.delete(element);
    candidate.near = false;
    const { row } = candidate;
    candidate.row = null;
    if (!element.isConnected) {
      nearness.unobserve(element);
      candidates.delete(element);
    }
    if (row) options.lost(row);
  }

  function request(): void {
    if (frame === 0) frame = window.requestAnimationFrame(pass);
  }

  function pass(): void {
    frame = 0;
    if (window.location.href !== url.href) navigate();
    const [nodes, again, gone, torn_] = [added, retry, removed, torn];
    added = [];
    retry = new Set();
    removed = false;
    torn = new Set();
    if (gone) for (const element of near) if (!element.isConnected) lose(element, candidates.get(element)!);
    const rows: Row[] = [];
    for (const element of again) {
      const candidate = candidates.get(element);
      const row = candidate?.near ? readNew(element, candidate) : null;
      if (row) rows.push(row);
    }
    if (rows.length > 0) options.found(rows);
    if (gone || nodes.length > 0) options.heal(torn_);
  }

  function search(node: Element): void {
    if (!node.isConnected) return;
    if (node.matches(sought)) consider(node);
    if (node.firstElementChild) for (const inner of node.querySelectorAll(sought)) consider(inner);
  }

  function consider(element: Element): void {
    // The page made a copy of a row, with an empty host in it.
    if (element.localName === CHIP) {
      if (!isOurs(element)) element.remove();
      return;
    }
    if (candidates.has(element)) {
      // It was away, and nobody saw what was done to it there.
      torn.add(element);
      return;
    }
    candidates.set(element, { near: false, row: null });
    nearness.observe(element);
  }

  function navigate(): void {
    url = new URL(window.location.href);
    surfaces = tracker.surfaces.filter((surface) => surface.on(url));
    selector = surfaces.map((surface) => surface.selector).join(',');
    sought = `${selector},${CHIP}`;
    options.navigated(url);
    for (const element of [...near]) {
      const candidate = candidates.get(element)!;
      if (candidate.row) refresh(element, candidate, candidate.row);
      else retry.add(element);
    }
    if (selector) for (const element of document.querySelectorAll(selector)) consider(element);
    if (retry.size > 0) request();
  }

  const moved = () => {
    if (window.location.href !== url.href) navigate();
  };
  window.navigation?.addEventListener('currententrychange', moved, { signal });
  window.addEventListener('pageshow', moved, { signal });
  window.addEventListener('popstate', moved, { signal });

  navigate();
  mutations.observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: [...tracker.watchedAttributes],
  });
  signal.addEventListener('abort', () => {
    mutations.disconnect();
    nearness.disconnect();
    if (frame !== 0) window.cancelAnimationFrame(frame);
    near.clear();
  });
}

const reported = new Set<string>();

/** A tracker's mistake on one row must not cost the others theirs. */
export function readSighting(surface: Surface, element: Element, url: URL): Sighting | null {
  try {
    return surface.read(element, url);
  } catch (error) {
    if (!reported.has(surface.name)) console.warn(`Foothold can't read ${surface.name}`, error);
    reported.add(surface.name);
    return null;
  }
}
