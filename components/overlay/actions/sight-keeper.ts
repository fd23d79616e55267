/**
 * Whether a person can see an element: what lies over it, and how transparent it is. Chromium watches that itself
 * (IntersectionObserver's `trackVisibility`): it says no where anything may lie over it, and where an ancestor is
 * transparent, filtered, scaled or turned. Other browsers know less (`isFaint`).
 */

/** How long something was seen, ms of the page's clock. */
interface Sight {
  isVisible: boolean;
  since: number;
  /** It was hidden before that. */
  wasHidden: boolean;
}

export interface SightKeeper {
  watch(element: Element): void;
  /**
   * Null: that isn't known yet, or it was hidden until just now.
   * @param leastMs where it was hidden before, it must have been seen for so long
   */
  sees(element: Element, leastMs: number): boolean | null;
}

/** TypeScript knows none of it yet. */
type TrackedEntry = IntersectionObserverEntry & { isVisible: boolean };
const OPTIONS = { trackVisibility: true, delay: 100, threshold: [0, 0.5, 1] };
const isTracked = 'isVisible' in IntersectionObserverEntry.prototype;

/** Less of an ancestor's own colours than this is hard to see. */
const LEAST_OPACITY = 0.5;

export function createSightKeeper(window: Window & typeof globalThis, signal: AbortSignal): SightKeeper {
  if (!isTracked) return { watch: () => {}, sees: () => true };
  const sights = new WeakMap<Element, Sight>();
  const watched = new Set<Element>();
  const observer = new window.IntersectionObserver((entries) => {
    for (const { target, time, isVisible } of entries as TrackedEntry[]) {
      const before = sights.get(target);
      if (before?.isVisible === isVisible) continue;
      sights.set(target, { isVisible, since: time, wasHidden: before?.isVisible === false });
    }
  }, OPTIONS);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    watched.clear();
  });

  function watch(element: Element): void {
    if (watched.has(element) || signal.aborted) return;
    for (const one of watched) {
      if (one.isConnected) continue;
      observer.unobserve(one);
      watched.delete(one);
    }
    watched.add(element);
    observer.observe(element);
  }

  return {
    watch,
    sees(element, leastMs) {
      watch(element);
      const sight = sights.get(element);
      if (!sight) return null;
      if (!sight.isVisible) return false;
      return !sight.wasHidden || performance.now() - sight.since >= leastMs ? true : null;
    },
  };
}

/** Where the browser doesn't tell: whether ancestors make it hard to see. */
export function isFaint(host: Element): boolean {
  if (isTracked) return false;
  let opacity = 1;
  for (let at: Element | null = host; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    opacity *= Number(style.opacity);
    if (style.filter !== 'none' || style.mixBlendMode !== 'normal') return true;
  }
  return opacity < LEAST_OPACITY;
}
