/**
 * Where a chip fits without touching the page's layout. Chips lie out of the flow, so they can't shift anything. What
 * is measured here is the room that the page's own content leaves, so that chips don't cover anything either. Nothing
 * is written here: callers measure many places before they write any. A chip's host has no size, so no measurement of
 * the page's content holds a chip.
 */
import type { ChipPlace, FreeSpace, ReadingDirection } from '../tracker-contract';

/** Between the page's content and a chip. */
const DISTANCE_PX = 8;
const WIDEST_PX = 420;
const HEIGHT_PX = 20;
/** A chip's mark alone, for rows without room for an age. */
export const MARK_PX = 12;
const INSET_PX = 6;

const distanceFor = (least: number) => (least > MARK_PX ? DISTANCE_PX : 3);

/**
 * Boxes are measured along the reading direction: `left` is where a line begins, `right` where it ends. Right to left,
 * a place is the negative of its px.
 */
interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const along = ({ left, right, top, bottom }: Box, way: ReadingDirection): Box =>
  way > 0 ? { left, right, top, bottom } : { left: -right, right: -left, top, bottom };

export const boxOf = (element: Element, way: ReadingDirection): Box =>
  along(element.getBoundingClientRect(), way);

/** @param end fixed where a line ends, and not where it begins */
export const spaceAt = (
  way: ReadingDirection,
  x: number,
  middle: number,
  width: number,
  { end = false, ...more }: { end?: boolean; covers?: boolean; ground?: string } = {},
): FreeSpace => ({
  side: way > 0 === end ? 'right' : 'left',
  x: way * x,
  middle,
  width: Math.min(width, WIDEST_PX),
  covers: false,
  ...more,
});

/** What a batch of measurements has in common. */
export interface MeasureCache {
  /** How far the surroundings of rows let anything be seen. */
  edges: Map<Element | null, number>;
}

/**
 * @param within the sighting's element: a chip never leaves it sideways
 * @param least the width an age needs, px
 * @returns null when there is no room for even its mark; less than `least` when there is room for that alone
 */
export function findFreeSpace(
  { parent, how, beside, cover }: ChipPlace,
  within: Element,
  least: number,
  measured: MeasureCache,
): FreeSpace | null {
  const outer = within.contains(parent) ? within : parent;
  if (outer.getClientRects().length === 0) return null;
  const way = getComputedStyle(parent).direction === 'rtl' ? -1 : 1;
  if (how === 'corner') return cornerRoom(parent, least, way);
  const whole = beside ? parent : outer;
  const box = boxOf(whole, way);
  const limit = Math.min(box.right, visibleEdge(whole, way, measured));
  const find = (least: number) =>
    lineRoom(beside ?? parent, outer, least, limit, way) ??
    anyRoom(whole, least, limit, parent, way) ??
    cover?.({ parent, outer, least, limit, way }) ??
    null;
  // A chip that must stay in its cell has nowhere else to go: its mark takes the padding where the cell ends.
  const atEnd = () =>
    parent === within ? spaceAt(way, box.right, middleOf(box), MARK_PX, { end: true }) : null;
  const line = find(least) ?? find(MARK_PX) ?? atEnd();
  if (how === 'line' || !line || line.width >= WIDEST_PX / 2) return line;
  return belowRoom(parent, outer, line, way);
}

/** How far what stands in this element can be seen, by what clips it and by the viewport. */
const visibleEdge = (outer: Element, way: ReadingDirection, measured: MeasureCache): number =>
  edgeAround(outer.parentElement, outer.ownerDocument.documentElement, way, measured.edges);

/** Rows share most of what is around them: the edge of each surrounding element is measured once for all rows. */
function edgeAround(
  at: Element | null,
  root: Element,
  way: ReadingDirection,
  edges: MeasureCache['edges'],
): number {
  const known = edges.get(at);
  if (known !== undefined) return known;
  let found = Number.POSITIVE_INFINITY;
  // An element that scrolls sideways hides nothing for good: it sets no edge.
  if (!at || at === root) {
    if (root.scrollWidth <= root.clientWidth) found = way > 0 ? root.clientWidth : 0;
  } else if (!clips(at)) found = edgeAround(at.parentElement, root, way, edges);
  else if (at.scrollWidth <= at.clientWidth || !scrolls(at))
    found = Math.min(edgeAround(at.parentElement, root, way, edges), boxOf(at, way).right);
  edges.set(at, found);
  return found;
}

/** The room behind the last line of the parent's content. */
function lineRoom(
  parent: Element,
  outer: Element,
  least: number,
  edgeOfRow: number,
  way: ReadingDirection,
): FreeSpace | null {
  let line = lastLine(parent, way);
  if (!line) return null;
  let limit = edgeOfRow;
  // Up to the row's own edge, each element that follows on the same line either pushes the chip on or ends its room.
  for (let at: Element = parent; ; at = at.parentElement!) {
    if (clips(at)) limit = Math.min(limit, boxOf(at, way).right);
    if (at === outer) break;
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling) {
      const box = boxOf(next, way);
      if (box.left === box.right || !meet(box, line)) continue;
      const between = box.left - line.right;
      if (between < -2) continue;
      if (between >= least + 2 * distanceFor(least)) {
        limit = Math.min(limit, box.left);
        break;
      }
      const end = lastLine(next, way);
      if (end && meet(end, line)) line = joinBoxes([line, end], line);
    }
  }
  return behind(line, limit, least, way);
}

function behind(line: Box, limit: number, least: number, way: ReadingDirection): FreeSpace | null {
  const x = line.right + distanceFor(least);
  const width = Math.floor(limit - x - 2);
  return width < least ? null : spaceAt(way, x, middleOf(line), width);
}

/**
 * The lowest line of the row that has room at its end: narrow pages fill the one a chip would rather be on. Where none
 * has, as in rows of cells, the widest gap within one.
 */
function anyRoom(
  outer: Element,
  least: number,
  limit: number,
  parent: Element,
  way: ReadingDirection,
): FreeSpace | null {
  const drawn = drawnIn(outer, 1, way).sort((a, b) => b.bottom - a.bottom);
  let widest: FreeSpace | null = null;
  let clip: Box | null = null;
  for (const line of drawn) {
    if (line.bottom - line.top > 2 * HEIGHT_PX) continue;
    // A line may be flatter than a chip is, as one of a small drawing: at least 14 px of height are kept free.
    const middle = middleOf(line);
    const [from, to] = [Math.min(line.top + 2, middle - 7), Math.max(line.bottom - 2, middle + 7)];
    const beside = drawn.filter(({ top, bottom }) => bottom > from && top < to);
    const room = behind(joinBoxes(beside, line), limit, least, way);
    if (room) return room;
    clip ??= clipOf(parent, way);
    const between = roomBetween(beside, middle, least, clip, way);
    if (between && between.width > (widest?.width ?? 0)) widest = between;
  }
  return widest;
}

/** The widest gap between the boxes of one line, as far as it is not clipped. */
function roomBetween(
  beside: Box[],
  middle: number,
  least: number,
  clip: Box,
  way: ReadingDirection,
): FreeSpace | null {
  if (middle < clip.top || middle > clip.bottom) return null;
  let [from, to] = [0, 0];
  const sorted = beside.toSorted((a, b) => a.left - b.left);
  let reach = sorted[0]?.right ?? 0;
  for (const { left, right } of sorted) {
    const [start, end] = [Math.max(reach, clip.left), Math.min(left, clip.right)];
    if (end - start > to - from) [from, to] = [start, end];
    reach = Math.max(reach, right);
  }
  const width = Math.floor(to - from - 2 * DISTANCE_PX);
  return width < least ? null : spaceAt(way, from + DISTANCE_PX, middle, width);
}

/** What the surroundings of a chip in this parent let be seen of it now: past that it would make the page wider. */
export function clipOf(parent: Element, way: ReadingDirection): Box {
  const root = parent.ownerDocument.documentElement;
  const far = Number.POSITIVE_INFINITY;
  const clip = along({ left: 0, right: root.clientWidth, top: -far, bottom: far }, way);
  for (let at: Element | null = parent; at && at !== root; at = at.parentElement) {
    if (!clips(at)) continue;
    const { left, right, top, bottom } = boxOf(at, way);
    clip.left = Math.max(clip.left, left);
    clip.right = Math.min(clip.right, right);
    clip.top = Math.max(clip.top, top);
    clip.bottom = Math.min(clip.bottom, bottom);
  }
  return clip;
}

/** A line of its own under a header's content, where the page leaves that much. */
function belowRoom(parent: Element, outer: Element, line: FreeSpace, way: ReadingDirection): FreeSpace {
  const { left, right, bottom } = boxOf(parent, way);
  if (boxOf(outer, way).bottom - bottom < HEIGHT_PX) return line;
  return spaceAt(way, left, bottom + HEIGHT_PX / 2, right - left);
}

/** The lower end corner of a card: beside what stands there, or over it where that leaves no room. */
function cornerRoom(card: Element, least: number, way: ReadingDirection): FreeSpace | null {
  const box = boxOf(card, way);
  const whole = Math.floor(box.right - box.left - 2 * INSET_PX);
  if (whole < least) return null;
  const at = box.bottom - (INSET_PX + HEIGHT_PX / 2);
  const drawn = drawnIn(card, 0, way);
  const lowest = drawn.filter(({ bottom }) => bottom > at - (HEIGHT_PX / 2 - 2));
  const beyond = lowest.map(({ right }) => Math.floor(box.right - right - (INSET_PX + DISTANCE_PX)));
  const width = Math.min(whole, ...beyond);
  const covers = width < least;
  if (covers) {
    const middle = lowest.reduce((sum, one) => sum + middleOf(one), 0) / lowest.length;
    const beside = drawn.filter(
      (one) => one.bottom > middle - HEIGHT_PX / 2 && one.top < middle + HEIGHT_PX / 2,
    );
    const between = roomBetween(beside, middle, least, box, way);
    if (between) return between;
  }
  return spaceAt(way, box.right - INSET_PX, at, covers ? whole : width, { end: true, covers });
}

/** Boxes of what is drawn in an element, those wider and higher than so many px. */
const drawnIn = (element: Element, px: number, way: ReadingDirection): Box[] =>
  boxesOf(
    [...drawnRects(element)].flatMap((leaf) => [...leaf]),
    px,
    way,
  );

const boxesOf = (rects: Iterable<DOMRect>, px: number, way: ReadingDirection): Box[] =>
  [...rects].filter(({ width, height }) => width > px && height > px).map((rect) => along(rect, way));

/** Boxes of everything in an element that is drawn. What is cut off is no wider than what cuts it off. */
function* drawnRects(around: Element, whole = around): Iterable<Iterable<DOMRect>> {
  const range = around.ownerDocument.createRange();
  for (let node = around.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 3) {
      range.selectNode(node);
      yield range.getClientRects();
    } else if (node.nodeType !== 1 || isForReadersOnly(node as Element)) continue;
    else if (!node.firstChild || cutsOff(node as Element)) {
      if (!coversCard(node as Element, whole)) yield (node as Element).getClientRects();
    } else yield* drawnRects(node as Element, whole);
  }
}

/** Sizes are read first: they cost less than the style. (An inline element has no such sizes, and cuts nothing off.) */
export const cutsOff = (element: Element): boolean =>
  (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight) &&
  clips(element);

/** A button or link that is laid over all of a card, so that one can press it anywhere, draws nothing of its own. */
function coversCard(leaf: Element, card: Element): boolean {
  if (leaf.firstChild || !/^(?:a|button|div|span)$/.test(leaf.localName)) return false;
  const [own, whole] = [leaf.getBoundingClientRect(), card.getBoundingClientRect()];
  return own.width > whole.width - 3 && own.height > whole.height - 3;
}

/** Words for screen readers stand in a box of one px that clips them. (`display: contents` has a box of none.) */
function isForReadersOnly(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && width <= 1 && height <= 1;
}

/** Where the last line of an element's own content is, and how far it reaches. */
export function lastLine(element: Element, way: ReadingDirection): Box | null {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  const own = boxOf(element, way);
  const { left, right, top, bottom } = own;
  // A box that hangs out of the element, as an open menu's does, is no line of it. (An element of height 0 has no box.)
  const within = (box: Box) => top === bottom || (middleOf(box) > top && middleOf(box) < bottom);
  let boxes = boxesOf(range.getClientRects(), 0, way);
  // A range measures text that is cut off as if it weren't: then what is drawn is measured leaf by leaf.
  if (left < right && boxes.some((box) => within(box) && (box.right > right + 1 || box.left < left - 1)))
    boxes = drawnIn(element, 0, way);
  boxes = boxes.filter(within);
  // The line is empty, or a shadow root draws all of it: it ends where it begins.
  if (boxes.length === 0) return top < bottom ? { ...own, right: left } : null;
  const lowest = boxes.reduce((low, box) => (box.bottom > low.bottom ? box : low));
  const line = boxes.filter((box) => box.bottom > lowest.top + 2);
  return joinBoxes(line, lowest);
}

/** From where the first of these begins to where the last ends, as high as the one. */
const joinBoxes = (boxes: readonly Box[], { top, bottom }: Box): Box => ({
  left: Math.min(...boxes.map(({ left }) => left)),
  right: Math.max(...boxes.map(({ right }) => right)),
  top,
  bottom,
});

/** Whether they are beside each other, and do not only touch. */
const meet = (a: Box, b: Box): boolean => a.bottom > b.top + 2 && a.top < b.bottom - 2;
export const middleOf = ({ top, bottom }: Box): number => (top + bottom) / 2;
const clips = (element: Element) => getComputedStyle(element).overflowX !== 'visible';
const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
