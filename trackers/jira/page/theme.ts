/** Jira's theme, as the page sets it: the system's preference counts only where the page follows it. */
import type { Theme, ThemeColor } from '../../../components/overlay/tracker-contract';

/**
 * Attributes of `<html>` that say the theme. Cloud: `data-color-mode`. Data Center (AUI 9 and 10) the same; where it
 * follows the system, `data-color-mode-auto` without it. Without either: light, as every older Jira is.
 */
export const THEME_ATTRIBUTES = ['data-color-mode', 'data-color-mode-auto'] as const;

/**
 * The design token of each colour; then AUI's own variable, which a Data Center without tokens has. `accent` is a text
 * colour and `on-accent` the canvas: so each is readable on the other in every theme.
 * Sources: atlassian.design/components/tokens; docs.atlassian.com/aui, "AUI colors".
 */
const VARIABLES: Readonly<Record<ThemeColor, readonly [token: string, aui?: string]>> = {
  text: ['--ds-text', '--aui-body-text'],
  muted: ['--ds-text-subtle', '--aui-lesser-body-text'],
  canvas: ['--ds-surface'],
  raised: ['--ds-surface-overlay'],
  border: ['--ds-border', '--aui-border'],
  accent: ['--ds-link', '--aui-link-color'],
  'on-accent': ['--ds-surface'],
  aging: ['--ds-text-warning'],
  stale: ['--ds-text-danger'],
  success: ['--ds-text-success'],
};

type Palette = Readonly<Record<ThemeColor, string>>;

/** Fallbacks, for pages that define no variables: the tokens' values of 2026, borders made opaque. */
export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    text: '#292a2e',
    muted: '#505258',
    canvas: '#ffffff',
    raised: '#ffffff',
    border: '#dddee1',
    accent: '#1868db',
    'on-accent': '#ffffff',
    aging: '#9e4c00',
    stale: '#ae2e24',
    success: '#4c6b1f',
  },
  dark: {
    text: '#cecfd2',
    muted: '#a9abaf',
    canvas: '#1f1f21',
    raised: '#2b2c2f',
    border: '#3d3f43',
    accent: '#669df1',
    'on-accent': '#1f1f21',
    aging: '#fbc828',
    stale: '#fd9891',
    success: '#b3df72',
  },
};

const FONT =
  'var(--ds-font-family-body, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Oxygen, Ubuntu, "Fira Sans", "Droid Sans", "Helvetica Neue", sans-serif)';

function schemeOf(html: Element, prefersDark: boolean): 'light' | 'dark' {
  const mode = html.getAttribute('data-color-mode');
  const follows = mode === 'auto' || (!mode && html.hasAttribute('data-color-mode-auto'));
  return mode === 'dark' || (follows && prefersDark) ? 'dark' : 'light';
}

export function jiraTheme(document: Document, prefersDark: boolean): Theme {
  const scheme = schemeOf(document.documentElement, prefersDark);
  const palette = PALETTES[scheme];
  const colors = Object.fromEntries(
    Object.entries(VARIABLES).map(([name, [token, aui]]) => {
      const value = palette[name as ThemeColor];
      return [name, `var(${token}, ${aui ? `var(${aui}, ${value})` : value})`];
    }),
  ) as Record<ThemeColor, string>;
  return { scheme, colors, font: FONT };
}
