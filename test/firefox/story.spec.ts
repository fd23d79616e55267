/**
 * The way a person goes every day, in a real Firefox: a row's age, a step written with the keyboard, a draft, a reload.
 */
import { test } from '@playwright/test';
import { expect } from '../poll.ts';
import { withFirefox } from './firefox.ts';
import {
  chipOf,
  chipsOf,
  fieldOf,
  focusedIn,
  heardBy,
  labelOf,
  NOTHING,
  openPanel,
  panelText,
  press,
} from './shown.ts';

const LIST = '/acme/widgets/issues';
const ITEM = '#1283';
const STEP = 'Open the 401 log, find the first failing request';
const DRAFT = ' and ask Ana';

test('in Firefox: Enter saves, Escape keeps a draft, and the step is there after a reload', () =>
  withFirefox({}, async (firefox) => {
    const page = await firefox.open(LIST);
    const label = () => labelOf(page, ITEM);
    await expect.poll(label).toMatch(/opened \d+ \w+ ago\. Write the next step/);
    const chips = await chipsOf(page);
    expect(chips.length).toBeGreaterThan(10);
    expect(chips.filter(({ age }) => !/^\d+[a-z]+/.test(age))).toEqual([]);

    // At once: what is typed before the field is there is kept for it.
    await press(page, ITEM, 'open');
    await page.keyboard.type(STEP);
    await page.keyboard.press('Enter');
    await expect.poll(label).toContain(`${STEP}. next step`);
    await expect.poll(() => fieldOf(page)).toBeNull();
    expect(await focusedIn(page)).toBe('open');

    // At once: the chip has just moved, and by what the person did.
    const { x, y } = (await chipOf(page, ITEM))!.buttons.open!;
    await page.mouse.click(x, y);
    await expect.poll(() => fieldOf(page)).toEqual({ value: STEP, focused: true });
    await page.keyboard.type(DRAFT);
    await expect.poll(() => fieldOf(page)).toEqual({ value: STEP + DRAFT, focused: true });
    await page.keyboard.press('Escape');
    await expect.poll(() => fieldOf(page)).toBeNull();
    expect(await focusedIn(page)).toBe('open');
    expect(await label()).toContain(`${STEP}. next step`);
    await openPanel(page, ITEM, STEP + DRAFT);
    expect(await panelText(page)).toContain('Discard');
    await page.keyboard.press('Escape');
    await expect.poll(() => fieldOf(page)).toBeNull();
    expect(await heardBy(page)).toEqual(NOTHING);

    await page.reload();
    await expect.poll(label).toContain(`${STEP}. next step`);
    await openPanel(page, ITEM, STEP + DRAFT);
    expect(firefox.errors).toEqual([]);
    expect(firefox.refused).toEqual([]);
  }));
