import { describe, expect, it } from 'vitest';
import { githubTheme, PALETTES, THEME_ATTRIBUTES } from '../../trackers/github/page/theme';
import { contrast, fallback } from './contrast';
import { openPage } from './page';

function html(mode: string | null, light: string, dark: string): Document {
  const attributes = [
    mode === null ? '' : `data-color-mode="${mode}"`,
    light && `data-light-theme="${light}"`,
    dark && `data-dark-theme="${dark}"`,
  ];
  return openPage(`<html ${attributes.join(' ')}><body></body></html>`, 'https://github.com').document;
}

describe('the theme is the page’s', () => {
  it.each([
    ['light', 'light', 'dark', true, 'light', 'light'],
    ['dark', 'light', 'dark', false, 'dark', 'dark'],
    ['auto', 'light', 'dark', false, 'light', 'light'],
    ['auto', 'light', 'dark', true, 'dark', 'dark'],
    ['dark', 'light', 'dark_dimmed', false, 'dark', 'dark'],
    // As in the captures: a dark theme in both slots.
    ['auto', 'dark_colorblind', 'dark_colorblind', false, 'dark', 'dark'],
    ['light', 'light_high_contrast', 'dark', true, 'light', 'light_high_contrast'],
    ['dark', 'light', 'dark_tritanopia_high_contrast', true, 'dark', 'dark_high_contrast'],
    ['dark', 'light', 'light', true, 'light', 'light'],
    ['dark', '', '', false, 'dark', 'dark'],
    [null, '', '', true, 'light', 'light'],
    ['auto', 'light', 'dark_from_next_year', true, 'dark', 'dark'],
    ['auto', 'light', 'constructor', true, 'light', 'light'],
  ] as const)('%s, %s/%s, system dark: %s → %s', (mode, light, dark, prefersDark, scheme, theme) => {
    const found = githubTheme(html(mode, light, dark), prefersDark);
    expect(found.scheme).toBe(scheme);
    expect(fallback(found.colors.text)).toBe(PALETTES[theme].text);
    expect(fallback(found.colors.stale)).toBe(PALETTES[theme].stale);
  });

  it('names the attributes it reads', () => {
    const document = html('dark', 'light', 'dark');
    const read: string[] = [];
    const root = document.documentElement;
    const getAttribute = root.getAttribute.bind(root);
    root.getAttribute = (name: string) => {
      read.push(name);
      return getAttribute(name);
    };
    githubTheme(document, false);
    document.documentElement.setAttribute('data-color-mode', 'light');
    githubTheme(document, false);
    expect([...new Set(read)].sort()).toEqual([...THEME_ATTRIBUTES].sort());
  });

  it('follows the page’s variables before its own values', () => {
    expect(githubTheme(html('light', 'light', 'dark'), false).colors.muted).toBe(
      'var(--fgColor-muted, #59636e)',
    );
  });
});

describe.each(Object.keys(PALETTES))('%s', (theme) => {
  const { colors } = githubTheme(html('light', theme, theme), false);
  const value = (name: keyof typeof colors) => fallback(colors[name]);

  it.each(['text', 'muted', 'accent', 'aging', 'stale', 'success'] as const)('%s can be read', (name) => {
    expect(contrast(value(name), value('canvas'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value(name), value('raised'))).toBeGreaterThanOrEqual(4.5);
  });

  it('text on the accent can be read', () => {
    expect(contrast(value('on-accent'), value('accent'))).toBeGreaterThanOrEqual(4.5);
  });
});
