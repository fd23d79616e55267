/** Keeps what is typed in the background, as it is typed: one message at a time, and always the latest text. */
import type { Draft } from '../../domain/draft';
import type { RpcClient } from '../../storage/rpc/client';
import type { Request } from '../../storage/rpc/protocol';

export interface DraftKeeper {
  keep(draft: Draft): void;
  drop(id: Draft['id']): void;
  /** Resolves when all of it is kept, or could not be. */
  flush(): Promise<void>;
}

interface Options {
  rpc: RpcClient;
  window: Window;
  signal: AbortSignal;
}

export function createDraftKeeper({ rpc, window, signal }: Options): DraftKeeper {
  /** What is still to be said of each draft. */
  const waiting = new Map<Draft['id'], Request>();
  let sending: Promise<void> | null = null;

  async function sendAll(): Promise<void> {
    for (const [id, request] of waiting) {
      waiting.delete(id);
      const answer = await rpc.ask(request);
      // It is said again with the next key.
      if (!answer.ok && answer.error.code === 'no-answer' && !waiting.has(id)) waiting.set(id, request);
      if (!answer.ok) break;
    }
    sending = null;
  }

  function send(): Promise<void> {
    sending ??= sendAll();
    return sending;
  }

  // The document may go in the middle of a word: what is not said yet is said at once.
  window.addEventListener(
    'pagehide',
    () => {
      for (const request of waiting.values()) void rpc.ask(request);
      waiting.clear();
    },
    { signal },
  );

  return {
    keep(draft) {
      waiting.set(draft.id, { type: 'save-draft', draft });
      void send();
    },
    drop(id) {
      waiting.delete(id);
      waiting.set(id, { type: 'drop-draft', id });
      void send();
    },
    flush: () => sending ?? Promise.resolve(),
  };
}
