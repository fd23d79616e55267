import { describe, expect, it } from 'vitest';
import { readInstant } from '../../entrypoints/github.content/dates';

describe('instants as GitHub writes them', () => {
  it.each([
    ['2026-07-17T15:55:24Z', '2026-07-17T15:55:24.000Z'],
    ['2026-07-17T15:55:24.5Z', '2026-07-17T15:55:24.500Z'],
    ['2025-05-25T20:35:48.000Z', '2025-05-25T20:35:48.000Z'],
    ['2026-07-17T15:55:24.123456789Z', '2026-07-17T15:55:24.123Z'],
    ['2026-07-17T17:34:42+02:00', '2026-07-17T15:34:42.000Z'],
    ['2026-07-17 15:55:24 +0200', '2026-07-17T13:55:24.000Z'],
    ['2026-01-01 00:30:00 -0330', '2026-01-01T04:00:00.000Z'],
    [' 2026-07-17T15:55Z ', '2026-07-17T15:55:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%j is %s', (text, iso) => {
    expect(new Date(readInstant(text)!).toISOString()).toBe(iso);
  });
});

describe('no instant', () => {
  it.each([
    '',
    ' ',
    'yesterday',
    'Jul 17, 2026',
    '2026-07-17',
    '2026-07-17T15:55:24', // no zone: a different instant for everyone
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00+99:00',
    '0001-01-01T00:00:00Z',
    '1784491567',
    null,
    undefined,
    1784491567000,
    {},
  ])('%j', (text) => {
    expect(readInstant(text)).toBeNull();
  });
});
