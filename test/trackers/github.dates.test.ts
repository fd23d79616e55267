/** What test/unit/domain/instant.test.ts holds for every tracker, and what GitHub's own zero value is. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { instantOf, readInstant } from '../../trackers/github/page/dates';

describe('instants as GitHub writes them', () => {
  it.each([
    ['2026-07-17T15:55:24Z', '2026-07-17T15:55:24.000Z'],
    ['2026-07-17 15:55:24 +0200', '2026-07-17T13:55:24.000Z'],
    ['2005-01-01T00:00:00Z', '2005-01-01T00:00:00.000Z'],
  ])('%j is %s', (text, iso) => {
    expect(new Date(readInstant(text)!).toISOString()).toBe(iso);
  });

  it.each(['', '2026-07-17T15:55:24', '0001-01-01T00:00:00Z', '2004-12-31T23:59:59Z', 1784491567000, null])(
    '%j is none',
    (text) => expect(readInstant(text)).toBeNull(),
  );

  it('an element tells its own by `datetime`, never by its words', () => {
    const { document } = new JSDOM(
      '<relative-time datetime="2026-07-17T15:55:24Z">2001-01-01T00:00:00Z</relative-time><time>2026-07-17T15:55:24Z</time>',
    ).window;
    expect(instantOf(document.querySelector('relative-time'))).toBe(Date.UTC(2026, 6, 17, 15, 55, 24));
    expect(instantOf(document.querySelector('time'))).toBeNull();
    expect(instantOf(null)).toBeNull();
  });
});
