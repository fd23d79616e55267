/** Which rows of a long list are in the document: those near the viewport, as GitHub's lists do it. */
import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows kept above and below the viewport. */
const AROUND = 12;
/** Rows the server writes: more than a tall screen shows. */
const FROM_SERVER = 30;

export interface Slot {
  /** Place in the list. */
  index: number;
  /** React's key: the item's place when rows come and go, the slot's number when rows are recycled. */
  key: number;
}

/** @param mode see Switches.rows */
export function useSlots(
  list: RefObject<HTMLElement | null>,
  count: number,
  mode: 'mount' | 'recycle' | 'all',
): Slot[] {
  const [range, setRange] = useState({ first: 0, size: Math.min(FROM_SERVER, count) });

  useEffect(() => {
    const element = list.current;
    if (!element || mode === 'all') return;
    const measure = () => {
      const row = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row'));
      const size = Math.min(count, Math.ceil(innerHeight / row) + 2 * AROUND);
      const above = Math.floor(-element.getBoundingClientRect().top / row) - AROUND;
      const first = Math.max(0, Math.min(count - size, above));
      setRange((old) => (old.first === first && old.size === size ? old : { first, size }));
    };
    const ending = new AbortController();
    measure();
    // In the very frame of the scroll: a later one would show rows before they are right.
    const now = () => flushSync(measure);
    addEventListener('scroll', now, { signal: ending.signal, passive: true });
    addEventListener('resize', now, { signal: ending.signal });
    return () => ending.abort();
  }, [list, count, mode]);

  if (mode === 'all') return Array.from({ length: count }, (_, index) => ({ index, key: index }));
  const first = Math.min(range.first, Math.max(0, count - range.size));
  const size = Math.min(range.size, count);
  return Array.from({ length: size }, (_, place) => {
    if (mode === 'mount') return { index: first + place, key: first + place };
    // The slot keeps its element; the items move through the slots.
    return { index: first + ((((place - first) % size) + size) % size), key: place };
  });
}
