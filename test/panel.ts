/** The panel as a test sees it: the extension's own page in a frame, in the page's top layer. */
import type { Frame, FrameLocator, Locator, Page } from '@playwright/test';

/** The framed page, where roots are open. There is none while the panel is closed, be it loaded ahead or not. */
export const panelOf = (page: Page): FrameLocator =>
  page.frameLocator('foothold-panel .frame:popover-open iframe');

/** What the panel shows of its item; none while it is closed. */
export const editorOf = (page: Page): Locator => panelOf(page).locator('.editor');

/** The same, if it is this item's. @param name what its name ends with */
export const editorFor = (page: Page, name: string): Locator =>
  panelOf(page).getByRole('dialog', { name: new RegExp(`${name}\\b`) });

export const fieldOf = (page: Page): Locator => panelOf(page).locator('#step');

/** The framed page by the browser's own list of frames, where roots are closed; null: it is closed. */
export async function panelFrameOf(page: Page): Promise<Frame | null> {
  for (const frame of page.frames()) {
    if (!frame.url().endsWith('/panel.html')) continue;
    // One that was loaded ahead is not drawn, and has no size. One that goes meanwhile is closed.
    if (await frame.evaluate(() => innerWidth > 0).catch(() => false)) return frame;
  }
  return null;
}

/**
 * Whether the panel's field has the focus, and keys go there: its own process says so before the browser knows, and
 * until then the page's own window has it.
 */
export async function isTypingIn(page: Page): Promise<boolean> {
  const panel = await panelFrameOf(page);
  const hasFocus = () => document.hasFocus() && document.activeElement?.id === 'step';
  return (
    (await panel?.evaluate(hasFocus).catch(() => false)) === true &&
    (await page.evaluate(() => document.activeElement?.localName === 'foothold-panel'))
  );
}
