/**
 * The port through which pushes arrive. A worker that dies takes its ports with it, and a page must not wake it
 * by itself (it would never sleep again): so a lost port is opened anew when the next worker says hello, when
 * the page is shown again, and with the page's own next request. Content-safe.
 */
import type { Browser } from 'webextension-polyfill';
import { LIVE, type Push, type TabRequest } from './protocol';

type Port = ReturnType<Browser['runtime']['connect']>;

export interface LivePort {
  /** Opens the port where it is lost. Called before each request, so that the port is first in the queue. */
  ensure(): void;
}

export interface LivePortOptions {
  runtime: () => Pick<Browser['runtime'], 'connect' | 'onMessage'>;
  /** Where `pageshow` and `visibilitychange` are heard. */
  page: EventTarget & { document: Document };
  /** 'connected' is handed on only after pushes may have been missed. */
  onPush: (push: Push) => void;
  /** The port went away, or could not be opened: the worker died, or this page's extension was replaced. */
  onLost: () => void;
  signal: AbortSignal;
}

/** One closure: which worker the port reaches is changed by port, hello, page and signal alike. */
export function createLivePort({ runtime, page, onPush, onLost, signal }: LivePortOptions): LivePort {
  let port: Port | null = null;
  /** The worker's life that the port reaches; null while it has not said so. */
  let worker: string | null = null;
  /** The latest worker that said hello, until the port reaches it. */
  let waitingFor: string | null = null;
  let missed = false;

  const ensure = () => {
    if (port || signal.aborted) return;
    try {
      port = runtime().connect({ name: LIVE });
    } catch {
      onLost();
      return;
    }
    const opened = port;
    opened.onMessage.addListener((message: unknown) => {
      if (opened === port) hear(message as Push);
    });
    opened.onDisconnect.addListener(() => {
      if (opened !== port) return;
      lose();
      onLost();
      // The hello came before the news that the old worker is gone.
      if (waitingFor !== null) {
        waitingFor = null;
        ensure();
      }
    });
  };

  const lose = () => {
    port = null;
    worker = null;
    missed = true;
  };

  const hear = (push: Push) => {
    if (push.type !== 'connected') return onPush(push);
    worker = push.worker;
    waitingFor = null;
    if (missed) onPush(push);
    missed = false;
  };

  const reopen = () => {
    const old = port;
    if (old) {
      lose();
      old.disconnect();
    }
    ensure();
  };

  const onMessage = (message: unknown): Promise<null> | undefined => {
    const request = message as TabRequest | null;
    if (request?.type !== 'hello') return undefined;
    if (port && worker === null) waitingFor = request.worker;
    else if (worker !== request.worker) reopen();
    return Promise.resolve(null);
  };
  runtime().onMessage.addListener(onMessage as Parameters<Browser['runtime']['onMessage']['addListener']>[0]);

  page.addEventListener(
    'pageshow',
    // A page that comes out of the back-forward cache lost its port without being told.
    (event) => ((event as PageTransitionEvent).persisted ? reopen() : undefined),
    { signal },
  );
  page.document.addEventListener(
    'visibilitychange',
    () => {
      if (page.document.visibilityState === 'visible') ensure();
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    const old = port;
    port = null;
    try {
      runtime().onMessage.removeListener(onMessage as never);
      old?.disconnect();
    } catch {
      // The extension is gone, and its listeners and ports with it.
    }
  });
  return { ensure };
}
