/** GitHub's theme, as the page sets it: the system's preference counts only where the page follows it. */
import type { Look, LookColor } from '../../components/overlay/tracker';

/** Attributes of `<html>` that say the theme (2021–2026; every capture has them). */
export const LOOK_ATTRIBUTES = ['data-color-mode', 'data-light-theme', 'data-dark-theme'] as const;

/**
 * Primer's variable of each colour: the current name, then the one GitHub Enterprise Server still has. `accent`
 * is a text colour and `on-accent` the canvas: so each is readable on the other in every theme.
 */
const VARIABLES: Readonly<Record<LookColor, readonly [current: string, older: string]>> = {
  text: ['--fgColor-default', '--color-fg-default'],
  muted: ['--fgColor-muted', '--color-fg-muted'],
  canvas: ['--bgColor-default', '--color-canvas-default'],
  raised: ['--overlay-bgColor', '--color-canvas-overlay'],
  border: ['--borderColor-default', '--color-border-default'],
  accent: ['--fgColor-accent', '--color-accent-fg'],
  'on-accent': ['--bgColor-default', '--color-canvas-default'],
  aging: ['--fgColor-attention', '--color-attention-fg'],
  stale: ['--fgColor-danger', '--color-danger-fg'],
  success: ['--fgColor-success', '--color-success-fg'],
};

type Palette = Readonly<Record<LookColor, string>>;

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

// Where GitHub's own value would be too faint on the dimmed canvases, the fallback is a step lighter.
const DIMMED: Palette = {
  ...DARK,
  text: '#d1d7e0',
  canvas: '#212830',
  raised: '#2a313c',
  accent: '#539bf5',
  'on-accent': '#212830',
  muted: '#9aa2ab',
  aging: '#c69026',
  stale: '#f47067',
  success: '#57ab5a',
};

const DIMMED_HIGH_CONTRAST: Palette = {
  ...DIMMED,
  text: '#f0f6fc',
  muted: '#b7bdc8',
  border: '#b7bdc8',
  accent: '#96d0ff',
  aging: '#eac55f',
  stale: '#ffb8b0',
  success: '#b4f1b4',
};

/**
 * Fallbacks by theme name, for pages that define no variables. Source: @primer/primitives 11.10.0. Themes for
 * colour blindness (`*_colorblind`, `*_tritanopia`) change what stands for good and bad and nothing else.
 */
export const PALETTES: Readonly<Record<string, Palette>> = {
  light: LIGHT,
  light_colorblind: { ...LIGHT, stale: '#bc4c00', success: '#0969da' },
  light_tritanopia: { ...LIGHT, success: '#0969da' },
  light_high_contrast: LIGHT_HIGH_CONTRAST,
  light_colorblind_high_contrast: { ...LIGHT_HIGH_CONTRAST, stale: '#702c00', success: '#023b95' },
  light_tritanopia_high_contrast: { ...LIGHT_HIGH_CONTRAST, stale: '#86061d', success: '#023b95' },
  dark: DARK,
  dark_colorblind: { ...DARK, stale: '#f0883e', success: '#58a6ff' },
  dark_tritanopia: { ...DARK, success: '#58a6ff' },
  dark_high_contrast: DARK_HIGH_CONTRAST,
  dark_colorblind_high_contrast: { ...DARK_HIGH_CONTRAST, stale: '#ffb757', success: '#addcff' },
  dark_tritanopia_high_contrast: { ...DARK_HIGH_CONTRAST, success: '#91cbff' },
  dark_dimmed: DIMMED,
  dark_dimmed_high_contrast: DIMMED_HIGH_CONTRAST,
};

const FONT =
  'var(--fontStack-system, -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif)';

/** The theme in force. A person may put any theme into either slot: a dark one under "light", too. */
function themeOf(html: Element, prefersDark: boolean): string {
  const mode = html.getAttribute('data-color-mode');
  const dark = mode === 'dark' || (mode === 'auto' && prefersDark);
  const theme = html.getAttribute(dark ? 'data-dark-theme' : 'data-light-theme');
  return theme || (dark ? 'dark' : 'light');
}

export function look(document: Document, prefersDark: boolean): Look {
  const theme = themeOf(document.documentElement, prefersDark);
  const scheme = theme.startsWith('dark') ? 'dark' : 'light';
  const palette = (Object.hasOwn(PALETTES, theme) && PALETTES[theme]) || PALETTES[scheme]!;
  const colors = Object.fromEntries(
    Object.entries(VARIABLES).map(([name, [current, older]]) => [
      name,
      `var(${current}, var(${older}, ${palette[name as LookColor]}))`,
    ]),
  ) as Record<LookColor, string>;
  return { scheme, colors, font: FONT };
}
