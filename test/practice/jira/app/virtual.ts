/** Which rows of a long list are in the document: Jira destroys those off the screen. */
import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows kept beyond each edge. */
const AROUND = 4;

/**
 * @param row px
 * @returns first row, and the one after the last
 */
export function useVisible(
  list: RefObject<HTMLElement | null>,
  count: number,
  row: number,
): [number, number] {
  const [range, setRange] = useState<[number, number]>([0, Math.min(count, 12)]);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const ending = new AbortController();
    const measure = () => {
      const top = element.getBoundingClientRect().top;
      const first = Math.max(0, Math.floor(-top / row) - AROUND);
      const end = Math.min(count, Math.ceil((innerHeight - top) / row) + AROUND);
      setRange((old) => (old[0] === first && old[1] === end ? old : [first, Math.max(first, end)]));
    };
    measure();
    // In the very frame of the scroll: a later one would show rows before they are right.
    const now = () => flushSync(measure);
    const { signal } = ending;
    addEventListener('scroll', now, { signal, passive: true, capture: true });
    addEventListener('resize', now, { signal });
    return () => ending.abort();
  }, [list, count, row]);
  return range;
}
