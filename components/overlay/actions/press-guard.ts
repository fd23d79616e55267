/**
 * A page may move a chip under the pointer, or hide it under something of its own, and the press is a person's all the
 * same. So a press acts only once what was pressed has stood still and visible for a while, and nothing lay over it.
 *
 * What stood where is looked at while the pointer moves, not in every frame. A press on something that is known to have
 * come there just before is void. Where nobody looked in time (a first touch, a pointer that came in one leap, rows that
 * the person scrolls) the press waits until the time is full, and is void when anything changes till then.
 *
 * Keys aren't judged: they go to what the person gave the focus to.
 */
import type { ChipManager } from '../chip/chip-manager';
import type { Shield } from '../isolation/event-shield';
import { CHIP } from '../placement/shadow-host';
import { createSightKeeper, isFaint } from './sight-keeper';

/** How long something must have stood. */
const STOOD_MS = 400;
/** Between two looks. One that is longer ago says nothing of when something moved. */
const LOOK_INTERVAL_MS = 100;
const LOOK_VALID_MS = 300;
/** What moves so soon after a wheel or a finger was moved by the person. */
const SCROLLED_MS = 500;
/** A press that can't be judged by then is void. */
const JUDGE_TIMEOUT_MS = 2000;

export interface PressGuard {
  /** Whether what was asked for by the last press, or by a key since, may be done. */
  judge(): Promise<boolean>;
  /** A key was pressed in something of ours: what is asked for next is asked by it. */
  noteKey(): void;
  /** Rows scrolled, or the viewport has another size. */
  look(): void;
}

interface Options {
  window: Window & typeof globalThis;
  chips: Pick<ChipManager, 'rowAround'>;
  shield: Pick<Shield, 'onOver' | 'onPress' | 'pointed'>;
  signal: AbortSignal;
}

/** Something stands at a place, ms of the page's clock. */
interface Stay {
  since: number;
  /** It is known to have come there then. Else it may have stood there before. */
  came: boolean;
}

interface Press extends Stay {
  host: HTMLElement;
  place: string | null;
  /** Viewport px. */
  x: number;
  y: number;
}

export function createPressGuard({ window, chips, shield, signal }: Options): PressGuard {
  const { document } = window;
  const sight = createSightKeeper(window, signal);
  let stays = new Map<string, Stay>();
  let rowPlaces = new Set<string>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let scrolledAt = Number.NEGATIVE_INFINITY;
  let pointer = { x: -1, y: -1 };
  let press: Press | null = null;

  /** Which item's chip stands where, or which toast. Null: nothing is drawn of it. */
  function placeOf(host: Element): string | null {
    const part = partOf(host);
    if (!part) return null;
    if (host.localName !== CHIP) return `toast ${numberOf(part)}`;
    return `${rowPlaceOf(host)} ${part.style.transform}`;
  }
  /** Where the page has the host of a chip. Within its row a chip is moved by us alone. */
  function rowPlaceOf(host: Element): string {
    const { x, y } = host.getBoundingClientRect();
    return `${chips.rowAround(host)} ${Math.round(x)} ${Math.round(y)}`;
  }

  /** @param rests the pointer did not move: what is new under it came there */
  function lookAround(now: number, rests: boolean): void {
    const isRecent = now - lookedAt <= LOOK_VALID_MS;
    const came = (isRecent || rests) && now - scrolledAt > SCROLLED_MS && stays.size > 0;
    lookedAt = now;
    const before = stays;
    const rowsBefore = rowPlaces;
    stays = new Map();
    rowPlaces = new Set();
    for (const host of document.querySelectorAll('foothold-chip, foothold-layer')) {
      const { x, y } = host.getBoundingClientRect();
      const isChip = host.localName === CHIP;
      if (isChip && (x < 0 || y < 0 || x > window.innerWidth || y > window.innerHeight)) continue;
      const place = placeOf(host);
      if (place === null) continue;
      const rowPlace = rowPlaceOf(host);
      rowPlaces.add(rowPlace);
      const hasCome = came && isChip && !rowsBefore.has(rowPlace);
      stays.set(place, before.get(place) ?? { since: now, came: hasCome });
      if (!isChip || Math.abs(y - pointer.y) < 100)
        for (const one of seenParts(partOf(host)!)) sight.watch(one);
    }
  }

  function noteEvent(event: PointerEvent): void {
    const now = performance.now();
    const { clientX: x, clientY: y } = event;
    const rests = event.type === 'pointerover' && x === pointer.x && y === pointer.y;
    pointer = { x, y };
    const isOurs = (event.target as Element).localName.startsWith('foothold-');
    const isDue = now - lookedAt >= LOOK_INTERVAL_MS;
    if (isDue || (event.type !== 'pointermove' && isOurs)) lookAround(now, rests);
  }

  function pressOn(host: HTMLElement, x: number, y: number): Press {
    const place = placeOf(host);
    const stay = (place !== null && stays.get(place)) || { since: performance.now(), came: true };
    return { ...stay, host, place, x, y };
  }

  const { onOver, onPress } = shield;
  shield.onOver = (element, event) => {
    onOver?.(element, event);
    noteEvent(event);
  };
  shield.onPress = (element, event) => {
    onPress?.(element, event);
    noteEvent(event);
    const isOurs = element.localName.startsWith('foothold-');
    press = isOurs ? pressOn(element as HTMLElement, event.clientX, event.clientY) : null;
  };
  const noteScroll = ({ isTrusted, timeStamp }: Event) => {
    if (isTrusted) scrolledAt = timeStamp;
  };
  for (const type of ['wheel', 'touchmove'])
    window.addEventListener(type, noteScroll, { signal, capture: true, passive: true });

  lookAround(performance.now(), false);
  // What has this loaded may be a press that nobody saw here.
  const pointed = shield.pointed() as HTMLElement | null;
  if (pointed?.localName === CHIP) {
    const box = partOf(pointed)?.getBoundingClientRect();
    if (box) press = pressOn(pointed, box.x + box.width / 2, box.y + box.height / 2);
  }

  /** It stands where it was pressed, and the press would hit it. */
  const stands = ({ host, place, x, y }: Press): boolean =>
    place !== null &&
    placeOf(host) === place &&
    document.elementFromPoint(x, y) === host &&
    partOf(host)!.checkVisibility({
      opacityProperty: true,
      visibilityProperty: true,
      contentVisibilityAuto: true,
    }) &&
    !isFaint(host);

  async function judge(): Promise<boolean> {
    const judged = press;
    press = null;
    if (!judged) return true;
    const start = performance.now();
    if (judged.came && start - judged.since < STOOD_MS) return false;
    for (;;) {
      const now = performance.now();
      if (signal.aborted || now - start > JUDGE_TIMEOUT_MS || !stands(judged)) return false;
      const seen = seenParts(partOf(judged.host)!).map((one) => sight.sees(one, STOOD_MS));
      if (seen.includes(false)) return false;
      if (!seen.includes(null) && now - judged.since >= STOOD_MS) return true;
      await new Promise((resolve) => window.requestAnimationFrame(resolve));
    }
  }

  return {
    judge,
    noteKey() {
      press = null;
    },
    look() {
      const now = performance.now();
      if (now - lookedAt >= LOOK_INTERVAL_MS) lookAround(now, false);
    },
  };
}

/** How the extension's own world opens a closed root: Firefox by the first, Chromium by the second. */
type Opened = { openOrClosedShadowRoot?: ShadowRoot | null };
type Opening = { chrome?: { dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null } } };

/** What is seen of a host: the chip, or the toast. */
function partOf(host: Element): HTMLElement | null {
  const root =
    (host as Opened).openOrClosedShadowRoot ??
    (globalThis as Opening).chrome?.dom?.openOrClosedShadowRoot(host);
  return root?.querySelector<HTMLElement>('.chip, .toast') ?? null;
}

/**
 * What has to be seen of it. Not all: for Chromium, inert words lie over what they stand in. A chip over page content
 * shows its buttons only to a pointer.
 */
const seenParts = (part: Element): Element[] => [
  ...part.querySelectorAll('.mark, .chip:not(.covers, .handless) > .do, .toast > button'),
];

const numbers = new WeakMap<Element, number>();
let lastNumber = 0;
function numberOf(element: Element): number {
  const known = numbers.get(element);
  if (known !== undefined) return known;
  lastNumber += 1;
  numbers.set(element, lastNumber);
  return lastNumber;
}
