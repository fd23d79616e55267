/**
 * The self-check of a real page, and switching Foothold off on it. The rest of it: test/components/popup/page.test.tsx.
 */
import { chips, expect, test } from '../fixture';

const LIST = 'https://github.com/acme/widgets/issues';
const BLIND = `<!doctype html><html><head><title>Issues</title></head><body><main>
  ${Array.from({ length: 27 }, (_, index) => `<div><a href="/acme/widgets/issues/${index + 1}">Private title ${index}</a></div>`).join('')}
</main></body></html>`;

test('a known page where nothing is read says so, and its report holds nothing of the page', async ({
  foothold,
}) => {
  foothold.serve(LIST, BLIND);
  const page = await foothold.context.newPage();
  await page.goto(LIST);
  const popup = await foothold.openPopup(page);
  await expect(
    popup.getByText('The page changed: Foothold reads 0 of 27 items here. Your steps are safe.'),
  ).toBeVisible();
  // Quick-add works all the same.
  await popup.getByRole('combobox').fill('#13 Secret plan');
  await popup.keyboard.press('Enter');
  await expect(popup.getByRole('status')).toContainText('Added to acme/widgets#13');

  await popup.getByRole('button', { name: 'Copy a report' }).click();
  await expect(popup.getByRole('status')).toContainText('Report copied');
  await popup.getByRole('combobox').focus();
  await popup.keyboard.press('Control+v');
  // The browser pastes after the key press has returned.
  await expect(popup.getByRole('combobox')).toHaveValue(/^\{.*\}$/);
  const copied = await popup.getByRole('combobox').inputValue();
  const report = JSON.parse(copied);
  expect(Object.keys(report)).toEqual(['foothold', 'browser', 'tracker', 'links', 'surfaces']);
  expect(report).toMatchObject({ foothold: '0.1.0', tracker: 'github', links: 27 });
  expect(report.surfaces.length).toBeGreaterThan(0);
  for (const surface of report.surfaces) {
    expect(Object.keys(surface)).toEqual(['name', 'selector', 'candidates', 'sightings', 'chips']);
    expect(surface.sightings).toBe(0);
  }
  expect(copied).not.toMatch(/Private title|Secret plan|acme|widgets/);
});

test('a tab where nobody answers is reloaded from the popup, which then says how much is read', async ({
  foothold,
}) => {
  const page = await foothold.context.newPage();
  // A page that failed to load runs no content script, as one that was open before the installation.
  await foothold.context.route(LIST, (route) => route.abort());
  await page.goto(LIST).catch(() => {});
  const popup = await foothold.openPopup(page);
  await expect(popup.getByText('Foothold is not on this page yet.')).toBeVisible();
  await foothold.context.unroute(LIST);
  await popup.getByRole('button', { name: 'Reload this page' }).click();
  await expect(popup.getByText('Foothold is not on this page yet.')).toHaveCount(0);
  await expect.poll(async () => (await chips(page)).length).toBeGreaterThan(3);
  await expect(popup.locator('.foot')).toContainText(/\d+ items read here/);
  await expect(popup.getByRole('button', { name: 'Copy a report' })).toHaveCount(0);
});

test('switched off on a site, nothing is shown there; switched on, it is back', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues');
  await expect.poll(async () => (await chips(page)).length).toBeGreaterThan(3);
  const popup = await foothold.openPopup(page);
  const shown = popup.getByRole('switch', { name: 'Show on github.com' });
  await expect(shown).toBeChecked();
  await shown.press('Space');
  await expect(shown).not.toBeChecked();
  await expect.poll(async () => (await chips(page)).length).toBe(0);
  await popup.reload();
  await expect(shown).not.toBeChecked();
  await expect(popup.locator('.foot')).toContainText('Switched off on this site');
  await shown.press('Space');
  await page.bringToFront();
  await expect.poll(async () => (await chips(page)).length).toBeGreaterThan(3);
});
