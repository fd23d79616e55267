/**
 * Whether a person can see what a press was for: a press goes through what catches none, and a transparent ancestor
 * hides what still takes presses.
 *
 * Chromium says whether anything at all lies over an element (IntersectionObserver's `trackVisibility`). That is also
 * said of what hides nothing, such as a row's transparent overlay; so it is looked for what a person would see there.
 * Other browsers don't say it: there, a cover that catches no presses is not found out.
 */
import type { Shield } from './event-shield';

/** Less of its own colours than this is hard to see. */
const LEAST_OPACITY = 0.3;
/** What of a filter can make something vanish, and from where on it does. Browsers say amounts as plain numbers. */
const HIDING: Record<string, (amount: number) => boolean> = {
  opacity: (amount) => amount < LEAST_OPACITY,
  brightness: (amount) => amount < 0.3 || amount > 3,
  contrast: (amount) => amount < 0.3,
  blur: (px) => px > 2,
  url: () => true,
};
/** As in `rgba(0, 0, 0, 0)` or `color(srgb 0 0 0 / 0.05)`. */
const ALPHA = /(?:,\s*|\/\s*)([\d.]+)\)$/;
const PAINTED = 'img, video, canvas, iframe, embed, object, svg';

/** TypeScript knows none of it yet. */
type TrackedEntry = IntersectionObserverEntry & { isVisible: boolean };
const TRACKED = { trackVisibility: true, delay: 100, threshold: [0, 0.5, 1] };

export interface PressVisibility {
  /** The pointer is over this chip: it may be pressed next. */
  watch(part: HTMLElement): void;
  /** @param x @param y where it was pressed, viewport px */
  isSeen(host: Element, part: HTMLElement, x: number, y: number): boolean;
}

export function createPressVisibility(
  window: Window & typeof globalThis,
  shield: Pick<Shield, 'rootOf'>,
  signal: AbortSignal,
): PressVisibility {
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
    // Where a chip was copied, so was the probe in it.
    for (const copied of part.querySelectorAll(':scope > i')) copied.remove();
    part.append(probe);
    observer.unobserve(probe);
    observer.observe(probe);
  }

  /** Something painted lies at this point that catches no presses, as all that lies over what was pressed does. */
  function isHidden(x: number, y: number): boolean {
    for (const element of document.querySelectorAll('*')) {
      if (shield.rootOf(element)) continue;
      const style = getComputedStyle(element);
      const isPassed = style.pointerEvents === 'none' || element.closest('[inert]') !== null;
      if (isPassed && isAt(element, x, y) && isPainted(element, style)) return true;
      for (const name of ['::before', '::after']) {
        const pseudo = getComputedStyle(element, name);
        if (
          pseudo.content !== 'none' &&
          pseudo.pointerEvents === 'none' &&
          isPseudoAt(element, pseudo, x, y) &&
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
      return !(watched === part && isCovered && isHidden(x, y));
    },
  };
}

const { get: parentElement } = Object.getOwnPropertyDescriptor(Node.prototype, 'parentElement')!;
const parentOf = (element: Element): Element | null => parentElement!.call(element);

/** Whether its ancestors make it hard to see. */
function isFaint(host: Element): boolean {
  let opacity = 1;
  // By the prototype's own getter: a form may have a field of that name.
  for (let at = parentOf(host); at; at = parentOf(at)) {
    const style = getComputedStyle(at);
    opacity *= Number(style.opacity);
    for (const [, name, amount] of style.filter.matchAll(/([a-z]+)\(([\d.]*)/g))
      if (HIDING[name!]?.(Number(amount))) return true;
  }
  return opacity < LEAST_OPACITY;
}

function isAt(element: Element, x: number, y: number): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return left <= x && x < right && top <= y && y < bottom;
}

/** Browsers tell the place of a fixed one only. An absolute one is taken to lie over the element it is of. */
function isPseudoAt(element: Element, style: CSSStyleDeclaration, x: number, y: number): boolean {
  if (style.position === 'absolute') return isAt(element, x, y);
  if (style.position !== 'fixed') return false;
  const [left, top, width, height] = [style.left, style.top, style.width, style.height].map(
    Number.parseFloat,
  );
  return left! <= x && x < left! + width! && top! <= y && y < top! + height!;
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
