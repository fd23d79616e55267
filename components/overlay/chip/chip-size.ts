/** Which parts of a chip have room in a given width. The parts themselves are hidden by chip.css. */
import type { FreeSpace } from '../tracker-contract';

/** Least widths of a chip, px, each with all that the one before shows. */
export interface ChipWidths {
  /** Its age, and whether a step runs. */
  age: number;
  /** Its buttons as well: where words have no room, a start button tells that there is a step. */
  buttons: number;
  /** A few letters of the step as well. */
  words: number;
}

// As drawn by chip.css: padding, mark and gap; the pill of a running or waiting step with its drawing; a button.
const MARK_WITH_PADDING_PX = 22;
const PILL_PX = 24;
const BUTTON_PX = 21;
/** What a text needs to be worth showing. */
const WORDS_PX = 60;
/** `.lasts` is cut off at this. */
const NOTE_MAX_PX = 96;

/** @param texts the widths of a chip's texts, px; `note` null: there is no pill */
export function chipWidths(texts: { age: number; note: number | null }, buttons: number): ChipWidths {
  const age = MARK_WITH_PADDING_PX + texts.age + (texts.note === null ? 0 : PILL_PX);
  const withButtons = age + buttons * BUTTON_PX;
  return {
    age,
    buttons: withButtons,
    words: withButtons + WORDS_PX + Math.min(texts.note ?? 0, NOTE_MAX_PX),
  };
}

/** The classes of a chip that stands there. */
export function sizeClasses({ side, covers, width, ground }: FreeSpace, least: ChipWidths): string[] {
  return [
    side,
    covers && 'covers',
    ground && 'cut',
    width < least.age + WORDS_PX && 'tiny',
    width < least.age && 'mini',
    width < least.buttons && 'handless',
    width < least.words && 'wordless',
  ].filter((name) => typeof name === 'string');
}
