/**
 * Keeps what happens inside our elements from the page, and what is typed on the way to our editor.
 *
 * An event inside a closed shadow root still travels through the page, retargeted to the host: page shortcuts take
 * our typing for their own, and a recorder sees every key. A capturing listener on `window` that was registered
 * before the page's first script runs before all of the page's; it stops such an event there. What our own
 * elements need of it is handed to them as a copy that can't leave the shadow root. The browser's default
 * (typing, focus, scrolling) is untouched unless our own handler prevents it.
 *
 * Pointer gestures belong to where they began: a drag of the page's that passes over a chip stays the page's,
 * a press on a chip that ends on the page stays ours. So does a key that was pressed in ours.
 *
 * Only what the browser says a person did counts. What a script makes (`isTrusted` is false) is stopped where it is
 * aimed at ours, is never handed on, and changes nothing the shield remembers. Our own copies are such events too;
 * they aren't judged: those for our elements never come to `window`, the one for a row is aimed at the page's.
 */

import { copyEvent } from './event-copy';
import { createTypeAhead, type TypeAhead } from './type-ahead';

/** What our own handlers listen to; everything else is only stopped. */
const HANDED = new Set(['keydown', 'click', 'mousedown']);

const names = (text: string): string[] => text.split(' ');

const KEYS = names('keydown keypress keyup');
const FOCUS = names('focus blur focusin focusout');
/** Parts of a gesture: they belong to where its press was. */
const GESTURE = names(
  'pointermove pointerrawupdate pointerup pointercancel gotpointercapture lostpointercapture mousemove mouseup click ' +
    'dblclick auxclick contextmenu touchmove touchend touchcancel',
);
const PRESS = names('pointerdown mousedown touchstart');
const BOUNDARY = names(
  'pointerover pointerout pointerenter pointerleave mouseover mouseout mouseenter mouseleave',
);
const DRAG = names('dragstart drag dragend dragenter dragover dragleave drop');

/** The focus that moves so soon after a press was moved by the person. */
const FOCUS_BY_PERSON_MS = 500;
const GESTURES = new Set(GESTURE);
const PRESSES = new Set(PRESS);
const BOUNDARIES = new Set(BOUNDARY);
const DRAGS = new Set(DRAG);
/** A listener that may hold up scrolling must not be there; these are never prevented. */
const PASSIVE = new Set(['touchstart', 'touchmove']);

export interface Shield {
  /**
   * Takes an element of ours under protection. Its root stays reachable for the shield alone.
   * @param inRow it stands in the page's flow: the page's drags and row links may lie under it
   */
  protect(host: Element, root: ShadowRoot, inRow: boolean): void;
  /** Of an element of ours; undefined: it is the page's. */
  rootOf(host: Element): ShadowRoot | undefined;
  /** The element of the page under the pointer, or null when the pointer is elsewhere. */
  pointed(): Element | null;
  /** What is typed on the way to the panel. */
  typeAhead: TypeAhead;
  /** A key that was pressed in the panel comes up on the page: its release is none of the page's. */
  swallowRelease(code: string): void;
  /** Called with each element the pointer comes over or moves in, ours included. */
  onOver: ((element: Element, event: PointerEvent) => void) | null;
  /** Called with each element that gets the focus, ours included. */
  onFocus: ((element: Element) => void) | null;
  /** Called with each element the pointer is pressed on, ours included. */
  onPress: ((element: Element, event: PointerEvent) => void) | null;
  /** Called when an element of the page's own gets the focus: by the person, or by a script. */
  onFocusMoved: ((byPerson: boolean) => void) | null;
}

interface Protected {
  root: ShadowRoot;
  inRow: boolean;
}

/**
 * Call at document_start. One closure: what an event means depends on whose the press and the keys before it were.
 */
export function shieldEvents(window: Window & typeof globalThis, signal: AbortSignal): Shield {
  const { document } = window;
  const ours = new WeakMap<EventTarget, Protected>();
  /** Whose the last press was. Ours is held weakly: a host that is gone is not kept for it. */
  let pressed: 'nobody' | 'page' | WeakRef<Element> = 'nobody';
  let point: { x: number; y: number } | null = null;
  /** Keys that were pressed in ours: what they do may give the focus back before they are released. */
  const keysDown = new Set<string>();
  /** When the person last pressed something that moves the focus, ms as `Event.timeStamp`. */
  let pressedAt = Number.NEGATIVE_INFINITY;

  const shield: Shield = {
    protect: (host, root, inRow) => {
      ours.set(host, { root, inRow });
    },
    rootOf: (host) => ours.get(host)?.root,
    typeAhead: createTypeAhead(),
    swallowRelease: (code) => void keysDown.add(code),
    pointed: () => point && document.elementFromPoint(point.x, point.y),
    onOver: null,
    onFocus: null,
    onPress: null,
    onFocusMoved: null,
  };

  /** The element of ours an event belongs to, or null: it is the page's. */
  function owner(event: Event): Element | null {
    const { type } = event;
    const target = event.target as Element | null;
    const own = target && ours.has(target) ? target : null;
    if (PRESSES.has(type)) {
      pressed = own ? new WeakRef(own) : 'page';
      return own;
    }
    const begun = pressed instanceof WeakRef ? (pressed.deref() ?? null) : null;
    // A drag over the panel is nothing of the page's; one over a chip may be a card on its way.
    if (DRAGS.has(type)) return begun ?? (own && !ours.get(own)!.inRow ? own : null);
    return GESTURES.has(type) && pressed !== 'nobody' && isPressed(event) ? begun : own;
  }

  function onEvent(event: Event): void {
    const { type, timeStamp } = event;
    const target = event.target as Element;
    if (!event.isTrusted) {
      if (ours.has(target)) {
        event.stopImmediatePropagation();
        event.preventDefault();
      }
      return;
    }
    if (type === 'pointermove' || type === 'pointerover') {
      const { clientX: x, clientY: y } = event as PointerEvent;
      point = { x, y };
      shield.onOver?.(target, event as PointerEvent);
    } else if (type === 'pointerdown') {
      pressedAt = timeStamp;
      shield.onPress?.(target, event as PointerEvent);
    } else if (type === 'pointerout' && !(event as PointerEvent).relatedTarget) point = null;
    else if (type === 'focusin') {
      shield.onFocus?.(target);
      if (!ours.has(target)) shield.onFocusMoved?.(timeStamp - pressedAt < FOCUS_BY_PERSON_MS);
    }
    const host = owner(event);
    const { code, key } = event as KeyboardEvent;
    const isHeld =
      (type === 'keydown' || type === 'keypress') && shield.typeAhead.keep(event as KeyboardEvent);
    if (type === 'keydown') {
      if (key === 'Tab') pressedAt = timeStamp;
      keysDown[host || isHeld ? 'add' : 'delete'](code);
    }
    const released = type === 'keyup' && keysDown.delete(code);
    if (!host && !released && !isHeld) return;
    event.stopImmediatePropagation();
    if (!host || isHeld) return;
    const { root, inRow } = ours.get(host)!;
    if (HANDED.has(type) && target === host) hand(event, root);
    if (BOUNDARIES.has(type)) leave(event as MouseEvent, host, inRow);
    // The link a row is made of must not be followed, no drag of a card may begin, and a middle press pastes nothing.
    if (/^(?:click|auxclick|dragstart|mouseup)$/.test(type)) event.preventDefault();
    // A press on a chip leaves the page's focus and selection where they are.
    if (type === 'mousedown' && inRow) event.preventDefault();
  }

  /**
   * The page last saw the pointer come over to our host and may wait for it to leave the row: it is told so by an
   * event from the row itself, as if our element weren't there.
   */
  function leave(event: MouseEvent, host: Element, inRow: boolean): void {
    const around = host.parentElement;
    const to = event.relatedTarget as Element | null;
    if (!inRow || !around || !event.type.endsWith('out') || to === around || to === host) return;
    around.dispatchEvent(new (event.constructor as typeof MouseEvent)(event.type, event));
  }

  function hand(event: Event, root: ShadowRoot): void {
    if (deepTarget(event, root)?.dispatchEvent(copyEvent(event)) === false) event.preventDefault();
  }

  const options = (type: string) => ({ capture: true, signal, passive: PASSIVE.has(type) });
  for (const types of [KEYS, FOCUS, GESTURE, PRESS, BOUNDARY, DRAG])
    for (const type of types) window.addEventListener(type, onEvent, options(type));
  return shield;
}

/** Whether the event is part of a press. Clicks made by a key or a script are not: `detail` counts presses. */
function isPressed(event: Event): boolean {
  if (event.type.endsWith('click')) return (event as MouseEvent).detail > 0;
  if (event.type.endsWith('up') || event.type.startsWith('touch')) return true;
  return (event as MouseEvent).buttons > 0;
}

function deepTarget(event: Event, root: ShadowRoot): Element | null {
  // Made by a key: it has no place.
  if (event instanceof MouseEvent && (event.type !== 'click' || event.detail > 0))
    return root.elementFromPoint(event.clientX, event.clientY);
  return root.activeElement;
}
