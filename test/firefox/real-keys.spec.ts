/**
 * A person's way on all three trackers in a real Firefox, in the build people get: by keys and a pointer that only the
 * display knows. Roots are closed there, so what came of it is read in the popup.
 */
import type { Page } from 'puppeteer-core';
import { type Hands, test } from '../e2e/real-keys.ts';
import { PAGES } from '../pages/linear-page.ts';
import { expect } from '../poll.ts';
import { type Firefox, withFirefox } from './firefox.ts';
import { heardBy, NOTHING } from './shown.ts';

const STEP = 'Open the 401 log';
const TRACKERS = [
  ['GitHub', 'https://github.com/acme/widgets/issues?churn=off'],
  ['Jira', 'https://acme.atlassian.net/jira/software/c/projects/APP/boards/1?cards=14'],
  ['Linear', `${PAGES.team}?store=400`],
] as const;

/** In the page: where the first chip takes a press, as any script can find out; viewport px. */
function chipAt(): { x: number; y: number } | null {
  const host = document.querySelector('foothold-chip');
  if (!host) return null;
  const { top, left } = host.parentElement!.getBoundingClientRect();
  for (let y = Math.max(0, Math.round(top) - 4); y < top + 160; y += 4)
    for (let x = Math.max(0, Math.round(left)); x < innerWidth; x += 4)
      if (document.elementFromPoint(x, y) === host) return { x: x + 6, y: y + 6 };
  return null;
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.localName ?? null);

/** What the popup says, opened as a page of its own. */
async function popupText(firefox: Firefox, page: Page): Promise<string> {
  const popup = await firefox.browser.newPage();
  await popup.goto(firefox.address('popup.html'));
  await popup.waitForSelector('main');
  const text = await popup.evaluate(() => document.body.textContent);
  await popup.close();
  await page.bringToFront();
  return text;
}

async function story(firefox: Firefox, hands: Hands, url: string, step: string): Promise<void> {
  const page = await firefox.open(url);
  await page.bringToFront();
  await hands.focusWindow('firefox');
  await expect.poll(() => page.evaluate(chipAt)).not.toBeNull();
  await hands.click(page, (await page.evaluate(chipAt))!);
  await hands.type(step);
  await hands.press('Return');
  await expect.poll(() => popupText(firefox, page)).toContain(step);
  await expect.poll(() => focused(page)).not.toBe('foothold-panel');

  // By the command, which no page hears.
  await hands.point(page, (await page.evaluate(chipAt))!);
  await hands.press('alt+shift+w');
  await expect.poll(() => focused(page)).toBe('foothold-panel');
  await hands.type(', ask Ana');
  await hands.press('Return');
  await expect.poll(() => popupText(firefox, page)).toContain(`${step}, ask Ana`);
  await hands.press('alt+shift+g');
  await expect.poll(() => popupText(firefox, page)).toMatch(/Pause/i);
  await hands.press('alt+shift+d');
  await expect.poll(() => popupText(firefox, page)).not.toContain(`${step}, ask Ana`);
  expect(await heardBy(page)).toEqual(NOTHING);
}

for (const [tracker, url] of TRACKERS)
  test(
    `in Firefox on ${tracker}: written, changed, started and finished by real keys`,
    { tag: '@long' },
    ({ hands }) =>
      withFirefox({ build: 'shipped', headless: false }, async (firefox) => {
        await story(firefox, hands, url, `${STEP} of ${tracker}`);
        expect(firefox.errors).toEqual([]);
        expect(firefox.refused).toEqual([]);
      }),
  );
