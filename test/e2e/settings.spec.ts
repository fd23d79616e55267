/** The browser's own question, whether Foothold may read a host: asked by a real click, and refused by a real key. */
import { expect } from '../fixture';
import { LINEAR_KEY } from '../practice/api/linear';
import { test } from './real-keys';

test('the browser asks before a host is added; refused, nothing is', async ({ foothold, hands }) => {
  const settings = await foothold.context.newPage();
  await settings.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
  await settings.bringToFront();
  await hands.focusWindow();
  await settings.getByLabel('Address of your Jira').fill('https://jira.acme.test/tracker/browse/APP-1');
  const { x, y, width, height } = (await settings.getByRole('button', { name: 'Add' }).boundingBox())!;
  await hands.click(settings, { x: x + width / 2, y: y + height / 2 });
  // Pressed until it is heard: the question takes no key in its first moments.
  await expect
    .poll(async () => {
      await hands.press('Escape');
      return settings.locator('.problem').first().textContent();
    })
    .toMatch(/^Without the permission Foothold can't read https:\/\/jira\.acme\.test, /);
  await expect(settings.getByText('None added yet.')).toBeVisible();
});

test('the browser asks before a key is tried; refused, nothing is sent and nothing stored', async ({
  foothold,
  hands,
}) => {
  const settings = await foothold.context.newPage();
  await settings.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
  await settings.bringToFront();
  await hands.focusWindow();
  await settings.getByLabel('API key for Linear').fill(LINEAR_KEY);
  const button = settings.getByRole('button', { name: 'Save: Linear' });
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await button.boundingBox())!;
  await hands.click(settings, { x: x + width / 2, y: y + height / 2 });
  const part = settings.getByRole('region', { name: 'Linear', exact: true });
  await expect
    .poll(async () => {
      await hands.press('Escape');
      return part.locator('.problem').textContent();
    })
    .toMatch(/^Without the permission Foothold can't ask Linear, and nothing was stored\./);
  expect(foothold.apis.linear.served).toEqual([]);
  expect(await foothold.rows('tokens')).toEqual([]);
});
