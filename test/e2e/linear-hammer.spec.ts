/**
 * Half a minute (`npm run soak`) of all that a quick hand does on Linear: j and k, Space, routes, list and board, wheel
 * and scroll bar, with the editor opened in between. Every frame is looked at: no wrong or doubled chip, no key of ours
 * heard by the page, and nothing shifts.
 */
import type { Page } from '@playwright/test';
import { expect, type Foothold, shifts, test } from '../fixture';
import { chosen, faultsOf, PAGES, readServed, type Served, scrollList, served } from '../pages/linear-page';
import { editorFor } from '../panel';
import type { Shift } from '../practice/app/window';
import { soaked } from '../soak';

const HAMMERING_MS = soaked(30_000, 5000);
const ISSUES = 400;

/** Writes a step that names its item, for every issue: a chip in a wrong row would say so. */
async function writeAll(foothold: Foothold): Promise<void> {
  const own = await foothold.context.newPage();
  await own.goto(`chrome-extension://${foothold.extensionId}/popup.html`);
  await own.evaluate(async (count) => {
    const { runtime } = (
      globalThis as unknown as {
        chrome: { runtime: { sendMessage(asked: object): Promise<{ ok: boolean }> } };
      }
    ).chrome;
    const write = async ([team, number]: readonly [string, number]) => {
      const answer = await runtime.sendMessage({
        type: 'act',
        id: `written-for-${team}-${number}`,
        key: `linear.app/acme/${team}-${number}`,
        action: { type: 'write', text: `Step of ${team}-${number}`, start: number % 3 === 0 },
      });
      if (!answer.ok) throw new Error(JSON.stringify(answer));
    };
    const issues = Object.entries({ ENG: count / 2, DES: count / 4, OPS: count / 4 }).flatMap(
      ([team, last]) => Array.from({ length: last }, (_, index) => [team, index + 1] as const),
    );
    while (issues.length > 0) await Promise.all(issues.splice(0, 50).map(write));
  }, ISSUES);
  await own.close();
}

/**
 * The panel floats above the page. Where it grows it moves, and nothing with it: its frame is 404 px wide, in no tree.
 */
const isOfPanel = ({ sources }: Shift): boolean =>
  sources.every(({ node, to }) => node === 'hidden or removed' && to.split(' ')[2] === '404');

interface Seen {
  frames: number;
  rows: number;
  wrong: string[];
}

/** Looks at every frame from here on, after the page's and our own work in it; keeps what is wrong. */
function lookAtEachFrame(read: string): void {
  const served = new Function(`return (${read})()`) as () => Served[];
  const seen: Seen = { frames: 0, rows: 0, wrong: [] };
  Object.assign(window, { seen });
  const look = () => {
    seen.frames += 1;
    for (const { item, kind, chips } of served()) {
      seen.rows += 1;
      if (chips.length > 1) seen.wrong.push(`${kind} of ${item}: ${chips.length} chips`);
      for (const { name, step } of chips) {
        if (name !== item) seen.wrong.push(`${kind} of ${item} wears the chip of ${name}`);
        else if (step !== null && step !== `Step of ${item}`) seen.wrong.push(`${item} shows “${step}”`);
      }
    }
  };
  const frame = () => {
    const channel = new MessageChannel();
    channel.port1.onmessage = look;
    channel.port2.postMessage(null);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const shortcuts = (page: Page) => page.evaluate(() => window.practice.shortcuts.length);

/** The editor over the chosen row, and into it all that Linear would make something of. */
async function typeInEditor(foothold: Foothold, page: Page): Promise<void> {
  await expect.poll(() => chosen(page)).not.toBeNull();
  const entry = (await chosen(page))!;
  const before = await shortcuts(page);
  await foothold.command('edit-step', page);
  await expect(editorFor(page, entry.split(' ').at(-1)!)).toBeVisible();
  await page.keyboard.type('gi sc jk x');
  await press(page, 'Backspace', 'ArrowDown', 'Control+b', 'Escape');
  expect(await shortcuts(page)).toBe(before);
  expect(await chosen(page)).toBe(entry);
}

for (const rows of ['recycle', 'mount'])
  test(`hammering, where rows ${rows}`, { tag: '@soak' }, async ({ foothold }) => {
    test.setTimeout(240_000);
    await writeAll(foothold);
    const page = await foothold.open(PAGES.team, { issues: ISSUES, rows } as object);
    await expect.poll(() => faultsOf(page)).toEqual([]);
    await page.evaluate(lookAtEachFrame, String(readServed));
    const display = page.getByRole('button', { name: 'Display options' });
    let rounds = 0;
    for (const end = Date.now() + HAMMERING_MS; Date.now() < end; rounds += 1) {
      await press(page, ...Array<string>(12).fill('j'), ...Array<string>(4).fill('k'));
      await press(page, ' ', 'j', 'j', 'k', ' ');
      await scrollList(page, 6000, 1100);
      await scrollList(page, 0, 900);
      await page.mouse.move(700, 500);
      for (const by of [900, -400, 2500, -3000]) await page.mouse.wheel(0, by);
      await press(page, 'j', 'Enter');
      await page.goBack();
      await page.locator('[data-list-wrapper]').waitFor();
      await press(page, 'j');
      await typeInEditor(foothold, page);
      await display.click();
      await page.mouse.move(900, 600);
      for (const by of [800, 1600, -1200]) await page.mouse.wheel(0, by);
      await press(page, 'j', 'j', ' ', 'j', 'Escape');
      await display.click();
      for (const to of ['m', 'c', 'b', 'a', 'p', 'i', 'e']) await press(page, 'g', to);
    }
    const {
      frames,
      rows: looked,
      wrong,
    } = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
    expect([...new Set(wrong)]).toEqual([]);
    expect(rounds).toBeGreaterThan(soaked(1, 0));
    expect(frames).toBeGreaterThan(soaked(200, 30));
    expect(looked).toBeGreaterThan(soaked(2000, 300));
    // Without the extension nothing shifts either.
    expect((await shifts(page)).filter((shift) => !isOfPanel(shift))).toEqual([]);
    expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
    // The page heard its own keys all along.
    expect(await shortcuts(page)).toBeGreaterThan(rounds * 20);
    // And what is on the screen now is whole: each its own step.
    await expect.poll(() => faultsOf(page)).toEqual([]);
    const steps = async () =>
      (await served(page)).flatMap(({ item, chips: [chip] }) =>
        chip?.step === `Step of ${item}` ? [] : [item],
      );
    await expect.poll(steps).toEqual([]);
    expect(await page.locator('foothold-chip').count()).toBeLessThan(80);
    expect(foothold.leaks()).toEqual([]);
  });
