/** Keys and tokens for trackers' APIs: what can be one, before anybody is asked. */
import { type ApiTracker, type Registry, TRACKERS } from './trackers';

/** What a header can carry, and no tracker's are longer. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]{1,500}$/.test(text);

/**
 * - `empty`: nothing was written.
 * - `no-token`: it holds spaces or letters that no key has.
 * - `other`: by its own beginning it is another tracker's, which must not get it.
 */
export type TokenFault = 'empty' | 'no-token' | 'other';

/** The tracker whose key or token it is by its own beginning, or null. */
export const ownerOfToken = (written: string, trackers: Registry = TRACKERS): ApiTracker | null =>
  (trackers.find(({ api }) => api?.owns(written.trim()))?.name as ApiTracker | undefined) ?? null;

/** @param written as it was pasted; what is stored is trimmed */
export function tokenFault(
  written: string,
  tracker: ApiTracker,
  trackers: Registry = TRACKERS,
): TokenFault | null {
  const text = written.trim();
  if (text === '') return 'empty';
  if (!isToken(text)) return 'no-token';
  const owner = ownerOfToken(text, trackers);
  return owner === null || owner === tracker ? null : 'other';
}
