/** The settings, readable and usable for everybody. */
import type { Page } from '@playwright/test';
import { axeFaults } from '../axe';
import { expect, type Foothold, test } from '../fixture';
import { GITHUB_TOKEN } from '../practice/api/github';
import { openSiteAccess } from '../site-access';
import { openKeys } from './api-keys';
import { PAGES } from './linear-page';

const LONG = `https://${'a-very-long-name-'.repeat(3)}1.${'of-a-department-'.repeat(3)}1.acme.test:8443`;

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

/** One key that is stored and has to wait, and one that is refused by now; and what was wrong with another. */
async function fillKeys(foothold: Foothold): Promise<Page> {
  const keys = await openKeys(foothold);
  await keys.store('linear');
  await keys.store('github');
  foothold.apis.linear.fail({ kind: 'limited', inMs: 3_600_000 });
  foothold.apis.github.fail({ kind: 'refused' });
  await foothold.open(PAGES.team);
  await foothold.open('/acme/widgets/issues', { churn: 'off' });
  await expect(keys.part('linear')).toContainText('Linear asked to wait');
  await expect(keys.part('github')).toContainText('GitHub no longer accepts it');
  await keys.save('linear', 'two words');
  await expect(keys.part('linear').getByRole('alert')).toContainText("This can't be it");
  return keys.settings;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing, empty or full', async ({ foothold }, testInfo) => {
      const empty = await foothold.context.newPage();
      await empty.goto(`chrome-extension://${foothold.extensionId}/options.html`);
      await expect(empty.getByText('None added yet.')).toBeVisible();
      expect(await axeFaults(empty)).toEqual([]);
      const settings = await fill(foothold);
      expect(await axeFaults(settings)).toEqual([]);
      await settings.screenshot({ path: testInfo.outputPath(`settings-${colorScheme}.png`) });
    });

    test('axe finds nothing about keys, whatever became of them', async ({ foothold }, testInfo) => {
      const settings = await fillKeys(foothold);
      expect(await axeFaults(settings)).toEqual([]);
      const path = testInfo.outputPath(`keys-${colorScheme}.png`);
      await settings.screenshot({ path, fullPage: true });
    });
  });
}

test('all of it is reached by Tab, in the order it is read', async ({ foothold }) => {
  const settings = await fill(foothold);
  const reached: string[] = [];
  for (let press = 0; press < 9; press++) {
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
    'text',
    'Save: Linear',
    'text',
    'Save: GitHub',
  ]);
});

test('keys are stored and removed without a mouse, and each is called by its tracker', async ({
  foothold,
}) => {
  const { settings, field } = await openKeys(foothold);
  await field('github').focus();
  await settings.keyboard.insertText(GITHUB_TOKEN);
  await settings.keyboard.press('Enter');
  await expect(settings.getByRole('status')).toContainText('Stored for GitHub.');
  await expect(field('github')).toBeFocused();
  for (const name of ['Save: GitHub', 'Remove: GitHub']) {
    await settings.keyboard.press('Tab');
    await expect(settings.getByRole('button', { name })).toBeFocused();
  }
  await settings.keyboard.press('Enter');
  await expect(settings.getByRole('status')).toContainText('Removed from this browser.');
  await expect(field('github')).toBeFocused();
  // No browser offers to save it, to fill it in, or to send it somewhere for its spelling.
  for (const tracker of ['linear', 'github'] as const) {
    await expect(field(tracker)).toHaveAttribute('autocomplete', 'off');
    await expect(field(tracker)).toHaveAttribute('spellcheck', 'false');
    await expect(field(tracker)).toHaveAttribute('type', 'text');
    await expect(field(tracker)).toHaveCSS('-webkit-text-security', 'disc');
    await expect(field(tracker)).toHaveAccessibleDescription(/Read|Permission to read/);
  }
});

for (const filled of [fill, fillKeys])
  test(`nothing runs out of a narrow window, in either direction of writing: ${filled.name}`, async ({
    foothold,
  }, testInfo) => {
    const settings = await filled(foothold);
    for (const dir of ['ltr', 'rtl']) {
      for (const width of [320, 800]) {
        await settings.setViewportSize({ width, height: 600 });
        const over = await settings.evaluate((dir) => {
          document.documentElement.dir = dir;
          return document.documentElement.scrollWidth - document.documentElement.clientWidth;
        }, dir);
        expect(over, `${dir}, ${width} px`).toBe(0);
        const path = testInfo.outputPath(`${filled.name}-${dir}-${width}.png`);
        await settings.screenshot({ path, fullPage: true });
      }
    }
  });
