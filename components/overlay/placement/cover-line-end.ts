/**
 * Where a line has no room for a chip: over its end. For trackers whose rows are often full; others need none of this.
 * Only reads, as free-space.ts does.
 */

import type { Cover } from '../tracker-contract';
import { boxOf, clipOf, cutsOff, lastLine, MARK_PX, middleOf, spaceAt } from './free-space';

/** What a line that is not cut off may lose of its end to a mark, px. */
const NEAR_PX = 40;

/**
 * An age over the end of a text that is cut off, until someone looks closer, and on no more than half of it. A line
 * that is full and yet not cut off loses a letter at most, to the mark alone.
 */
export const coverLineEnd: Cover = ({ parent, outer, least, limit, way }) => {
  const clip = clipOf(parent, way);
  const isMark = least === MARK_PX;
  const cut = cutText(parent, outer);
  // Text that what is around it cuts off goes on for long past its end.
  const box = isMark && !cut?.contains(parent) ? lastLine(parent, way) : cut && boxOf(cut, way);
  if (!box) return null;
  const x = Math.min(isMark ? clip.right : box.right, limit);
  const whole = Math.floor(box.right - box.left);
  if (isMark ? Math.abs(x - box.right) > NEAR_PX : whole < 2 * least) return null;
  if (x < clip.left - 1 || x > clip.right + 1) return null;
  const ground = groundOf(parent);
  return spaceAt(way, x, middleOf(box), isMark ? MARK_PX : whole, { end: true, covers: true, ground });
};

/** The nearest text that is cut off: in the parent, around it, anywhere in the row. */
function cutText(parent: Element, outer: Element): Element | undefined {
  const around: Element[] = [];
  for (let at = parent; at !== outer && at.parentElement; at = at.parentElement)
    around.push(at.parentElement);
  return [parent, ...parent.querySelectorAll('*'), ...around, ...outer.querySelectorAll('*')].find(cutsOff);
}

/** The ground an element stands on. What can be seen through is none. */
function groundOf(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (color.startsWith('rgb(')) return color;
  }
  return 'var(--foothold-canvas)';
}
