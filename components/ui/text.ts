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

let uiLanguage: string | undefined;
export const language = (): string => {
  uiLanguage ??= browser.i18n.getUILanguage();
  return uiLanguage;
};

// Chips ask for the same words by the hundred, and making a rule or a format costs many times its use.
const plain = new Map<MessageName, string>();
let rules: Intl.PluralRules | undefined;
let numbers: Intl.NumberFormat | undefined;

/** The message, with its placeholders filled in order. */
export function t(name: MessageName, ...values: (string | number)[]): string {
  if (values.length > 0) return browser.i18n.getMessage(name, values.map(String));
  let text = plain.get(name);
  if (text === undefined) {
    text = browser.i18n.getMessage(name);
    plain.set(name, text);
  }
  return text;
}

/** The plural message for `count`, which is its first placeholder as well. */
export function plural(name: PluralName, count: number, ...values: (string | number)[]): string {
  rules ??= new Intl.PluralRules(language());
  numbers ??= new Intl.NumberFormat(language());
  const category = rules.select(count);
  const all = [numbers.format(count), ...values].map(String);
  // A language may have a category the messages lack: `other` is always there.
  return (
    browser.i18n.getMessage(`${name}_${category}` as MessageName, all) ||
    t(`${name}_other` as MessageName, ...all)
  );
}
