/** The keys of a chip. It has got the focus by then, and with it the layer's code was loaded. */
import type { ChipKeyHandler } from './chip';

/** One tab stop a chip; the arrows move within it, and Esc gives the page its own keys again. */
export const handleChipKey: ChipKeyHandler = (event, root, onAction) => {
  if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
    event.preventDefault();
    onAction('undo');
    return;
  }
  if (event.key === 'Escape') {
    (root.activeElement as HTMLElement).blur();
    return;
  }
  const step = { ArrowRight: 1, ArrowLeft: -1, Home: -9, End: 9 }[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = [...root.querySelectorAll<HTMLElement>('button')].filter((one) => one.offsetWidth > 0);
  const at = buttons.indexOf(root.activeElement as HTMLElement);
  const way = getComputedStyle(root.firstElementChild!).direction === 'rtl' ? -step : step;
  buttons[Math.max(0, Math.min(buttons.length - 1, at + way))]?.focus();
  event.preventDefault();
};
