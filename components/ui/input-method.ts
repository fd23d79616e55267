/**
 * Whether a key is an input method's own: Enter takes its suggestion there and Esc leaves it. Some say so by the key
 * code alone, the composition being over by then.
 */
export const isOfInputMethod = ({ isComposing, keyCode }: KeyboardEvent): boolean =>
  isComposing || keyCode === 229;
