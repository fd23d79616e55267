/**
 * How long the popup takes with 10,000 steps, beside a page of the same extension that reads as many rows from the same
 * database and shows as many lines (least/page).
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Launched, launch, OUTPUT } from '../browser.ts';
import { openBlank } from './inside-page.ts';
import { compareRow, median, type Row } from './table.ts';

const OPENINGS = 7;
const BOUND = 1.5;
/** By then a popup has drawn and counted everything. */
const SETTLED_MS = 500;

/** The shipped build with one page more: only a page of the same extension may read its database. */
function buildWithLeastPage(): string {
  const path = join(OUTPUT, 'bench/with-least-page');
  rmSync(path, { recursive: true, force: true });
  cpSync(join(OUTPUT, 'chrome-mv3'), path, { recursive: true });
  cpSync(join(import.meta.dirname, 'least/page'), path, { recursive: true });
  return path;
}

export async function measurePopup(): Promise<Row[]> {
  // Its own pages only: with nobody between them and the browser, who would add his own time to each file.
  const browser = await launch({ build: { path: buildWithLeastPage() }, practice: false });
  try {
    const page = await openBlank(browser);
    const steps = await page.evaluate<number>('footholdBench.tenThousandSteps()');
    await page.close();
    // The first opening also wakes what was never used before; people open it again and again.
    const { rows, lines } = await openPage(browser, 'popup.html');
    const [least, ours]: [number[], number[]] = [[], []];
    for (let count = 0; count <= OPENINGS; count += 1) {
      const opened = [
        await openPage(browser, `least.html?rows=${rows}&lines=${lines}`),
        await openPage(browser, 'popup.html'),
      ] as const;
      if (count === 0) continue;
      least.push(opened[0].ms);
      ours.push(opened[1].ms);
    }
    return [
      compareRow({
        what: `popup usable, ${steps.toLocaleString('en')} steps`,
        against: `least page, ${rows} rows, ${lines} lines`,
        least: median(least),
        ours: median(ours),
        bound: BOUND,
      }),
    ];
  } finally {
    await browser.close();
  }
}

interface Opening {
  /** From opening the page until its field has the cursor and lines are drawn. */
  ms: number;
  /** Lines that were drawn by then. */
  lines: number;
  /** Lines in the end, each of a row that was read. */
  rows: number;
}

async function openPage({ context, extensionId }: Launched, path: string): Promise<Opening> {
  const page = await context.newPage();
  await watchUsable(page);
  await page.goto(`chrome-extension://${extensionId}/${path}`);
  const usable = await page.evaluate<Omit<Opening, 'rows'>>('usable');
  await page.waitForTimeout(SETTLED_MS);
  const rows = await page.locator('main li').count();
  await page.close();
  return { ...usable, rows };
}

const watchUsable = (page: Page) =>
  page.addInitScript(() => {
    const isUsable = () =>
      document.activeElement instanceof HTMLInputElement && document.querySelector('main li') !== null;
    const usable = new Promise<Omit<Opening, 'rows'>>((done) => {
      const look = () => {
        if (!isUsable()) return;
        observer.disconnect();
        // After the frame that shows it.
        const lines = document.querySelectorAll('main li').length;
        requestAnimationFrame(() => done({ ms: performance.now(), lines }));
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true });
      document.addEventListener('focusin', look);
    });
    Object.assign(globalThis, { usable });
  });
