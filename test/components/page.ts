/** One of our pages in jsdom, asking a real background through the real client. Closed after each test. */
import { cleanup, configure, fireEvent, render, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { options, type VNode } from 'preact';
import { afterEach, beforeEach, expect } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { connectRpc, type RpcClient } from '../../storage/rpc/client';
import { connectData, type DataClient } from '../../storage/rpc/data-client';
import type { DataPort } from '../../storage/rpc/data-server';
import type { Server } from '../../storage/rpc/server';
import { POPUP } from '../unit/storage/world';
import { provideMessages } from './messages';
import { createRuntime } from './runtime';

// What appears is seen at once; a machine that is busy with other things gets its time.
configure({ asyncUtilTimeout: 15_000 });
// As Preact does by itself, without its timer for a page that is hidden: that one would ring once jsdom is gone.
options.requestAnimationFrame = (flush) => void requestAnimationFrame(() => setTimeout(flush));
// Nothing is laid out in jsdom, and so nothing scrolls.
Element.prototype.scrollIntoView = () => {};

/** jsdom has modal dialogs without what makes them modal; test/pages has the browser's own. */
function provideDialogs(): void {
  const openers = new WeakMap<HTMLDialogElement, Element | null>();
  HTMLDialogElement.prototype.showModal = function showModal() {
    openers.set(this, document.activeElement);
    this.open = true;
    this.querySelector<HTMLElement>('input, button')?.focus();
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
    (openers.get(this) as HTMLElement | null)?.focus();
  };
}
provideDialogs();

let closing = new AbortController();

beforeEach(provideMessages);
afterEach(() => {
  closing.abort();
  closing = new AbortController();
  cleanup();
  fakeBrowser.reset();
});

export type Person = ReturnType<typeof userEvent.setup>;

/**
 * @param dataServer takes the ports of long jobs, for a page that has any
 * @returns who uses it: presses keys and clicks
 */
export function showPage(
  server: Pick<Server, 'answer' | 'join'>,
  page: (rpc: RpcClient, data: DataClient) => VNode,
  dataServer?: { join(port: DataPort): void },
): Person {
  const browser = createRuntime(server, POPUP, dataServer);
  const rpc = connectRpc({ signal: closing.signal, browser });
  render(page(rpc, connectData(browser.runtime)));
  return userEvent.setup({ delay: null });
}

/** Puts a text into a field, as pasting over all of it does. */
export function fill(field: Element, value: string): void {
  (field as HTMLInputElement).focus();
  fireEvent.input(field, { target: { value } });
}

export const valueIn = (field: Element): string => (field as HTMLInputElement).value;

/** Waits until the element holds this text. */
export const untilText = (find: () => Element | null | undefined, part: string | RegExp): Promise<void> =>
  waitFor(() => {
    const shown = find()?.textContent ?? '';
    if (typeof part === 'string') expect(shown).toContain(part);
    else expect(shown).toMatch(part);
  });

/** Waits until the element has the focus. */
export const untilFocused = (find: () => Element | null | undefined): Promise<void> =>
  waitFor(() => expect(document.activeElement).toBe(find()));
