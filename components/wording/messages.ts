/**
 * Every visible text comes from `_locales`. This is the one place that asks for it.
 * Chrome's messages know no plurals: a plural message `days` is written as `days_one` and `days_other`, the two that
 * English has, which is the one language they are in.
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

// Chips ask for the same words by the hundred, and asking the browser for them, or making a rule or a format,
// costs many times their use: each message is asked for once, with marks where its values go.
const MARK = '\ue000';
const PLACES = Array.from({ length: 9 }, (_, place) => `${MARK}${place}`);
const patterns = new Map<MessageName, string[]>();
let numbers: Intl.NumberFormat | undefined;

/** The message, with its placeholders filled in order. */
export function t(name: MessageName, ...values: (string | number)[]): string {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = browser.i18n.getMessage(name, PLACES).split(MARK);
    patterns.set(name, pattern);
  }
  let text = pattern[0]!;
  for (let part = 1; part < pattern.length; part += 1)
    text += `${values[Number(pattern[part]![0])] ?? ''}${pattern[part]!.slice(1)}`;
  return text;
}

/** A whole number as it is written. Digits are the same in every language the messages are in. */
export function number(value: number): string {
  if (value < 1000) return String(value);
  numbers ??= new Intl.NumberFormat(language());
  return numbers.format(value);
}

/**
 * The plural message for `count`, which is its first placeholder as well. By the language of the messages, which is not
 * that of every browser; `Intl.PluralRules` would cost a page more than all of its chips' texts.
 */
export function plural(name: PluralName, count: number, ...values: (string | number)[]): string {
  return t(`${name}_${count === 1 ? 'one' : 'other'}`, number(count), ...values);
}
