/** GitHub's theme, as the page sets it: the system's preference counts only where the page follows it. */
import type { Theme, ThemeColor } from '../../../components/overlay/tracker-contract';

/** Attributes of `<html>` that say the theme (2021–2026; every capture has them). */
export const THEME_ATTRIBUTES = ['data-color-mode', 'data-light-theme', 'data-dark-theme'] as const;

/**
 * Primer's variable of each colour. `accent` is a text colour and `on-accent` the canvas: so each is readable on
 * the other in every theme.
 */
const VARIABLES: Readonly<Record<ThemeColor, string>> = {
  text: 'fgColor-default',
  muted: 'fgColor-muted',
  canvas: 'bgColor-default',
  raised: 'overlay-bgColor',
  border: 'borderColor-default',
  accent: 'fgColor-accent',
  'on-accent': 'bgColor-default',
  aging: 'fgColor-attention',
  stale: 'fgColor-danger',
  success: 'fgColor-success',
};

type Palette = Readonly<Record<ThemeColor, string>>;

const LIGHT: Palette = {
  text: '#1f2328',
  muted: '#59636e',
  canvas: '#ffffff',
  raised: '#ffffff',
  border: '#d1d9e0',
  accent: '#0969da',
  'on-accent': '#ffffff',
  aging: '#9a6700',
  stale: '#d1242f',
  success: '#1a7f37',
};

const LIGHT_HIGH_CONTRAST: Palette = {
  ...LIGHT,
  text: '#010409',
  muted: '#454c54',
  border: '#454c54',
  accent: '#023b95',
  aging: '#603700',
  stale: '#960d1e',
  success: '#04591f',
};

const DARK: Palette = {
  text: '#f0f6fc',
  muted: '#9198a1',
  canvas: '#0d1117',
  raised: '#010409',
  border: '#3d444d',
  accent: '#4493f8',
  'on-accent': '#0d1117',
  aging: '#d29922',
  stale: '#f85149',
  success: '#3fb950',
};

const DARK_HIGH_CONTRAST: Palette = {
  ...DARK,
  text: '#ffffff',
  muted: '#b7bdc8',
  canvas: '#010409',
  border: '#b7bdc8',
  accent: '#74b9ff',
  'on-accent': '#010409',
  aging: '#f0b72f',
  stale: '#ff9492',
  success: '#2bd853',
};

/**
 * Fallbacks, for pages that define no variables: those of GitHub's plain themes, which the others differ from in a
 * few shades. Source: @primer/primitives 11.10.0.
 */
export const PALETTES = {
  light: LIGHT,
  light_high_contrast: LIGHT_HIGH_CONTRAST,
  dark: DARK,
  dark_high_contrast: DARK_HIGH_CONTRAST,
} as const;

// As GitHub's own text where the page has no variable for it: `system-ui` is another font on most Linux desktops.
const FONT =
  'var(--fontStack-system, -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif)';

/** The theme in force. A person may put any theme into either slot: a dark one under "light", too. */
function themeOf(html: Element, prefersDark: boolean): string {
  const mode = html.getAttribute('data-color-mode');
  const dark = mode === 'dark' || (mode === 'auto' && prefersDark);
  const theme = html.getAttribute(dark ? 'data-dark-theme' : 'data-light-theme');
  return theme || (dark ? 'dark' : 'light');
}

export function githubTheme(document: Document, prefersDark: boolean): Theme {
  const theme = themeOf(document.documentElement, prefersDark);
  const scheme = theme.startsWith('dark') ? 'dark' : 'light';
  const palette = PALETTES[theme.endsWith('high_contrast') ? (`${scheme}_high_contrast` as const) : scheme];
  const colors = Object.fromEntries(
    Object.entries(VARIABLES).map(([name, variable]) => [
      name,
      `var(--${variable}, ${palette[name as ThemeColor]})`,
    ]),
  ) as Record<ThemeColor, string>;
  return { scheme, colors, font: FONT };
}
