/** Counts are said by the rules of the language the messages are in, whatever the browser's is. */
import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DAY } from '../../../domain/age';
import messages from '../../../public/_locales/en/messages.json';

it.each(['en', 'ru', 'fr', 'ja', 'ar'])('in a browser in %s', async (language) => {
  // What was asked of the browser is remembered.
  vi.resetModules();
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue(language);
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((name, values) =>
    messages[name as keyof typeof messages].message.replace(/\$(\d)/g, (_, nth) =>
      String([values].flat()[nth - 1]),
    ),
  );
  const { longLength } = await import('../../../components/wording/age-text');
  // Russian's rules call 21 one, Japanese has but one category, and Arabic six.
  expect([1, 2, 11, 21, 101].map((days) => longLength(days * DAY))).toEqual([
    '1 day',
    '2 days',
    '11 days',
    '21 days',
    '101 days',
  ]);
});
