/**
 * What Foothold shows a person in Firefox, where roots are open: chips and toasts in the page, the panel in its frame.
 */
import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { expect } from '../poll.ts';

interface Field {
  value: string;
  focused: boolean;
}

/**
 * What a screen reader is told of a chip; null: there is none.
 * @param name as the chip calls its item: `#1283`, `APP-1`
 */
export const labelOf = (page: Page, name: string): Promise<string | null> =>
  page.evaluate((name) => {
    for (const { shadowRoot } of document.querySelectorAll('foothold-chip')) {
      const chip = shadowRoot?.querySelector(`.chip[aria-label="Foothold: ${name}"]`);
      const labels = chip?.querySelectorAll('[aria-label]') ?? [];
      if (chip) return [...labels].map((element) => element.ariaLabel).join('; ');
    }
    return null;
  }, name);

/** Presses a button of a chip: `open`, `toggle`, `finish`. A list may draw its row anew until the pointer is there. */
export async function press(page: Page, name: string, what: string): Promise<void> {
  await expect(async () => {
    const button = await page.evaluateHandle(
      (name, what) => {
        for (const { shadowRoot } of document.querySelectorAll('foothold-chip')) {
          const chip = shadowRoot?.querySelector(`.chip[aria-label="Foothold: ${name}"]`);
          if (chip) return chip.querySelector(`[data-do="${what}"]`);
        }
        return null;
      },
      name,
      what,
    );
    const element = button.asElement() as ElementHandle<Element> | null;
    if (!element) throw new Error(`The chip of ${name} has no ${what}.`);
    await element.click();
  }).toPass({ timeout: 20_000 });
}

/** The button of a chip that has the focus; null: something else has it. */
export const focusedIn = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const host = document.activeElement;
    const button = host?.localName === 'foothold-chip' ? host.shadowRoot!.activeElement : null;
    return (button as HTMLElement | null)?.dataset.do ?? null;
  });

/** The words of the toast; null: there is none. */
export const toastOf = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const toast = document.querySelector('foothold-toast')?.shadowRoot?.querySelector('.toast p');
    return toast?.textContent?.trim() ?? null;
  });

/** The framed page; null: there is none, or it is only kept ready. */
async function panelOf(page: Page): Promise<Frame | null> {
  const isOpen = await page.evaluate(() => {
    const root = document.querySelector('foothold-panel')?.shadowRoot;
    return Boolean(root?.querySelector('.frame:popover-open'));
  });
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
