import { describe, expect, it } from 'vitest';
import { isDark, linearTheme, PALETTES, THEME_ATTRIBUTES } from '../../trackers/linear/page/theme';
import { contrast, fallback } from './contrast';
import { openPage } from './page';

const page = (attributes: string, body = ''): Document =>
  openPage(`<html ${attributes}><body ${body}></body></html>`, 'https://linear.app/acme/inbox').document;

describe('the theme is what the page paints', () => {
  it.each([
    ['class="dark logged-out" style="--bg-base-color: lch(5.52% 0.4 272)"', '', 'dark'],
    ['class="dark"', '', 'dark'],
    ['class="logged-out"', '', 'light'],
    ['', '', 'light'],
    ['style="--bg-base-color: #f9f9fa"', '', 'light'],
    // A theme of one's own.
    ['class="dark" style="--bg-base-color: lch(97.92% 2.055 94.879)"', '', 'light'],
    ['style="--bg-color: lch(20% 20 300 / 1)"', '', 'dark'],
    ['class="dark" style="--bg-base-color: var(--x)"', '', 'dark'],
    ['style="--bg-base-color: nonsense(1)"', '', 'light'],
    // Neither says so: what is painted does.
    ['', 'style="background-color: rgb(9, 9, 10)"', 'dark'],
    ['', 'style="background-color: rgba(9, 9, 10, 0)"', 'light'],
    ['style="background-color: #09090a"', '', 'dark'],
  ] as const)('<html %s><body %s> → %s', (attributes, body, scheme) => {
    const found = linearTheme(page(attributes, body));
    expect(found.scheme).toBe(scheme);
    expect(fallback(found.colors.text)).toBe(PALETTES[scheme].text);
  });

  it('is seen to change: what says it is watched', () => {
    expect([...THEME_ATTRIBUTES]).toEqual(['class', 'style']);
    const document = page('class="dark" style="--bg-base-color: #121213"');
    expect(linearTheme(document).scheme).toBe('dark');
    document.documentElement.setAttribute('class', '');
    document.documentElement.setAttribute('style', '--bg-base-color: #f9f9fa');
    expect(linearTheme(document).scheme).toBe('light');
  });

  it('follows Linear’s own colours and letters before its own values', () => {
    const { colors, font } = linearTheme(page('class="dark"'));
    expect(colors.text).toBe('var(--color-text-primary, #e2e3e5)');
    expect(font).toMatch(/^var\(--font-regular, "Inter Variable", .*sans-serif\)$/);
  });
});

describe('a colour is dark', () => {
  it.each([
    ['#121213', true],
    ['#F9F9FA', false],
    ['#fff', false],
    ['#0008', true],
    ['#00000000', null],
    ['#12', null],
    ['lch(5.52% 0.4 272)', true],
    ['lch(97.92 2.055 94.879 / 1)', false],
    ['lab(49% 0 0)', true],
    ['oklch(0.2 0.01 270)', true],
    ['oklch(98% 0.01 270)', false],
    ['rgb(18, 18, 19)', true],
    ['rgb(249 249 250 / 0.9)', false],
    ['rgba(0, 0, 0, 0)', null],
    ['transparent', null],
    ['var(--x)', null],
    ['lch(none 0 0)', null],
    ['', null],
  ])('%j: %s', (color, dark) => {
    expect(isDark(color)).toBe(dark);
  });
});

describe.each(['light', 'dark'] as const)('%s', (mode) => {
  const { colors } = linearTheme(page(mode === 'dark' ? 'class="dark"' : ''));
  const value = (name: keyof typeof colors) => fallback(colors[name]);

  it.each(['text', 'muted', 'accent', 'aging', 'stale', 'success'] as const)('%s can be read', (name) => {
    expect(contrast(value(name), value('canvas'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value(name), value('raised'))).toBeGreaterThanOrEqual(4.5);
  });

  it('text on the accent can be read', () => {
    expect(contrast(value('on-accent'), value('accent'))).toBeGreaterThanOrEqual(4.5);
  });
});
