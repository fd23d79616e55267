import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStepText, STEP_MAX } from '../../../domain/step-text';

const FAMILY = '\u{1f468}\u{1f3fd}\u200d\u{1f469}\u{1f3fb}\u200d\u{1f467}\u200d\u{1f466}';
const SCOTLAND = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}';

describe('accepted', () => {
  it.each([
    ['as it is', 'Open the 401 log', 'Open the 401 log'],
    ['one character', 'x', 'x'],
    ['HTML is text', '<img src=x onerror=alert(1)> & "you"', '<img src=x onerror=alert(1)> & "you"'],
    ['spaces around', '  open the log \n', 'open the log'],
    ['line breaks and tabs become spaces', 'open\r\nthe\tlog\u2028and\u0085read', 'open the log and read'],
    ['runs of space become one', 'open   the\u00a0\u3000 log', 'open the log'],
    ['the longest', 'a'.repeat(STEP_MAX), 'a'.repeat(STEP_MAX)],
    ['the longest, of emoji families', FAMILY.repeat(STEP_MAX), FAMILY.repeat(STEP_MAX)],
    ['accents apart from their letters', 'e\u0301'.repeat(STEP_MAX), 'e\u0301'.repeat(STEP_MAX)],
    ['a flag made of tags', `ask ${SCOTLAND}`, `ask ${SCOTLAND}`],
    ['Hebrew with a right-to-left mark', '\u05e4\u05ea\u05d7 API\u200f!', '\u05e4\u05ea\u05d7 API\u200f!'],
    ['Arabic letter mark', '\u0627\u0641\u062a\u062d\u061c 12', '\u0627\u0641\u062a\u062d\u061c 12'],
    [
      'Persian with a non-joiner',
      '\u0645\u06cc\u200c\u062e\u0648\u0627\u0646\u0645',
      '\u0645\u06cc\u200c\u062e\u0648\u0627\u0646\u0645',
    ],
    [
      'Khmer with breaks of no width',
      '\u1794\u17be\u1780\u200b\u1798\u17be\u179b',
      '\u1794\u17be\u1780\u200b\u1798\u17be\u179b',
    ],
    ['an emoji alone', FAMILY, FAMILY],
    ['a symbol alone', '?', '?'],
  ])('%s', (_, raw, text) => {
    expect(readStepText(raw)).toEqual({ ok: true, text });
  });
});

describe('refused', () => {
  it.each([
    ['nothing', '', 'empty', ''],
    ['spaces', ' \t\n\u00a0\u3000', 'empty', ''],
    ['controls alone', '\u0000\u0007', 'empty', ''],
    ['a bidirectional override alone', '\u202e', 'empty', ''],
    ['joiners alone', '\u200d\u200c\u200b', 'empty', '\u200d\u200c\u200b'],
    ['a variation selector alone', '\ufe0f', 'empty', '\ufe0f'],
    ['accents alone', '\u0301\u0301', 'empty', '\u0301\u0301'],
    ['a filler alone', '\u3164', 'empty', '\u3164'],
    ['the blank Braille pattern', '\u2800', 'empty', '\u2800'],
    ['a null', 'open\u0000 it', 'hidden-characters', 'open it'],
    ['an escape', 'open \u001b[31mit', 'hidden-characters', 'open [31mit'],
    ['an override', 'open \u202egol eht', 'hidden-characters', 'open gol eht'],
    ['an isolate', 'open \u2066the\u2069 log', 'hidden-characters', 'open the log'],
    ['a control between spaces', 'open \u0000 it', 'hidden-characters', 'open it'],
    ['a control at the end', 'open it \u0000', 'hidden-characters', 'open it'],
    ['a byte order mark', '\ufeffopen it', 'hidden-characters', 'open it'],
    ['a soft hyphen', 'o\u00adpen', 'hidden-characters', 'open'],
    ['half a surrogate pair', 'open \ud83d it', 'hidden-characters', 'open it'],
    ['the other half', 'open \ude00 it', 'hidden-characters', 'open it'],
    ['halves the wrong way round', 'open \ude00\ud83d it', 'hidden-characters', 'open it'],
    ['letters hidden in tags', 'open\u{e0068}\u{e0069} it', 'hidden-characters', 'open it'],
    [
      'letters hidden behind a flag',
      `a\u{1f3f4}${'\u{e0068}'.repeat(7)}\u{e007f}`,
      'hidden-characters',
      'a\u{1f3f4}',
    ],
    ['one too many', 'a'.repeat(501), 'too-long', 'a'.repeat(500)],
    ['one family too many', FAMILY.repeat(501), 'too-long', FAMILY.repeat(500)],
    ['too long, with a control', `\u0000${'a'.repeat(501)}`, 'too-long', 'a'.repeat(500)],
    ['too long, cut at a space', `${'a'.repeat(499)} b`, 'too-long', 'a'.repeat(499)],
    [
      'marks piled up, cut through a surrogate pair',
      `a${'\u0301'.repeat(9_998)}\u{1f600}b`,
      'too-long',
      `a${'\u0301'.repeat(9_998)}`,
    ],
    ['marks piled up', `a${'\u0301'.repeat(20_000)}`, 'too-long', `a${'\u0301'.repeat(9_999)}`],
  ])('%s', (_, raw, code, cleaned) => {
    expect(readStepText(raw)).toMatchObject({ ok: false, code, cleaned });
  });

  it.each([
    ['501 letters', 'a'.repeat(501), 501],
    ['10,000 letters', 'a'.repeat(10_000), 10_000],
    ['501 families', FAMILY.repeat(501), 501],
    ['a megabyte', 'lorem ipsum '.repeat(90_000), 12 * 90_000 - 1],
  ])('says how long it is: %s', (_, raw, length) => {
    expect(readStepText(raw)).toMatchObject({ code: 'too-long', length });
  });
});

describe('any text', () => {
  const unit = fc.constantFrom(
    ...[
      'a',
      ' ',
      '\n',
      '\u0000',
      '\u0085',
      '\u00ad',
      '\u0301',
      '\u200b',
      '\u200d',
      '\u200f',
      '\u202e',
      '\u2066',
    ],
    ...[
      '\ufeff',
      '\ufe0f',
      '\u3164',
      '\ud83d',
      '\ude00',
      '\u{1f3f4}',
      '\u{e0067}',
      '\u{e007f}',
      SCOTLAND,
      FAMILY,
    ],
  );
  const text = fc.oneof(
    fc.array(unit).map((units) => units.join('')),
    fc.array(fc.nat({ max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
    fc
      .tuple(fc.array(unit, { minLength: 1, maxLength: 5 }), fc.nat({ max: 1200 }))
      .map(([units, times]) => units.join('').repeat(times)),
  );

  it('that is accepted is one line of sensible length, and is accepted as itself', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const read = readStepText(raw);
        if (!read.ok) return;
        expect(read.text).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]|^\s|\s$|\s\s/u);
        expect(read.text.isWellFormed()).toBe(true);
        expect(read.text.length).toBeLessThanOrEqual(STEP_MAX * 20);
        expect(readStepText(read.text)).toEqual(read);
      }),
      { numRuns: 1000 },
    );
  });

  it('that is refused comes with a cleaned one that is accepted, or with nothing to read', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const read = readStepText(raw);
        if (read.ok) return;
        const again = readStepText(read.cleaned);
        // Told in short: these texts are long.
        const isItself = (again.ok ? again.text : again.cleaned) === read.cleaned;
        expect([again.ok || again.code, isItself]).toEqual([
          read.code === 'empty' || !again.ok ? 'empty' : true,
          true,
        ]);
      }),
      { numRuns: 1000 },
    );
  });
});
