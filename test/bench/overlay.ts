/** What an overlay costs the page: one load, churn, and stillness. */
import type { BrowserContext, Page } from '@playwright/test';
import type { Kind } from './kinds.ts';
import { type MainThread, traced } from './trace.ts';

export interface Reading {
  load: MainThread;
  churn: MainThread;
  /** Two seconds in which the page does nothing. */
  still: MainThread;
  /** Layout shift over all of it, as the browser scores it. */
  shift: number;
  nodes: number;
  listeners: number;
  heapMB: number;
  /** Rows in the page now; elements of ours among the page's own; nodes inside them that the page can see. */
  rows: number;
  hosts: number;
  inside: number;
}

const quiet = (page: Page) => page.evaluate('bench.quiet()');

export async function readOverlay(context: BrowserContext, kind: Kind, rows: number): Promise<Reading> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const times = await traced(page, cdp, {
    load: async () => {
      await page.goto(kind.address(rows));
      await quiet(page);
    },
    churn: async () => {
      await page.evaluate('bench.churn()');
      await quiet(page);
    },
    still: () => new Promise((done) => setTimeout(done, 2000)),
  });
  // What is left is what is held: garbage of the churn does not count.
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const end = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  const seen = await page.evaluate(
    (rows) => ({
      shift: (globalThis as unknown as { bench: { shifts: number[] } }).bench.shifts.reduce(
        (sum, value) => sum + value,
        0,
      ),
      rows: document.querySelectorAll(rows).length,
      hosts: document.querySelectorAll('foothold-chip').length,
      inside: document.querySelectorAll('foothold-chip *').length,
    }),
    kind.rows,
  );
  await page.close();
  return {
    ...times,
    ...seen,
    nodes: end.Nodes!,
    listeners: end.JSEventListeners!,
    heapMB: end.JSHeapUsedSize! / 1e6,
  };
}
