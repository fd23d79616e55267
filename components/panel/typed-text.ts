/** What a field holds after keys that were pressed before it was there. */
import type { TypedKey } from './panel-port';

/**
 * @param text what stood before the caret
 * @returns the text with what was typed, and the key that ended the typing (Enter), if one did
 */
export function applyTypedKeys(
  text: string,
  keys: readonly TypedKey[],
): { text: string; end: TypedKey | null } {
  let typed = text;
  for (const pressed of keys) {
    if (pressed.key === 'Enter') return { text: typed, end: pressed };
    if (pressed.key === 'Backspace') typed = [...typed].slice(0, -1).join('');
    // A letter or a sign; others have names.
    else if ([...pressed.key].length === 1) typed += pressed.key;
  }
  return { text: typed, end: null };
}
