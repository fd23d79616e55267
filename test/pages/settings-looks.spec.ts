/** The settings, readable and usable for everybody. */
import type { Locator, Page } from '@playwright/test';
import { axeFaults, onlyDark } from '../axe';
import { expect, type Foothold, test } from '../fixture';
import { openSiteAccess } from '../site-access';
import { openKeys } from './api-keys';
import { PAGES } from './linear-page';

const LONG = `https://${'a-very-long-name-'.repeat(3)}1.${'of-a-department-'.repeat(3)}1.acme.test:8443`;

/** One that works, one that was withdrawn, what was said and what was wrong. */
async function fill(foothold: Foothold): Promise<Page> {
  const access = await openSiteAccess(foothold);
  const settings = await foothold.context.newPage();
  await settings.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
  const field = settings.getByLabel('Address of your Jira');
  for (const address of [LONG, 'https://jira.acme.test/tracker']) {
    await access.allow(`https://${new URL(address).hostname}/*`);
    await settings.bringToFront();
    await field.fill(address);
    await field.press('Enter');
    await expect(field).toHaveValue('');
  }
  await access.withdraw('https://jira.acme.test/*');
  await settings.bringToFront();
  await expect(settings.getByText('The browser withdrew the permission')).toBeVisible();
  await field.fill('github.com');
  await field.press('Enter');
  await expect(settings.getByRole('alert').first()).not.toBeEmpty();
  return settings;
}

/** One key that is stored and has to wait, and one that is refused by now; and what was wrong with another. */
async function fillKeys(foothold: Foothold): Promise<Page> {
  const keys = await openKeys(foothold);
  await keys.store('linear');
  await keys.store('github');
  foothold.apis.linear.fail({ kind: 'limited', inMs: 3_600_000 });
  foothold.apis.github.fail({ kind: 'refused' });
  await foothold.open(PAGES.team);
  await foothold.open('/acme/widgets/issues', { churn: 'off' });
  await expect(keys.part('linear')).toContainText("Linear's limit was reached");
  await expect(keys.part('github')).toContainText('GitHub no longer accepts it');
  await keys.save('linear', 'two words');
  await expect(keys.part('linear').getByRole('alert')).toContainText("This can't be it");
  return keys.settings;
}

/** No browser offers to save a key, to fill it in, or to send it somewhere for its spelling. */
async function expectNoHelp(field: Locator): Promise<void> {
  await expect(field).toHaveAttribute('autocomplete', 'off');
  await expect(field).toHaveAttribute('spellcheck', 'false');
  await expect(field).toHaveAttribute('type', 'text');
  await expect(field).toHaveCSS('-webkit-text-security', 'disc');
  await expect(field).toHaveAccessibleDescription(/Read|Permission to read/);
}

/** Axe finds nothing, in whichever colours. */
async function expectReadable(page: Page, picture: string): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  await page.screenshot({ path: picture, fullPage: true });
}

/** Nothing runs out of a narrow window, in either direction of writing. */
async function expectFitting(page: Page, picture: (name: string) => string): Promise<void> {
  for (const dir of ['ltr', 'rtl']) {
    for (const width of [320, 800]) {
      await page.setViewportSize({ width, height: 600 });
      const over = await page.evaluate((dir) => {
        document.documentElement.dir = dir;
        return document.documentElement.scrollWidth - document.documentElement.clientWidth;
      }, dir);
      expect(over, `${dir}, ${width} px`).toBe(0);
      await page.screenshot({ path: picture(`${dir}-${width}`), fullPage: true });
    }
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, { tag: onlyDark(colorScheme) }, () => {
    test.use({ colorScheme });

    test('readable and fitting, empty or full', async ({ foothold }, testInfo) => {
      const empty = await foothold.context.newPage();
      await empty.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
      await expect(empty.getByText('None added yet.')).toBeVisible();
      const picture = (name: string) => testInfo.outputPath(`settings-${colorScheme}-${name}.png`);
      await expectReadable(empty, picture('empty'));
      const settings = await fill(foothold);
      await expectReadable(settings, picture('full'));
      await expectFitting(settings, picture);
    });

    test('readable and fitting with keys, whatever became of them', async ({ foothold }, testInfo) => {
      const settings = await fillKeys(foothold);
      const picture = (name: string) => testInfo.outputPath(`keys-${colorScheme}-${name}.png`);
      await expectReadable(settings, picture('full'));
      for (const label of ['API key for Linear', 'Token for GitHub'])
        await expectNoHelp(settings.getByLabel(label));
      await expectFitting(settings, picture);
    });
  });
}
