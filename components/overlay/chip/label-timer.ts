/** One timer for all labels on the page. It rings when the first of them reads otherwise, and never in a hidden tab. */

/** The timer rings no more often than this. */
const LABEL_INTERVAL_MS = 60_000;

interface Options {
  window: Window & typeof globalThis;
  /** Epoch ms. */
  now: () => number;
  onDue: () => void;
  signal: AbortSignal;
}

/** @returns says when a label changes, ms from `at`, which is epoch ms; an unchanging label says Infinity */
export function createLabelTimer({ window, now, onDue, signal }: Options) {
  const { document } = window;
  let timer = 0;
  /** Epoch ms. */
  let dueAt = Number.POSITIVE_INFINITY;

  function stop(): void {
    window.clearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
  }
  function ring(): void {
    stop();
    onDue();
  }
  const onVisibility = () => (document.visibilityState === 'visible' ? ring() : stop());
  document.addEventListener('visibilitychange', onVisibility, { signal });
  window.addEventListener('pageshow', onVisibility, { signal });
  signal.addEventListener('abort', stop);

  return (at: number, changesInMs: number): void => {
    const next = at + Math.max(changesInMs, LABEL_INTERVAL_MS);
    if (next >= dueAt || document.visibilityState !== 'visible') return;
    stop();
    dueAt = next;
    timer = window.setTimeout(ring, next - now());
  };
}
