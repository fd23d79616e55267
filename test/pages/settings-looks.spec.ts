/** The settings, readable and usable for everybody. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, type Foothold, test } from '../fixture';
import { openSiteAccess } from '../site-access';

const LONG = `https://${'a-very-long-name-'.repeat(3)}1.${'of-a-department-'.repeat(3)}1.acme.test:8443`;

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** One that works, one that was withdrawn, what was said and what was wrong. */
async function fill(foothold: Foothold): Promise<Page> {
  const access = await openSiteAccess(foothold);
  const settings = await foothold.context.newPage();
  await settings.goto(`chrome-extension://${foothold.extensionId}/options.html`);
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

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing, empty or full', async ({ foothold }, testInfo) => {
      const empty = await foothold.context.newPage();
      await empty.goto(`chrome-extension://${foothold.extensionId}/options.html`);
      await expect(empty.getByText('None added yet.')).toBeVisible();
      expect(await faults(empty)).toEqual([]);
      const settings = await fill(foothold);
      expect(await faults(settings)).toEqual([]);
      await settings.screenshot({ path: testInfo.outputPath(`settings-${colorScheme}.png`) });
    });
  });
}

test('all of it is reached by Tab, in the order it is read', async ({ foothold }) => {
  const settings = await fill(foothold);
  const reached: string[] = [];
  for (let press = 0; press < 5; press++) {
    reached.push(
      await settings.evaluate(() => {
        const at = document.activeElement as HTMLElement;
        return at.ariaLabel ?? (at instanceof HTMLInputElement ? at.type : at.textContent);
      }),
    );
    await settings.keyboard.press('Tab');
  }
  expect(reached).toEqual([
    'url',
    'Add',
    `Remove: ${LONG}`,
    'Allow again: https://jira.acme.test',
    'Remove: https://jira.acme.test',
  ]);
});

test('nothing runs out of a narrow window, in either direction of writing', async ({ foothold }) => {
  const settings = await fill(foothold);
  for (const dir of ['ltr', 'rtl']) {
    for (const width of [320, 800]) {
      await settings.setViewportSize({ width, height: 600 });
      const over = await settings.evaluate((dir) => {
        document.documentElement.dir = dir;
        return document.documentElement.scrollWidth - document.documentElement.clientWidth;
      }, dir);
      expect(over, `${dir}, ${width} px`).toBe(0);
    }
  }
});
