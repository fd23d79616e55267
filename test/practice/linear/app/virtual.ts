/** Which lines of a long list are in the document: those near what is seen of it, as Linear's lists do it. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Lines kept beyond each edge. */
const AROUND = 3;

export interface Slot {
  /** Place in the list. */
  index: number;
  /** React's key: the slot's number when rows are recycled, the line's place when they come and go. */
  key: number;
}

interface Line {
  top: number;
  height: number;
}

/** The first line that ends below this place. */
function lineAt(lines: readonly Line[], y: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.top + lines[middle]!.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param scroller what scrolls; the lines start at its top
 * @param least height of the lowest kind of line, px
 */
export function useSlots(
  scroller: RefObject<HTMLElement | null>,
  lines: readonly Line[],
  least: number,
  mode: 'recycle' | 'mount' | 'all',
): Slot[] {
  const [range, setRange] = useState({ first: 0, size: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || mode === 'all') return;
    const measure = () => {
      // Always as many: a slot must not change its line but by scrolling.
      const size = Math.ceil(element.clientHeight / least) + 2 * AROUND;
      const first = Math.max(0, Math.min(lines.length - size, lineAt(lines, element.scrollTop) - AROUND));
      setRange((old) => (old.first === first && old.size === size ? old : { first, size }));
    };
    const ending = new AbortController();
    const { signal } = ending;
    measure();
    // In the very frame of the scroll: a later one would show rows before they are right.
    const now = () => flushSync(measure);
    element.addEventListener('scroll', now, { signal, passive: true });
    const sizes = new ResizeObserver(() => measure());
    sizes.observe(element);
    return () => {
      ending.abort();
      sizes.disconnect();
    };
  }, [scroller, lines, least, mode]);

  if (mode === 'all') return lines.map((_, index) => ({ index, key: index }));
  const size = Math.min(range.size, lines.length);
  const first = Math.min(range.first, lines.length - size);
  return Array.from({ length: size }, (_, place) => {
    if (mode === 'mount') return { index: first + place, key: first + place };
    return { index: first + ((((place - first) % size) + size) % size), key: place };
  });
}
