/**
 * A person's way on all three trackers in a real Firefox, by keys and a pointer that only the display knows: commands
 * don't come through a page's keys.
 */
import { test } from '../e2e/real-keys.ts';
import { PAGES } from '../pages/linear-page.ts';
import { expect } from '../poll.ts';
import { withFirefox } from './firefox.ts';
import { fieldOf, heardBy, labelOf, NOTHING, standingButton, toastOf } from './shown.ts';

const STEP = 'Open the 401 log';
const MORE = ', ask Ana';
const LISTS = [
  ['GitHub', 'https://github.com/acme/widgets/issues?churn=off', '#1283'],
  ['Jira', 'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1?cards=14', 'APP-1'],
  ['Linear', `${PAGES.team}?store=400`, 'ENG-3'],
] as const;

for (const [tracker, url, item] of LISTS)
  test(
    `in Firefox on ${tracker}: written, changed, started and finished by real keys`,
    { tag: '@long' },
    ({ hands }) =>
      withFirefox({ headless: false }, async (firefox) => {
        const page = await firefox.open(url);
        const label = () => labelOf(page, item);
        await page.bringToFront();
        await hands.focusWindow('firefox');
        await hands.click(page, await standingButton(page, item, 'open'));
        await hands.type(STEP);
        await expect.poll(() => fieldOf(page)).toEqual({ value: STEP, focused: true });
        await hands.press('Return');
        await expect.poll(label).toContain(`${STEP}. next step`);
        await expect.poll(() => fieldOf(page)).toBeNull();

        // By commands, for the row under the pointer.
        await hands.point(page, await standingButton(page, item, 'open'));
        await hands.press('alt+shift+w');
        await expect.poll(() => fieldOf(page)).toEqual({ value: STEP, focused: true });
        await hands.type(MORE);
        await hands.press('Return');
        await expect.poll(label).toContain(`${STEP}${MORE}. next step`);
        await hands.press('alt+shift+g');
        await expect.poll(label).toContain(`${STEP}${MORE}. started, running for `);
        await hands.press('alt+shift+d');
        await expect.poll(() => toastOf(page)).toMatch(/^Finished/);
        await expect.poll(label).toContain('Write the next step');

        // A command's own keys but for its letter: nobody could know yet what they begin.
        const isModifier = (event: string) => /^key(?:down|up) (?:Alt|Shift)$/.test(event);
        const { events, shortcuts } = await heardBy(page);
        expect({ events: events.filter((event) => !isModifier(event)), shortcuts }).toEqual(NOTHING);
        expect(firefox.errors).toEqual([]);
        expect(firefox.refused).toEqual([]);
      }),
  );
