import { expect, shifts, test } from '../fixture';

test('a practice page is taken over by its application without a complaint', async ({ foothold }) => {
  const page = await foothold.open('/acme/widgets/issues');
  expect(await page.evaluate(() => window.practice.hydrationErrors)).toEqual([]);
  expect(await shifts(page)).toEqual([]);
});
