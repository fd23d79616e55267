/** How a page of the practice Jira behaves, chosen by its query: `?theme=dark&cards=500`. */
export interface JiraSwitches {
  theme: 'light' | 'dark' | 'auto';
  /** Which of its views Jira opens an issue in, beside or over a page. */
  form: 'modal' | 'panel';
  /** `none`: the view of an issue has its key alone, and no header around it. */
  header: 'own' | 'none';
  /** A panel with this issue that the address does not name; empty: none. */
  preview: string;
  /** `long`: more than any row or card has room for. */
  titles: 'short' | 'long';
  dir: 'ltr' | 'rtl';
  /** `on`: cards and rows are rendered anew every second, a third of them from scratch. */
  churn: 'on' | 'off';
  /** How many issues the board, backlog and search hold. */
  cards: number;
  /** ms until the page's bundle arrives: the page is not loaded before. */
  bundle: number;
  /** ms from the bundle's start until React takes the page over. */
  hydrate: number;
  /** ms from then until a board or backlog has its issues. */
  arrive: number;
}

const WORDS = {
  theme: ['light', 'dark', 'auto'],
  form: ['modal', 'panel'],
  header: ['own', 'none'],
  titles: ['short', 'long'],
  dir: ['ltr', 'rtl'],
  churn: ['on', 'off'],
} as const;

export const DEFAULTS: JiraSwitches = {
  theme: 'light',
  form: 'modal',
  header: 'own',
  preview: '',
  titles: 'short',
  dir: 'ltr',
  churn: 'off',
  cards: 40,
  bundle: 0,
  hydrate: 0,
  arrive: 120,
};

/** What a query asks for; words it does not know are left out. */
export function readJiraSwitches(query: URLSearchParams): JiraSwitches {
  const given: Record<string, string | number> = {};
  for (const [name, words] of Object.entries(WORDS)) {
    const value = query.get(name);
    if (value && (words as readonly string[]).includes(value)) given[name] = value;
  }
  given.preview = /^[A-Z]+-\d+$/.exec(query.get('preview') ?? '')?.[0] ?? '';
  for (const name of ['cards', 'bundle', 'hydrate', 'arrive']) {
    const value = query.get(name);
    if (value !== null && Number(value) >= 0) given[name] = Number(value);
  }
  return { ...DEFAULTS, ...given };
}
