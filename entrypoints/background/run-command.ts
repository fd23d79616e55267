import { browser } from 'wxt/browser';
import type { Command, TabAnswers, TabRequest } from '../../storage/rpc/protocol';

/** Hands a browser command to the tab in front; where Foothold can't show what comes of it, the popup opens instead. */
export async function runCommand(name: Command): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  const request: TabRequest = { type: 'command', command: name };
  // No answer (undefined): nobody in that tab heard it. False: it can't be shown there.
  const heard: TabAnswers['command'] | undefined =
    tab?.id === undefined
      ? undefined
      : await browser.tabs.sendMessage(tab.id, request).catch(() => undefined);
  if (heard) return;
  try {
    await browser.action.openPopup();
  } catch {
    // No window to open it in, or the browser wants a click for it: nothing is lost.
  }
}
