/** `Retry-After`: seconds or a date (RFC 9110, 10.2.3) → ms from `now`; null: it says neither. */
export function readRetryAfterMs(value: string | null, now: number): number | null {
  if (!value) return null;
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
