/** A walk over the practice pages with the extension people get: what it shows, in a table and in pictures. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Launched } from '../browser.ts';
import { openPopup } from '../tab.ts';
import { type Seen, see } from './see.ts';

const PAGES = [
  ['issue list', '/acme/widgets/issues'],
  ['label', '/acme/widgets/labels/bug'],
  ['milestone', '/acme/widgets/milestone/1'],
  ['all issues', '/issues'],
  ['issue', '/acme/widgets/issues/1285'],
  ['issue, legacy', '/acme/widgets/issues/1283?era=legacy'],
  ['pull requests', '/acme/widgets/pulls'],
  ['pull requests, new', '/acme/widgets/pulls?era=new'],
  ['all pull requests', '/pulls/inbox'],
  ['pull request', '/acme/widgets/pull/1280'],
  ['pull request, legacy', '/acme/widgets/pull/1280?era=legacy'],
  ['board', '/orgs/acme/projects/1'],
  ['table', '/orgs/acme/projects/1/views/2'],
  ['side pane', '/orgs/acme/projects/1?pane=issue&issue=acme%7Cwidgets%7C1277'],
  ['Jira: board', 'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1'],
  ['Jira: backlog', 'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1/backlog'],
  ['Jira: search', 'https://acme.atlassian.net/issues/?jql=project%20%3D%20APP'],
  ['Jira: issue', 'https://acme.atlassian.net/browse/APP-1'],
  ['Linear: list', 'https://linear.app/acme/team/ENG/all?store=400'],
  ['Linear: board', 'https://linear.app/acme/team/ENG/all?store=400&layout=board'],
  ['Linear: issue', 'https://linear.app/acme/issue/ENG-1?store=400'],
  ['Linear: inbox', 'https://linear.app/acme/inbox/priority?store=400'],
] as const;

/** Written in the popup, as a person would: the last one is started at once. */
const STEPS = [
  ['#1283 Undo one row in the edit log and see what comes back', 'Enter'],
  ['#1281 Ask Carol who owns the drafts of people who left', 'Enter'],
  ['#1277 Import the file from the report and note the line it stops at', 'Enter'],
  ['#1280 Compare the preview with the sent invoice of a Swiss account', 'Enter'],
  ['https://acme.atlassian.net/browse/APP-2 Write the sentence people should read instead', 'Enter'],
  ['https://acme.atlassian.net/browse/APP-1 Send yourself one from the staging server', 'Control+Enter'],
  ['https://linear.app/acme/issue/ENG-3 Compare two invoices of March', 'Enter'],
  ['https://linear.app/acme/issue/ENG-1 Try it on the old phone from the drawer', 'Control+Enter'],
  ['#1285 Export 10,001 rows and read the worker log', 'Control+Enter'],
] as const;

/** Rows printed of each page. */
const PRINTED = 5;
const PATIENCE = 10_000;

export interface Tour {
  shown: { page: string; seen: Seen[] }[];
  /** What went wrong, in sentences. */
  faults: string[];
}

export async function tour(browser: Launched, out: string): Promise<Tour> {
  mkdirSync(out, { recursive: true });
  const page = await browser.context.newPage();
  const shown: Tour['shown'] = [];
  const faults: string[] = [];
  await visit(page, '/acme/widgets/issues');
  await settled(page);
  await write(browser, page);
  for (const [name, path] of PAGES) {
    for (const theme of ['light', 'dark'] as const) {
      await visit(page, path, theme);
      const seen = await settled(page);
      if (theme === 'light') shown.push({ page: name, seen });
      if (seen.length === 0) faults.push(`Foothold is blind on the ${name} page in ${theme} (${path}).`);
      await page.screenshot({ path: join(out, `${name.replace(/\W+/g, '-')}-${theme}.png`) });
    }
  }
  if (!shown.some(({ seen }) => seen.some(({ step }) => step.startsWith('▶')))) {
    faults.push('The step that was started in the popup shows on no page.');
  }
  return { shown, faults };
}

async function visit(page: Page, path: string, theme = 'light'): Promise<void> {
  const url = new URL(path, 'https://github.com');
  url.searchParams.set('theme', theme);
  // Rows built anew every second make good tests and restless pictures.
  url.searchParams.set('churn', 'off');
  await page.goto(url.href);
}

/** What is shown once it no longer grows; nothing at all after `PATIENCE` ms. */
async function settled(page: Page): Promise<Seen[]> {
  const deadline = Date.now() + PATIENCE;
  let last: Seen[] = [];
  while (Date.now() < deadline) {
    const now = await see(page);
    if (now.length > 0 && JSON.stringify(now) === JSON.stringify(last)) return now;
    last = now;
    await new Promise((later) => setTimeout(later, 300));
  }
  return last;
}

async function write(browser: Launched, page: Page): Promise<void> {
  const popup = await openPopup(browser, page);
  const field = popup.getByRole('combobox');
  for (const [step, key] of STEPS) {
    await field.fill(step);
    await field.press(key);
    // The field is emptied once the step is kept.
    await popup.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[role=combobox]')?.value === '',
    );
  }
  await popup.close();
  await page.bringToFront();
}

export function print({ shown }: Tour): void {
  const header = { page: 'page', item: 'key', title: 'title', age: 'age', band: 'band', step: 'next step' };
  const rows = shown.flatMap(({ page, seen }) => {
    // What carries a step is what a person would look for.
    const chosen = seen.toSorted((a, b) => Number(b.step !== '') - Number(a.step !== '')).slice(0, PRINTED);
    const more = seen.length - chosen.length;
    const listed = seen.filter((one) => chosen.includes(one));
    return [
      ...listed.map((one, index) => ({ page: index === 0 ? page : '', ...one })),
      ...(more > 0
        ? [{ ...header, page: '', item: `and ${more} more`, title: '', age: '', band: '', step: '' }]
        : []),
    ];
  });
  const widths = { page: 21, item: 19, title: 46, age: 4, band: 7, step: 64 };
  for (const row of [header, ...rows]) {
    const cells = Object.entries(widths).map(([name, width]) => cut(row[name as keyof typeof row], width));
    console.log(cells.join('  ').trimEnd());
  }
}

const cut = (words: string, width: number) =>
  words.length > width ? `${words.slice(0, width - 1)}…` : words.padEnd(width);
