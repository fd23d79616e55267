/** Numbers as sentences use them. */
import { language, plural, t } from '../wording/messages';

export const eventsOf = (events: number, items: number): string =>
  t('dataOf', plural('dataEvents', events), plural('dataItems', items));

export const listed = (words: readonly (string | number)[]): string =>
  new Intl.ListFormat(language()).format(words.map(String));
