import { describe, expect, it } from 'vitest';
import { applyTyping } from '../../../components/overlay/isolation/type-ahead';

describe('what was typed before the field was there', () => {
  it.each<[text: string, keys: string[], then: string, end: string | null]>([
    ['', [], '', null],
    ['', ['a', 's', 'k', ' ', 'é', '✓'], 'ask é✓', null],
    ['', ['Shift', 'A', 'ArrowLeft', 'Tab', 'F5', 'Dead'], 'A', null],
    ['Open it', [' ', 'n', 'o', 'w'], 'Open it now', null],
    ['Open', ['Backspace', 'Backspace', 't'], 'Opt', null],
    ['👍', ['Backspace', 'Backspace'], '', null],
    ['', ['a', 'Enter', 'b', 'Escape'], 'a', 'Enter'],
    ['', ['a', 'Escape', 'b'], 'a', 'Escape'],
  ])('%j and %j', (text, keys, then, end) => {
    const typed = applyTyping(
      text,
      keys.map((key) => ({ key })),
    );
    expect([typed.text, typed.end?.key ?? null]).toEqual([then, end]);
  });
});
