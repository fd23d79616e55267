/**
 * One person's first minute with the build people get: sees ages, writes a step, starts, finishes, takes it back,
 * meets it again on the item's own page, in the popup and after a reload. A picture of each moment, in light and in
 * dark, goes to `out/first-minute/`: to be looked at by a person.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixture';
import { insideOf } from './inside';

const OUT = join(import.meta.dirname, '../../out/first-minute');
const STEP = 'Export 10,001 rows on staging and read the log';
const POPUP = { width: 420, height: 600 };

test.use({ build: 'shipped' });

for (const theme of ['light', 'dark'] as const)
  test.describe(theme, { tag: '@long' }, () => {
    test.use({ colorScheme: theme, switches: { theme, churn: 'off' } });

    test('the first minute', async ({ foothold }) => {
      test.setTimeout(120_000);
      let count = 0;
      let popup: Page | null = null;
      const picture = async (page: Page, name: string) => {
        await (page === popup ? page.evaluate(restOfPopup) : inside.run(rest));
        count += 1;
        await page.screenshot({ path: join(OUT, `${theme}-${String(count).padStart(2, '0')}-${name}.png`) });
      };

      const page = await foothold.open('/acme/widgets/issues');
      const inside = await insideOf(page, foothold.extensionId);
      const first = async () => (await inside.chips())[0]!;
      await expect.poll(async () => (await inside.chips()).length).toBeGreaterThan(8);
      expect(await first()).toMatchObject({ name: 'Foothold: #1285', step: null });
      // The first minutes of the page count as well.
      expect((await first()).age).toMatch(/^5\dm$/);
      expect((await inside.chips()).slice(1, 6).map(({ age }) => age)).toEqual([
        '3h',
        '1d',
        '2d',
        '3d',
        '9d',
      ]);
      await picture(page, 'list');

      await page.mouse.move(300, 246);
      await picture(page, 'row-under-the-pointer');

      await inside.click('.open');
      await expect.poll(() => inside.field()).toBe('');
      await picture(page, 'editor');
      await page.keyboard.press('Enter');
      await expect
        .poll(async () => (await inside.texts('[role=alert]')).join())
        .toContain('The step is empty');
      await picture(page, 'nothing-typed');
      await page.keyboard.type(STEP);
      await picture(page, 'typed');
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await first()).step).toBe(STEP);
      await expect.poll(() => inside.texts('.toast p')).toContain('Saved');
      await picture(page, 'saved');

      await foothold.command('start-step', page);
      await expect.poll(async () => (await first()).spoken).toContain('started, running');
      await picture(page, 'started');
      await inside.click('.open');
      await expect.poll(() => inside.field()).toBe(STEP);
      await picture(page, 'editor-of-a-started-step');
      await page.keyboard.press('Escape');
      await foothold.command('finish-step', page);
      await expect.poll(async () => (await first()).step).toBeNull();
      await expect.poll(() => inside.texts('.toast p')).toContain('Finished');
      await picture(page, 'finished');
      await inside.click('.toast .plain');
      await expect.poll(async () => (await first()).spoken).toContain('started, running');
      await picture(page, 'undone');

      await page.getByRole('link', { name: 'Export stops at 10,000 rows without saying so' }).click();
      await page.waitForURL('**/acme/widgets/issues/1285');
      await expect.poll(async () => (await inside.chips()).map(({ step }) => step)).toEqual([STEP]);
      await picture(page, 'issue');

      popup = await foothold.openPopup(page);
      await popup.setViewportSize(POPUP);
      await popup.emulateMedia({ colorScheme: theme });
      await expect(popup.getByText(STEP).first()).toBeVisible();
      await picture(popup, 'popup');
      await popup.getByRole('combobox').fill('#1275 Read the three 503 answers in the queue');
      await picture(popup, 'popup-typed');
      await popup.getByRole('combobox').press('Enter');
      await expect(popup.getByRole('status')).toContainText('Added to acme/widgets#1275');
      await picture(popup, 'popup-added');
      await popup.close();

      await page.goto('https://github.com/acme/widgets/issues');
      await expect.poll(async () => (await inside.chips()).length).toBeGreaterThan(8);
      await expect.poll(async () => (await first()).spoken).toContain('started, running');
      await page.reload();
      await expect
        .poll(async () =>
          (await inside.chips()).filter(({ step }) => step !== null).map(({ name, step }) => [name, step]),
        )
        .toEqual([
          ['Foothold: #1285', STEP],
          ['Foothold: #1275', 'Read the three 503 answers in the queue'],
        ]);
      await picture(page, 'reloaded');

      for (const [name, path] of [
        ['pull-request', '/acme/widgets/pull/1280'],
        ['pull-requests', '/acme/widgets/pulls'],
        ['board', '/orgs/acme/projects/1'],
        ['table', '/orgs/acme/projects/1/views/2'],
        ['all-issues', '/issues'],
      ] as const) {
        await page.goto(`https://github.com${path}`);
        await expect.poll(async () => (await inside.chips()).length).toBeGreaterThan(0);
        await picture(page, name);
      }
      // A card, as wide as it is, with a step on it.
      await page.goto('https://github.com/orgs/acme/projects/1');
      await expect.poll(async () => (await inside.chips()).length).toBeGreaterThan(3);
      await inside.click('.open', 1);
      await expect.poll(() => inside.field()).toBe('');
      await page.keyboard.type(STEP);
      await page.keyboard.press('Control+Enter');
      await expect.poll(async () => (await inside.chips())[1]!.step).toBe(STEP);
      // Beside the words of the card there is room for more than an age (about 25 px).
      expect((await inside.box('.step', 0))!.width).toBeGreaterThan(40);
      await picture(page, 'board-with-a-step');
    });
  });

/** What moves is pictured where it comes to rest. */
function rest(): Promise<unknown> {
  const { dom } = (
    globalThis as unknown as { chrome: { dom: { openOrClosedShadowRoot(host: Element): ShadowRoot } } }
  ).chrome;
  const moving = [...document.querySelectorAll('foothold-chip, foothold-toast, foothold-panel')].flatMap(
    (host) => dom.openOrClosedShadowRoot(host).getAnimations(),
  );
  return Promise.all(moving.map((one) => one.finished)).then(() => null);
}

const restOfPopup = () => Promise.all(document.getAnimations().map((one) => one.finished)).then(() => null);
