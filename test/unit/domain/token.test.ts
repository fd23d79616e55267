import { describe, expect, it } from 'vitest';
import { isToken, tokenFault } from '../../../domain/token';

describe('what was pasted for a key', () => {
  it.each([
    ['lin_api_abc', 'linear', null],
    [' lin_api_abc\n', 'linear', null],
    ['anything-printable', 'linear', null],
    ['github_pat_11ABC_xyz', 'github', null],
    ['ghp_abc', 'github', null],
    ['', 'linear', 'empty'],
    [' \t', 'github', 'empty'],
    ['lin_api_abc lin_api_def', 'linear', 'no-token'],
    ['lin_api_abc\r\nX-Other: 1', 'linear', 'no-token'],
    ['“lin_api_abc”', 'linear', 'no-token'],
    ['lin_api_\u200babc', 'linear', 'no-token'],
    ['ghp_abc', 'linear', 'other'],
    ['github_pat_11ABC', 'linear', 'other'],
    ['gho_abc', 'linear', 'other'],
    ['lin_api_abc', 'github', 'other'],
    ['lin_oauth_abc', 'github', 'other'],
  ] as const)('%j for %s: %s', (text, tracker, fault) => {
    expect(tokenFault(text, tracker)).toBe(fault);
    if (fault === null) expect(isToken(text.trim())).toBe(true);
  });

  it('is none when it is longer than any', () => {
    expect(isToken('a'.repeat(500))).toBe(true);
    expect(isToken('a'.repeat(501))).toBe(false);
  });
});
