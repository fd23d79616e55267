/** Foothold is updated in the middle of a word, in a real Firefox that has it for good. */
import { test } from '../e2e/real-keys.ts';
import { expect } from '../poll.ts';
import { install } from './addons.ts';
import { withFirefox } from './firefox.ts';
import { openPopup, popupOf } from './popup.ts';
import { packNewer, profileWith } from './profile.ts';
import { fieldOf, labelOf, openPanel } from './shown.ts';

const ITEM = '#1279';
const HALF = 'Open the 4';
const VERSION = '9.9.9';

test('in Firefox: what was typed is offered again after an update', { tag: '@long' }, async ({ hands }) => {
  const profile = await profileWith(test.info().outputPath('profile'));
  const newer = await packNewer(test.info().outputPath('newer'), VERSION);
  await withFirefox({ headless: false, profile }, async (firefox) => {
    const page = await firefox.open('/acme/widgets/issues/1279?churn=off');
    await page.bringToFront();
    await hands.focusWindow('firefox');
    await expect.poll(() => labelOf(page, ITEM)).toContain('Write the next step');
    await openPanel(page, ITEM, '');
    await hands.type(HALF);
    await expect.poll(() => fieldOf(page)).toEqual({ value: HALF, focused: true });

    expect(await install(firefox.browser, newer)).toBe(VERSION);
    await page.reload();
    await expect.poll(() => labelOf(page, ITEM)).toContain('Write the next step');
    await openPopup(page, hands, '');
    await expect
      .poll(() => popupOf(firefox.browser))
      .toMatchObject({ said: expect.stringMatching(`Unsaved text from earlier.*${HALF}`) });
    await hands.press('Escape');
    await expect.poll(() => popupOf(firefox.browser)).toBeNull();
    await openPanel(page, ITEM, HALF);
    await hands.type('01 log');
    await hands.press('Return');
    await expect.poll(() => labelOf(page, ITEM)).toContain(`${HALF}01 log. next step`);
  });
});
