/** In a real Firefox that has Foothold for good: what was written, and what was not yet saved, is there another day. */
import { test } from '@playwright/test';
import { expect } from '../poll.ts';
import { withFirefox } from './firefox.ts';
import { profileWith } from './profile.ts';
import { fieldOf, labelOf, openPanel, press } from './shown.ts';

const LIST = '/acme/widgets/issues';
const ITEM = '#1283';
const STEP = 'Open the 401 log';
const DRAFT = ', ask Ana';

test('in Firefox: a step and a draft are there after a restart', { tag: '@long' }, async () => {
  const profile = await profileWith(test.info().outputPath('profile'));
  await withFirefox({ profile }, async (firefox) => {
    const page = await firefox.open(LIST);
    await expect.poll(() => labelOf(page, ITEM)).toContain('Write the next step');
    await openPanel(page, ITEM, '');
    await page.keyboard.type(STEP);
    await page.keyboard.press('Enter');
    await expect.poll(() => labelOf(page, ITEM)).toContain(`${STEP}. next step`);
    await press(page, ITEM, 'toggle');
    await expect.poll(() => labelOf(page, ITEM)).toContain(`${STEP}. started`);
    await openPanel(page, ITEM, STEP);
    await page.keyboard.type(DRAFT);
    await page.keyboard.press('Escape');
    await expect.poll(() => fieldOf(page)).toBeNull();
  });
  await withFirefox({ profile }, async (firefox) => {
    const page = await firefox.open(LIST);
    await expect.poll(() => labelOf(page, ITEM)).toContain(`${STEP}. started, running for `);
    await openPanel(page, ITEM, STEP + DRAFT);
    expect(firefox.errors).toEqual([]);
  });
});
