/**
 * A page may move a chip under the pointer, or hide it under something of its own, and the press is a person's all the
 * same. So a press acts only once what was pressed has stood for a while, and when a person can see it
 * (press-visibility.ts).
 *
 * What stood where is looked at while the pointer moves, not in every frame. A press on something that is known to have
 * come there just before is void. Where nobody looked in time (a first touch, a pointer that came in one leap, rows
 * that the person scrolls) the press waits until the time is full, and is void when the page moves it till then.
 *
 * Keys aren't judged: they go to what the person gave the focus to. Nor are presses on a toast, which no page can move.
 */
import { PRESS_STOOD_MS } from '../../../domain/durations';
import type { ChipManager } from '../chip/chip-manager';
import { CHIP } from '../placement/shadow-host';
import type { Shield } from './event-shield';
import { createPressVisibility } from './press-visibility';

/** Between two looks. One that is longer ago says nothing of when something moved. */
const LOOK_INTERVAL_MS = 100;
const LOOK_VALID_MS = 300;
/**
 * What moves so soon after a wheel, a finger, a key or an act was moved by the person: keys scroll too, and a chip
 * needs more room with a step. Not so after a press: the second one of two is what a page could borrow best.
 */
const MOVE_BY_PERSON_MS = 500;

/** Less than this is a hover's lift, or a fraction of a pixel, px. */
const SAME_PLACE_PX = 4;
/** A press that could not be judged by then is over: the tab was hidden meanwhile. */
const JUDGE_TIMEOUT_MS = 2000;

export interface PressGuard {
  /**
   * Whether what was asked for by the last press, or by a key since, may be done.
   * @param isLate it was pressed before anybody judged here
   */
  judge(isLate: boolean): Promise<boolean>;
  /** A key was pressed in something of ours: what is asked for next is asked by it. */
  noteKey(): void;
  /** Something was done to an item: its chip may move. */
  noteAct(): void;
  /** Rows scrolled, or the viewport has another size. */
  look(): void;
}

interface Options {
  window: Window & typeof globalThis;
  chips: Pick<ChipManager, 'rowAround'>;
  shield: Pick<Shield, 'onOver' | 'onPress' | 'pointed' | 'rootOf'>;
  signal: AbortSignal;
}

/** Where a chip is seen, viewport px. */
interface Spot {
  item: string | null;
  /** Of the edge that stays where it is when its text changes. */
  x: number;
  y: number;
  height: number;
}

interface Stay extends Spot {
  /** Ms of the page's clock. */
  since: number;
  /** It is known to have come there then. Else it may have stood there before. */
  hasCome: boolean;
}

interface Press {
  host: HTMLElement;
  /** Null: it is void. */
  stay: Stay | null;
  /** Viewport px. */
  x: number;
  y: number;
}

/** One closure: what was seen where, and when, is written by pointer, scroll and act, and judged at the press. */
export function createPressGuard({ window, chips, shield, signal }: Options): PressGuard {
  const { document } = window;
  const visibility = createPressVisibility(window, shield, signal);
  let stays: Stay[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
  let movedAt = Number.NEGATIVE_INFINITY;
  let pointer = { x: -1, y: -1 };
  let press: Press | null = null;

  /** What is seen of a chip's host; null: it is another element. */
  const partOf = (host: Element): HTMLElement | null =>
    shield.rootOf(host)?.querySelector<HTMLElement>('.chip') ?? null;

  function spotOf(host: Element): Spot | null {
    const part = partOf(host);
    if (!part) return null;
    const { left, right, top, bottom, height } = part.getBoundingClientRect();
    if (right < 0 || bottom < 0 || left > window.innerWidth || top > window.innerHeight) return null;
    const x = part.classList.contains('right') ? right : left;
    return { item: chips.rowAround(host), x, y: top, height };
  }

  const findStay = (all: readonly Stay[], spot: Spot): Stay | undefined =>
    all.find((stay) => isSameSpot(stay, spot));

  /** @param rests the pointer did not move: what is new under it came there */
  function lookAround(now: number, rests: boolean): void {
    const isRecent = now - lookedAt <= LOOK_VALID_MS;
    const hasCome = (isRecent || rests) && now - movedAt > MOVE_BY_PERSON_MS && stays.length > 0;
    lookedAt = now;
    const before = stays;
    stays = [];
    for (const host of document.querySelectorAll(CHIP)) {
      const spot = spotOf(host);
      // The first place is kept, so that nothing comes by small steps.
      if (spot) stays.push(findStay(before, spot) ?? { ...spot, since: now, hasCome });
    }
  }

  function noteEvent(event: PointerEvent): void {
    const now = performance.now();
    const { clientX: x, clientY: y } = event;
    const rests = event.type === 'pointerover' && x === pointer.x && y === pointer.y;
    pointer = { x, y };
    const part = partOf(event.target as Element);
    if (part) visibility.watch(part);
    if (now - lookedAt >= LOOK_INTERVAL_MS || (event.type !== 'pointermove' && part)) lookAround(now, rests);
  }

  function pressOn(host: HTMLElement, x: number, y: number): Press {
    const spot = spotOf(host);
    if (!spot || !visibility.isSeen(host, partOf(host)!, x, y)) return { host, stay: null, x, y };
    const stay = findStay(stays, spot) ?? { ...spot, since: performance.now(), hasCome: false };
    return { host, stay, x, y };
  }

  const { onOver, onPress } = shield;
  shield.onOver = (element, event) => {
    onOver?.(element, event);
    noteEvent(event);
  };
  shield.onPress = (element, event) => {
    onPress?.(element, event);
    const host = element as HTMLElement;
    const { clientX: x, clientY: y } = event;
    // Void until it is known to be none, whatever goes wrong.
    press = shield.rootOf(host) ? { host, stay: null, x, y } : null;
    noteEvent(event);
    if (press) press = partOf(host) ? pressOn(host, x, y) : null;
  };
  const noteMover = ({ isTrusted, timeStamp }: Event) => {
    if (isTrusted) movedAt = timeStamp;
  };
  for (const type of ['wheel', 'touchmove', 'keydown'])
    window.addEventListener(type, noteMover, { signal, capture: true, passive: true });

  lookAround(performance.now(), false);
  // What has this loaded may be a press that nobody saw here: it is judged by what is under the pointer now.
  const pointed = shield.pointed() as HTMLElement | null;
  const box = pointed && partOf(pointed)?.getBoundingClientRect();
  const early = box ? pressOn(pointed, box.x + box.width / 2, box.y + box.height / 2) : null;

  async function judge(isLate: boolean): Promise<boolean> {
    const judged = press ?? (isLate ? early : null);
    press = null;
    if (!judged) return !isLate;
    const { host, stay, x, y } = judged;
    const start = performance.now();
    if (!stay || (stay.hasCome && start - stay.since < PRESS_STOOD_MS)) return false;
    while (!signal.aborted && performance.now() - start < JUDGE_TIMEOUT_MS) {
      const spot = spotOf(host);
      if (!spot || !isSameSpot(stay, spot) || document.elementFromPoint(x, y) !== host) return false;
      if (performance.now() - stay.since >= PRESS_STOOD_MS)
        return visibility.isSeen(host, partOf(host)!, x, y);
      await new Promise((resolve) => window.requestAnimationFrame(resolve));
    }
    return false;
  }

  return {
    judge,
    noteKey() {
      press = null;
    },
    noteAct() {
      movedAt = performance.now();
      // The chip may have moved first: each page is told of an act, and the one that asked gets its answer besides.
      for (const stay of stays) if (movedAt - stay.since < MOVE_BY_PERSON_MS) stay.hasCome = false;
    },
    look() {
      const now = performance.now();
      if (now - lookedAt >= LOOK_INTERVAL_MS) lookAround(now, false);
    },
  };
}

const isSameSpot = (a: Spot, b: Spot): boolean =>
  a.item === b.item &&
  Math.abs(a.x - b.x) <= SAME_PLACE_PX &&
  Math.abs(a.y - b.y) <= SAME_PLACE_PX &&
  Math.abs(a.height - b.height) <= SAME_PLACE_PX;
