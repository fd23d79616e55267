/** The panel as a test sees it, where roots are open: the extension's own page in a frame in the page's top layer. */
import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The framed page. There is none while the panel is closed. */
export const panelOf = (page: Page): FrameLocator => page.frameLocator('foothold-panel iframe');

/** What the panel shows of its item; none while it is closed or not asked for. */
export const editorOf = (page: Page): Locator => panelOf(page).locator('.editor');

export const fieldOf = (page: Page): Locator => panelOf(page).locator('#step');
