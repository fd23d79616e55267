/**
 * Finds items on the page and keeps up with it: what is added, removed, re-rendered, recycled, navigated away. It works
 * only when the page changes, and then once a frame. Only what was added is searched.
 */

import { CHIP } from '../placement/shadow-host';
import type { Row, Sighting, Tracker } from '../tracker-contract';
import type { Memo } from './memo';
import { readMutations } from './page-changes';
import { createRowReader } from './row-reader';

export interface WatcherEvents {
  /** Rows that came near the viewport, or were filled. */
  found(rows: Row[]): void;
  /**
   * The row is another item now, or shows other facts (`row.sighting` is the new one). Called before the page can be
   * painted.
   */
  changed(row: Row, before: Sighting): void;
  /** The row is gone, far away, or no item any more. */
  lost(row: Row): void;
  /**
   * Called once a frame in which something may have been taken from the page: what of ours is missing is put back.
   * @param rows those in which something was removed, or that came back
   */
  heal(rows: ReadonlySet<Element>): void;
  /** The address is another one. */
  navigated(url: URL): void;
}

interface WatcherOptions extends WatcherEvents {
  window: Window & typeof globalThis;
  tracker: Tracker;
  /** Whether an element is ours. */
  isOurs: (node: Node) => boolean;
  signal: AbortSignal;
}

/** How far from the viewport items are still read: a screen up and down, half a screen sideways. */
const READ_AHEAD = '100% 50%';

interface Candidate {
  isNear: boolean;
  /** The item it shows; null: none, or it is not near. */
  row: Row | null;
}

/** What is left to do in the next frame. */
interface PendingWork {
  hasAdditions: boolean;
  hasRemovals: boolean;
  /** Candidates that showed no item and may show one by then. */
  retries: Set<Element>;
  /** Rows the page may have taken something of ours from. */
  opened: Set<Element>;
}

const noWork = (): PendingWork => ({
  hasAdditions: false,
  hasRemovals: false,
  retries: new Set(),
  opened: new Set(),
});

/**
 * One closure: its two observers, its pass and its navigation all read or change which candidates there are and what is
 * left to do. What a batch of mutations means (page-changes.ts) and what an element shows (row-reader.ts) stand apart.
 */
export function watchPage(options: WatcherOptions): void {
  const { window, tracker, isOurs, signal } = options;
  const { document } = window;
  const candidates = new WeakMap<Element, Candidate>();
  /** Candidates near the viewport. No other element is held. */
  const near = new Set<Element>();
  /** What trackers remember until the page changes. */
  let memo: Memo = new WeakMap();
  let url = new URL(window.location.href);
  let reader = createRowReader([], url);
  let pending = noWork();
  let passRequest = 0;

  // `scrollMargin` counts from the edge of whatever scrolls, a list in the page as well as the viewport. `rootMargin`
  // must not stand beside it: browsers add the two (Chromium 156, Firefox 153), and rows by the screenful would count
  // as near.
  const nearness = new window.IntersectionObserver(onNearness, { scrollMargin: READ_AHEAD });
  const mutations = new window.MutationObserver(onMutations);

  function onNearness(entries: readonly IntersectionObserverEntry[]): void {
    const rows: Row[] = [];
    for (const { target, isIntersecting } of entries) {
      const candidate = candidates.get(target);
      if (!candidate) continue;
      // Most rows of a long list say first that they are far.
      if (!isIntersecting && !candidate.isNear) continue;
      candidate.isNear = isIntersecting;
      if (!isIntersecting) {
        leave(target, candidate);
        continue;
      }
      near.add(target);
      const row = enter(target, candidate);
      if (row) rows.push(row);
    }
    // One batch may tell of a row that came near and went away again. Found, such a row would never be lost.
    const present = rows.filter((row) => candidates.get(row.element)?.row === row);
    if (present.length > 0) options.found(present);
  }

  function onMutations(records: readonly MutationRecord[]): void {
    memo = new WeakMap();
    const { added, touched, opened, hasRemovals } = readMutations(records, isOurs);
    if (reader.selector) {
      for (const row of rowsAround(opened)) pending.opened.add(row);
      reread(touched);
      // Not left to the next frame: the browser then says in this one which of them are near.
      for (const node of added) search(node);
    }
    pending.hasAdditions ||= added.length > 0;
    pending.hasRemovals ||= hasRemovals;
    if (pending.hasAdditions || pending.hasRemovals || pending.retries.size > 0) requestPass();
  }

  /** Reads rows around changed places: at once where another item may be shown, in the next frame where none was. */
  function reread(touched: ReadonlySet<Element>): void {
    for (const element of rowsAround(touched)) {
      const candidate = candidates.get(element);
      if (candidate?.row) refresh(element, candidate, candidate.row);
      else if (candidate?.isNear) pending.retries.add(element);
    }
  }

  /** Every candidate that one of the places is, or lies in. */
  function rowsAround(places: ReadonlySet<Element>): Set<Element> {
    const { selector } = reader;
    const around = new Set<Element>();
    for (const place of places)
      for (let row = place.closest(selector); row; row = row.parentElement?.closest(selector) ?? null) {
        if (around.has(row)) break;
        around.add(row);
      }
    return around;
  }

  function refresh(element: Element, candidate: Candidate, row: Row): void {
    const now = reader.read(element, memo);
    if (!now) {
      candidate.row = null;
      options.lost(row);
      pending.retries.add(element);
      return;
    }
    const before = row.sighting;
    row.surface = now.surface;
    row.sighting = now.sighting;
    options.changed(row, before);
  }

  function enter(element: Element, candidate: Candidate): Row | null {
    if (candidate.row || !element.isConnected) return null;
    const found = reader.read(element, memo);
    candidate.row = found && { element, ...found };
    return candidate.row;
  }

  function leave(element: Element, candidate: Candidate): void {
    const { row } = candidate;
    near.delete(element);
    candidate.isNear = false;
    candidate.row = null;
    if (!element.isConnected) {
      nearness.unobserve(element);
      candidates.delete(element);
    }
    if (row) options.lost(row);
  }

  function requestPass(): void {
    if (passRequest === 0) passRequest = window.requestAnimationFrame(pass);
  }

  function pass(): void {
    passRequest = 0;
    navigateIfMoved();
    const work = pending;
    pending = noWork();
    if (work.hasRemovals)
      for (const element of near) if (!element.isConnected) leave(element, candidates.get(element)!);
    const rows: Row[] = [];
    for (const element of work.retries) {
      const candidate = candidates.get(element);
      const row = candidate?.isNear ? enter(element, candidate) : null;
      if (row) rows.push(row);
    }
    if (rows.length > 0) options.found(rows);
    if (work.hasRemovals || work.hasAdditions) options.heal(work.opened);
  }

  function search(node: Element): void {
    if (!node.isConnected) return;
    const selector = `${reader.selector},${CHIP}`;
    if (node.matches(selector)) consider(node);
    if (node.firstElementChild) for (const inner of node.querySelectorAll(selector)) consider(inner);
  }

  function consider(element: Element): void {
    if (element.localName === CHIP) {
      // The page copied a row. The copy of a chip's host is empty: a shadow root is not copied.
      if (!isOurs(element)) element.remove();
    } else if (candidates.has(element)) {
      // The candidate was out of the page for a while. Nobody saw what was done to it there.
      pending.opened.add(element);
    } else {
      candidates.set(element, { isNear: false, row: null });
      nearness.observe(element);
    }
  }

  function navigate(): void {
    // Mutations from just before the navigation are not told of yet, so what trackers remember may be old.
    memo = new WeakMap();
    url = new URL(window.location.href);
    reader = createRowReader(tracker.surfaces, url);
    options.navigated(url);
    for (const element of [...near]) {
      const candidate = candidates.get(element)!;
      if (candidate.row) refresh(element, candidate, candidate.row);
      else pending.retries.add(element);
    }
    if (reader.selector) for (const element of document.querySelectorAll(reader.selector)) consider(element);
    if (pending.retries.size > 0) requestPass();
  }

  function navigateIfMoved(): void {
    if (window.location.href !== url.href) navigate();
  }

  window.navigation?.addEventListener('currententrychange', navigateIfMoved, { signal });
  window.addEventListener('pageshow', navigateIfMoved, { signal });
  window.addEventListener('popstate', navigateIfMoved, { signal });
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
    if (passRequest !== 0) window.cancelAnimationFrame(passRequest);
    near.clear();
  });
}
