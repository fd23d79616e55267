/**
 * Main-thread time of a page, from Chromium's own trace. CPU time of the thread, so other programs on the machine
 * do not count. CDP's `ScriptDuration` would leave out promise callbacks, in which Preact renders.
 */
import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** CPU time, µs. */
  tdur?: number;
}

/** Times in ms. */
export interface MainThread {
  /** JavaScript of the page and of content scripts: compiling, callbacks and microtasks. */
  script: number;
  /** Everything the thread did. */
  task: number;
  /** Tasks of more than 50 ms. */
  longTasks: number;
}

const SCRIPT = new Set(['EvaluateScript', 'v8.compile', 'FunctionCall', 'RunMicrotasks', 'EventDispatch']);
const MARK = 'foothold-bench-';

/** Traces a page through phases, each from its beginning until `doing` is over. */
export async function traced<Phase extends string>(
  page: Page,
  cdp: CDPSession,
  phases: Record<Phase, () => Promise<unknown>>,
): Promise<Record<Phase, MainThread>> {
  const events: TraceEvent[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await cdp.send('Tracing.start', {
    traceConfig: {
      includedCategories: [
        'devtools.timeline',
        'disabled-by-default-devtools.timeline',
        'v8.execute',
        'blink.user_timing',
      ],
    },
  });
  for (const [name, doing] of Object.entries<() => Promise<unknown>>(phases)) {
    await doing();
    await page.evaluate((mark) => void performance.mark(mark), MARK + name);
  }
  const complete = new Promise((done) => cdp.once('Tracing.tracingComplete', done));
  await cdp.send('Tracing.end');
  await complete;

  let from = 0;
  const result: Partial<Record<Phase, MainThread>> = {};
  for (const name of Object.keys(phases) as Phase[]) {
    const mark = events.find((event) => event.name === MARK + name);
    if (!mark) throw new Error(`The trace lacks the end of "${name}".`);
    const here = events.filter(
      ({ pid, tid, ph, ts }) =>
        ph === 'X' && pid === mark.pid && tid === mark.tid && ts >= from && ts < mark.ts,
    );
    result[name] = sum(here);
    from = mark.ts;
  }
  return result as Record<Phase, MainThread>;
}

function sum(events: TraceEvent[]): MainThread {
  const tasks = events.filter(({ name }) => name === 'RunTask').map(({ tdur = 0 }) => tdur / 1000);
  let script = 0;
  // Only the outermost: a callback called by a callback is counted within it.
  let end = 0;
  for (const event of events.filter(({ name }) => SCRIPT.has(name)).sort((a, b) => a.ts - b.ts)) {
    if (event.ts < end) continue;
    end = event.ts + (event.dur ?? 0);
    script += (event.tdur ?? 0) / 1000;
  }
  return {
    script,
    task: tasks.reduce((total, task) => total + task, 0),
    longTasks: tasks.filter((task) => task > 50).length,
  };
}
