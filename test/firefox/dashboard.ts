/** The dashboard in a tab of a real Firefox: pressed with the mouse and read, and the database behind it. */
import type { ElementHandle, Page } from 'puppeteer-core';
import { readTable } from '../fixture.ts';
import { expect } from '../poll.ts';
import { hostOf } from './addons.ts';
import type { Firefox } from './firefox.ts';

/** Opens its data in a new tab, at the address that this installation has, and waits until it knows what is stored. */
export async function openData({ browser, errors }: Firefox): Promise<Page> {
  await expect.poll(() => hostOf(browser)).not.toBeNull();
  const address = `moz-extension://${await hostOf(browser)}/dashboard.html#data`;
  const page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
  // Firefox gives the tab to another process on the way, and doesn't answer whether it arrived.
  void page.goto(address).catch(() => {});
  await expect.poll(() => page.evaluate(() => location.href).catch(() => null)).toBe(address);
  await expect.poll(() => textOf(page, 'Storage')).toContain('Holds');
  return page;
}

/** All that a section says. @param heading its own; '': there is none */
export const textOf = (page: Page, heading: string): Promise<string> =>
  page.evaluate((heading) => {
    const own = [...document.querySelectorAll('section > h2')].find(
      ({ textContent }) => textContent === heading,
    );
    return own?.parentElement?.textContent ?? '';
  }, heading);

/** What a section tells of the last thing that was done in it. */
export const saidIn = (page: Page, heading: string): Promise<string> =>
  page.evaluate((heading) => {
    const own = [...document.querySelectorAll('section > h2')].find(
      ({ textContent }) => textContent === heading,
    );
    const said = own?.parentElement?.querySelector(':scope > [role=status], :scope > .job > [role=status]');
    return said?.textContent ?? '';
  }, heading);

export const headingsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll('h1, h2')].map(({ textContent }) => textContent));

/** Whether the button of this name is the chosen one of its group. */
export const isChosen = (page: Page, name: string): Promise<boolean> =>
  page.evaluate(
    (name) =>
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)
        ?.ariaPressed === 'true',
    name,
  );

/** Waits for the button of this name, and presses it with the mouse. */
export async function pressButton(page: Page, name: string): Promise<void> {
  const place = () =>
    page.evaluate((name) => {
      const button = [...document.querySelectorAll('button')].find(
        ({ ariaLabel, textContent }) => (ariaLabel ?? textContent) === name,
      );
      button?.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { x, y, width, height } = button?.getBoundingClientRect() ?? new DOMRect();
      return width > 0 ? { x: x + width / 2, y: y + height / 2 } : null;
    }, name);
  await expect.poll(place).not.toBeNull();
  const { x, y } = (await place())!;
  await page.bringToFront();
  await page.mouse.click(x, y);
}

/** Chooses a file as the person's choice in the browser's dialog does, and imports it once it was looked at. */
export async function importFile(page: Page, path: string): Promise<void> {
  const field = await page.$('input[type=file]');
  await (field as ElementHandle<HTMLInputElement>).uploadFile(path);
  await expect.poll(() => textOf(page, 'Import')).toMatch(/What importing .* would do/);
  await pressButton(page, 'Import this');
  await expect.poll(() => textOf(page, 'Import')).toMatch(/What importing .* did/);
}

/** What a person wrote, as it is stored. Reads the database itself, not the extension's answer about it. */
export const writtenIn = async (page: Page): Promise<{ events: { key: string }[]; items: unknown[] }> => ({
  events: (await page.evaluate(readTable, 'events')) as { key: string }[],
  items: await page.evaluate(readTable, 'items'),
});

/** What trackers' pages said of these items, as it is stored. */
export const factsIn = async (page: Page, keys: readonly string[]): Promise<unknown[]> =>
  ((await page.evaluate(readTable, 'facts')) as { key: string }[]).filter(({ key }) => keys.includes(key));
