/** Readable for everybody: axe finds nothing on chip, editor and toast, in the page's light and dark looks. */
import { axeFaults } from '../axe';
import { expect, test } from '../fixture';
import { editorOf, fieldOf, panelOf } from '../panel';

const OURS = ['foothold-chip', 'foothold-toast', 'foothold-panel'];

/** `npm test` looks at one light and one dark theme. */
const THEMES = [
  ['light', []],
  ['dark', []],
  ['dimmed', ['@long']],
  ['high-contrast', ['@long']],
  ['dark-high-contrast', ['@long']],
] as const;

for (const [theme, tag] of THEMES) {
  test(`axe finds nothing on chip, editor and toast: ${theme}`, { tag: [...tag] }, async ({ foothold }) => {
    const page = await foothold.open('/acme/widgets/issues', { theme, churn: 'off' });
    const chip = page.locator('foothold-chip');
    await expect(chip.first()).toBeAttached();
    for (const [nth, key] of [
      [0, 'Control+Enter'],
      [1, 'Enter'],
    ] as const) {
      await chip.nth(nth).locator('.open').click();
      await expect(fieldOf(page)).toBeFocused();
      await page.keyboard.type(`Step ${nth}`);
      await page.keyboard.press(key);
      await expect(chip.nth(nth).locator('.step')).toHaveText(`Step ${nth}`);
    }
    await expect(page.locator('.toast')).toBeVisible();
    await chip.nth(2).locator('.open').click();
    await expect(editorOf(page)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(panelOf(page).getByRole('alert')).toBeVisible();
    // What moves is judged where it comes to rest.
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    expect(await axeFaults(page, OURS)).toEqual([]);
    await page.keyboard.press('Escape');
    await chip.nth(0).locator('.open').click();
    await expect(panelOf(page).locator('.step-bar')).toBeVisible();
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    expect(await axeFaults(page, OURS)).toEqual([]);
  });
}
