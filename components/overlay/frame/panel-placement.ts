/** Keeps one opened panel at its chip, as the page scrolls, grows and shows other chips of the item. */
import type { ItemKey } from '../../../domain/key';
import type { ChipManager, MountedChip } from '../chip/chip-manager';
import type { Shield } from '../isolation/event-shield';
import { type FrameSize, framePosition, MARGIN_PX, SHADOW_PX } from './frame-position';
import type { PanelFrame } from './panel-frame';

/** As wide as a panel is where there is space, its shadow included. */
const MAX_WIDTH_PX = 404;

export interface PanelPlacement {
  /** The chip it stands at; an item may have several on a page. Null: it has none now. */
  chip(): MountedChip | null;
  /** Puts the frame there, where the chip was last, or in the middle. */
  place(): void;
  /** Tells the panel how high it may be. */
  sendRoom(): void;
  /** The page scrolled or changed its size. */
  follow(): void;
}

interface Options {
  window: Window & typeof globalThis;
  key: ItemKey;
  frame: PanelFrame;
  chips: Pick<ChipManager, 'chipsOf'>;
  shield: Pick<Shield, 'pointed'>;
  /** What the panel needs now, its shadow included, px. */
  height: () => number;
  signal: AbortSignal;
}

export function createPanelPlacement(options: Options): PanelPlacement {
  const { window, key, frame, chips, shield, signal } = options;
  const { document } = window;
  let chip: MountedChip | null = null;
  /** Where its chip was last. */
  let chipBox: DOMRect | null = null;
  let animationFrame = 0;

  /** The chip that asked, or is in focus, or is seen on top: a dialog may show again what lies under it. */
  function findChip(): MountedChip | null {
    const all = chips.chipsOf(key);
    if (chip && all.includes(chip)) return chip;
    const pointed = shield.pointed();
    return (
      all.find(({ host }) => host === pointed || host === document.activeElement) ??
      all.find(({ row }) => row.element.contains(pointed)) ??
      all.find(isOnTop) ??
      all[0] ??
      null
    );
  }

  function isOnTop({ chip, host }: MountedChip): boolean {
    const box = chip.box();
    return box !== null && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === host;
  }

  function place(): void {
    chip = findChip();
    chipBox = chip?.chip.box() ?? chipBox;
    const viewport = viewportOf(window);
    const { style } = frame.box;
    // Only its shadow may be cut off.
    const width = Math.min(MAX_WIDTH_PX, viewport.width + 2 * (SHADOW_PX - MARGIN_PX));
    const height = options.height();
    const isRightToLeft = getComputedStyle(document.documentElement).direction === 'rtl';
    const { left, top } = framePosition(chipBox, { width, height }, viewport, isRightToLeft);
    // Not by `left` and `top`: where a box grows and so stands elsewhere, the browser would call that a layout shift.
    style.transform = `translate(${left}px, ${top}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
  }

  const sendRoom = () => frame.send({ type: 'room', height: viewportOf(window).height - 2 * MARGIN_PX });

  return {
    chip: findChip,
    place,
    sendRoom,
    follow() {
      if (animationFrame !== 0) return;
      animationFrame = window.requestAnimationFrame(() => {
        animationFrame = 0;
        if (signal.aborted) return;
        sendRoom();
        place();
      });
    },
  };
}

function viewportOf({ document, innerHeight }: Window): FrameSize {
  const { clientWidth, clientHeight } = document.documentElement;
  return { width: clientWidth, height: innerHeight || clientHeight };
}
