/**
 * The focus of one opened panel: asked for, asked for again, taken back from the page. What is typed until its field
 * has it is kept (type-ahead.ts) and handed over here.
 */
import type { ItemKey } from '../../../domain/key';
import type { Shield } from '../isolation/event-shield';
import type { LeftKeys } from './left-keys';
import type { PanelFrame } from './panel-frame';

/** The browser's processes agree on who has the focus within this time, also where they are busy. */
const FOCUS_TIMEOUT_MS = 300;
/** So often a page may take the focus away within this time before that is left to the person. */
const MAX_REFOCUSES = 3;
/** On a slow machine, taking it back takes half a second. */
const REFOCUS_WINDOW_MS = 4000;

export interface PanelFocus {
  /** The panel knows its item: its field is asked to take the focus. */
  ask(): void;
  /** @param isFocused the field says that it has the focus and was painted; else it could not take it by itself */
  hear(isFocused: boolean): void;
  /** Whether the field had the focus while the page had it no more: the keys are its own since. */
  has(): boolean;
}

interface Options {
  window: Window & typeof globalThis;
  key: ItemKey;
  frame: PanelFrame;
  shield: Pick<Shield, 'typeAhead' | 'onFocusMoved'>;
  leftKeys: Pick<LeftKeys, 'take'>;
  /** Escape was pressed before the field had the focus. */
  onEscape: () => void;
  /** Aborted before the frame is left: nobody takes the focus back from then on. */
  signal: AbortSignal;
}

/** One closure: each event in it reads how far the focus has come, and moves it on. */
export function createPanelFocus(options: Options): PanelFocus {
  const { window, key, frame, shield, leftKeys, onEscape, signal } = options;
  const { document } = window;
  const { typeAhead } = shield;
  let isAsked = false;
  let timesAskedAgain = 0;
  let askingAgain = 0;
  /** The field says that it has the focus. The browser may still send keys to the page. */
  let isFieldReady = false;
  let hasFocus = false;
  /** The page keeps the focus: what is typed is handed to the panel key by key. */
  let isLost = false;
  let refocuses = { times: 0, since: 0 };

  const handOver = () => frame.send({ type: 'typed', ...leftKeys.take(key) });
  const requestFocus = () => frame.send({ type: 'focus' });

  function handOverEachKey(): void {
    handOver();
    typeAhead.hold(key, Number.POSITIVE_INFINITY);
  }

  function onKept(pressed: string): void {
    if (pressed === 'Escape') onEscape();
    else if (isLost) handOverEachKey();
    // Its key went down before the field had the focus.
    else if (!typeAhead.isHolding()) handOver();
  }

  /**
   * The field's own process says that it has the focus some time before the browser knows: until the page's focus is
   * in the frame too, keys still come here.
   */
  function settle(): void {
    if (!isFieldReady || document.activeElement !== frame.host) return;
    hasFocus = true;
    isLost = false;
    handOver();
  }

  /**
   * The page may have taken the focus before the panel's process heard of it, which believes that it has it still; and
   * the frames of a window that is not in front yet are told late. Given from outside, which costs the keys of that
   * moment, only where asking inside was in vain.
   */
  function askAgain(): void {
    window.clearTimeout(askingAgain);
    askingAgain = window.setTimeout(() => {
      if (signal.aborted || hasFocus || isLost) return;
      isFieldReady = false;
      timesAskedAgain += 1;
      if (timesAskedAgain > 1) frame.focus();
      requestFocus();
    }, FOCUS_TIMEOUT_MS);
  }

  /** Something else of the page has the focus, and nobody pressed there: it is taken back, but not for ever. */
  function takeBack(): void {
    if (!isAsked || isLost || signal.aborted) return;
    const now = performance.now();
    if (now - refocuses.since > REFOCUS_WINDOW_MS) refocuses = { times: 0, since: now };
    refocuses.times += 1;
    isFieldReady = hasFocus = false;
    isLost = refocuses.times > MAX_REFOCUSES;
    if (isLost) {
      frame.send({ type: 'focus-lost' });
      handOverEachKey();
      return;
    }
    typeAhead.hold(key);
    // Once the page's own call is over: what is given in its midst is taken again as it ends.
    window.setTimeout(() => {
      if (!signal.aborted) requestFocus();
    });
  }

  typeAhead.onKept = onKept;
  shield.onFocusMoved = (byPerson) => {
    // A press on the page closes the panel, and the one that opened it moves no focus there: what is left is Tab.
    if (byPerson && isLost) typeAhead.letGo();
    else takeBack();
  };
  // The page may also leave nothing focused, which is no `focusin`: so it is when the page's script is over.
  const onWindowFocus = ({ target }: Event) => {
    if (target === window)
      queueMicrotask(() => {
        if (!focusedElement(document)) takeBack();
      });
  };
  const capture = { capture: true, signal };
  window.addEventListener('focus', onWindowFocus, capture);
  window.addEventListener('blur', settle, capture);
  signal.addEventListener('abort', () => {
    typeAhead.onKept = shield.onFocusMoved = null;
  });

  return {
    ask() {
      isAsked = true;
      requestFocus();
    },
    hear(isFocused) {
      if (isFocused) {
        isFieldReady = true;
        settle();
      }
      if (!isFocused || !hasFocus) askAgain();
    },
    has: () => hasFocus,
  };
}

/** What of the page has the focus; null: nothing. */
export function focusedElement(document: Document): HTMLElement | null {
  const { activeElement: active, body } = document;
  return active && active !== body && active !== document.documentElement ? (active as HTMLElement) : null;
}
