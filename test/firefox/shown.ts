/**
 * What Foothold shows a person in Firefox: chips and toasts in the page's closed roots, the panel in its frame.
 */
import type { Frame, Page } from 'puppeteer-core';
import { PRESS_STOOD_MS } from '../../domain/durations.ts';
import { expect } from '../poll.ts';
import { lookInside } from './inside.ts';

interface Field {
  value: string;
  focused: boolean;
}

/** Viewport px. */
interface Place {
  x: number;
  y: number;
}

export interface SeenChip {
  /** As it calls its item: `#1283`, `APP-1`. */
  name: string;
  age: string;
  /** What a screen reader is told. */
  label: string;
  /** Where each of its buttons is pressed: `open`, `toggle`, `finish`. */
  buttons: Record<string, Place>;
  /** The button that has the focus; null: something else has it. */
  focused: string | null;
}

export const chipsOf = (page: Page): Promise<SeenChip[]> =>
  lookInside(page, (roots) =>
    roots.flatMap((root) => {
      const chip = root.querySelector<HTMLElement>('.chip');
      if (!chip) return [];
      const labels = [...chip.querySelectorAll('[aria-label]')].map(({ ariaLabel }) => ariaLabel);
      const buttons = [...chip.querySelectorAll<HTMLElement>('[data-do]')].map((button) => {
        const { x, y, height } = button.getBoundingClientRect();
        return [button.dataset.do!, { x: x + 10, y: y + height / 2 }];
      });
      const focused = root.activeElement as HTMLElement | null;
      return [
        {
          name: chip.ariaLabel!.replace('Foothold: ', ''),
          age: chip.querySelector('.age')?.textContent ?? '',
          label: labels.join('; '),
          buttons: Object.fromEntries(buttons),
          focused: focused?.dataset.do ?? null,
        },
      ];
    }),
  );

/** @param name as the chip calls its item; null: there is none */
export const chipOf = async (page: Page, name: string): Promise<SeenChip | null> =>
  (await chipsOf(page)).find((chip) => chip.name === name) ?? null;

/** What a screen reader is told of a chip; null: there is none. */
export const labelOf = async (page: Page, name: string): Promise<string | null> =>
  (await chipOf(page, name))?.label ?? null;

/**
 * Where a button of a chip is, once it has stood there as long as what a person presses has: what moved just before is
 * not pressed.
 */
export async function standingButton(page: Page, name: string, what: string): Promise<Place> {
  const find = async () => (await chipOf(page, name))?.buttons[what];
  let place: Place | undefined;
  await expect(async () => {
    place = await find();
    expect(place).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, PRESS_STOOD_MS));
    expect(await find()).toEqual(place);
  }).toPass({ timeout: 20_000 });
  return place!;
}

/** Presses a button of a chip. */
export async function press(page: Page, name: string, what: string): Promise<void> {
  const { x, y } = await standingButton(page, name, what);
  await page.mouse.click(x, y);
}

/** The button of a chip that has the focus; null: something else has it. */
export const focusedIn = async (page: Page): Promise<string | null> =>
  (await chipsOf(page)).find(({ focused }) => focused)?.focused ?? null;

/** The words of the toast; null: there is none. */
export const toastOf = (page: Page): Promise<string | null> =>
  lookInside(page, (roots) => {
    const [toast] = roots.flatMap((root) => [...root.querySelectorAll('.toast p')]);
    return toast?.textContent?.trim() ?? null;
  });

/** The framed page; null: there is none, or it is only kept ready. */
async function panelOf(page: Page): Promise<Frame | null> {
  const isOpen = await lookInside(page, (roots) =>
    roots.some((root) => root.querySelector('.frame:popover-open')),
  );
  // Firefox tells no address of it: it is the only frame of these pages.
  return isOpen ? (page.frames()[1] ?? null) : null;
}

/** Of the panel, once it knows its item; null: it is closed, or not so far. */
export async function fieldOf(page: Page): Promise<Field | null> {
  const panel = await panelOf(page);
  return (
    panel
      ?.evaluate(() => {
        const field = document.querySelector<HTMLTextAreaElement>('.editor:has(.head) #step');
        return (
          field && { value: field.value, focused: document.activeElement === field && document.hasFocus() }
        );
      })
      // Closed meanwhile.
      .catch(() => null) ?? null
  );
}

/** What the panel says in words. */
export const panelText = async (page: Page): Promise<string> =>
  (await (await panelOf(page))?.evaluate(() => document.body.textContent)) ?? '';

export async function openPanel(page: Page, name: string, value: string): Promise<void> {
  await press(page, name, 'open');
  await expect.poll(() => fieldOf(page)).toEqual({ value, focused: true });
}

/** What the page heard of what a person typed into ours, and what it did of it: nothing at all. */
export const heardBy = (page: Page): Promise<{ events: string[]; shortcuts: unknown[] }> =>
  page.evaluate(() => ({
    events: window.practice.events
      .filter(
        ({ trusted, key, type }) => trusted && (key !== null || /input|selection|composition/.test(type)),
      )
      .map(({ type, key }) => `${type} ${key}`),
    shortcuts: window.practice.shortcuts,
  }));

export const NOTHING: Awaited<ReturnType<typeof heardBy>> = { events: [], shortcuts: [] };
