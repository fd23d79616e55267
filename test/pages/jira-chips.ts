/** The chips on a page of the practice Jira, each with the item of the place it stands in. */
import type { Page } from '@playwright/test';

export interface JiraChip {
  /** `APP-12`: of the card, row or view it stands in. */
  at: string | null;
  /** `Foothold: APP-12`: the name it gives itself. */
  name: string;
  age: string;
  step: string | null;
  /** What a screen reader is told after what is seen. */
  spoken: string;
  /** Its row or card itself reaches beyond the viewport, to where the page scrolls sideways. */
  isCutOff: boolean;
  box: { x: number; y: number; width: number; height: number };
}

/** Reads through the open roots of the testing build; in the document's order. */
export const jiraChips = (page: Page): Promise<JiraChip[]> => page.evaluate(read);

function read(): JiraChip[] {
  const holders: [selector: string, key: (element: Element) => string | null | undefined][] = [
    ['[data-testid="platform-board-kit.ui.card.card"]', ({ id }) => id.replace('card-', '')],
    ['[data-testid*="card.content-container."]', (row) => row.getAttribute('data-testid')!.split('.').at(-1)],
    [
      'tr[role="row"], [data-testid$="issue-line-card.card-container"], [data-testid*="list-item.container-"], [data-issue], [role="row"], .for-you li li',
      (row) => linkIn(row),
    ],
    ['.business-card', (card) => card.getAttribute('href')!.split('/').at(-1)],
    [
      '[data-practice="head"]',
      (header) => linkIn(header.querySelector('[data-testid$="breadcrumb-current-issue-container"]')!),
    ],
    ['[data-issue-key]', (card) => card.getAttribute('data-issue-key')],
    ['[data-issuekey]', (row) => row.getAttribute('data-issuekey')],
    ['#stalker', () => document.querySelector('#key-val')?.textContent],
  ];
  const linkIn = (element: Element) =>
    element.querySelector('a[href*="/browse/"]')?.getAttribute('href')?.split('/').at(-1);
  return [...document.querySelectorAll('foothold-chip')].map((host) => {
    if (!host.shadowRoot) throw new Error('A chip has no open root: is this the testing build?');
    const chip = host.shadowRoot.querySelector<HTMLElement>('.chip');
    const [selector, keyOf] = holders.find(([selector]) => host.closest(selector)) ?? [];
    const { x, y, width, height } = (chip?.hidden ? new Range() : (chip ?? host)).getBoundingClientRect();
    const age = chip?.querySelector('.age')?.textContent ?? '';
    const around = (selector ? host.closest(selector) : null)?.getBoundingClientRect();
    return {
      isCutOff: around !== undefined && (around.left < 0 || around.right > innerWidth),
      at: (selector && keyOf?.(host.closest(selector)!)) ?? null,
      name: chip?.ariaLabel ?? '',
      age,
      step: chip?.querySelector('.step')?.textContent ?? null,
      spoken: (chip?.querySelector('.open')?.ariaLabel ?? '').replace(`${age}. `, ''),
      box: { x, y, width, height },
    };
  });
}

/** Chips that speak of another item than the one they stand at, and items with more than one chip in their place. */
export async function faultsOf(page: Page): Promise<string[]> {
  const seen = await jiraChips(page);
  return seen.filter(({ at, name }) => name !== `Foothold: ${at}`).map(({ at, name }) => `${at}: ${name}`);
}

/** What each view repeats for its items. */
export const ROWS = [
  '[data-testid="platform-board-kit.ui.card.card"]',
  '.business-card',
  '[data-testid*="card.content-container."]',
  'tr[role="row"]',
  '[data-testid*="row-wrapper-"]',
  '[data-testid*="list-item.container-"]:not(span)',
  '[data-issue]',
  '[role="row"]:has(> [data-testid*="cell-wrapper-row"])',
  '.idea-row',
  '.for-you li li',
  '.ghx-issue',
  '.backlog-row[data-issue-key]',
  'tr.issuerow',
].join(', ');

/** Cards and rows on the screen whose chips are not exactly one. */
export const unserved = (page: Page): Promise<string[]> =>
  page.evaluate(
    (rows) =>
      [...document.querySelectorAll(rows)]
        .filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return bottom > 0 && top < innerHeight && row.querySelectorAll('foothold-chip').length !== 1;
        })
        .map((row) => row.id || row.getAttribute('data-testid') || row.outerHTML.slice(0, 120)),
    ROWS,
  );

/** Chips that nobody sees: there was no room for them. */
export async function unseen(page: Page): Promise<(string | null)[]> {
  return (await jiraChips(page)).filter(({ box }) => box.width < 10).map(({ at }) => at);
}

/** Where every element of the page's own lies. */
const layout = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.body.querySelectorAll('*:not(foothold-chip, foothold-toast, foothold-panel)')].map(
      (element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return `${element.localName} ${x} ${y} ${width} ${height}`;
      },
    ),
  );

/** The page as it is, and an instant later without anything of ours. */
export async function withAndWithout(page: Page): Promise<[string[], string[]]> {
  const [before, , after] = await Promise.all([
    layout(page),
    page.evaluate(() => {
      for (const host of document.querySelectorAll('foothold-chip')) host.remove();
    }),
    layout(page),
  ]);
  return [before, after];
}
