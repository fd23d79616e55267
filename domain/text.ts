/** What a person may write as a step: one line, visible, of a sensible length. */

/** Characters, as people count them (grapheme clusters). */
export const STEP_MAX = 500;

export type TextFault = 'empty' | 'too-long' | 'hidden-characters';

export type StepText =
  | { ok: true; text: string }
  /** `cleaned` is what would be accepted, to be offered, never saved unasked. */
  | { ok: false; code: TextFault; length: number; cleaned: string };

// Controls, bidirectional overrides and isolates (they can make a line read as another: CVE-2021-42574), the
// byte order mark, interlinear marks, tags and unpaired surrogates. Left and right marks, joiners and
// non-joiners stay: Hebrew, Arabic, Persian and emoji need them.
const HIDDEN =
  /[\p{Cc}\p{Cs}\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Reads what was typed or pasted: line breaks and runs of space become one space; the rest is judged. */
export function readStepText(raw: string): StepText {
  const line = raw.replace(/\s+/gu, ' ').trim();
  const visible = line.replace(HIDDEN, '').replace(/\s+/gu, ' ').trim();
  // Cheap upper bound first: a megabyte pasted by mistake is not segmented.
  const length = visible.length > STEP_MAX * 20 ? visible.length : [...graphemes.segment(visible)].length;
  const cut =
    length > STEP_MAX ? [...graphemes.segment(visible.slice(0, STEP_MAX * 20))].slice(0, STEP_MAX) : null;
  const cleaned = cut ? cut.map((part) => part.segment).join('') : visible;
  const fault = (code: TextFault): StepText => ({ ok: false, code, length, cleaned });
  // Joiners and marks alone are nothing to read.
  if (!/[^\s\p{Cf}\p{M}]/u.test(visible)) return fault('empty');
  if (cut) return fault('too-long');
  return visible === line ? { ok: true, text: visible } : fault('hidden-characters');
}
