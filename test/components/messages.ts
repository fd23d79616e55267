/** What is said, as `_locales` has it: a test asks for a message by its name, the page for any. */
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import messages from '../../public/_locales/en/messages.json';

type MessageName = keyof typeof messages;

export const text = (name: MessageName, ...values: (string | number)[]): string =>
  messages[name].message.replace(/\$(\d)/g, (_, place) => String(values[place - 1] ?? ''));

/** Puts the messages where the page looks for them. */
export function provideMessages(): void {
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue('en');
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((name, values) =>
    name in messages ? text(name as MessageName, ...[values ?? []].flat()) : '',
  );
}
