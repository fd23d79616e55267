/**
 * Linear's theme: what the page itself paints, never the system's preference. Themes may be of a person's own making.
 */
import type { Theme, ThemeColor } from '../../../components/overlay/tracker-contract';

/** `class="dark"` and the colours Linear writes into the style of `<html>`, also before its scripts run ([N]). */
export const THEME_ATTRIBUTES = ['class', 'style'] as const;

type Palette = Readonly<Record<ThemeColor, string>>;

/** Linear's own colours where [N] has them, as sRGB; the marks' are of the same lightness. */
export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    text: '#23252a',
    muted: '#5b5b5d',
    canvas: '#f9f9fa',
    raised: '#ffffff',
    border: '#e2e2e2',
    accent: '#5059c9',
    'on-accent': '#ffffff',
    aging: '#8a5300',
    stale: '#b3261e',
    success: '#1d7033',
  },
  dark: {
    text: '#e2e3e5',
    muted: '#97979a',
    canvas: '#121213',
    raised: '#1c1c1d',
    border: '#303236',
    accent: '#8c96ff',
    'on-accent': '#121213',
    aging: '#f2c94c',
    stale: '#ff8f85',
    success: '#6fcf87',
  },
};

/**
 * Variables of Linear's contract for colours ([N]): nothing at the root, set inside the page's themed parts. Ours that
 * stand outside of those have the fallbacks.
 */
const VARIABLES: Partial<Record<ThemeColor, string>> = {
  text: '--color-text-primary',
  muted: '--color-text-secondary',
  canvas: '--bg-base-color',
  border: '--bg-border-color',
};

const FONT =
  'var(--font-regular, "Inter Variable", "SF Pro Display", -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", sans-serif)';

export function linearTheme(document: Document): Theme {
  const scheme = schemeOf(document);
  const palette = PALETTES[scheme];
  const colors = Object.fromEntries(
    Object.entries(palette).map(([name, value]) => {
      const variable = VARIABLES[name as ThemeColor];
      return [name, variable ? `var(${variable}, ${value})` : value];
    }),
  ) as Record<ThemeColor, string>;
  return { scheme, colors, font: FONT };
}

/**
 * A theme's ground is surest; then Linear's class; then whatever is painted. Without any of them: light, as its CSS.
 */
function schemeOf(document: Document): 'light' | 'dark' {
  const { documentElement: html, body } = document;
  for (const name of ['--bg-base-color', '--bg-color']) {
    const dark = isDark((html as HTMLElement).style.getPropertyValue(name));
    if (dark !== null) return dark ? 'dark' : 'light';
  }
  if (html.classList.contains('dark')) return 'dark';
  const window = document.defaultView;
  for (const element of [body, html]) {
    const dark = element && window ? isDark(window.getComputedStyle(element).backgroundColor) : null;
    if (dark !== null) return dark ? 'dark' : 'light';
  }
  return 'light';
}

/** Whether a CSS colour is a dark one; null where it is none that can be told, or one that lets others through. */
export function isDark(color: string): boolean | null {
  const [, name = '', inside = ''] = /^\s*(#|[a-z]+\()([^)]*)\)?\s*$/i.exec(color) ?? [];
  const kind = name.toLowerCase();
  if (kind === '#') return isDarkHex(inside);
  const parts = inside.split(/[\s,/]+/).filter((part) => part !== '');
  const [first = '', second = '', third = '', alpha] = parts;
  if (alpha !== undefined && Number.parseFloat(alpha) === 0) return null;
  const value = Number.parseFloat(first);
  if (Number.isNaN(value)) return null;
  const isPercent = first.endsWith('%');
  if (kind === 'lch(' || kind === 'lab(') return value < 50;
  if (kind === 'oklch(' || kind === 'oklab(') return (isPercent ? value / 100 : value) < 0.57;
  if (kind === 'rgb(' || kind === 'rgba(')
    return luma(value, Number.parseFloat(second), Number.parseFloat(third));
  return null;
}

function isDarkHex(digits: string): boolean | null {
  const wide = /^[\da-f]{3,4}$/i.test(digits) ? digits.replace(/./g, '$&$&') : digits;
  if (!/^[\da-f]{6}(?:[\da-f]{2})?$/i.test(wide) || /^.{6}00$/.test(wide)) return null;
  const [r, g, b] = [0, 2, 4].map((at) => Number.parseInt(wide.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
  return luma(r, g, b);
}

/** Rec. 709 luma, below the middle grey. Channels of 0 to 255. */
const luma = (r: number, g: number, b: number): boolean => 0.2126 * r + 0.7152 * g + 0.0722 * b < 119;
