/** How a practice page behaves, chosen by its query: `?theme=dark&rows=recycle`. */

export interface Switches {
  theme: 'light' | 'dark' | 'dimmed' | 'high-contrast' | 'dark-high-contrast' | 'auto';
  dir: 'ltr' | 'rtl';
  /** `mount`: rows come and go while scrolling; `recycle`: the same row becomes another item; `all`: no windowing. */
  rows: 'mount' | 'recycle' | 'all';
  /** Whether rows are rendered anew every second, some of them from scratch. */
  churn: 'on' | 'off';
  /** Which generation of the page, where GitHub still serves both. */
  era: 'new' | 'legacy';
  /** ms from the bundle's start until React takes the page over. */
  hydrate: number;
  /** ms that an answer to a navigation takes. */
  slow: number;
  /** Status of the answer to a navigation; 200 is none. */
  fail: number;
}

/** `era` has no default: each page knows which one is served today. */
export type Given = Partial<Switches>;

const WORDS = {
  theme: ['light', 'dark', 'dimmed', 'high-contrast', 'dark-high-contrast', 'auto'],
  dir: ['ltr', 'rtl'],
  rows: ['mount', 'recycle', 'all'],
  churn: ['on', 'off'],
  era: ['new', 'legacy'],
} as const;

/** What a query asks for; words it does not know are left out. */
export function readSwitches(query: URLSearchParams): Given {
  const given: Record<string, string | number> = {};
  for (const [name, words] of Object.entries(WORDS)) {
    const value = query.get(name);
    if (value && (words as readonly string[]).includes(value)) given[name] = value;
  }
  for (const name of ['hydrate', 'slow', 'fail']) {
    const value = Number(query.get(name));
    if (value > 0) given[name] = value;
  }
  return given as Given;
}

/** The attributes of `<html>` by which GitHub names its theme. */
export function themeAttributes(theme: Switches['theme'] = 'light'): Record<string, string> {
  const mode = theme === 'auto' ? 'auto' : theme === 'light' || theme === 'high-contrast' ? 'light' : 'dark';
  const dark = { dimmed: 'dark_dimmed', 'dark-high-contrast': 'dark_high_contrast' } as Record<
    string,
    string
  >;
  return {
    'data-color-mode': mode,
    'data-light-theme': theme === 'high-contrast' ? 'light_high_contrast' : 'light',
    'data-dark-theme': dark[theme] ?? 'dark',
  };
}
