import { describe, expect, it } from 'vitest';
import { applyTypedKeys } from '../../../components/panel/typed-text';

describe('what was typed before the field was there', () => {
  it.each<[text: string, keys: string[], then: string, end: string | null]>([
    ['', [], '', null],
    ['', ['a', 's', 'k', ' ', 'é', '✓'], 'ask é✓', null],
    ['', ['Shift', 'A', 'ArrowLeft', 'Tab', 'F5', 'Dead'], 'A', null],
    ['Open it', [' ', 'n', 'o', 'w'], 'Open it now', null],
    ['Open', ['Backspace', 'Backspace', 't'], 'Opt', null],
    ['👍', ['Backspace', 'Backspace'], '', null],
    ['', ['a', 'Enter', 'b'], 'a', 'Enter'],
  ])('%j and %j', (text, keys, then, end) => {
    const typed = applyTypedKeys(
      text,
      keys.map((key) => ({ key, ctrlKey: false, metaKey: false })),
    );
    expect([typed.text, typed.end?.key ?? null]).toEqual([then, end]);
  });
});
