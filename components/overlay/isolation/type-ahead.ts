/** Keeps what is typed on the way to the panel, from the press that asked for it until its field has the focus. */
import type { ItemKey } from '../../../domain/key';
import type { TypedKey } from '../../panel/panel-port';

/** A page's keys are its own again after this, should the panel take longer to come. */
const HOLD_TIMEOUT_MS = 3000;
/** A sign, or what ends or mends a text. */
const TYPING_KEY = /^(?:.|Enter|Backspace|Escape)$/su;
const IS_MAC = /mac/i.test(navigator.userAgent);

export interface TypeAhead {
  /** What is typed from now on is kept for the field of this item's panel, which is not there yet. */
  hold(key: ItemKey): void;
  /** The person turned away: keys are the page's again. @param all what was typed is kept no longer */
  letGo(all?: boolean): void;
  /** What was typed for this item, oldest first. Its panel is there, or will not be. */
  take(key: ItemKey): TypedKey[];
  /** Whether a press is kept, and so is none of the page's. */
  keep(press: KeyboardEvent): boolean;
  /** Called when Escape gave the keys back to the page. */
  onEscape: (() => void) | null;
}

export function createTypeAhead(): TypeAhead {
  const typed = new Map<ItemKey, TypedKey[]>();
  let holding: { key: ItemKey; since: number } | null = null;

  const typeAhead: TypeAhead = {
    hold(key) {
      holding = { key, since: performance.now() };
    },
    letGo(all) {
      holding = null;
      if (all) typed.clear();
    },
    take(key) {
      const keys = typed.get(key) ?? [];
      typed.delete(key);
      if (holding?.key === key) holding = null;
      return keys;
    },
    keep(press) {
      if (!holding || press.timeStamp - holding.since > HOLD_TIMEOUT_MS || !isTyping(press)) return false;
      const { key, ctrlKey, metaKey, repeat } = press;
      if (key === 'Escape') {
        holding = null;
        typeAhead.onEscape?.();
      } else if (!repeat || key.length === 1) {
        // A key that is held down did what it does when it was pressed.
        const keys = typed.get(holding.key) ?? [];
        typed.set(holding.key, [...keys, { key, ctrlKey, metaKey }]);
      }
      return true;
    },
    onEscape: null,
  };
  return typeAhead;
}

/**
 * Whether a field is typed into with it, and it is no shortcut. AltGr, which types signs, is Alt and Ctrl on some
 * systems; on a Mac, Option alone types them.
 */
function isTyping(press: KeyboardEvent): boolean {
  const { key, altKey, ctrlKey, metaKey } = press;
  // A dead key types nothing by itself, and its letter comes with the next one.
  if (key === 'Dead') return true;
  if (!TYPING_KEY.test(key)) return false;
  if (key === 'Enter') return true;
  if (press.getModifierState('AltGraph') || (IS_MAC && altKey)) return !metaKey;
  return altKey === ctrlKey && !metaKey;
}
