/** When a page may be added to: parsed, and with a moment of rest for it to come alive (hydrate) undisturbed. */
export async function whenSettled(window: Window & typeof globalThis, signal: AbortSignal): Promise<void> {
  const { document } = window;
  if (document.readyState === 'loading')
    await new Promise<void>((resolve) => {
      document.addEventListener('DOMContentLoaded', () => resolve(), { once: true, signal });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  await new Promise<void>((resolve) => {
    // A busy page is not waited for longer than this, ms.
    if (window.requestIdleCallback) window.requestIdleCallback(() => resolve(), { timeout: 800 });
    else window.setTimeout(resolve, 0);
  });
}
