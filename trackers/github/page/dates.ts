/** GitHub's instants, as `relative-time[datetime]` and its embedded JSON write them (github.md, pitfall 3). */
import { parseInstant } from '../../../domain/instant';

// Before this GitHub did not exist: what is older is a zero value (`0001-01-01T00:00:00Z`), not an instant.
const EARLIEST = Date.UTC(2005, 0, 1);

/** Epoch ms; null where the text names no instant of GitHub's. */
export function readInstant(text: unknown): number | null {
  const at = parseInstant(text);
  return at !== null && at >= EARLIEST ? at : null;
}

/** The instant of a `relative-time` element: its text is never read, it is worded for people. */
export function instantOf(element: Element | null | undefined): number | null {
  return readInstant(element?.getAttribute('datetime'));
}
