/** In tables a chip stays in its title's column: under another one's head it would read as that column's value. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixture';
import { openSiteAccess } from '../site-access';

/** px to each side; what is drawn may round. */
const LOOSE = 1;

interface Table {
  row: string;
  /** What of a row is the title's column. */
  cell: string;
  title: string;
}

interface Row {
  title: string;
  /** The title has more to say than is seen of it. */
  cut: boolean;
  /** What is seen of its chip, and of the cell; px. Null: no chip is seen. */
  chip: [left: number, right: number, top: number, bottom: number] | null;
  cell: [left: number, right: number, top: number, bottom: number];
}

/** Rows on the screen that have a chip. */
const rowsOf = (page: Page, table: Table): Promise<Row[]> =>
  page.evaluate(({ row, cell, title }) => {
    const box = (element: Element): Row['cell'] => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return [left, right, top, bottom];
    };
    return [...document.querySelectorAll(row)]
      .filter((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return top > 0 && bottom < innerHeight && one.querySelector('foothold-chip');
      })
      .map((one) => {
        const chip = one.querySelector('foothold-chip')!.shadowRoot!.querySelector<HTMLElement>('.chip');
        const column = one.matches(cell) ? one : one.querySelector(cell)!;
        const text = one.querySelector(title)!;
        const cuts = [text, ...text.querySelectorAll('*'), text.parentElement!].filter(
          (element) => element.clientWidth > 0 && getComputedStyle(element).overflowX === 'hidden',
        );
        return {
          title: text.textContent,
          cut: cuts.some((element) => element.scrollWidth > element.clientWidth),
          chip: chip && chip.getClientRects().length > 0 ? box(chip) : null,
          cell: box(column),
        };
      });
  }, table);

const isWithin = ({ chip, cell }: Row): boolean =>
  !!chip &&
  chip[0] >= cell[0] - LOOSE &&
  chip[1] <= cell[1] + LOOSE &&
  chip[2] >= cell[2] - LOOSE &&
  chip[3] <= cell[3] + LOOSE;

async function expectWithin(page: Page, table: Table): Promise<Row[]> {
  // A chip that another size of its column has moved is seen where it was before.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect.poll(async () => (await rowsOf(page, table)).length).toBeGreaterThan(5);
  await expect.poll(async () => (await rowsOf(page, table)).filter((row) => !isWithin(row))).toEqual([]);
  return rowsOf(page, table);
}

const PROJECT: Table = {
  row: '[role="row"][data-hovercard-subject-tag]',
  cell: '[role="rowheader"]',
  title: '[role="rowheader"] a',
};

for (const dir of ['ltr', 'rtl'] as const) {
  test(`a project's table, ${dir}: in the title's column, however wide that is`, async ({ foothold }) => {
    const page = await foothold.open('/orgs/acme/projects/1/views/2', { dir, churn: 'off' });
    const seen = { cut: 0, whole: 0 };
    for (const width of ['', '900px', '420px', '320px', '240px', '180px', '120px'])
      await test.step(width || 'as wide as there is room', async () => {
        await page.evaluate(
          (width) => document.documentElement.style.setProperty('--column-Title-width', width),
          width,
        );
        for (const { cut } of await expectWithin(page, PROJECT)) seen[cut ? 'cut' : 'whole'] += 1;
      });
    // Of both, or nothing was tried.
    expect(Math.min(seen.cut, seen.whole)).toBeGreaterThan(20);
  });
}

const CLOUD = 'https://acme.atlassian.net';
const LINEAR = 'https://linear.app/acme/team/ENG/all';

const OTHERS: Record<string, Table & { at: string }> = {
  'Jira, search': {
    at: `${CLOUD}/issues/?jql=project%20%3D%20APP`,
    row: 'tr[role="row"]',
    cell: 'td:first-child',
    title: '[data-testid$="issue-summary-cell"]',
  },
  'Jira, list': {
    at: `${CLOUD}/jira/software/c/projects/APP/list`,
    row: '[data-testid*="row-wrapper-"]',
    cell: '[data-testid$="text-cell-wrapper"]',
    title: '[data-testid$="summary-cell"]',
  },
  'Jira, queue': {
    at: `${CLOUD}/jira/servicedesk/projects/APP/queues/custom/1`,
    row: '[role="row"]:has(> [role="cell"])',
    cell: '[data-testid$="-summary"]',
    title: '[data-testid$="-summary"] a',
  },
  'Jira, ideas': {
    at: `${CLOUD}/jira/polaris/projects/APP/ideas/view/1`,
    row: '.idea-row',
    cell: '[role="gridcell"]:first-child',
    title: '[data-testid$="read-only.container"]',
  },
  'Jira, timeline': {
    at: `${CLOUD}/jira/software/c/projects/APP/boards/1/timeline`,
    row: '.plan-what',
    cell: '.plan-what',
    title: '.plan-title',
  },
  'Linear, list': {
    at: LINEAR,
    row: 'a[data-list-row="true"]',
    cell: '[data-list-grid-column="title"]',
    title: '[data-list-grid-column="title"] .title',
  },
};

for (const [name, { at, ...table }] of Object.entries(OTHERS)) {
  for (const switches of ['', 'titles=long', 'titles=long&dir=rtl']) {
    test(`${name}, ${switches || 'short titles'}: in the title's column`, async ({ foothold }) => {
      const page = await foothold.open(`${at}${at.includes('?') ? '&' : '?'}${switches}`);
      for (const width of [1280, 1000, 760]) {
        await page.setViewportSize({ width, height: 800 });
        await expectWithin(page, table);
      }
    });
  }
}

test("Data Center's navigator: in the title's column", async ({ foothold }) => {
  const access = await openSiteAccess(foothold);
  await access.allow('https://jira.acme.test/*');
  const settings = await foothold.context.newPage();
  await settings.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
  await settings.getByLabel('Address of your Jira').fill('https://jira.acme.test/tracker/browse/APP-1');
  await settings.getByRole('button', { name: 'Add' }).click();
  await expect(settings.getByRole('main').getByRole('listitem')).toContainText('Foothold works here.');
  for (const titles of ['short', 'long'])
    await test.step(titles, async () => {
      const page = await foothold.open(`https://jira.acme.test/tracker/issues/?jql=a&titles=${titles}`);
      for (const width of [1280, 1000, 760]) {
        await page.setViewportSize({ width, height: 800 });
        await expectWithin(page, { row: 'tr.issuerow', cell: 'td.summary', title: 'td.summary a' });
      }
    });
});
