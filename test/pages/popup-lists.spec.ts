/** The lists: everything can be done from them by keyboard, and the focus is never lost. */
import type { Page } from '@playwright/test';
import { expect, type Foothold, test } from '../fixture';

const line = (popup: Page, text: string) => popup.locator('.line').filter({ hasText: text });
const list = (popup: Page, name: string) => popup.getByRole('region', { name });
const said = (popup: Page) => popup.getByRole('status');

/** Steps as quick-add writes them, on a popup about no item. */
async function popupWith(foothold: Foothold, ...steps: string[]): Promise<Page> {
  const popup = await foothold.openPopup(await foothold.context.newPage());
  for (const step of steps) {
    await popup.getByRole('combobox').fill(step);
    await popup.keyboard.press('Enter');
    await expect(popup.getByRole('combobox')).toHaveValue('');
  }
  await expect(popup.locator('.line')).toHaveCount(steps.length);
  return popup;
}

const TWO = ['acme/widgets#12 Open the 401 log', 'acme/gadgets#7 Ask Ana'] as const;

test('start, pause, finish, and each of them undone', async ({ foothold }) => {
  const popup = await popupWith(foothold, ...TWO);
  const open = line(popup, 'Open the 401 log');
  await open.getByRole('button', { name: 'Start: Open the 401 log' }).click();
  await expect(list(popup, 'Started').locator('.line')).toHaveText(/Open the 401 log/);
  await expect(said(popup)).toContainText('Started: Open the 401 log');
  await popup.getByRole('button', { name: 'Undo' }).click();
  await expect(list(popup, 'Next up').locator('.line')).toHaveCount(2);
  await popup.getByRole('button', { name: 'Redo' }).click();
  await expect(list(popup, 'Started').locator('.line')).toHaveCount(1);
  await open.getByRole('button', { name: 'Pause: Open the 401 log' }).click();
  await expect(list(popup, 'Next up').locator('.line').filter({ hasText: 'paused' })).toHaveCount(1);
  await open.getByRole('button', { name: 'Finish: Open the 401 log' }).click();
  await expect(open).toHaveCount(0);
  await popup.getByRole('button', { name: 'Undo' }).click();
  await expect(open).toHaveCount(1);
});

test('by keyboard alone: the focus goes where the line goes, and to its neighbour when it is gone', async ({
  foothold,
}) => {
  const popup = await popupWith(foothold, ...TWO, 'acme/gadgets#8 Read the log');
  await popup.keyboard.press('Tab');
  await expect(popup.getByRole('button', { name: 'Start: Open the 401 log' })).toBeFocused();
  await popup.keyboard.press('ArrowDown');
  await expect(popup.getByRole('button', { name: 'Start: Ask Ana' })).toBeFocused();
  await popup.keyboard.press('s');
  await expect(popup.getByRole('button', { name: 'Pause: Ask Ana' })).toBeFocused();
  await expect(list(popup, 'Started').locator('.line')).toHaveText(/Ask Ana/);
  await popup.keyboard.press('d');
  await expect(line(popup, 'Ask Ana')).toHaveCount(0);
  await expect(popup.getByRole('button', { name: 'Start: Open the 401 log' })).toBeFocused();
  await popup.keyboard.press('u');
  await expect(line(popup, 'Ask Ana')).toHaveCount(1);
  await expect(popup.getByRole('button', { name: 'Start: Open the 401 log' })).toBeFocused();
  await popup.keyboard.press('End');
  await expect(popup.getByRole('button', { name: 'Start: Read the log' })).toBeFocused();
  await popup.keyboard.press('x');
  await expect(line(popup, 'Read the log')).toHaveCount(0);
  await expect(popup.locator('.line :focus')).toHaveCount(1);
});

test('when the last line goes, the focus is in quick-add', async ({ foothold }) => {
  const popup = await popupWith(foothold, TWO[0]);
  await popup.keyboard.press('Tab');
  await popup.keyboard.press('d');
  await expect(popup.locator('.line')).toHaveCount(0);
  await expect(popup.getByRole('combobox')).toBeFocused();
});

test('the arrows reach every button of a line', async ({ foothold }) => {
  const popup = await popupWith(foothold, TWO[0]);
  await popup.keyboard.press('Tab');
  const reached: (string | null)[] = [];
  for (let i = 0; i < 4; i += 1) {
    reached.push(await popup.locator(':focus').getAttribute('data-control'));
    await popup.keyboard.press('ArrowRight');
  }
  expect(reached).toEqual(['toggle', 'item', 'finish', 'more']);
});

test('wait on someone, and no longer', async ({ foothold }) => {
  const popup = await popupWith(foothold, ...TWO);
  await popup.keyboard.press('Tab');
  await popup.keyboard.press('w');
  await popup.keyboard.type('Ana from Design');
  await popup.keyboard.press('Enter');
  await expect(list(popup, 'Waiting').locator('.line')).toContainText('waits on Ana from Design');
  await expect(line(popup, 'Open the 401 log').locator(':focus')).toHaveCount(1);
  await popup.keyboard.press('w');
  await expect(list(popup, 'Waiting')).toHaveCount(0);
  await expect(line(popup, 'Open the 401 log').locator(':focus')).toHaveCount(1);
});

test('snooze to tomorrow at nine, and wake', async ({ foothold }) => {
  const popup = await popupWith(foothold, ...TWO);
  await popup.keyboard.press('Tab');
  await popup.keyboard.press('z');
  await popup.getByRole('button', { name: 'Snooze to tomorrow' }).press('Enter');
  await expect(list(popup, 'Due and snoozed').locator('.line')).toHaveText(/Open the 401 log/);
  const events = await foothold.events();
  const until = events.map(({ what }) => (what.type === 'snoozed' ? what.until : null)).find(Boolean)!;
  const wanted = await popup.evaluate(() => {
    const day = new Date();
    return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, 9).getTime();
  });
  expect(until).toBe(wanted);
  await popup.keyboard.press('z');
  await expect(list(popup, 'Due and snoozed')).toHaveCount(0);
});

test('rewrite: Esc leaves it, Enter saves it, a bad text is refused in words', async ({ foothold }) => {
  const popup = await popupWith(foothold, ...TWO);
  await popup.keyboard.press('Tab');
  await popup.keyboard.press('e');
  const field = popup.getByRole('textbox', { name: 'The step in other words' });
  await expect(field).toBeFocused();
  await field.fill('nothing');
  await popup.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(line(popup, 'Open the 401 log').locator(':focus')).toHaveCount(1);
  await popup.keyboard.press('e');
  await field.fill('');
  await popup.keyboard.press('Enter');
  await expect(popup.locator('.line-form [role=alert]')).toContainText('nothing to read');
  await field.fill('Open the 403 log');
  await popup.keyboard.press('Enter');
  await expect(line(popup, 'Open the 403 log')).toHaveCount(1);
});

test('two popups rewriting one step: the second is told, and its text is not lost', async ({ foothold }) => {
  const one = await popupWith(foothold, TWO[0]);
  const two = await foothold.openPopup(await foothold.context.newPage());
  await line(two, 'Open the 401 log')
    .getByRole('button', { name: /^Start/ })
    .focus();
  await two.keyboard.press('e');
  await two.getByRole('textbox', { name: 'The step in other words' }).fill('Mine');
  await one.bringToFront();
  await line(one, 'Open the 401 log')
    .getByRole('button', { name: /^Start/ })
    .focus();
  await one.keyboard.press('e');
  await one.getByRole('textbox', { name: 'The step in other words' }).fill('Theirs');
  await one.keyboard.press('Enter');
  await expect(line(two, 'Theirs')).toHaveCount(1);
  await two.bringToFront();
  await two.getByRole('textbox', { name: 'The step in other words' }).press('Enter');
  await expect(two.locator('.line-form [role=alert]')).toContainText('now reads “Theirs”');
  await expect(two.getByRole('textbox', { name: 'The step in other words' })).toHaveValue('Mine');
  await two.keyboard.press('Enter');
  await expect(line(one, 'Mine')).toHaveCount(1);
});

test('what another tab does shows at once', async ({ foothold }) => {
  const one = await popupWith(foothold, ...TWO);
  const two = await foothold.openPopup(await foothold.context.newPage());
  await two.getByRole('button', { name: 'Start: Ask Ana' }).click();
  await expect(list(one, 'Started').locator('.line')).toHaveText(/Ask Ana/);
});

test('the name of an item opens it in a tab', async ({ foothold }) => {
  const popup = await popupWith(foothold, TWO[0]);
  const opened = foothold.context.waitForEvent('page');
  await line(popup, 'Open the 401 log').getByRole('link').click();
  await expect(await opened).toHaveURL('https://github.com/acme/widgets/issues/12');
});

test('counts are whole where a list is cut', async ({ foothold }) => {
  const popup = await foothold.openPopup(await foothold.context.newPage());
  await popup.evaluate(async () => {
    for (let number = 1; number <= 33; number += 1) {
      await chrome.runtime.sendMessage({
        type: 'act',
        id: String(number).padStart(32, '0'),
        key: `github.com/acme/widgets#${number}`,
        doing: { type: 'write', text: `Step ${number}`, start: false },
      });
    }
  });
  await expect(list(popup, 'Next up').getByRole('heading')).toHaveText('Next up33');
  await expect(list(popup, 'Next up').locator('.line')).toHaveCount(30);
  await expect(list(popup, 'Next up')).toContainText('and 3 more');
});

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };
