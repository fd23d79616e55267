/** The way a person goes every day, in a real Firefox: a row's age, a step written with the keyboard, a step dropped. */
import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { NoBrowser } from '../find-browser.ts';
import { readChips } from '../read-chips.ts';
import { promised } from './find-firefox.ts';
import { launchFirefox } from './firefox.ts';

const LIST = '/acme/widgets/issues';
const ITEM = 'acme/widgets#1283';
const CHIP = 'li:has(a[href$="/issues/1283"]) foothold-chip';
const OPEN = `${CHIP} >>> .open`;
const STEP = 'Open the 401 log, find the first failing request';
const DRAFT = ' and ask Ana';

const label = async (page: Page) => (await page.evaluate(readChips)).find(({ item }) => item === ITEM)?.label;

/** What the field has, or null: there is no editor. */
const field = (page: Page) =>
  page.evaluate(() => {
    for (const { shadowRoot } of document.querySelectorAll('*')) {
      const input = shadowRoot?.querySelector<HTMLInputElement>('.editor input');
      if (input) return { value: input.value, focused: shadowRoot!.activeElement === input };
    }
    return null;
  });

async function openEditor(page: Page, value: string): Promise<void> {
  await page.locator(OPEN).click();
  await expect.poll(() => field(page)).toEqual({ value, focused: true });
}

/** The part of the chip that has the focus, or null: something else has it. */
const focused = (page: Page) =>
  page.$eval(CHIP, (host) =>
    host === document.activeElement ? (host.shadowRoot!.activeElement?.classList[0] ?? null) : null,
  );

test('in Firefox: Enter saves, Escape closes, and the step is there after a reload', async () => {
  const firefox = await launchFirefox().catch((error: unknown) => {
    if (error instanceof NoBrowser && !promised) {
      console.log(`Skipped: ${error.message}`);
      test.info().skip(true, error.message);
    }
    throw error;
  });
  try {
    const page = await firefox.open(LIST);
    await expect.poll(() => label(page)).toMatch(/opened \d+ \w+ ago\. Write the next step/);
    const chips = await page.evaluate(readChips);
    expect(chips.length).toBeGreaterThan(10);
    expect(chips.filter(({ text }) => !/^\d+[a-z]+/.test(text))).toEqual([]);

    // At once: what is typed before the field is there is kept for it.
    await page.locator(OPEN).click();
    await page.keyboard.type(STEP);
    await page.keyboard.press('Enter');
    await expect.poll(() => label(page)).toContain(`${STEP}. next step`);
    expect(await field(page)).toBeNull();
    expect(await focused(page)).toBe('open');

    await openEditor(page, STEP);
    await page.keyboard.type(DRAFT);
    await page.keyboard.press('Escape');
    await expect.poll(() => field(page)).toBeNull();
    expect(await focused(page)).toBe('open');
    expect(await label(page)).toContain(`${STEP}. next step`);
    await openEditor(page, STEP + DRAFT);
    await page.keyboard.press('Escape');

    // Firefox's copies of keys run through the page, if they are let.
    const { events, shortcuts } = await page.evaluate(() => window.practice);
    expect(events.filter(({ key, type }) => key !== null || type === 'input')).toEqual([]);
    expect(shortcuts).toEqual([]);

    await page.reload();
    await expect.poll(() => label(page)).toContain(`${STEP}. next step`);
    expect(firefox.errors).toEqual([]);
    expect(firefox.refused).toEqual([]);
  } finally {
    await firefox.close();
  }
});
