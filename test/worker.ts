/**
 * The extension's service worker, as a test can reach it: Playwright keeps one handle for it through all its
 * lives, so whether it lives has to be asked of the browser (`ServiceWorker` of the DevTools protocol).
 */
import type { BrowserContext, CDPSession, Worker } from '@playwright/test';

export interface WorkerReach {
  /** '' without an extension. */
  extensionId: string;
  /** Started anew when it is dead. */
  worker(): Promise<Worker>;
  /** Stops it at once, whatever it is action, as the browser may at any time. Resolves once it is gone. */
  killWorker(): Promise<void>;
}

const PATIENCE = 20_000;

/** Without an extension there is nothing to reach. */
export function noWorker(): WorkerReach {
  const none = () => Promise.reject(new Error('No extension was loaded.'));
  return { extensionId: '', worker: none, killWorker: none };
}

export async function reachWorker(context: BrowserContext): Promise<WorkerReach> {
  const ours = (worker: Worker) => worker.url().startsWith('chrome-extension://');
  const handle =
    context.serviceWorkers().find(ours) ??
    (await context.waitForEvent('serviceworker', { predicate: ours, timeout: PATIENCE }).catch(() => {
      throw new Error(
        'The browser did not load the extension: either it ignores --load-extension, as Google Chrome does, or ' +
          "the extension's worker failed as it started.",
      );
    }));
  const extensionId = new URL(handle.url()).host;
  const scopeURL = `chrome-extension://${extensionId}/`;
  const watch = await watchStates(context, scopeURL);
  return {
    extensionId,
    async worker() {
      if (watch.state() !== 'running') {
        await watch.send('ServiceWorker.startWorker', { scopeURL });
        await watch.until('running');
      }
      await answers(handle);
      return handle;
    },
    async killWorker() {
      if (watch.state() === 'stopped') return;
      await watch.send('ServiceWorker.stopAllWorkers');
      await watch.until('stopped');
    },
  };
}

/** A worker just started has a new execution context, of which Playwright's handle hears a moment later. */
async function answers(handle: Worker): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const late = new Promise<false>((give) => setTimeout(give, 250, false));
    if (await Promise.race([handle.evaluate(() => true).catch(() => false), late])) return;
  }
  throw new Error("The extension's worker was started and does not answer.");
}

type State = 'stopped' | 'starting' | 'running' | 'stopping';

async function watchStates(context: BrowserContext, scopeURL: string) {
  let state: State = 'running';
  let session: CDPSession | null = null;
  const waiting = new Set<() => void>();

  async function orders(): Promise<CDPSession> {
    if (session) return session;
    // Any page will do. The first one is the blank tab the browser opens with.
    const page = context.pages()[0] ?? (await context.newPage());
    const opened = await context.newCDPSession(page);
    page.once('close', () => {
      if (session !== opened) return;
      session = null;
      // Nobody tells any more; the next session does.
      state = 'running';
    });
    opened.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const version of versions) {
        if (version.scriptURL.startsWith(scopeURL)) state = version.runningStatus;
      }
      for (const check of waiting) check();
    });
    session = opened;
    await opened.send('ServiceWorker.enable');
    return opened;
  }

  await orders();
  return {
    state: () => state,
    send: async (...[method, params]: Parameters<CDPSession['send']>) => {
      await (await orders()).send(method, params);
    },
    until: (wanted: State) =>
      new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`The extension's worker is ${state}, and was expected to be ${wanted}.`));
        }, PATIENCE);
        const check = () => {
          if (state !== wanted) return;
          clearTimeout(late);
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}
