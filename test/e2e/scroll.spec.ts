/**
 * A thousand rows (`npm run soak`) under the wheel, while the page renders rows anew each second and goes from page to
 * page: every row on the screen wears its own item's chip at every frame that is looked at, and nothing is left behind.
 */
import type { CDPSession, Page } from '@playwright/test';
import { expect, type Foothold, scrollTo, shifts, test } from '../fixture';
import { soaked } from '../soak';
import { insideOf } from './inside';

const LIST = '/acme/widgets/issues';
/** Rows of the list, newest first, that are scrolled through: all there are, or as many as tell. */
const ROWS = soaked(1285, 400);
/** In `npm run soak` further down than the list goes, px. */
const END = soaked(1_000_000, 15_000);
/** What a dragged scroll bar makes of it, near and far, px. */
const JUMPS = [30_000, 29_900, 5000, 40_000, 0].map((to) => Math.round(to * soaked(1, 0.35)));

/** A row on the screen and what stands in it. */
interface RowSeen {
  /** `#12`, of its title's link. */
  item: string;
  /** Whole days since it was opened, by the date in the row; null below one day. */
  days: number | null;
  /** Of each chip in it: the item it names itself by, its age, its step. */
  chips: [name: string, age: string, step: string | null][];
}

/** Writes a step that names its item, for every row: a chip in a wrong row would say so. */
async function writeAll(foothold: Foothold): Promise<void> {
  const own = await foothold.context.newPage();
  await own.goto(`chrome-extension://${foothold.extensionId}/popup.html`);
  await own.evaluate(async (count) => {
    const { runtime } = (
      globalThis as unknown as {
        chrome: { runtime: { sendMessage(asked: object): Promise<{ ok: boolean }> } };
      }
    ).chrome;
    const write = async (number: number) => {
      const answer = await runtime.sendMessage({
        type: 'act',
        id: `written-for-${number}`,
        key: `github.com/acme/widgets#${number}`,
        action: { type: 'write', text: `Step of #${number}`, start: number % 3 === 0 },
      });
      if (!answer.ok) throw new Error(JSON.stringify(answer));
    };
    const numbers = Array.from({ length: count }, (_, index) => 1285 - index);
    while (numbers.length > 0) await Promise.all(numbers.splice(0, 50).map(write));
  }, ROWS);
  await own.close();
}

/** The rows on the screen now, in one go: nothing can change between the rows. */
function rowsOnScreen(): RowSeen[] {
  return [...document.querySelectorAll('[data-listview-component="items-list"] li')]
    .filter((row) => {
      const { top, bottom, height } = row.getBoundingClientRect();
      return height > 0 && bottom > 0 && top < innerHeight;
    })
    .map((row) => {
      const link = row.querySelector<HTMLAnchorElement>('a[data-testid="issue-pr-title-link"]')!;
      const opened = row.querySelector('relative-time')!.getAttribute('datetime')!;
      const days = Math.floor((Date.now() - Date.parse(opened)) / 86_400_000);
      return {
        item: `#${link.pathname.split('/').at(-1)}`,
        days: days > 0 ? days : null,
        chips: [...row.querySelectorAll('foothold-chip')].map((host): RowSeen['chips'][number] => {
          const part = (selector: string) => host.shadowRoot!.querySelector(selector);
          return [
            part('.chip')?.ariaLabel ?? 'nothing',
            part('.age')?.textContent ?? '',
            part('.step')?.textContent ?? null,
          ];
        }),
      };
    });
}

/** Looks at every frame from here on, after the page's own work in it; keeps what is wrong. */
function lookAtEachFrame(read: string): void {
  const rows = new Function(`return (${read})()`) as () => RowSeen[];
  const seen = { frames: 0, rows: 0, wrong: [] as string[], bare: 0, most: 0 };
  Object.assign(window, { seen });
  const bareSince = new Map<string, number>();
  const look = () => {
    const now = performance.now();
    const bare = new Set<string>();
    for (const { item, days, chips } of rows()) {
      seen.rows += 1;
      if (chips.length === 0) bare.add(item);
      if (chips.length > 1) seen.wrong.push(`${item} has ${chips.length} chips`);
      for (const [name, age, step] of chips) {
        if (name !== `Foothold: ${item}`) seen.wrong.push(`${item} wears the chip of ${name}`);
        else if (days !== null && age !== `${days.toLocaleString('en-US')}d`)
          seen.wrong.push(`${item} is ${days}d old, and said to be ${age}`);
        else if (step !== null && step !== `Step of ${item}`) seen.wrong.push(`${item} shows “${step}”`);
      }
    }
    for (const item of bareSince.keys()) if (!bare.has(item)) bareSince.delete(item);
    for (const item of bare) bareSince.set(item, bareSince.get(item) ?? now);
    seen.bare = bare.size;
    seen.frames += 1;
    seen.most = Math.max(seen.most, document.querySelectorAll('foothold-chip').length);
  };
  // After all of the page's and our own work of the frame, right before it is painted.
  new ResizeObserver(() => {}).observe(document.documentElement);
  const frame = () => {
    const channel = new MessageChannel();
    channel.port1.onmessage = look;
    channel.port2.postMessage(null);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

const seenSoFar = (page: Page) =>
  page.evaluate(
    () =>
      (
        window as unknown as {
          seen: { frames: number; rows: number; wrong: string[]; bare: number; most: number };
        }
      ).seen,
  );

/** Every row on the screen wears exactly its own chip, step and all. */
async function expectWhole(page: Page): Promise<void> {
  const notWhole = async () => {
    const rows = await page.evaluate(rowsOnScreen);
    if (rows.length === 0) return ['no row is on the screen'];
    return rows
      .filter(({ item, chips: [chip, ...more] }) => {
        const [name, , step] = chip ?? [];
        return name !== `Foothold: ${item}` || step !== `Step of ${item}` || more.length > 0;
      })
      .map(({ item, chips }) => `${item} wears ${JSON.stringify(chips)}`);
  };
  await expect.poll(notWhole, { timeout: 20_000 }).toEqual([]);
}

/** Through the list by more than a screen a frame, as a dragged scroll bar does. */
function through(page: Page, to: number): Promise<void> {
  return page.evaluate(
    (to) =>
      new Promise<void>((resolve) => {
        const next = () => {
          const end = Math.min(to, document.documentElement.scrollHeight - innerHeight);
          const left = end - scrollY;
          if (Math.abs(left) < 1) return resolve();
          scrollBy({ top: Math.max(-1100, Math.min(1100, left)), behavior: 'instant' });
          requestAnimationFrame(next);
        };
        next();
      }),
    to,
  );
}

async function nodes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'Nodes')!.value;
}

for (const rows of ['recycle', 'mount'] as const)
  test(`rows that ${rows === 'recycle' ? 'become other items' : 'come and go'} always wear their own chip`, {
    tag: '@soak',
  }, async ({ foothold }) => {
    test.setTimeout(240_000);
    await writeAll(foothold);
    const page = await foothold.open(LIST, { rows });
    await expectWhole(page);
    const inside = await insideOf(page, foothold.extensionId);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const before = await nodes(session);
    await page.evaluate(lookAtEachFrame, String(rowsOnScreen));

    await through(page, END);
    await expectWhole(page);
    await through(page, 0);
    await expectWhole(page);
    // What a wheel and a dragged scroll bar do: jumps, near and far.
    await page.mouse.move(600, 500);
    for (const by of [700, -300, 1500]) await page.mouse.wheel(0, by);
    await expectWhole(page);
    for (const to of JUMPS) {
      await page.evaluate((to) => window.scrollTo({ top: to, behavior: 'instant' }), to);
      await expectWhole(page);
    }

    // Away and back, in both of GitHub's ways, and into the middle of the list.
    const issue = page.locator('a[data-testid="issue-pr-title-link"]').nth(12);
    await issue.click();
    await page.waitForURL(/\/issues\/\d+$/);
    await page.goBack();
    await expectWhole(page);
    const tabs = page.getByRole('navigation', { name: 'Repository' });
    await tabs.getByRole('link', { name: /^Pull requests/ }).click();
    await page.waitForURL(/\/pulls/);
    await tabs.getByRole('link', { name: /^Issues/ }).click();
    await page.waitForURL(/\/issues/);
    await expectWhole(page);
    await through(page, 6000);
    await expectWhole(page);

    const { frames, rows: looked, wrong, most } = await seenSoFar(page);
    expect(wrong).toEqual([]);
    expect(frames).toBeGreaterThan(soaked(100, 30));
    expect(looked).toBeGreaterThan(soaked(1000, 300));
    expect(most).toBeLessThan(100);
    expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);

    // More than a few: those of the last frames may wait for their turn to be collected.
    await expect.poll(async () => (await inside.heap()).connected).toBeGreaterThan(5);
    await expect.poll(async () => (await inside.heap()).detached).toBeLessThan(30);
    // A chip has some 15 nodes: one kept for each of the rows seen would be tens of thousands.
    await expect.poll(() => nodes(session)).toBeLessThan(before + 2000);
  });

for (const build of ['testing', 'none'] as const)
  test.describe(build === 'none' ? 'without the extension' : 'with it', () => {
    test.use({ build });
    test('nothing of the page shifts, at load or while rows come and go', async ({ foothold }) => {
      const page = await foothold.open(LIST, { rows: 'mount' });
      const chips = page.locator('foothold-chip');
      if (build === 'testing') await expect.poll(() => chips.count()).toBeGreaterThan(5);
      await scrollTo(page, 3000);
      await scrollTo(page, 0);
      if (build === 'testing') await expect.poll(() => chips.count()).toBeGreaterThan(5);
      expect(await shifts(page)).toEqual([]);
    });
  });
