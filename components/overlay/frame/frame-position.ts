/** Where the panel stands: at its chip, below it where there is space, else above; in the viewport in any case. */

/** Between the panel and its chip, px. The frame is larger by its shadow (panel.css). */
const DISTANCE_PX = 6;
/** Between the panel and the viewport's edge, px. */
export const MARGIN_PX = 8;
/** What the panel's page leaves around itself for its shadow, px. */
export const SHADOW_PX = 12;

export interface FrameSize {
  width: number;
  height: number;
}

/**
 * @param chip viewport px; null: it has none on the page
 * @param size of the frame, its shadow's space included, px
 * @returns viewport px of the frame's upper left corner
 */
export function framePosition(
  chip: DOMRect | null,
  { width, height }: FrameSize,
  viewport: FrameSize,
  isRightToLeft: boolean,
): { left: number; top: number } {
  const inner = { width: width - 2 * SHADOW_PX, height: height - 2 * SHADOW_PX };
  let left = chip
    ? isRightToLeft
      ? chip.right - inner.width
      : chip.left
    : (viewport.width - inner.width) / 2;
  let top = chip ? chip.bottom + DISTANCE_PX : Math.max(MARGIN_PX, viewport.height * 0.14);
  const above = chip ? chip.top - DISTANCE_PX - inner.height : 0;
  if (chip && top + inner.height > viewport.height - MARGIN_PX && above >= MARGIN_PX) top = above;
  left = Math.max(MARGIN_PX, Math.min(left, viewport.width - inner.width - MARGIN_PX));
  top = Math.max(MARGIN_PX, Math.min(top, viewport.height - inner.height - MARGIN_PX));
  return { left: Math.round(left) - SHADOW_PX, top: Math.round(top) - SHADOW_PX };
}
