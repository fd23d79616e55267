/** How a page of the practice Jira behaves, chosen by its query: `?theme=dark&cards=500`. */
export interface JiraSwitches {
  theme: 'light' | 'dark' | 'auto';
  /** Which of its views Jira opens an issue in, beside or over a page. */
  form: 'modal' | 'panel';
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

const WORDS = { theme: ['light', 'dark', 'auto'], form: ['modal', 'panel'], churn: ['on', 'off'] } as const;

export const DEFAULTS: JiraSwitches = {
  theme: 'light',
  form: 'modal',
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
  for (const name of ['cards', 'bundle', 'hydrate', 'arrive']) {
    const value = query.get(name);
    if (value !== null && Number(value) >= 0) given[name] = Number(value);
  }
  return { ...DEFAULTS, ...given };
}
