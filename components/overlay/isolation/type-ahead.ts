/** Keys that were pressed on the way to the editor, before its field was there. */
type Press = Pick<KeyboardEvent, 'key'>;

/**
 * @param text what the field begins with; its caret is at the end
 * @returns its text with what was typed, and the press that ended the typing (Enter, Esc), if one did
 */
export function applyTyping<P extends Press>(
  text: string,
  presses: readonly P[],
): { text: string; end: P | null } {
  let typed = text;
  for (const press of presses) {
    if (press.key === 'Enter' || press.key === 'Escape') return { text: typed, end: press };
    if (press.key === 'Backspace') typed = [...typed].slice(0, -1).join('');
    // A letter or a sign; others have names.
    else if ([...press.key].length === 1) typed += press.key;
  }
  return { text: typed, end: null };
}
