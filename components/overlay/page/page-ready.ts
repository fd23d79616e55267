/**
 * When a page may be added to. A page that comes alive (hydrates) compares what it finds with what it made, and
 * builds itself anew where something was added: so its scripts are waited for, and then for a moment in which
 * they have nothing left to do.
 */

/** After it was parsed, a page that never finishes loading is not waited for longer than this. */
const LOAD_TIMEOUT_MS = 2500;
/** A page that never rests is not waited for longer than this. */
const REST_TIMEOUT_MS = 1000;
/** A part whose scripts failed never comes alive. It is not waited for longer than this. */
const HYDRATION_TIMEOUT_MS = 5000;

/** @param unhydrated selector of parts that the page's scripts have not taken over yet; null: the page doesn't tell */
export async function whenPageReady(
  window: Window & typeof globalThis,
  unhydrated: string | null,
  signal: AbortSignal,
): Promise<void> {
  const { document } = window;
  if (document.readyState === 'loading') await untilEvent(document, 'DOMContentLoaded', signal);
  if (document.readyState !== 'complete')
    await Promise.race([untilEvent(window, 'load', signal), delay(window, LOAD_TIMEOUT_MS, signal)]);
  if (unhydrated)
    await Promise.race([
      untilHydrated(window, unhydrated, signal),
      delay(window, HYDRATION_TIMEOUT_MS, signal),
    ]);
  // Twice: what the first moment of rest followed may have left work for the next one.
  for (let times = 0; times < 2 && !signal.aborted; times += 1)
    await new Promise<void>((resolve) => {
      window.requestIdleCallback(() => resolve(), { timeout: REST_TIMEOUT_MS });
    });
}

function untilHydrated(
  window: Window & typeof globalThis,
  unhydrated: string,
  signal: AbortSignal,
): Promise<void> {
  const { document } = window;
  return new Promise((resolve) => {
    const check = () => {
      if (document.querySelector(unhydrated) && !signal.aborted) return;
      marks.disconnect();
      resolve();
    };
    const marks = new window.MutationObserver(check);
    for (const part of document.querySelectorAll(unhydrated)) {
      marks.observe(part, { attributes: true });
      // The page may replace the part as a whole.
      if (part.parentNode) marks.observe(part.parentNode, { childList: true });
    }
    signal.addEventListener('abort', check, { once: true });
    check();
  });
}

function untilEvent(target: EventTarget, type: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    target.addEventListener(type, () => resolve(), { once: true, signal });
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function delay(window: Window, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      resolve();
    });
  });
}
