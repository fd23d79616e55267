/** Writing, changing and starting a step where its item stands, and what happens when that goes wrong. */
import type { Page } from '@playwright/test';
import { expect, type Foothold, test } from '../fixture';
import { editorOf as editor, fieldOf as field } from '../panel';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

const LIST = '/acme/widgets/issues';
const STEP = 'Open the 401 log and find the first failing request';

const chip = (page: Page, nth = 0) => page.locator('foothold-chip').nth(nth);
const toast = (page: Page) => page.locator('.toast');

async function openList(foothold: Foothold, switches = {}): Promise<Page> {
  const page = await foothold.open(LIST, { churn: 'off', ...switches });
  await expect(chip(page)).toBeAttached();
  return page;
}

async function write(page: Page, text: string, nth = 0, key = 'Enter'): Promise<void> {
  await chip(page, nth).locator('.open').click();
  await expect(field(page)).toBeFocused();
  await page.keyboard.insertText(text);
  await page.keyboard.press(key);
  await expect(editor(page)).toHaveCount(0);
}

/** The element that has the focus, seen through open roots. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    return `${active?.localName} ${active?.shadowRoot?.activeElement?.classList[0] ?? ''}`.trim();
  });

/** Asks the background as another tab of the extension would. */
async function elsewhere(foothold: Foothold, ...requests: unknown[]): Promise<void> {
  const other = await foothold.context.newPage();
  await other.goto(`chrome-extension://${foothold.extensionId}/popup.html`);
  for (const request of requests)
    await other.evaluate((message) => chrome.runtime.sendMessage(message), request);
  await other.close();
}

test('Enter saves, the chip shows it, the focus is back on the chip', async ({ foothold }) => {
  const page = await openList(foothold);
  await write(page, STEP);
  await expect(chip(page).locator('.step')).toHaveText(STEP);
  await expect(toast(page)).toContainText('Saved');
  expect(await focused(page)).toBe('foothold-chip open');
  expect((await foothold.events()).map(({ what }) => what.type)).toEqual(['written']);
});

test('Ctrl and Enter saves and starts as one act, and one undo takes both back', async ({ foothold }) => {
  const page = await openList(foothold);
  await write(page, STEP, 0, 'Control+Enter');
  await expect(chip(page).locator('.open-started')).toBeVisible();
  const [written, started] = await foothold.events();
  expect(written!.act).toBe(started!.act);
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(chip(page).locator('.open-none')).toBeVisible();
  await expect(toast(page)).toContainText('Undone');
  await toast(page).getByRole('button', { name: 'Redo' }).click();
  await expect(chip(page).locator('.step')).toHaveText(STEP);
  await expect(toast(page)).toContainText('Redone');
});

test('a double click on a chip is one press', async ({ foothold }) => {
  const page = await openList(foothold);
  const toggle = chip(page).locator('[data-do=toggle]');
  const types = async () => (await foothold.events()).map(({ what }) => what.type);
  await chip(page).locator('.open').dblclick();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(STEP);
  await expect(field(page)).toHaveValue(STEP);
  await page.keyboard.press('Enter');
  await toggle.dblclick();
  await expect.poll(types).toContain('started');
  // A press of its own: what the second of the two did would be written by then.
  await page.mouse.move(5, 5);
  await toggle.click();
  await expect.poll(types).toContain('paused');
  expect(await types()).toEqual(['written', 'started', 'paused']);
});

test('Esc closes, and the focus is where it was on the page', async ({ foothold }) => {
  const page = await openList(foothold);
  const search = page.locator('input[type="text"], input[type="search"]').first();
  await search.focus();
  await foothold.command('edit-step', page);
  // No row is pointed at or focused, and the page is about no item.
  await expect(toast(page)).toContainText('Which item?');
  await page.locator('[data-testid="issue-pr-title-link"]').first().focus();
  await foothold.command('edit-step', page);
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(editor(page)).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(
    'issue-pr-title-link',
  );
});

test('the keyboard alone starts, pauses and finishes from a chip', async ({ foothold }) => {
  const page = await openList(foothold);
  await write(page, STEP);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(chip(page).locator('.open-started')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(chip(page).locator('.open-paused')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(chip(page).locator('.open-started')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(chip(page).locator('.open-none')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(chip(page).locator('.open-started')).toBeVisible();
});

test('commands start, pause and finish the step of the row under the pointer', async ({ foothold }) => {
  const page = await openList(foothold);
  await write(page, STEP);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.locator('[data-testid="issue-pr-title-link"]').first().hover();
  await foothold.command('start-step', page);
  await expect(chip(page).locator('.open-started')).toBeVisible();
  await foothold.command('start-step', page);
  await expect(chip(page).locator('.open-paused')).toBeVisible();
  await foothold.command('finish-step', page);
  await expect(chip(page).locator('.open-none')).toBeVisible();
  await foothold.command('finish-step', page);
  await expect(toast(page)).toContainText('Nothing to finish');
  await foothold.command('start-step', page);
  await expect(field(page)).toBeFocused();
});

test('a command on the item page is about that item', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues/12');
  await expect(chip(page)).toBeAttached();
  await foothold.command('edit-step', page);
  await expect(editor(page)).toHaveAccessibleName('Next step of acme/widgets#12');
});

for (const [what, typed, says, leaves] of [
  ['nothing', '   ', 'The step is empty', '   '],
  ['ten thousand characters', 'x'.repeat(10_000), '10,000', 'x'.repeat(10_000)],
  ['hidden characters', 'pay \u202etxt.exe', 'taken out', 'pay txt.exe'],
] as const) {
  test(`${what}: a clear sentence, and nothing is saved`, async ({ foothold }) => {
    const page = await openList(foothold);
    await chip(page).locator('.open').click();
    await field(page).fill(typed);
    await page.keyboard.press('Enter');
    await expect(editor(page).getByRole('alert')).toContainText(says);
    await expect(field(page)).toHaveValue(leaves);
    await expect(field(page)).toBeFocused();
    expect(await foothold.events()).toEqual([]);
  });
}

test('cleaned text is saved by Enter once more; markup is text', async ({ foothold }) => {
  const page = await openList(foothold);
  const evil = '<img src=x onerror="document.title=1"> & <b>bold</b>';
  await chip(page).locator('.open').click();
  await field(page).fill(`${evil}\u202e`);
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue(evil);
  await page.keyboard.press('Enter');
  await expect(chip(page).locator('.step')).toHaveText(evil);
  expect(await page.locator('foothold-chip img, foothold-toast img').count()).toBe(0);
});

test('a step changed elsewhere is shown; Enter saves mine, or theirs is taken', async ({ foothold }) => {
  const page = await openList(foothold);
  await write(page, STEP);
  const [written] = await foothold.events();
  const rewrite = (text: string, base: string) => ({
    type: 'act',
    id: crypto.randomUUID(),
    key: written!.key,
    action: { type: 'rewrite', step: written!.id, text, base },
  });
  await chip(page).locator('.open').click();
  await field(page).fill('Mine');
  await elsewhere(foothold, rewrite('Theirs', written!.id));
  await page.bringToFront();
  await expect(chip(page).locator('.step')).toHaveText('Theirs');
  await expect(field(page)).toHaveValue('Mine');
  await field(page).press('Enter');
  await expect(editor(page).getByRole('alert')).toContainText('Theirs');
  await editor(page).getByRole('button', { name: 'Take that one' }).click();
  await expect(field(page)).toHaveValue('Theirs');
  await field(page).fill('Mine after all');
  const latest = (await foothold.events()).at(-1)!;
  await elsewhere(foothold, rewrite('Theirs again', latest.id));
  await page.bringToFront();
  await field(page).press('Enter');
  await expect(editor(page).getByRole('alert')).toContainText('Theirs again');
  await field(page).press('Enter');
  await expect(chip(page).locator('.step')).toHaveText('Mine after all');
});

test('an untouched editor follows what is changed elsewhere', async ({ foothold }) => {
  const page = await openList(foothold);
  await write(page, STEP);
  const [written] = await foothold.events();
  await chip(page).locator('.open').click();
  await elsewhere(foothold, {
    type: 'act',
    id: crypto.randomUUID(),
    key: written!.key,
    action: { type: 'rewrite', step: written!.id, text: 'Other words', base: written!.id },
  });
  await page.bringToFront();
  await expect(field(page)).toHaveValue('Other words');
});

test('an editor and its text outlive the row and the frame it stands in', async ({ foothold }) => {
  const page = await openList(foothold, { churn: 'on' });
  await chip(page).locator('.open').click();
  await page.keyboard.type('Half a thou');
  await expect(field(page)).toHaveValue('Half a thou');
  await page.evaluate(() => {
    document.querySelector('foothold-chip')!.closest('li')!.replaceChildren();
    document.querySelector('foothold-panel')!.remove();
  });
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('ght');
  await expect(field(page)).toHaveValue('Half a thought');
});

test('what was typed is offered again after a click away', async ({ foothold }) => {
  const page = await openList(foothold);
  await chip(page).locator('.open').click();
  await page.keyboard.type('Half a thought');
  await page.mouse.click(5, 5);
  await expect(editor(page)).toHaveCount(0);
  expect(await foothold.events()).toEqual([]);
  await chip(page).locator('.open').click();
  await expect(field(page)).toHaveValue('Half a thought');
  await editor(page).getByRole('button', { name: 'Discard' }).click();
  await expect(field(page)).toHaveValue('');
  await page.keyboard.press('Escape');
  await chip(page).locator('.open').click();
  await expect(field(page)).toHaveValue('');
});

test('another step is added after the next one', async ({ foothold }) => {
  const page = await openList(foothold);
  await write(page, STEP);
  await chip(page).locator('.open').click();
  await editor(page).getByRole('button', { name: 'Add another' }).click();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('Then tell Dana');
  await page.keyboard.press('Enter');
  await expect(chip(page).locator('.step')).toHaveText(STEP);
  await chip(page).locator('.open').click();
  await expect(editor(page).locator('.later')).toContainText('Then tell Dana');
  await editor(page).getByRole('button', { name: 'Finish' }).click();
  await expect(chip(page).locator('.step')).toHaveText('Then tell Dana');
});

test('Enter of an input method saves nothing', async ({ foothold }) => {
  const page = await openList(foothold);
  await chip(page).locator('.open').click();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  await session.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Process',
    windowsVirtualKeyCode: 229,
  });
  await page.keyboard.press('Enter');
  expect(await foothold.events()).toEqual([]);
  await expect(editor(page)).toBeVisible();
});

test('Tab stays in the editor and reaches every control', async ({ foothold }) => {
  const page = await openList(foothold);
  await write(page, STEP);
  await chip(page).locator('.open').click();
  await expect(field(page)).toHaveValue(STEP);
  await expect(field(page)).toBeFocused();
  const all = await editor(page).locator('textarea, button').count();
  const seen = new Set<string>();
  for (let presses = 0; presses < all; presses += 1) {
    seen.add(
      await editor(page).evaluate((box) => {
        const active = box.ownerDocument.activeElement as HTMLElement;
        return active.id || active.textContent;
      }),
    );
    await page.keyboard.press('Tab');
  }
  expect(seen.size).toBe(all);
  await expect(field(page)).toBeFocused();
});
