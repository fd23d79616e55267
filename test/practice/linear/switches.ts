/** How a page of the practice Linear behaves, chosen by its query: `?theme=dark&issues=2000`. */
export interface LinearSwitches {
  theme: 'light' | 'dark' | 'auto';
  dir: 'ltr' | 'rtl';
  /** `recycle`: the same row becomes another issue while scrolling; `mount`: rows come and go; `all`: no windowing. */
  rows: 'recycle' | 'mount' | 'all';
  /** `on`: rows and cards are rendered anew every second, a third of them from scratch. */
  churn: 'on' | 'off';
  layout: 'list' | 'board';
  /** `rtl`: in Arabic. */
  titles: 'normal' | 'long' | 'rtl';
  /** `plain`: none of the marks of an issue page is in the peek. Which it is on the real pages is not known. */
  peek: 'marked' | 'plain';
  /** How many issues the workspace holds; half of them are of ENG. */
  issues: number;
  /** How many issues are in the local store before the page shows any; 0: the store is left as it is. */
  store: number;
  /** ms until the page's bundle arrives: the page is not loaded before. */
  bundle: number;
  /** ms from the bundle's start until there is anything but the splash screen. */
  boot: number;
  /** ms from then until a list or board has its issues. */
  arrive: number;
}

const WORDS = {
  theme: ['light', 'dark', 'auto'],
  dir: ['ltr', 'rtl'],
  rows: ['recycle', 'mount', 'all'],
  churn: ['on', 'off'],
  layout: ['list', 'board'],
  titles: ['normal', 'long', 'rtl'],
  peek: ['marked', 'plain'],
} as const;

const DEFAULTS: LinearSwitches = {
  theme: 'light',
  dir: 'ltr',
  rows: 'recycle',
  churn: 'off',
  layout: 'list',
  titles: 'normal',
  peek: 'marked',
  issues: 160,
  store: 0,
  bundle: 0,
  boot: 0,
  arrive: 80,
};

/** What a query asks for; words it does not know are left out. */
export function readLinearSwitches(query: URLSearchParams): LinearSwitches {
  const given: Record<string, string | number> = {};
  for (const [name, words] of Object.entries(WORDS)) {
    const value = query.get(name);
    if (value && (words as readonly string[]).includes(value)) given[name] = value;
  }
  for (const name of ['issues', 'store', 'bundle', 'boot', 'arrive']) {
    const value = query.get(name);
    if (value !== null && Number(value) >= 0) given[name] = Number(value);
  }
  return { ...DEFAULTS, ...given };
}
