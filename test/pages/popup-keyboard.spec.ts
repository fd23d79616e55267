/** The popup by real keys and in two tabs at once. What needs no browser: test/components/popup. */
import type { Page } from '@playwright/test';
import { expect, type Foothold, test } from '../fixture';

const line = (popup: Page, text: string) => popup.locator('.line').filter({ hasText: text });
const list = (popup: Page, name: string) => popup.getByRole('region', { name });
const start = (popup: Page, step: string) => popup.getByRole('button', { name: `Start: ${step}` });

/** Item and text of every step that was written. */
async function written(foothold: Foothold): Promise<string[]> {
  const events = await foothold.events();
  return events.flatMap(({ key, what }) => (what.type === 'written' ? [`${key} ${what.text}`] : []));
}

test('by keyboard alone: the cursor is in the field at once, and the focus goes where the line goes', async ({
  foothold,
}) => {
  const popup = await foothold.openPopup(await foothold.open('/acme/widgets/issues/12'));
  const field = popup.getByRole('combobox', { name: 'What is the next step?' });
  await expect(field).toBeFocused();
  await expect(popup.locator('#popup-target')).toContainText('acme/widgets#12');
  for (const [step, item] of [
    ['Open the 401 log', 'acme/widgets#12'],
    ['acme/widgets#13 Ask Ana', 'acme/widgets#13'],
    ['#14 Read the log', 'acme/widgets#14'],
  ] as const) {
    await popup.keyboard.type(step);
    await popup.keyboard.press('Enter');
    await expect(popup.getByRole('status')).toContainText(`Added to ${item}`);
    await expect(field).toHaveValue('');
    await expect(field).toBeFocused();
  }
  expect(await written(foothold)).toEqual([
    'github.com/acme/widgets#12 Open the 401 log',
    'github.com/acme/widgets#13 Ask Ana',
    'github.com/acme/widgets#14 Read the log',
  ]);
  await expect(list(popup, 'Next on this item').locator('.line')).toHaveText(/Open the 401 log/);
  await expect(popup.locator('.line')).toHaveCount(3);

  await popup.keyboard.press('Tab');
  await expect(start(popup, 'Open the 401 log')).toBeFocused();
  await popup.keyboard.press('ArrowDown');
  await expect(start(popup, 'Ask Ana')).toBeFocused();
  await popup.keyboard.press('s');
  await expect(popup.getByRole('button', { name: 'Pause: Ask Ana' })).toBeFocused();
  await expect(list(popup, 'Started').locator('.line')).toHaveText(/Ask Ana/);
  await popup.keyboard.press('d');
  await expect(line(popup, 'Ask Ana')).toHaveCount(0);
  // It stands where the other one stood.
  await expect(start(popup, 'Read the log')).toBeFocused();
  await popup.keyboard.press('u');
  await expect(line(popup, 'Ask Ana')).toHaveCount(1);
  await expect(start(popup, 'Read the log')).toBeFocused();

  await popup.keyboard.press('ArrowUp');
  await popup.keyboard.press('ArrowRight');
  await expect(line(popup, 'Ask Ana').getByRole('link')).toBeFocused();
  const opened = foothold.context.waitForEvent('page');
  await popup.keyboard.press('Enter');
  await expect(await opened).toHaveURL('https://github.com/acme/widgets/issues/13');
  await popup.bringToFront();
  for (const left of [2, 1, 0]) {
    await expect(popup.locator('.line :focus')).toHaveCount(1);
    await popup.keyboard.press('x');
    await expect(popup.locator('.line')).toHaveCount(left);
  }
  // When the last line goes, the focus is in quick-add.
  await expect(field).toBeFocused();
});

test('what another tab does shows at once', async ({ foothold }) => {
  const one = await foothold.openPopup(await foothold.context.newPage());
  for (const step of ['acme/widgets#12 Open the 401 log', 'acme/gadgets#7 Ask Ana']) {
    await one.getByRole('combobox').fill(step);
    await one.keyboard.press('Enter');
    await expect(one.getByRole('combobox')).toHaveValue('');
  }
  const two = await foothold.openPopup(await foothold.context.newPage());
  await start(two, 'Ask Ana').click();
  await expect(list(one, 'Started').locator('.line')).toHaveText(/Ask Ana/);
});
