/** The wall clock of the extension's worker, as every event's time comes from it. */
import type { Foothold } from '../fixture';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Sets it back for the rest of this life of the worker: the next one has the machine's clock again. */
export async function setBack(foothold: Foothold, ms: number): Promise<void> {
  const worker = await foothold.worker();
  await worker.evaluate((by) => {
    const now = Date.now;
    Date.now = () => now() - by;
  }, ms);
}
