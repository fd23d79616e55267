/** How wide a text is in a chip's font, measured without laying anything out. */

/** As `.chip` in chip.css. */
const FONT = '400 12px';
const MAX_MEASURED_TEXTS = 500;

export interface TextWidth {
  /** px; an estimate until a chip stood on the page, as its font is the page's. */
  (text: string): number;
  /** The page's font changed. */
  forget(): void;
}

/** @param sample an element that wears the chips' font; null: none is on the page */
export function createTextWidth(sample: () => Element | null): TextWidth {
  const context = new OffscreenCanvas(0, 0).getContext('2d')!;
  const widths = new Map<string, number>();
  let isCurrent = false;

  function applyFont(): void {
    const element = sample();
    if (!element) return;
    context.font = `${FONT} ${getComputedStyle(element).fontFamily}`;
    widths.clear();
    isCurrent = true;
  }

  const textWidth = (text: string): number => {
    if (!isCurrent) applyFont();
    // Chips draw all figures as wide as a zero.
    const figures = text.replace(/\d/g, '0');
    let width = widths.get(figures);
    if (width === undefined) {
      width = Math.ceil(context.measureText(figures).width);
      if (widths.size >= MAX_MEASURED_TEXTS) widths.clear();
      widths.set(figures, width);
    }
    return width;
  };
  return Object.assign(textWidth, {
    forget: () => {
      isCurrent = false;
    },
  });
}
