/**
 * A popup that closes in the middle of a word, and what is left of it. What needs no browser: test/components/popup.
 */
import { axeFaults } from '../axe';
import { expect, test } from '../fixture';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

const LEFT =
  'ask Sam for the log of the night in which it failed, and for the one before, if he still has it';

test('typed and closed at once, it is there again, with the caret behind it', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues/12');
  const popup = await foothold.openPopup(page);
  await expect(popup.locator('.empty')).toBeVisible();
  await popup.keyboard.type('ask Sam for the');
  await popup.close({ runBeforeUnload: true });
  const again = await foothold.openPopup(await foothold.open('/acme/widgets/issues/13'));
  const field = again.getByRole('combobox');
  await expect(field).toHaveValue('ask Sam for the');
  await expect(field).toBeFocused();
  await expect(again.locator('#popup-target')).toContainText('acme/widgets#12');
  await again.keyboard.type(' log');
  await again.keyboard.press('Enter');
  await expect(again.getByRole('status')).toContainText('Added to acme/widgets#12');
  const events = await foothold.events();
  expect(events.map(({ what }) => (what.type === 'written' ? what.text : what.type))).toEqual([
    'ask Sam for the log',
  ]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('what was left at a chip is offered, readable for everybody', async ({ foothold }) => {
      const popup = await foothold.openPopup(await foothold.open('/acme/widgets/issues/12'));
      await popup.evaluate(async (text) => {
        const key = 'github.com/acme/widgets#12';
        const draft = { id: `step ${key}`, key, step: null, text, base: null, at: Date.now() };
        await chrome.runtime.sendMessage({ type: 'save-draft', draft });
      }, LEFT);
      await popup.reload();
      await expect(popup.getByRole('region', { name: 'Unsaved text from earlier.' })).toContainText(LEFT);
      expect(await axeFaults(popup)).toEqual([]);
      // By keyboard alone.
      await popup.keyboard.press('Tab');
      await expect(popup.getByRole('button', { name: 'Go on with it' })).toBeFocused();
      await popup.keyboard.press('Enter');
      await expect(popup.getByRole('combobox')).toHaveValue(LEFT);
      await expect(popup.getByRole('combobox')).toBeFocused();
    });
  });
}
