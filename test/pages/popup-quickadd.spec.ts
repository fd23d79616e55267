/** Quick-add: the step goes to the item that is shown, and nowhere else. */
import type { Page } from '@playwright/test';
import { expect, type Foothold, test } from '../fixture';

const field = (popup: Page) => popup.getByRole('combobox', { name: 'What is the next step?' });
const target = (popup: Page) => popup.locator('#popup-target');
const problem = (popup: Page) => popup.locator('.quickadd [role=alert]');
const said = (popup: Page) => popup.getByRole('status');

/** Item and text of every step that was written. */
async function written(foothold: Foothold): Promise<string[]> {
  const events = await foothold.events();
  return events.flatMap(({ key, what }) => (what.type === 'written' ? [`${key} ${what.text}`] : []));
}

test('the cursor is in the field at once, and a step goes to the item of the tab', async ({ foothold }) => {
  const popup = await foothold.openPopup(await foothold.open('/acme/widgets/issues/12'));
  await expect(field(popup)).toBeFocused();
  await expect(target(popup)).toContainText('acme/widgets#12');
  await popup.keyboard.type('Open the 401 log');
  await popup.keyboard.press('Enter');
  await expect(said(popup)).toContainText('Added to acme/widgets#12');
  await expect(field(popup)).toHaveValue('');
  await expect(field(popup)).toBeFocused();
  await expect(popup.getByRole('region', { name: 'Next on this item' })).toContainText('Open the 401 log');
  expect(await written(foothold)).toEqual(['github.com/acme/widgets#12 Open the 401 log']);
});

test('the item is shown with its title and its ages', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues/12');
  const popup = await foothold.openPopup(page);
  const title = await page.getByTestId('issue-title').first().textContent();
  await expect(target(popup).locator('.title')).toHaveText(title!.trim());
  await expect(target(popup).locator('.ages')).toContainText(/opened [\d,]+ days/);
});

const NAMES = [
  { where: '/acme/widgets/issues/12', typed: '#13 Ask Ana', item: 'acme/widgets#13' },
  { where: '/acme/widgets/issues', typed: '#13 Ask Ana', item: 'acme/widgets#13' },
  { where: '/acme/widgets/issues', typed: '#13: Ask Ana', item: 'acme/widgets#13' },
  { where: '/acme/widgets/issues/12', typed: 'acme/gadgets#7 Ask Ana', item: 'acme/gadgets#7' },
  { where: null, typed: 'Acme/Gadgets#7 Ask Ana', item: 'acme/gadgets#7' },
  {
    where: null,
    typed: 'https://github.com/acme/widgets/pull/16/files?w=1#diff Ask Ana',
    item: 'acme/widgets#16',
  },
  { where: null, typed: 'github.com/acme/widgets/issues/13 Ask Ana', item: 'acme/widgets#13' },
];

for (const { where, typed, item } of NAMES) {
  test(`“${typed}” on ${where ?? 'a tab of no tracker'} goes to ${item}`, async ({ foothold }) => {
    const page = where ? await foothold.open(where) : await foothold.context.newPage();
    const popup = await foothold.openPopup(page);
    await field(popup).fill(typed);
    await expect(target(popup)).toContainText(item);
    await popup.keyboard.press('Enter');
    await expect(said(popup)).toContainText(`Added to ${item}`);
    expect(await written(foothold)).toEqual([`github.com/${item} Ask Ana`]);
  });
}

test('Ctrl+Enter also starts the step, as one act that is undone at once', async ({ foothold }) => {
  const popup = await foothold.openPopup(await foothold.open('/acme/widgets/issues/12'));
  await field(popup).fill('Open the 401 log');
  await popup.keyboard.press('Control+Enter');
  await expect(said(popup)).toContainText('Started on acme/widgets#12');
  await expect(popup.getByRole('button', { name: 'Pause: Open the 401 log' })).toBeVisible();
  await popup.keyboard.press('Control+z');
  await expect(said(popup)).toContainText('Undone');
  await expect(popup.getByText('Open the 401 log')).toHaveCount(0);
  await popup.keyboard.press('Control+z');
  await expect(popup.getByRole('button', { name: 'Pause: Open the 401 log' })).toBeVisible();
});

test('a name alone chooses the item; the step comes after it; Esc gives the choice up', async ({
  foothold,
}) => {
  const popup = await foothold.openPopup(await foothold.open('/acme/widgets/issues/12'));
  await field(popup).fill('https://github.com/acme/widgets/issues/13');
  await popup.keyboard.press('Enter');
  await expect(field(popup)).toHaveValue('');
  await expect(target(popup)).toContainText('acme/widgets#13');
  await popup.keyboard.press('Escape');
  await expect(target(popup)).toContainText('acme/widgets#12');
  await field(popup).fill('#13');
  await popup.keyboard.press('Enter');
  await field(popup).fill('Ask Ana');
  await popup.keyboard.press('Enter');
  await expect(said(popup)).toContainText('Added to acme/widgets#13');
  // The next one is for the tab's item again.
  await expect(target(popup)).toContainText('acme/widgets#12');
});

const FAULTS = [
  {
    where: '/acme/widgets/issues/12',
    typed: 'https://github.com/acme/widgets/wiki Ask',
    says: /names no item/,
  },
  {
    where: '/acme/widgets/issues/12',
    typed: 'https://example.com/acme/x/issues/3 Ask',
    says: /names no item/,
  },
  { where: '/acme/widgets/issues/12', typed: '#0 Ask', says: /“#0” names no item/ },
  { where: '/acme/widgets/issues/12', typed: '#12abc Ask', says: /“#12abc” names no item/ },
  { where: null, typed: '#12 Ask', says: /“#12” needs a repository/ },
  { where: null, typed: 'Ask Ana', says: /Which item is it for\?/ },
  { where: '/acme/widgets/issues/12', typed: '', says: /nothing to read/ },
  { where: '/acme/widgets/issues/12', typed: ' \u200b ', says: /nothing to read/ },
  { where: '/acme/widgets/issues/12', typed: 'x'.repeat(10_000), says: /10,000 characters long; 500/ },
];

for (const { where, typed, says } of FAULTS) {
  const name = typed.length > 60 ? `${typed.length} characters` : `“${typed}”`;
  test(`${name} on ${where ?? 'a tab of no tracker'} is refused in words, and kept`, async ({ foothold }) => {
    const page = where ? await foothold.open(where) : await foothold.context.newPage();
    const popup = await foothold.openPopup(page);
    await field(popup).fill(typed);
    await popup.keyboard.press('Enter');
    await expect(problem(popup)).toHaveText(says);
    await expect(field(popup)).toHaveValue(typed);
    await expect(field(popup)).toBeFocused();
    expect(await foothold.events()).toEqual([]);
  });
}

test('hidden characters are taken out for the person to see, and saved only when meant', async ({
  foothold,
}) => {
  const popup = await foothold.openPopup(await foothold.open('/acme/widgets/issues/12'));
  await field(popup).fill('#13 Ask \u202eanA\u202c now');
  await popup.keyboard.press('Enter');
  await expect(problem(popup)).toContainText('invisible characters');
  await expect(field(popup)).toHaveValue('#13 Ask anA now');
  expect(await foothold.events()).toEqual([]);
  await popup.keyboard.press('Enter');
  await expect(said(popup)).toContainText('Added to acme/widgets#13');
  expect(await written(foothold)).toEqual(['github.com/acme/widgets#13 Ask anA now']);
});

test('↓ and ↑ pick from the items seen lately, and the typed step stays', async ({ foothold }) => {
  await foothold.open('/acme/widgets/issues/13');
  await expect.poll(async () => (await foothold.rows('facts')).length).toBeGreaterThan(0);
  const popup = await foothold.openPopup(await foothold.open('/acme/widgets/issues/12'));
  await expect(target(popup).locator('.ages')).toBeVisible();
  await field(popup).fill('Ask Ana');
  await popup.keyboard.press('ArrowDown');
  const options = popup.getByRole('option');
  const wanted = options.filter({ hasText: 'acme/widgets#13' });
  await expect(wanted).toHaveCount(1);
  await expect(field(popup)).toHaveAttribute('aria-expanded', 'true');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  const ids = await options.allTextContents();
  const steps = ids.findIndex((text) => text.includes('acme/widgets#13'));
  for (let i = 0; i < steps; i += 1) await popup.keyboard.press('ArrowDown');
  await expect(wanted).toHaveAttribute('aria-selected', 'true');
  await expect(field(popup)).toHaveAttribute('aria-activedescendant', (await wanted.getAttribute('id'))!);
  await popup.keyboard.press('Enter');
  await expect(target(popup)).toContainText('acme/widgets#13');
  await expect(field(popup)).toHaveValue('Ask Ana');
  await popup.keyboard.press('Enter');
  await expect(said(popup)).toContainText('Added to acme/widgets#13');
  expect(await written(foothold)).toEqual(['github.com/acme/widgets#13 Ask Ana']);
});

test('on a tab of no tracker, words find an item; picked, they make room for the step', async ({
  foothold,
}) => {
  const page = await foothold.open('/acme/widgets/issues/12');
  await expect.poll(async () => (await foothold.rows('facts')).length).toBeGreaterThan(0);
  const title = await page.getByTestId('issue-title').first().textContent();
  const popup = await foothold.openPopup(await foothold.context.newPage());
  await expect(popup.getByText('This tab shows no item')).toBeVisible();
  await field(popup).fill(title!.trim().split(' ').slice(0, 3).join(' '));
  await expect(popup.getByRole('option').first()).toContainText('acme/widgets#12');
  await popup.keyboard.press('ArrowDown');
  await popup.keyboard.press('Enter');
  await expect(target(popup)).toContainText('acme/widgets#12');
  await expect(field(popup)).toHaveValue('');
});

test('asking about an item leaves no trace among those seen lately', async ({ foothold }) => {
  const popup = await foothold.openPopup(await foothold.context.newPage());
  await field(popup).fill('acme/widgets#99999 Ask');
  await expect(target(popup)).toContainText('Not seen yet');
  expect(await foothold.rows('facts')).toEqual([]);
});

test('Enter twice in a hurry is one step', async ({ foothold }) => {
  const popup = await foothold.openPopup(await foothold.open('/acme/widgets/issues/12'));
  await field(popup).fill('Ask Ana');
  await field(popup).evaluate((input) => {
    for (let i = 0; i < 2; i += 1) {
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    }
  });
  await expect(said(popup)).toContainText('Added to');
  expect(await written(foothold)).toEqual(['github.com/acme/widgets#12 Ask Ana']);
});

test('steps of a newer Foothold are shown, and why nothing can be added is said at the top', async ({
  foothold,
}) => {
  const page = await foothold.open('/acme/widgets/issues/12');
  const before = await foothold.openPopup(page);
  await field(before).fill('Ask Ana');
  await before.keyboard.press('Enter');
  await expect(said(before)).toContainText('Added to');
  await foothold.killWorker();
  await before.evaluate(async () => {
    const [database] = (await indexedDB.databases()).filter(({ name }) => name?.toLowerCase() === 'foothold');
    await new Promise((resolve, reject) => {
      const open = indexedDB.open(database!.name!, database!.version! + 100);
      open.onsuccess = () => resolve(open.result.close());
      open.onerror = reject;
    });
  });
  const popup = await foothold.openPopup(page);
  await expect(popup.locator('.line')).toContainText('Ask Ana');
  await field(popup).fill('One more');
  await popup.keyboard.press('Enter');
  await expect(popup.locator('.notice[role=alert]')).toContainText('saved by a newer Foothold');
  await expect(problem(popup)).toContainText('saved by a newer Foothold');
  await expect(field(popup)).toHaveValue('One more');
});
