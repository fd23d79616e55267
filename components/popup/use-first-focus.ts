/**
 * Gives a field the focus as soon as its page may have the keyboard: what is typed at once must not get lost.
 *
 * Firefox (153) runs a popup before it shows it. What takes the focus by then has lost it again when the popup is
 * shown and gets the keyboard.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

export function useFirstFocus(field: RefObject<HTMLElement | null>): void {
  // Before the first paint.
  useLayoutEffect(() => {
    const ending = new AbortController();
    const focus = () => {
      const { activeElement, body } = document;
      if ((activeElement ?? body) === body) field.current?.focus();
    };
    focus();
    window.addEventListener('focus', focus, { signal: ending.signal });
    return () => ending.abort();
  }, [field]);
}
