/** One of our pages in jsdom, asking a real background through the real client. Closed after each test. */
import { cleanup, configure, fireEvent, render, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import type { VNode } from 'preact';
import { afterEach, beforeEach, expect } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { connectRpc, type RpcClient } from '../../storage/rpc/client';
import type { Server } from '../../storage/rpc/server';
import { POPUP } from '../unit/storage/world';
import { provideMessages } from './messages';
import { createRuntime } from './runtime';

// What appears is seen at once; a machine that is busy with other things gets its time.
configure({ asyncUtilTimeout: 15_000 });
// Nothing is laid out in jsdom, and so nothing scrolls.
Element.prototype.scrollIntoView = () => {};

let closing = new AbortController();

beforeEach(provideMessages);
afterEach(() => {
  closing.abort();
  closing = new AbortController();
  cleanup();
  fakeBrowser.reset();
});

export type Person = ReturnType<typeof userEvent.setup>;

/** @returns who uses it: presses keys and clicks */
export function showPage(server: Pick<Server, 'answer' | 'join'>, page: (rpc: RpcClient) => VNode): Person {
  const rpc = connectRpc({ signal: closing.signal, browser: createRuntime(server, POPUP) });
  render(page(rpc));
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
