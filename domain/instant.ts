/** The one reader of instants: trackers' pages, stores and APIs write them as ISO 8601 text. */

// `2026-07-17T15:55:24Z`, Jira's `2026-07-17T17:55:24.000+0200`, and git's own `2026-07-17 17:55:24 +0200`.
// A text without a time zone would be another instant for everyone: it is none.
const INSTANT =
  /^\s*(\d{4}-\d\d-(\d\d))[T ]((?!24)\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(?:(Z)|([+-]\d\d):?(\d\d))\s*$/;

/** Epoch ms; null where the value is no text, has no time zone, or names no real instant. Never throws. */
export function parseInstant(value: unknown): number | null {
  const [, date, day, time, utc, hours, minutes] = (typeof value === 'string' && INSTANT.exec(value)) || [];
  // Chromium reads 31 February as 3 March.
  if (!date || new Date(date).getUTCDate() !== Number(day)) return null;
  const at = Date.parse(`${date}T${time}${utc ?? `${hours}:${minutes}`}`);
  return Number.isNaN(at) ? null : at;
}
