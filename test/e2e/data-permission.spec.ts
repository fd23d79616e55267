/** The browser's own question whether Foothold may save backups, asked by a real click and answered by real keys. */
import type { Browser as Extension } from 'webextension-polyfill';
import { expect } from '../fixture';
import { test } from './real-keys';

/** In our page. */
declare const chrome: Extension;

/** The question opens with "no" in focus. */
const ANSWERS = { no: ['Escape'], yes: ['Tab', 'Return'] };

test('backups: refused, none is made; allowed, the browser saves one, and the rhythm stays', async ({
  foothold,
  hands,
}) => {
  const page = await foothold.context.newPage();
  await page.goto(`chrome-extension://${foothold.extensionId}/dashboard.html#data`);
  const part = page.getByRole('region', { name: 'Automatic backups' });
  const daily = part.getByRole('button', { name: 'Every day' });
  const said = part.getByRole('status');
  const chosen = async (answer: keyof typeof ANSWERS, then: () => Promise<void>) => {
    await page.bringToFront();
    await hands.focusWindow();
    await daily.scrollIntoViewIfNeeded();
    const { x, y } = (await daily.boundingBox())!;
    await hands.click(page, { x: x + 8, y: y + 8 });
    // The question is no page, and nothing tells when it has the keyboard.
    await expect(async () => {
      for (const key of ANSWERS[answer]) await hands.press(key);
      await then();
    }).toPass({ timeout: 30_000 });
  };
  await chosen('no', () =>
    expect(said).toContainText('The browser does not let Foothold save backups', { timeout: 2000 }),
  );
  await expect(daily).toHaveAttribute('aria-pressed', 'false');

  await chosen('yes', () => expect(daily).toHaveAttribute('aria-pressed', 'true', { timeout: 2000 }));
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
