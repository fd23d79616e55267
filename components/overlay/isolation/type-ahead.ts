/** Keeps what is typed on the way to the panel, from the press that asked for it until its field has the focus. */
import type { ItemKey } from '../../../domain/key';
import type { TypedKey } from '../../panel/panel-port';

/** A page's keys are its own again after this, should the panel take longer to come. */
const HOLD_TIMEOUT_MS = 5000;
/** A sign, or what ends or mends a text. A dead key types nothing by itself: its letter comes with the next one. */
const TYPING_KEY = /^(?:.|Enter|Backspace|Escape|Dead)$/su;
/** A sign, or `Dead`; names of other keys are longer. */
const MAX_SIGN_LENGTH = 4;
const IS_MAC = /mac/i.test(navigator.userAgent);

export interface TypeAhead {
  /**
   * What is typed from now on is kept for the field of this item's panel, which is not there yet. Null: it is not known
   * yet whose.
   * @param since ms as `Event.timeStamp`; infinite: until it is taken or let go
   */
  hold(key: ItemKey | null, since?: number): void;
  /** The person turned away: keys are the page's again. @param all what was typed is kept no longer */
  letGo(all?: boolean): void;
  isHolding(): boolean;
  /** What was typed for this item, oldest first. Its panel is there, or will not be. */
  take(key: ItemKey): TypedKey[];
  /** Whether a `keydown` or `keypress` is kept, and so is none of the page's. */
  keep(press: KeyboardEvent): boolean;
  /** Called with each key that was kept. Escape gave the keys back to the page. */
  onKept: ((key: string) => void) | null;
}

export function createTypeAhead(): TypeAhead {
  /** By whose panel it is for; null: not known yet. */
  const typed = new Map<ItemKey | null, TypedKey[]>();
  let heldFor: ItemKey | null = null;
  let heldSince = 0;
  /** The sign of the key that is down comes with its `keypress`: only there it has the accent of a dead key. */
  let isSignDue = false;

  function take(key: ItemKey | null): TypedKey[] {
    const keys = typed.get(key) ?? [];
    typed.delete(key);
    return keys;
  }

  const typeAhead: TypeAhead = {
    hold(key, since = performance.now()) {
      heldFor = key;
      heldSince = since;
      // Now it is known whose they are.
      if (key) typed.set(key, [...take(key), ...take(null)]);
    },
    letGo(all) {
      heldSince = 0;
      // Nobody will ever know whose they were.
      typed.delete(null);
      if (all) typed.clear();
    },
    isHolding: () => heldSince > 0,
    take(key) {
      if (heldFor === key) heldSince = 0;
      return take(key);
    },
    keep(press) {
      const { type, key, ctrlKey, metaKey, repeat } = press;
      const isDown = type === 'keydown';
      if (
        isDown ? !heldSince || press.timeStamp - heldSince > HOLD_TIMEOUT_MS || !isTyping(press) : !isSignDue
      )
        return false;
      isSignDue = isDown && key.length <= MAX_SIGN_LENGTH;
      if (isSignDue) return true;
      press.preventDefault();
      if (key === 'Escape') typeAhead.letGo();
      // A key that is held down did what it does when it was pressed.
      else if (!repeat || !isDown)
        typed.set(heldFor, [...(typed.get(heldFor) ?? []), { key, ctrlKey, metaKey }]);
      typeAhead.onKept?.(key);
      return true;
    },
    onKept: null,
  };
  return typeAhead;
}

/**
 * Whether a field is typed into with it, and it is no shortcut. AltGr, which types signs, is Alt and Ctrl on some
 * systems; on a Mac, Option alone types them.
 */
function isTyping(press: KeyboardEvent): boolean {
  const { key, altKey, ctrlKey, metaKey } = press;
  if (!TYPING_KEY.test(key)) return false;
  if (key === 'Enter') return true;
  if (press.getModifierState('AltGraph') || (IS_MAC && altKey)) return !metaKey;
  return altKey === ctrlKey && !metaKey;
}
