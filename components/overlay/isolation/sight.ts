/**
 * Whether a person can see what a press was for: a press goes through what catches none, and a transparent ancestor
 * hides what still takes presses.
 *
 * Chromium says whether anything at all lies over an element (IntersectionObserver's `trackVisibility`). That is also
 * said of what hides nothing, such as a row's transparent overlay; so it is looked for what a person would see there.
 * Other browsers don't say it: there, a cover that catches no presses is not found out.
 */

/** Less of its own colours than this is hard to see. */
const LEAST_OPACITY = 0.3;
/** Filters that can make something vanish. */
const HIDING_FILTER = /opacity|brightness|contrast|blur|url/;
/** As in `rgba(0, 0, 0, 0)` or `color(srgb 0 0 0 / 0.05)`. */
const ALPHA = /(?:,\s*|\/\s*)([\d.]+)\)$/;
const PAINTED = 'img, video, canvas, iframe, embed, object, svg';

/** TypeScript knows none of it yet. */
type TrackedEntry = IntersectionObserverEntry & { isVisible: boolean };
const TRACKED = { trackVisibility: true, delay: 100, threshold: [0, 0.5, 1] };

export interface Sight {
  /** The pointer is over this chip: it may be pressed next. */
  watch(part: HTMLElement): void;
  /** @param x @param y where it was pressed, viewport px */
  isSeen(host: Element, part: HTMLElement, x: number, y: number): boolean;
}

export function createSight(window: Window & typeof globalThis, signal: AbortSignal): Sight {
  const { document } = window;
  const isTracking = 'isVisible' in window.IntersectionObserverEntry.prototype;
  let isCovered = false;
  let watched: HTMLElement | null = null;
  // Whatever of ours lies over the watched element counts too: so it is one that lies over all the rest of the chip.
  const probe = document.createElement('i');
  probe.inert = true;
  probe.style.cssText = 'position:absolute;inset:0;pointer-events:none';
  const observer = new window.IntersectionObserver((entries) => {
    isCovered = (entries.at(-1) as TrackedEntry).isVisible === false;
  }, TRACKED);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    probe.remove();
  });

  function watch(part: HTMLElement): void {
    if (!isTracking || signal.aborted || (watched === part && probe.isConnected)) return;
    watched = part;
    isCovered = false;
    part.append(probe);
    observer.unobserve(probe);
    observer.observe(probe);
  }

  /** Something painted lies at this point that catches no presses, as all that lies over what was pressed does. */
  function isHidden(host: Element, x: number, y: number): boolean {
    for (const element of document.querySelectorAll('*')) {
      if (element === host || element.localName.startsWith('foothold-')) continue;
      const style = getComputedStyle(element);
      if (style.pointerEvents === 'none' && isAt(element, x, y) && isPainted(element, style)) return true;
      for (const name of ['::before', '::after']) {
        const pseudo = getComputedStyle(element, name);
        if (
          pseudo.content !== 'none' &&
          pseudo.pointerEvents === 'none' &&
          /absolute|fixed/.test(pseudo.position) &&
          isPainted(null, pseudo)
        )
          return true;
      }
    }
    return false;
  }

  return {
    watch,
    isSeen(host, part, x, y) {
      const options = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
      if (document.elementFromPoint(x, y) !== host || !part.checkVisibility(options) || isFaint(host))
        return false;
      return !(watched === part && isCovered && isHidden(host, x, y));
    },
  };
}

/** Whether its ancestors make it hard to see. */
function isFaint(host: Element): boolean {
  let opacity = 1;
  for (let at = host.parentElement; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    opacity *= Number(style.opacity);
    if (HIDING_FILTER.test(style.filter) || style.mixBlendMode !== 'normal') return true;
  }
  return opacity < LEAST_OPACITY;
}

function isAt(element: Element, x: number, y: number): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return left <= x && x < right && top <= y && y < bottom;
}

/** @param element null: a pseudo-element */
function isPainted(element: Element | null, style: CSSStyleDeclaration): boolean {
  if (style.visibility !== 'visible' || Number(style.opacity) < 0.1) return false;
  return (
    style.backgroundImage !== 'none' ||
    alphaOf(style.backgroundColor) >= 0.1 ||
    style.backdropFilter !== 'none' ||
    (element?.matches(PAINTED) ?? false)
  );
}

const alphaOf = (color: string): number =>
  color === 'transparent' ? 0 : Number(ALPHA.exec(color)?.[1] ?? 1);
