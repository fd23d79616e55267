/** The popup as it opens at the toolbar of a Firefox on a display: only the browser’s own window reaches it. */
import type { Browser, Page } from 'puppeteer-core';
import type { Hands } from '../e2e/real-keys.ts';
import { expect } from '../poll.ts';
import { askBrowser } from './inside.ts';

interface PopupField {
  value: string;
  focused: boolean;
  /** All that the popup says. */
  said: string;
}

/** In the browser's window, where an element of a page of another process has these. */
interface ContentBrowser extends Element {
  messageManager: {
    addMessageListener(name: string, heard: (message: { data: PopupField | null }) => void): void;
    loadFrameScript(address: string, allowDelayed: boolean): void;
  };
}

/** In the popup, by the browser's own script there. */
declare const content: { document: Document };
declare function sendAsyncMessage(name: string, data: PopupField | null): void;

function tell(name: string): void {
  const { document } = content;
  const field = document.querySelector<HTMLInputElement>('input[role="combobox"]');
  const focused = document.activeElement === field && document.hasFocus();
  const said = document.body.textContent ?? '';
  sendAsyncMessage(name, field && { value: field.value, focused, said });
}

/** In the browser's window. */
function askPopup(tell: string): Promise<PopupField | null> | null {
  const popup = document.querySelector<ContentBrowser>('panel browser.webextension-popup-browser');
  if (!popup) return null;
  const name = `foothold-test-${Math.random()}`;
  return new Promise((resolve) => {
    popup.messageManager.addMessageListener(name, ({ data }) => resolve(data));
    popup.messageManager.loadFrameScript(`data:,(${encodeURIComponent(tell)})("${name}")`, false);
    // One that closes meanwhile doesn't answer.
    setTimeout(resolve, 1000, null);
  });
}

/** Quick-add's field; null: there is no popup. */
export const popupOf = (browser: Browser): Promise<PopupField | null> =>
  askBrowser(browser, askPopup, String(tell));

/** Opens the popup by its key. @param value what stands in its field */
export async function openPopup(page: Page, hands: Hands, value: string): Promise<void> {
  await hands.press('alt+shift+q');
  await expect.poll(() => popupOf(page.browser())).toMatchObject({ value, focused: true });
}
