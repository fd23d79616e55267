/** The main job in a real Firefox on Jira and Linear: write by keys, start by a click, Escape keeps a draft. */
import { test } from '@playwright/test';
import { PAGES } from '../pages/linear-page.ts';
import { expect } from '../poll.ts';
import { withFirefox } from './firefox.ts';
import { fieldOf, heardBy, labelOf, NOTHING, openPanel, press, toastOf } from './shown.ts';

const STEP = 'Open the 401 log';
const DRAFT = ', ask Ana';
const LISTS = [
  ['Jira', 'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1?cards=14', 'APP-1'],
  // With a store of Linear's own, as after a day of work in this browser.
  ['Linear', `${PAGES.team}?store=400`, 'ENG-3'],
] as const;

for (const [tracker, list, item] of LISTS)
  test(`in Firefox on ${tracker}: written, started, a draft kept`, { tag: '@long' }, () =>
    withFirefox({}, async (firefox) => {
      const page = await firefox.open(list);
      const label = () => labelOf(page, item);
      await expect.poll(label).toMatch(/opened \d+ days ago/);
      await press(page, item, 'open');
      await page.keyboard.type(STEP);
      await page.keyboard.press('Enter');
      await expect.poll(label).toContain(`${STEP}. next step`);
      await expect.poll(() => toastOf(page)).toBe('Saved');
      // A row of Linear's has no room for more than words: there it is started from the panel.
      if (tracker === 'Jira') await press(page, item, 'toggle');
      else {
        await openPanel(page, item, STEP);
        await page.keyboard.down('Control');
        await page.keyboard.press('Enter');
        await page.keyboard.up('Control');
      }
      await expect.poll(label).toContain(`${STEP}. started, running for `);

      await openPanel(page, item, STEP);
      await page.keyboard.type(DRAFT);
      await expect.poll(() => fieldOf(page)).toEqual({ value: STEP + DRAFT, focused: true });
      await page.keyboard.press('Escape');
      await expect.poll(() => fieldOf(page)).toBeNull();
      await openPanel(page, item, STEP + DRAFT);
      await page.keyboard.press('Escape');
      await expect.poll(() => fieldOf(page)).toBeNull();

      expect(page.url()).toBe(list);
      expect(await heardBy(page)).toEqual(NOTHING);
      expect(firefox.errors).toEqual([]);
      expect(firefox.refused).toEqual([]);
    }),
  );

test('in Firefox: a page is kept whole where nobody wrote', { tag: '@long' }, () =>
  withFirefox({}, async (firefox) => {
    const page = await firefox.open('/acme/widgets/issues?churn=off');
    await expect.poll(() => labelOf(page, '#1283')).toContain('Write the next step');
    await page.evaluate(() => {
      const left = window as unknown as { shown: boolean[] };
      left.shown = [];
      window.addEventListener('pageshow', ({ persisted }) => left.shown.push(persisted), { once: true });
    });
    await page.goto('https://github.com/acme/widgets/issues/1279?churn=off');
    await expect.poll(() => labelOf(page, '#1279')).not.toBeNull();
    await page.evaluate(() => history.back());
    await expect.poll(() => labelOf(page, '#1283')).not.toBeNull();
    expect(await page.evaluate(() => (window as unknown as { shown?: boolean[] }).shown ?? null)).toEqual([
      true,
    ]);
  }),
);
