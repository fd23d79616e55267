/** The browser's own question whether Foothold may save backups, asked by a real click and answered by real keys. */
import type { Browser as Extension } from 'webextension-polyfill';
import { expect } from '../fixture';
import { backupsOf, chooseDaily } from './allow-downloads';
import { test } from './real-keys';

/** In our page. */
declare const chrome: Extension;

test('backups: refused, none is made; allowed, the browser saves one, and the rhythm stays', async ({
  foothold,
  hands,
}) => {
  const page = await foothold.context.newPage();
  await page.goto(`chrome-extension://${foothold.extensionId}/dashboard.html#data`);
  const part = backupsOf(page);
  const daily = part.getByRole('button', { name: 'Every day' });
  const said = part.getByRole('status');
  await chooseDaily(page, hands, 'no', () =>
    expect(said).toContainText('The browser does not let Foothold save backups', { timeout: 2000 }),
  );
  await expect(daily).toHaveAttribute('aria-pressed', 'false');

  await chooseDaily(page, hands, 'yes', () =>
    expect(daily).toHaveAttribute('aria-pressed', 'true', { timeout: 2000 }),
  );
  await part.getByRole('button', { name: 'Back up now' }).click();
  await expect(said).toHaveText(/^Saved as Foothold\/backup-\w+day\.json in your downloads folder\.$/);
  await expect(part).toContainText('Last backup: ');
  await expect(part).toContainText('Next one: ');

  // The permission goes with what it was for.
  await part.getByRole('button', { name: 'Off' }).click();
  await expect(said).toHaveText('Automatic backups are off.');
  const isPermitted = () => page.evaluate(() => chrome.permissions.contains({ permissions: ['downloads'] }));
  await expect.poll(isPermitted).toBe(false);
  expect(foothold.leaks()).toEqual([]);
});
