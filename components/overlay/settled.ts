/**
 * When a page may be added to. A page that comes alive (hydrates) compares what it finds with what it made, and
 * builds itself anew where something was added: so its scripts are waited for, and then for a moment in which
 * they have nothing left to do.
 */

/** A page that never finishes loading is not waited for longer than this after it was parsed, ms. */
const PATIENCE = 2500;
/** Nor is a page that never rests, ms. */
const RESTLESS = 1000;

export async function whenSettled(window: Window & typeof globalThis, signal: AbortSignal): Promise<void> {
  const { document } = window;
  if (document.readyState === 'loading') await heard(document, 'DOMContentLoaded', signal);
  if (document.readyState !== 'complete')
    await Promise.race([heard(window, 'load', signal), pause(window, PATIENCE, signal)]);
  // Twice: what the first moment of rest followed may have left work for the next one.
  for (let times = 0; times < 2 && !signal.aborted; times += 1)
    await new Promise<void>((resolve) => {
      window.requestIdleCallback(() => resolve(), { timeout: RESTLESS });
    });
}

function heard(target: EventTarget, type: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    target.addEventListener(type, () => resolve(), { once: true, signal });
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function pause(window: Window, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      resolve();
    });
  });
}
