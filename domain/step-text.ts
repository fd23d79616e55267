/** What a person may write as a step: one line, visible, of a sensible length. */

/** Characters, as people count them (grapheme clusters). */
export const STEP_MAX = 500;

export type TextFault = 'empty' | 'too-long' | 'hidden-characters';

export type StepText =
  | { ok: true; text: string }
  /** `cleaned` is what would be accepted, to be offered, never saved unasked. */
  | { ok: false; code: TextFault; length: number; cleaned: string };

/** UTF-16 units a step has at most, however few characters they make: marks can be piled on one without end. */
const UNITS_MAX = STEP_MAX * 20;

// Controls, bidirectional overrides and isolates (they can make a line read as another: CVE-2021-42574), the
// byte order mark, interlinear marks, tags and unpaired surrogates. Left and right marks, joiners, non-joiners
// and breaks of no width stay: Hebrew, Arabic, Persian, Khmer, Mongolian and emoji need them. So do the tags of
// a flag of England, Scotland or Wales, which the group keeps.
const HIDDEN =
  /(\u{1f3f4}[\u{e0061}-\u{e007a}]{3,6}\u{e007f})|[\p{Cc}\p{Cs}\u00ad\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
// The next line of EBCDIC is a line break too; the byte order mark is a space only to JavaScript.
const SPACES = /(?:[^\S\ufeff]|\u0085)+/gu;
// Joiners, marks, fillers and the blank Braille pattern alone are nothing to read.
const READABLE = /[^\s\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const oneLine = (text: string): string => text.replace(SPACES, ' ').replace(/^ | $/g, '');

/**
 * Whether a text that came from elsewhere could be one of Foothold's. Looser than `readStepText`, which other browsers
 * and later rules may decide otherwise in its finer points. The empty text is one whose words were erased.
 */
export const isSoundText = (text: string): boolean =>
  text.length <= UNITS_MAX && text.replace(HIDDEN, '$1') === text;

/** Reads what was typed or pasted: line breaks and runs of space become one space; the rest is judged. */
export function readStepText(raw: string): StepText {
  const line = oneLine(raw);
  const visible = oneLine(line.replace(HIDDEN, '$1'));
  // Cut first: a megabyte pasted by mistake is not segmented.
  const units = visible.slice(0, UNITS_MAX);
  const characters = Array.from(graphemes.segment(units), (part) => part.segment);
  const tooLong = units.length < visible.length || characters.length > STEP_MAX;
  const length = units.length < visible.length ? visible.length : characters.length;
  // The cut may go through a surrogate pair or a flag made of tags, and leave half of it.
  const cut = () => oneLine(characters.slice(0, STEP_MAX).join('').replace(HIDDEN, '$1'));
  const cleaned = tooLong ? cut() : visible;
  const fault = (code: TextFault): StepText => ({ ok: false, code, length, cleaned });
  if (!READABLE.test(visible)) return fault('empty');
  if (tooLong) return fault('too-long');
  return visible === line ? { ok: true, text: visible } : fault('hidden-characters');
}
