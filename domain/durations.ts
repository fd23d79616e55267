/**
 * How long Foothold waits for what may never come, or for what needs time to become true. The *testing* build waits a
 * fifth of it, so that a test sees the end: it is right about what comes next, not about when. What is shipped is
 * proved with its real times by the unit tests' clocks and by test/e2e/real-waits.spec.ts.
 */

/** Long waits are divided by this. A fifth of a time-out is still long for a stand-in on a busy machine. */
export const WAIT_DIVISOR = import.meta.env?.MODE === 'testing' ? 5 : 1;

/**
 * A request to a tracker without an answer is given up after this: before the browser ends a worker that only waits.
 */
export const REQUEST_TIMEOUT_MS = 15_000 / WAIT_DIVISOR;

/**
 * Linear may be changing all of its local store: what nobody understands there is not called so before it has been so
 * for this long.
 */
export const STORE_DOUBT_MS = 10_000 / WAIT_DIVISOR;

/**
 * A press acts only on what has stood for this long: a page may move a chip under a pointer that is about to press. The
 * *testing* build doesn't wait, as its tests press sooner after all that moves than any person could.
 */
export const PRESS_STOOD_MS = import.meta.env?.MODE === 'testing' ? 0 : 400;
