/** GitHub's instants, as `relative-time[datetime]` and its embedded JSON write them. */

// `2026-07-17T15:55:24Z`, `2026-07-18T09:04:00.000+02:00`, and git's own `2026-07-17 15:55:24 +0200`, which
// timeline rows carry (source: github.md, pitfall 3; 2026-07-pull-closed.html). Without a zone the instant is
// not known.
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)? ?(?:(Z)|([+-])(\d{2}):?(\d{2}))$/;

// Before this GitHub did not exist: what is older is a zero value (`0001-01-01T00:00:00Z`), not an instant.
const EARLIEST = Date.UTC(2005, 0, 1);

/** Epoch ms, or null when the text is empty, has no zone, or names no real instant. Never throws. */
export function readInstant(text: unknown): number | null {
  const match = typeof text === 'string' ? INSTANT.exec(text.trim()) : null;
  if (!match) return null;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second = '0',
    fraction = '',
    ,
    sign,
    zoneHour = '0',
    zoneMinute = '0',
  ] = match;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0').slice(0, 3)),
  );
  // Date.UTC rolls 31 February over; what rolled over was no date.
  const back = new Date(local);
  const real =
    back.getUTCMonth() === Number(month) - 1 &&
    back.getUTCDate() === Number(day) &&
    back.getUTCHours() === Number(hour) &&
    back.getUTCMinutes() === Number(minute) &&
    Number(second) < 60 &&
    Number(zoneHour) < 24 &&
    Number(zoneMinute) < 60;
  if (!real) return null;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  const instant = local - offset;
  return instant >= EARLIEST ? instant : null;
}

/** The instant of a `relative-time` element: its text is never read, it is worded for people. */
export function instantOf(element: Element | null | undefined): number | null {
  return readInstant(element?.getAttribute('datetime'));
}
