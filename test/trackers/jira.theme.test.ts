import { describe, expect, it } from 'vitest';
import { jiraTheme, PALETTES, THEME_ATTRIBUTES } from '../../trackers/jira/page/theme';
import { contrast, fallback } from './contrast';
import { openPage } from './page';

const page = (attributes: string): Document =>
  openPage(`<html ${attributes}><body></body></html>`, 'https://acme.atlassian.net').document;

describe('the theme is the page’s', () => {
  it.each([
    ['data-color-mode="light" data-theme="dark:dark light:light"', true, 'light'],
    ['data-color-mode="dark" data-theme="dark:dark light:light"', false, 'dark'],
    ['data-color-mode="auto"', false, 'light'],
    ['data-color-mode="auto"', true, 'dark'],
    // Data Center.
    ['data-color-mode-auto', true, 'dark'],
    ['data-color-mode-auto', false, 'light'],
    ['data-color-mode-auto data-color-mode="light"', true, 'light'],
    ['data-color-mode="light" data-theme="light:original"', true, 'light'],
    ['', true, 'light'],
    ['data-color-mode="constructor"', true, 'light'],
  ] as const)('%s, system dark: %s → %s', (attributes, prefersDark, scheme) => {
    const found = jiraTheme(page(attributes), prefersDark);
    expect(found.scheme).toBe(scheme);
    expect(fallback(found.colors.text)).toBe(PALETTES[scheme].text);
  });

  it('names the attributes it reads', () => {
    const document = page('data-color-mode-auto');
    const root = document.documentElement;
    const read: string[] = [];
    for (const name of ['getAttribute', 'hasAttribute'] as const) {
      const own = root[name].bind(root) as (attribute: string) => never;
      root[name] = (attribute: string) => {
        read.push(attribute);
        return own(attribute);
      };
    }
    jiraTheme(document, true);
    expect([...new Set(read)].sort()).toEqual([...THEME_ATTRIBUTES].sort());
  });

  it('follows Cloud’s tokens, then Data Center’s variables, before its own values', () => {
    const { colors } = jiraTheme(page('data-color-mode="light"'), false);
    expect(colors.muted).toBe('var(--ds-text-subtle, var(--aui-lesser-body-text, #505258))');
    expect(colors.canvas).toBe('var(--ds-surface, #ffffff)');
  });
});

describe.each(['light', 'dark'] as const)('%s', (mode) => {
  const { colors } = jiraTheme(page(`data-color-mode="${mode}"`), false);
  const value = (name: keyof typeof colors) => fallback(colors[name]);

  it.each(['text', 'muted', 'accent', 'aging', 'stale', 'success'] as const)('%s can be read', (name) => {
    expect(contrast(value(name), value('canvas'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value(name), value('raised'))).toBeGreaterThanOrEqual(4.5);
  });

  it('text on the accent can be read', () => {
    expect(contrast(value('on-accent'), value('accent'))).toBeGreaterThanOrEqual(4.5);
  });
});
