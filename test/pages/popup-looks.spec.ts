/** Readable for everybody: axe, both looks, narrow and wide, and other people's text as text. */
import type { Page } from '@playwright/test';
import { axeFaults, onlyDark } from '../axe';
import { expect, type Foothold, test } from '../fixture';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

const EVIL = '<img src=x onerror="document.title=1"> & <b>bold</b>';

/** A step in every list. */
async function fill(popup: Page): Promise<void> {
  await popup.evaluate(async (evil) => {
    let acts = 0;
    const key = (number: number) => `github.com/acme/widgets#${number}`;
    const act = async (number: number, action: object) => {
      acts += 1;
      const id = String(acts).padStart(32, '0');
      const answer = await chrome.runtime.sendMessage({ type: 'act', id, key: key(number), action });
      return (answer as { value: { view: { item: { nextStep: string } } } }).value.view.item.nextStep;
    };
    const day = 86_400_000;
    const facts = (number: number, title: string, days: number) => ({
      key: key(number),
      title,
      status: 'Open',
      category: 'todo',
      createdAt: Date.now() - days * day,
      updatedAt: Date.now() - day,
    });
    const seen = [facts(31, evil, 43), facts(32, 'Stale', 200), facts(33, 'Fresh', 2)];
    await chrome.runtime.sendMessage({ type: 'see', seen });
    await act(31, { type: 'write', text: `Escape ${evil}`, start: true });
    await act(32, { type: 'write', text: 'Not started yet', start: false });
    const waiting = await act(33, { type: 'write', text: 'Waiting', start: false });
    await act(33, { type: 'wait', step: waiting, on: 'Ana' });
    await act(34, { type: 'write', text: 'Snoozed', start: false });
    await act(34, { type: 'snooze', until: Date.now() + 3 * day });
  }, EVIL);
  await expect(popup.locator('.line')).toHaveCount(4);
}

const onItem = async (foothold: Foothold, number: number) =>
  foothold.openPopup(await foothold.open(`/acme/widgets/issues/${number}`));

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, { tag: onlyDark(colorScheme) }, () => {
    test.use({ colorScheme });

    test('axe finds nothing in an empty popup, nor in a full one with all that opens', async ({
      foothold,
    }) => {
      const empty = await foothold.openPopup(await foothold.context.newPage());
      await expect(empty.getByText('Nothing begun, nothing waiting.')).toBeVisible();
      expect(await axeFaults(empty)).toEqual([]);
      const popup = await onItem(foothold, 12);
      await fill(popup);
      expect(await axeFaults(popup)).toEqual([]);
      await popup.getByRole('button', { name: 'More: Not started yet' }).click();
      expect(await axeFaults(popup)).toEqual([]);
      await popup.getByRole('button', { name: 'Rewrite' }).click();
      expect(await axeFaults(popup)).toEqual([]);
      await popup.getByRole('combobox').fill('https://github.com/acme Ask');
      await popup.getByRole('combobox').press('Enter');
      await expect(popup.locator('.quickadd [role=alert]')).not.toBeEmpty();
      await popup.getByRole('button', { name: 'Pause: Escape' }).click();
      await expect(popup.getByRole('status')).toContainText('Paused');
      expect(await axeFaults(popup)).toEqual([]);
      await popup.getByRole('combobox').fill('');
      await popup.getByRole('combobox').press('ArrowDown');
      await expect(popup.getByRole('option').first()).toBeVisible();
      expect(await axeFaults(popup)).toEqual([]);
    });
  });
}

test('nothing runs out of a window of any width, in either direction of writing', async ({ foothold }) => {
  const popup = await onItem(foothold, 12);
  await fill(popup);
  await popup.getByRole('combobox').fill(`Ask${'x'.repeat(300)}`);
  await popup.keyboard.press('Enter');
  await expect(popup.locator('.line')).toHaveCount(5);
  await popup.getByRole('button', { name: 'More: Not started yet' }).click();
  await expect(popup.getByRole('button', { name: 'Rewrite' })).toBeVisible();
  for (const width of [360, 380, 800, 1200]) {
    await popup.setViewportSize({ width, height: 600 });
    for (const dir of ['ltr', 'rtl']) {
      const over = await popup.evaluate((dir) => {
        document.documentElement.dir = dir;
        const beyond = (element: Element) => element.scrollWidth - element.clientWidth;
        return { wide: beyond(document.documentElement), lists: beyond(document.querySelector('.lists')!) };
      }, dir);
      expect(over, `${width} px, ${dir}`).toEqual({ wide: 0, lists: 0 });
    }
  }
});

test('a popup keeps its width while the browser measures it in a tiny window', async ({ foothold }) => {
  const popup = await foothold.openPopup(await foothold.context.newPage());
  await expect(popup.locator('html.tab')).toHaveCount(1);
  await popup.evaluate(() => document.documentElement.classList.remove('tab'));
  await popup.setViewportSize({ width: 120, height: 60 });
  expect((await popup.locator('.popup').boundingBox())?.width).toBe(380);
});
