/**
 * A page may move a chip under the pointer, or hide it under something of its own, and the press is a person's all the
 * same. So a press acts only once what was pressed has stood for a while, and when a person can see it (sight.ts).
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
import { createSight } from './sight';

/** Between two looks. One that is longer ago says nothing of when something moved. */
const LOOK_INTERVAL_MS = 100;
const LOOK_VALID_MS = 300;
/**
 * What moves so soon after a wheel, a finger, a key or an act was moved by the person: keys scroll too, and a chip needs
 * more room with a step. Not so after a press: the second one of two is what a page could borrow best.
 */
const BY_PERSON_MS = 500;

export interface PressGuard {
  /** Whether what was asked for by the last press, or by a key since, may be done. */
  judge(): Promise<boolean>;
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

/** Something stands at a place. */
interface Stay {
  /** Ms of the page's clock. */
  since: number;
  /** It is known to have come there then. Else it may have stood there before. */
  hasCome: boolean;
}

interface Press extends Stay {
  host: HTMLElement;
  place: string | null;
  /** Viewport px. */
  x: number;
  y: number;
  /** Whether a person could see what was pressed. */
  isSeen: boolean;
}

export function createPressGuard({ window, chips, shield, signal }: Options): PressGuard {
  const { document } = window;
  const sight = createSight(window, signal);
  let stays = new Map<string, Stay>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let movedAt = Number.NEGATIVE_INFINITY;
  let pointer = { x: -1, y: -1 };
  let press: Press | null = null;

  /** What is seen of a chip's host; null: it is another element. */
  const partOf = (host: Element): HTMLElement | null =>
    shield.rootOf(host)?.querySelector<HTMLElement>('.chip') ?? null;

  /** Which item's chip the page has where; where in its row it stands is ours alone. Null: nothing is drawn of it. */
  function placeOf(host: Element): string | null {
    if (!partOf(host)) return null;
    const { x, y } = host.getBoundingClientRect();
    return `${chips.rowAround(host)} ${Math.round(x)} ${Math.round(y)}`;
  }

  const isInView = (host: Element): boolean => {
    const { x, y } = host.getBoundingClientRect();
    return x >= 0 && y >= 0 && x <= window.innerWidth && y <= window.innerHeight;
  };

  /** @param rests the pointer did not move: what is new under it came there */
  function lookAround(now: number, rests: boolean): void {
    const isRecent = now - lookedAt <= LOOK_VALID_MS;
    const hasCome = (isRecent || rests) && now - movedAt > BY_PERSON_MS && stays.size > 0;
    lookedAt = now;
    const before = stays;
    stays = new Map();
    for (const host of document.querySelectorAll(CHIP)) {
      const place = isInView(host) ? placeOf(host) : null;
      if (place !== null) stays.set(place, before.get(place) ?? { since: now, hasCome });
    }
  }

  function noteEvent(event: PointerEvent): void {
    const now = performance.now();
    const { clientX: x, clientY: y } = event;
    const rests = event.type === 'pointerover' && x === pointer.x && y === pointer.y;
    pointer = { x, y };
    const host = event.target as Element;
    const part = partOf(host);
    if (part) sight.watch(part);
    if (now - lookedAt >= LOOK_INTERVAL_MS || (event.type !== 'pointermove' && part)) lookAround(now, rests);
  }

  function pressOn(host: HTMLElement, x: number, y: number): Press {
    const place = placeOf(host);
    const stay = stays.get(place ?? '') ?? { since: performance.now(), hasCome: true };
    const part = partOf(host);
    return {
      ...stay,
      host,
      place,
      x,
      y,
      isSeen: part !== null && sight.isSeen(host, part, x, y),
    };
  }

  const { onOver, onPress } = shield;
  shield.onOver = (element, event) => {
    onOver?.(element, event);
    noteEvent(event);
  };
  shield.onPress = (element, event) => {
    onPress?.(element, event);
    noteEvent(event);
    press = partOf(element) && pressOn(element as HTMLElement, event.clientX, event.clientY);
  };
  const noteMover = ({ isTrusted, timeStamp }: Event) => {
    if (isTrusted) movedAt = timeStamp;
  };
  for (const type of ['wheel', 'touchmove', 'keydown'])
    window.addEventListener(type, noteMover, { signal, capture: true, passive: true });

  lookAround(performance.now(), false);
  // What has this loaded may be a press that nobody saw here.
  const pointed = shield.pointed() as HTMLElement | null;
  const box = pointed && partOf(pointed)?.getBoundingClientRect();
  if (box) press = pressOn(pointed, box.x + box.width / 2, box.y + box.height / 2);

  async function judge(): Promise<boolean> {
    const judged = press;
    press = null;
    if (!judged) return true;
    const { host, place, x, y, since } = judged;
    if (place === null || !judged.isSeen) return false;
    if (judged.hasCome && performance.now() - since < PRESS_STOOD_MS) return false;
    while (!signal.aborted) {
      if (placeOf(host) !== place || document.elementFromPoint(x, y) !== host) return false;
      if (performance.now() - since >= PRESS_STOOD_MS) return true;
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
    },
    look() {
      const now = performance.now();
      if (now - lookedAt >= LOOK_INTERVAL_MS) lookAround(now, false);
    },
  };
}
