/** Which presses are typing, by what browsers say of them on each system; what becomes of those that are. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TypeAhead } from '../../../components/overlay/isolation/type-ahead';
import type { ItemKey } from '../../../domain/key';

const KEY = 'github.com/acme/widgets#1' as ItemKey;
const OTHER = 'github.com/acme/widgets#2' as ItemKey;

interface Given {
  alt?: boolean;
  ctrl?: boolean;
  meta?: boolean;
  altGraph?: boolean;
  repeat?: boolean;
  at?: number;
  type?: string;
}

const press = (key: string, { alt, ctrl, meta, altGraph, repeat, at, type }: Given = {}) =>
  ({
    type: type ?? 'keydown',
    key,
    preventDefault() {},
    altKey: alt ?? false,
    ctrlKey: ctrl ?? false,
    metaKey: meta ?? false,
    repeat: repeat ?? false,
    timeStamp: at ?? performance.now(),
    getModifierState: (name: string) => name === 'AltGraph' && (altGraph ?? false),
  }) as KeyboardEvent;

/** What browsers say of one key: where its default is not prevented, what it types. */
function strike(typeAhead: TypeAhead, key: string, given: Given = {}): boolean {
  let isPrevented = false;
  const prevented = {
    preventDefault() {
      isPrevented = true;
    },
  };
  const isKept = typeAhead.keep({ ...press(key, given), ...prevented });
  if (isKept && !isPrevented && key !== 'Dead')
    expect(typeAhead.keep(press(key, { ...given, type: 'keypress' }))).toBe(true);
  return isKept;
}

async function typeAheadOn(system: string) {
  vi.resetModules();
  vi.stubGlobal('navigator', { userAgent: `Mozilla/5.0 (${system})` });
  return (await import('../../../components/overlay/isolation/type-ahead')).createTypeAhead();
}

describe.each([
  ['Macintosh; Intel Mac OS X 10_15_7', true],
  ['X11; Linux x86_64', false],
  ['Windows NT 10.0; Win64; x64', false],
])('%s', (system, isMac) => {
  it.each<[what: string, key: string, given: Given, kept: boolean]>([
    ['a letter', 'a', {}, true],
    ['a letter beyond 16 bits', '𝔞', {}, true],
    ['Enter', 'Enter', {}, true],
    ['Ctrl and Enter', 'Enter', { ctrl: true }, true],
    ['Cmd and Enter', 'Enter', { meta: true }, true],
    ['Backspace', 'Backspace', {}, true],
    ['a dead key', 'Dead', {}, true],
    ['a sign by AltGr', '€', { altGraph: true }, true],
    ['a sign by AltGr, as Windows says it', '@', { alt: true, ctrl: true, altGraph: true }, true],
    ['a sign by Option', 'ø', { alt: true }, isMac],
    ['a dead key by Option', 'Dead', { alt: true }, isMac],
    ['a shortcut with Alt', 'f', { alt: true }, isMac],
    ['a shortcut with Ctrl', 'a', { ctrl: true }, false],
    ['a shortcut with Cmd', 'c', { meta: true }, false],
    ['a shortcut with Cmd and Option', 'i', { meta: true, alt: true }, false],
    ['a key that writes nothing', 'ArrowLeft', {}, false],
    ['Tab', 'Tab', {}, false],
    ['F5', 'F5', {}, false],
    ['a modifier', 'Shift', {}, false],
  ])('%s', async (_, key, given, kept) => {
    const typeAhead = await typeAheadOn(system);
    typeAhead.hold(KEY);
    expect(strike(typeAhead, key, given)).toBe(kept);
    expect(typeAhead.take(KEY).map((one) => one.key)).toEqual(kept && key !== 'Dead' ? [key] : []);
  });
});

describe('what is kept', () => {
  let typeAhead: Awaited<ReturnType<typeof typeAheadOn>>;
  const type = (...keys: string[]) => keys.map((key) => strike(typeAhead, key));
  const taken = (item = KEY) => typeAhead.take(item).map(({ key }) => key);

  beforeEach(async () => {
    typeAhead = await typeAheadOn('X11; Linux x86_64');
  });

  it('is nothing before it is asked for, nor after it was taken', () => {
    expect(type('a')).toEqual([false]);
    typeAhead.hold(KEY);
    expect(type('b', 'c')).toEqual([true, true]);
    expect(taken()).toEqual(['b', 'c']);
    expect(type('d')).toEqual([false]);
    expect(taken()).toEqual([]);
  });

  it('is kept for the item that becomes known later, and not for another', () => {
    typeAhead.hold(null);
    type('a');
    typeAhead.hold(KEY);
    type('b');
    typeAhead.hold(KEY);
    type('c');
    expect(taken()).toEqual(['a', 'b', 'c']);
    typeAhead.hold(KEY);
    type('d');
    typeAhead.hold(OTHER);
    type('e');
    expect(taken(OTHER)).toEqual(['e']);
    expect(taken()).toEqual(['d']);
  });

  it('holds letters that repeat, and each other key once', () => {
    typeAhead.hold(KEY);
    for (const key of ['a', 'Enter']) {
      strike(typeAhead, key);
      expect(strike(typeAhead, key, { repeat: true })).toBe(true);
    }
    expect(taken()).toEqual(['a', 'a', 'Enter']);
  });

  it('is what a key types after a dead one, and no press that began before', () => {
    typeAhead.hold(KEY);
    expect(typeAhead.keep(press('Enter', { type: 'keypress' }))).toBe(false);
    expect(typeAhead.keep(press('Dead'))).toBe(true);
    expect(typeAhead.keep(press('e'))).toBe(true);
    expect(typeAhead.keep(press('é', { type: 'keypress' }))).toBe(true);
    expect(taken()).toEqual(['é']);
  });

  it('ends with Escape, which is told of and is none of the page’s', () => {
    const told: string[] = [];
    typeAhead.onKept = (key) => told.push(key);
    typeAhead.hold(KEY);
    expect(type('a', 'Escape', 'b')).toEqual([true, true, false]);
    expect(told).toEqual(['a', 'Escape']);
    expect(typeAhead.isHolding()).toBe(false);
  });

  it('ends where the panel does not come, except where it is to be kept until it is taken', () => {
    typeAhead.hold(KEY);
    expect(typeAhead.keep(press('a', { at: performance.now() + 60_000 }))).toBe(false);
    typeAhead.hold(KEY, Number.POSITIVE_INFINITY);
    expect(typeAhead.keep(press('a', { at: performance.now() + 60_000 }))).toBe(true);
  });
});
