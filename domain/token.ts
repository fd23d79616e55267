/** Keys and tokens for trackers' APIs: what can be one, before anybody is asked. */

/** What a header can carry, and no tracker's are longer. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]{1,500}$/.test(text);

/**
 * - `empty`: nothing was written.
 * - `no-token`: it holds spaces or letters that no key has.
 * - `other`: by its own beginning it is another tracker's, which must not get it.
 */
export type TokenFault = 'empty' | 'no-token' | 'other';

// As the trackers begin them: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
// (2021-04); linear.md §3.
const BEGINNINGS = { github: /^(?:gh[a-z]_|github_pat_)/, linear: /^lin_/ } as const;

/** @param written as it was pasted; what is stored is trimmed */
export function tokenFault(written: string, tracker: keyof typeof BEGINNINGS): TokenFault | null {
  const text = written.trim();
  if (text === '') return 'empty';
  if (!isToken(text)) return 'no-token';
  const other = tracker === 'github' ? 'linear' : 'github';
  return BEGINNINGS[other].test(text) ? 'other' : null;
}
