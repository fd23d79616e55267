/**
 * The data page in a browser: a real file out and in again, everything by keys alone, readable for everybody.
 * What needs no browser: test/components/data.
 */
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { axeFaults } from '../axe';
import { expect, type Foothold, test } from '../fixture';

const STEP = 'Try hunter2 on staging and write down what the log says of it';

/** Two events, and the data page in a tab. */
async function openData(foothold: Foothold): Promise<Page> {
  const page = await foothold.context.newPage();
  await page.goto(`chrome-extension://${foothold.extensionId}/popup.html`);
  await page.getByRole('combobox').fill(`acme/widgets#12 ${STEP}`);
  await page.getByRole('combobox').press('Control+Enter');
  await expect(page.getByRole('status')).toContainText('Started on acme/widgets#12');
  await page.goto(`chrome-extension://${foothold.extensionId}/dashboard.html#data`);
  await expect(page.getByRole('region', { name: 'Storage' })).toContainText('1 step');
  return page;
}

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** What a section says itself; a dialog of its own may say something too. */
const said = (page: Page, name: string) =>
  part(page, name).locator(':scope > [role=status], :scope > .job > [role=status]');

/** Goes on by Tab until the button has the focus, and presses it. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  for (let tabs = 0; tabs < 40; tabs += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
}

const textOf = async (download: Download) => readFile(await download.path(), 'utf8');

test('by keys alone: exported, erased and imported again, everything is as it was', async ({ foothold }) => {
  const page = await openData(foothold);
  const before = [await foothold.events(), await foothold.rows('items')];
  const downloading = page.waitForEvent('download');
  await press(page, 'Export to a file');
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^foothold-\d{4}-\d\d-\d\d\.json$/);
  await expect(said(page, 'Export')).toContainText('is saved, with 2 events.');
  const text = await textOf(download);
  expect(JSON.parse(text).events).toEqual(before[0]);

  await press(page, 'Erase everything…');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  // Nothing behind a modal dialog is reached.
  for (let tabs = 0; tabs < 6; tabs += 1) {
    await page.keyboard.press('Tab');
    expect(
      await dialog.evaluate(
        (element) =>
          element.contains(document.activeElement) ||
          !document.hasFocus() ||
          document.activeElement === document.body,
      ),
    ).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Erase everything…' })).toBeFocused();
  expect(await foothold.events()).toEqual(before[0]);
  await page.keyboard.press('Enter');
  await page.keyboard.type('ERASE');
  await page.keyboard.press('Enter');
  await expect(said(page, 'Erase everything')).toHaveText('Everything is erased.');
  await expect(page.getByRole('button', { name: 'Erase everything…' })).toBeFocused();
  expect(await foothold.events()).toEqual([]);
  await expect(part(page, 'Storage')).toContainText('0 events');

  const choosing = page.waitForEvent('filechooser');
  const field = page.locator('input[type=file]');
  for (let tabs = 0; tabs < 40; tabs += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Enter');
  await (await choosing).setFiles({
    name: 'mine.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await expect(page.getByRole('heading', { name: 'What importing mine.json would do' })).toBeFocused();
  expect(await foothold.events()).toEqual([]);
  await press(page, 'Import this');
  await expect(page.getByRole('heading', { name: 'What importing mine.json did' })).toBeFocused();
  await expect(said(page, 'Import')).toHaveText('Imported: 2 events of 1 item.');
  expect([await foothold.events(), await foothold.rows('items')]).toEqual(before);
  expect(foothold.leaks()).toEqual([]);
});

test('words are erased by keys alone, and an older file does not bring them back', async ({ foothold }) => {
  const page = await openData(foothold);
  const downloading = page.waitForEvent('download');
  await press(page, 'Export to a file');
  const text = await textOf(await downloading);
  await page.getByLabel('Words to find').focus();
  await page.keyboard.type('hunter2');
  await page.keyboard.press('Enter');
  await expect(said(page, 'Erase words')).toHaveText('Found in 1 item.');
  await press(page, `Erase words…: ${STEP}`);
  await expect(page.getByRole('button', { name: 'Keep them' })).toBeFocused();
  await press(page, 'Erase for good');
  await expect(said(page, 'Erase words')).toHaveText('Erased: the words of 1 event.');
  await expect(page.getByLabel('Words to find')).toBeFocused();
  expect(JSON.stringify([await foothold.events(), await foothold.rows('items')])).not.toContain('hunter2');

  await page.locator('input[type=file]').setInputFiles({
    name: 'older.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await expect(page.getByRole('heading', { name: 'What importing older.json would do' })).toBeFocused();
  await expect(part(page, 'Import')).toContainText('Nothing in it is new here');
  expect(JSON.stringify(await foothold.events())).not.toContain('hunter2');
});

test('back and forward go through the parts, and the popup finds the tab that is open', async ({
  foothold,
}) => {
  const page = await openData(foothold);
  await page.getByRole('link', { name: 'Settings' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle('Settings · Foothold');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Data');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle('Data · Foothold');

  const popup = await foothold.context.newPage();
  await popup.goto(`chrome-extension://${foothold.extensionId}/popup.html`);
  const tabs = foothold.context.pages().length;
  await popup.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('visible');
  expect(foothold.context.pages()).toHaveLength(tabs);
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('readable and fitting, with a report and a question open', async ({ foothold }, testInfo) => {
      const page = await openData(foothold);
      const picture = (name: string) =>
        page.screenshot({ path: testInfo.outputPath(`data-${colorScheme}-${name}.png`), fullPage: true });
      await page.locator('input[type=file]').setInputFiles({
        name: `${'a-very-long-name-'.repeat(8)}.json`,
        mimeType: 'application/json',
        buffer: Buffer.from(await refusedFile(page)),
      });
      await expect(page.getByRole('button', { name: 'Import this' })).toBeVisible();
      await page.getByLabel('Words to find').fill('hunter2');
      await page.getByLabel('Words to find').press('Enter');
      await expect(page.getByRole('button', { name: `Erase words…: ${STEP}` })).toBeVisible();
      expect(await axeFaults(page)).toEqual([]);
      await picture('full');
      for (const dir of ['ltr', 'rtl'])
        for (const width of [320, 800]) {
          await page.setViewportSize({ width, height: 600 });
          expect(await overflow(page, dir), `${dir}, ${width} px`).toBe(0);
          await picture(`${dir}-${width}`);
        }
      await page.getByRole('button', { name: `Erase words…: ${STEP}` }).click();
      expect(await axeFaults(page)).toEqual([]);
      // As 1280 px are at 400 %.
      await page.setViewportSize({ width: 320, height: 256 });
      await page.getByRole('button', { name: 'Erase for good' }).scrollIntoViewIfNeeded();
      await expect(page.getByRole('button', { name: 'Erase for good' })).toBeInViewport();
      await picture('question');
    });
  });

/** What the page holds, as a file of somebody else's: one event is new, one is of no tracker. */
async function refusedFile(page: Page): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export to a file' }).click();
  const file = JSON.parse(await textOf(await downloading));
  const [event] = file.events;
  file.events.push({ ...event, id: event.id.replace(/.{8}$/, 'another1'), act: 'an-act-of-its-own' });
  file.events.push({ ...event, id: event.id.replace(/.{8}$/, 'another2'), key: 'tracker.example.com/1' });
  return JSON.stringify(file);
}

const overflow = (page: Page, dir: string): Promise<number> =>
  page.evaluate((dir) => {
    document.documentElement.dir = dir;
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  }, dir);
