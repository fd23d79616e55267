/**
 * Where a chip fits without touching the page's layout. Chips lie out of the flow, so they can't shift anything;
 * what is measured here is the room that the page's own content leaves, so that they don't cover anything either.
 * Only reads: callers measure many places before they write any. Our own host has no size, so it is none of what
 * is measured.
 */
import type { Place } from './tracker';

/** Physical px of the viewport. The chip grows from `start` towards the reading direction's end. */
export interface Room {
  /** The side the chip is fixed to. */
  side: 'left' | 'right';
  /** Where that side is. */
  x: number;
  /** Vertical middle. */
  middle: number;
  /** Greatest width. */
  width: number;
  /** It lies over page content and needs a ground of its own. */
  covers: boolean;
  /** What it covers is the end of a text that is cut off: the ground that this text stands on, a CSS colour. */
  ground?: string;
}

/** Between the page's content and a chip. */
const GAP = 8;
export const WIDEST = 420;
const HEIGHT = 20;
/** A chip's mark alone, for rows without room for an age. */
export const MARK = 12;
const INSET = 6;

const gapOf = (least: number) => (least > MARK ? GAP : 3);

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What a batch of measurements has in common. */
export interface Measured {
  /** How far the surroundings of rows let anything be seen. */
  edges: Map<Element | null, number>;
}

/**
 * @param within the sighting's element: a chip never leaves it sideways
 * @param least the width an age needs, px
 * @returns null when there is no room for even its mark; less than `least` when there is room for that alone
 */
export function findRoom(
  { parent, how, beside, cover }: Place,
  within: Element,
  least: number,
  measured: Measured,
): Room | null {
  const outer = within.contains(parent) ? within : parent;
  if (outer.getClientRects().length === 0) return null;
  const rtl = getComputedStyle(parent).direction === 'rtl';
  if (how === 'corner') return cornerRoom(parent, least, rtl);
  const whole = beside ? parent : outer;
  const limit = nearer(edge(whole.getBoundingClientRect(), rtl), visibleEdge(whole, rtl, measured), rtl);
  const find = (least: number) =>
    lineRoom(beside ?? parent, outer, least, limit, rtl) ??
    anyRoom(whole, least, limit, parent, rtl) ??
    (cover?.({ parent, outer, least, limit, rtl }) || null);
  const line = find(least) ?? find(MARK);
  if (how === 'line' || !line || line.width >= WIDEST / 2) return line;
  return belowRoom(parent, outer, line, rtl);
}

/** How far what stands in this element can be seen, by what clips it and by the viewport. */
const visibleEdge = (outer: Element, rtl: boolean, measured: Measured): number =>
  edgeAround(outer.parentElement, outer.ownerDocument.documentElement, rtl, measured.edges);

/** Rows share most of what is around them: each element of it is asked once. */
function edgeAround(at: Element | null, root: Element, rtl: boolean, edges: Measured['edges']): number {
  const known = edges.get(at);
  if (known !== undefined) return known;
  const far = rtl ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  let found: number;
  if (!at || at === root) {
    const ofPage = rtl ? 0 : root.clientWidth;
    // What scrolls sideways hides nothing for good.
    found = root.scrollWidth > root.clientWidth ? far : ofPage;
  } else if (!clips(at)) found = edgeAround(at.parentElement, root, rtl, edges);
  else if (at.scrollWidth > at.clientWidth && scrolls(at)) found = far;
  else
    found = nearer(
      edgeAround(at.parentElement, root, rtl, edges),
      edge(at.getBoundingClientRect(), rtl),
      rtl,
    );
  edges.set(at, found);
  return found;
}

/** The room behind the last line of the parent's content. */
function lineRoom(
  parent: Element,
  outer: Element,
  least: number,
  edgeOfRow: number,
  rtl: boolean,
): Room | null {
  let line = lastLine(parent, rtl);
  if (!line) return null;
  let limit = edgeOfRow;
  // Whatever follows on the same line, up to the row's own edge, either moves our start or ends our room.
  for (let at: Element = parent; ; at = at.parentElement!) {
    if (clips(at)) limit = nearer(limit, edge(at.getBoundingClientRect(), rtl), rtl);
    if (at === outer) break;
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling) {
      const box = next.getBoundingClientRect();
      if (box.width === 0 || box.bottom <= line.top + 2 || box.top >= line.bottom - 2) continue;
      const start = rtl ? box.right : box.left;
      const between = rtl ? line.left - start : start - line.right;
      if (between < -2) continue;
      if (between >= least + 2 * gapOf(least)) {
        limit = nearer(limit, start, rtl);
        break;
      }
      const end = lastLine(next, rtl);
      if (end && end.bottom > line.top + 2 && end.top < line.bottom - 2)
        line = { ...line, left: Math.min(line.left, end.left), right: Math.max(line.right, end.right) };
    }
  }
  return behind(line, limit, least, rtl);
}

function behind(line: Box, limit: number, least: number, rtl: boolean): Room | null {
  const x = rtl ? line.left - gapOf(least) : line.right + gapOf(least);
  const width = Math.floor((rtl ? x - limit : limit - x) - 2);
  if (width < least) return null;
  const middle = (line.top + line.bottom) / 2;
  return { side: rtl ? 'right' : 'left', x, middle, width: Math.min(width, WIDEST), covers: false };
}

/**
 * The lowest line of the row that has room at its end: narrow pages fill the one a chip would rather be on. Where none
 * has, as in rows of cells, the widest gap within one.
 */
function anyRoom(outer: Element, least: number, limit: number, parent: Element, rtl: boolean): Room | null {
  const drawn: DOMRect[] = [];
  for (const leaf of leaves(outer))
    for (const box of leaf) if (box.width > 1 && box.height > 1) drawn.push(box);
  drawn.sort((a, b) => b.bottom - a.bottom);
  let gap: Room | null = null;
  let clip: Box | null = null;
  for (const line of drawn) {
    if (line.bottom - line.top > 2 * HEIGHT) continue;
    // A drawing may be flatter than a chip is.
    const middle = (line.top + line.bottom) / 2;
    const [from, to] = [Math.min(line.top + 2, middle - 7), Math.max(line.bottom - 2, middle + 7)];
    const beside = drawn.filter(({ top, bottom }) => bottom > from && top < to);
    const end: Box = {
      top: line.top,
      bottom: line.bottom,
      left: Math.min(...beside.map((box) => box.left)),
      right: Math.max(...beside.map((box) => box.right)),
    };
    const room = behind(end, limit, least, rtl);
    if (room) return room;
    clip ??= clipOf(parent);
    const between = gapRoom(beside, (end.top + end.bottom) / 2, least, clip, rtl);
    if (between && between.width > (gap?.width ?? 0)) gap = between;
  }
  return gap;
}

/** The widest gap between the boxes of one line, as far as it is not clipped. */
function gapRoom(beside: DOMRect[], middle: number, least: number, clip: Box, rtl: boolean): Room | null {
  if (middle < clip.top || middle > clip.bottom) return null;
  let [from, to] = [0, 0];
  let reach = Number.POSITIVE_INFINITY;
  for (const { left, right } of beside.toSorted((a, b) => a.left - b.left)) {
    const [start, end] = [Math.max(reach, clip.left), Math.min(left, clip.right)];
    if (end - start > to - from) [from, to] = [start, end];
    reach = reach === Number.POSITIVE_INFINITY ? right : Math.max(reach, right);
  }
  const width = Math.floor(to - from - 2 * GAP);
  if (width < least) return null;
  return {
    side: rtl ? 'right' : 'left',
    x: rtl ? to - GAP : from + GAP,
    middle,
    width: Math.min(width, WIDEST),
    covers: false,
  };
}

/** What the surroundings of a chip in this parent let be seen of it now: past that it would make the page wider. */
export function clipOf(parent: Element): Box {
  const root = parent.ownerDocument.documentElement;
  const { POSITIVE_INFINITY: far } = Number;
  const clip: Box = { left: 0, right: root.clientWidth, top: -far, bottom: far };
  for (let at: Element | null = parent; at && at !== root; at = at.parentElement) {
    if (!clips(at)) continue;
    const { left, right, top, bottom } = at.getBoundingClientRect();
    clip.left = Math.max(clip.left, left);
    clip.right = Math.min(clip.right, right);
    clip.top = Math.max(clip.top, top);
    clip.bottom = Math.min(clip.bottom, bottom);
  }
  return clip;
}

/** A line of its own under a header's content, where the page leaves that much. */
function belowRoom(parent: Element, outer: Element, line: Room, rtl: boolean): Room {
  const box = parent.getBoundingClientRect();
  const around = outer.getBoundingClientRect();
  if (around.bottom - box.bottom < HEIGHT) return line;
  return {
    side: rtl ? 'right' : 'left',
    x: rtl ? box.right : box.left,
    middle: box.bottom + HEIGHT / 2,
    width: Math.min(box.width, WIDEST),
    covers: false,
  };
}

/** The lower end corner of a card: beside what stands there, or over it where that leaves no room. */
function cornerRoom(card: Element, least: number, rtl: boolean): Room | null {
  const box = card.getBoundingClientRect();
  const whole = Math.floor(box.width - 2 * INSET);
  if (whole < least) return null;
  const top = box.bottom - INSET - HEIGHT;
  let width = whole;
  const drawn: DOMRect[] = [];
  for (const leaf of leaves(card))
    for (const one of leaf) if (one.width > 0 && one.height > 0) drawn.push(one);
  const lowest = drawn.filter(({ bottom }) => bottom > top + 2);
  for (const { left, right } of lowest)
    width = Math.min(width, Math.floor((rtl ? left - box.left : box.right - right) - INSET - GAP));
  const covers = width < least;
  if (covers) {
    const middle = lowest.reduce((sum, one) => sum + one.top + one.bottom, 0) / 2 / lowest.length;
    const beside = drawn.filter((one) => one.bottom > middle - HEIGHT / 2 && one.top < middle + HEIGHT / 2);
    const gap = gapRoom(beside, middle, least, box, rtl);
    if (gap) return gap;
  }
  return {
    side: rtl ? 'left' : 'right',
    x: rtl ? box.left + INSET : box.right - INSET,
    middle: box.bottom - INSET - HEIGHT / 2,
    width: covers ? whole : width,
    covers,
  };
}

/** Boxes of everything in an element that is drawn. What is cut off is no wider than what cuts it off. */
function* leaves(around: Element, whole = around): Iterable<Iterable<DOMRect>> {
  const range = around.ownerDocument.createRange();
  for (let node = around.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.TEXT_NODE) {
      range.selectNode(node);
      yield range.getClientRects();
    } else if (node.nodeType !== Node.ELEMENT_NODE || isForReadersOnly(node as Element)) continue;
    else if (!node.firstChild || cutsOff(node as Element)) {
      if (!isLayer(node as Element, whole)) yield (node as Element).getClientRects();
    } else yield* leaves(node as Element, whole);
  }
}

/** Asked for its size first: it costs less than its style. (What is inline has no such size, and cuts nothing off.) */
export const cutsOff = (element: Element): boolean =>
  (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight) &&
  clips(element);

/** A button or link that is laid over all of a card, so that one can press it anywhere, draws nothing of its own. */
function isLayer(leaf: Element, card: Element): boolean {
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
export function lastLine(element: Element, rtl: boolean): Box | null {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  const own = element.getBoundingClientRect();
  // What hangs out of the element, as an open menu does, is no line of it. (A height of 0: it has no box itself.)
  const within = ({ top, bottom }: Box) =>
    own.height === 0 || ((top + bottom) / 2 > own.top && (top + bottom) / 2 < own.bottom);
  const isDrawn = (box: DOMRect) => box.width > 0 && box.height > 0 && within(box);
  let boxes = [...range.getClientRects()].filter(isDrawn);
  // Text that is cut off in there is measured as if it weren't.
  if (own.width > 0 && boxes.some((box) => box.right > own.right + 1 || box.left < own.left - 1))
    boxes = Array.from(leaves(element), (leaf) => [...leaf])
      .flat()
      .filter(isDrawn);
  // An empty line, or one whose content is all drawn by a shadow root.
  if (boxes.length === 0)
    return own.height > 0
      ? { left: own.left, right: rtl ? own.right : own.left, top: own.top, bottom: own.bottom }
      : null;
  const lowest = boxes.reduce((low, box) => (box.bottom > low.bottom ? box : low));
  const line = boxes.filter((box) => box.bottom > lowest.top + 2);
  return {
    left: Math.min(...line.map((box) => box.left)),
    right: Math.max(...line.map((box) => box.right)),
    top: lowest.top,
    bottom: lowest.bottom,
  };
}

export const edge = (box: Box, rtl: boolean) => (rtl ? box.left : box.right);
export const nearer = (a: number, b: number, rtl: boolean) => (rtl ? Math.max(a, b) : Math.min(a, b));
const clips = (element: Element) => getComputedStyle(element).overflowX !== 'visible';
const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
