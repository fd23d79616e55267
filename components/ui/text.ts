/**
 * Every visible text comes from `_locales`. This is the one place that asks for it.
 * Chrome's messages know no plurals: a plural message `days` is written as `days_one`, `days_other`, …, one for
 * each category of `Intl.PluralRules` its language has.
 */
import { browser } from 'wxt/browser';
import type messages from '../../public/_locales/en/messages.json';

export type MessageName = keyof typeof messages;
type PluralName = MessageName extends infer Name
  ? Name extends `${infer Stem}_other`
    ? Stem
    : never
  : never;

export const language = (): string => browser.i18n.getUILanguage();

/** The message, with its placeholders filled in order. */
export function t(name: MessageName, ...values: (string | number)[]): string {
  return browser.i18n.getMessage(name, values.map(String));
}

/** The plural message for `count`, which is its first placeholder as well. */
export function plural(name: PluralName, count: number, ...values: (string | number)[]): string {
  const category = new Intl.PluralRules(language()).select(count);
  const all = [count.toLocaleString(language()), ...values].map(String);
  // A language may have a category the messages lack: `other` is always there.
  return (
    browser.i18n.getMessage(`${name}_${category}` as MessageName, all) ||
    t(`${name}_other` as MessageName, ...all)
  );
}
