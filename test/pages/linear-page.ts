/** The practice Linear as tests read it: what is on the screen, and the chips in it. */
import type { Page } from '@playwright/test';

export const LINEAR = 'https://linear.app';
const at = (path: string) => `${LINEAR}/acme/${path}`;
export const PAGES = {
  team: at('team/ENG/all'),
  mine: at('my-issues/assigned'),
  cycle: at('team/ENG/cycle/active'),
  project: at('project/fewer-support-calls-0f150687c354/issues'),
  /** An issue with two labels stands in it twice. */
  view: at('view/by-label-2393a08d4f2e'),
  board: `${at('team/ENG/all')}?layout=board`,
  inbox: at('inbox/priority'),
  projects: at('projects/all'),
  issue: at('issue/ENG-1/sign-in-with-a-passkey-on-a-second-device'),
} as const;

/** A row or card on the screen, or the issue page or peek, and the chips it should have. */
export interface Served {
  /** `ENG-12`, of its own link or the address. */
  item: string;
  /** Where: `row`, `card`, `view`. */
  kind: 'row' | 'card' | 'view';
  /** Of each chip in it: the item it names itself by, its age, its step, and what a screen reader is told. */
  chips: LinearChip[];
}

export interface LinearChip {
  name: string;
  age: string;
  step: string | null;
  spoken: string;
  box: { x: number; y: number; width: number; height: number };
}

/** Self-contained: its source is sent to the page. Reads through the open roots of the testing build. */
export function readServed(): Served[] {
  const chipOf = (host: Element): LinearChip => {
    const chip = host.shadowRoot!.querySelector<HTMLElement>('.chip');
    const text = (selector: string) => chip?.querySelector(selector)?.textContent ?? null;
    const { x, y, width, height } = (chip?.hidden ? new Range() : (chip ?? host)).getBoundingClientRect();
    const age = text('.age') ?? '';
    return {
      name: (chip?.ariaLabel ?? '').replace('Foothold: ', ''),
      age,
      step: text('.step'),
      spoken: (chip?.querySelector('.open')?.ariaLabel ?? '').replace(`${age}. `, ''),
      box: { x, y, width, height },
    };
  };
  const issueIn = (path: string) => /^\/acme\/issue\/([A-Z]+-\d+)/.exec(path)?.[1] ?? null;
  const isSeen = (element: Element) => {
    const { top, bottom, left, right, height } = element.getBoundingClientRect();
    const scroller = element.closest('[data-list-wrapper], .cards, .issue-scroller')?.getBoundingClientRect();
    const [from, to] = [
      Math.max(0, scroller?.top ?? 0),
      Math.min(innerHeight, scroller?.bottom ?? innerHeight),
    ];
    return height > 0 && bottom > from && top < to && right > 0 && left < innerWidth;
  };
  const served: Served[] = [];
  for (const row of document.querySelectorAll<HTMLAnchorElement>(
    'a[data-list-row="true"], a[data-board-item="true"]',
  )) {
    const item = issueIn(row.pathname);
    if (!item || !isSeen(row)) continue;
    const chips = [...row.querySelectorAll('foothold-chip')].map(chipOf);
    served.push({ item, kind: row.dataset.boardItem ? 'card' : 'row', chips });
  }
  for (const view of document.querySelectorAll('.issue-scroller')) {
    const peeked = view.closest('.peek')?.querySelector<HTMLAnchorElement>('.peek-head a')?.pathname;
    const chips = [...view.querySelectorAll('foothold-chip')].filter(
      (host) => !host.closest('a[data-list-row]'),
    );
    served.push({ item: issueIn(peeked ?? location.pathname)!, kind: 'view', chips: chips.map(chipOf) });
  }
  return served;
}

export const served = (page: Page): Promise<Served[]> => page.evaluate(readServed);

/** What is not as it should be: exactly one chip for each row, card and view on the screen, and it its own. */
export async function faultsOf(page: Page): Promise<string[]> {
  const all = await served(page);
  if (all.length === 0) return ['nothing is on the screen'];
  return all.flatMap(({ item, kind, chips }) =>
    chips.length === 1 && chips[0]!.name === item
      ? []
      : [`${kind} of ${item}: ${chips.map(({ name }) => name).join(', ') || 'no chip'}`],
  );
}

/** The first chip of an item; null while there is none. */
export const chipOf = async (page: Page, item: string): Promise<LinearChip | null> =>
  (await served(page)).find((one) => one.item === item && one.chips.length > 0)?.chips[0] ?? null;

/** Which entry the page's own keys chose; null: none. */
export const chosen = (page: Page): Promise<string | null> =>
  page.evaluate(
    () =>
      document.querySelector('[data-keyboard-active="true"]')?.getAttribute('data-practice-entry') ?? null,
  );

/** Scrolls a list by hand: a few rows a frame. */
export const scrollList = (page: Page, to: number, step = 300): Promise<void> =>
  page.evaluate(
    ([to, step]) =>
      new Promise<void>((resolve) => {
        const list = document.querySelector('[data-list-wrapper]')!;
        const next = () => {
          const end = Math.min(to, list.scrollHeight - list.clientHeight);
          const left = end - list.scrollTop;
          if (Math.abs(left) < 1) return resolve();
          list.scrollBy({ top: Math.max(-step, Math.min(step, left)), behavior: 'instant' });
          requestAnimationFrame(next);
        };
        next();
      }),
    [to, step] as const,
  );
