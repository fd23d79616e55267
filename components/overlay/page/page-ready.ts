/**
 * When a page may be added to. A page that comes alive (hydrates) compares what it finds with what it made, and
 * builds itself anew where something was added: so its scripts are waited for, and then for a moment in which
 * they have nothing left to do.
 */

/** A page that never finishes loading is not waited for longer than this after it was parsed, ms. */
const PAGE_READY_TIMEOUT_MS = 2500;
/** Nor is a page that never rests, ms. */
const RESTLESS = 1000;
/** A part whose scripts failed never comes alive; it is not waited for longer than this, ms. */
const ASLEEP = 5000;

/** @param asleep selector of parts that the page's scripts have not taken over yet; null: the page doesn't tell */
export async function whenPageReady(
  window: Window & typeof globalThis,
  asleep: string | null,
  signal: AbortSignal,
): Promise<void> {
  const { document } = window;
  if (document.readyState === 'loading') await heard(document, 'DOMContentLoaded', signal);
  if (document.readyState !== 'complete')
    await Promise.race([heard(window, 'load', signal), pause(window, PAGE_READY_TIMEOUT_MS, signal)]);
  if (asleep) await Promise.race([whenAwake(window, asleep, signal), pause(window, ASLEEP, signal)]);
  // Twice: what the first moment of rest followed may have left work for the next one.
  for (let times = 0; times < 2 && !signal.aborted; times += 1)
    await new Promise<void>((resolve) => {
      window.requestIdleCallback(() => resolve(), { timeout: RESTLESS });
    });
}

function whenAwake(window: Window & typeof globalThis, asleep: string, signal: AbortSignal): Promise<void> {
  const { document } = window;
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(asleep) && !signal.aborted) return;
      marks.disconnect();
      resolve();
    };
    const marks = new window.MutationObserver(look);
    for (const part of document.querySelectorAll(asleep)) {
      marks.observe(part, { attributes: true });
      // It may be replaced as a whole.
      if (part.parentNode) marks.observe(part.parentNode, { childList: true });
    }
    signal.addEventListener('abort', look, { once: true });
    look();
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
