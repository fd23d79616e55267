/** Keeps what is typed in the background, as it is typed: one message at a time, and always the latest text. */
import type { Draft } from '../../domain/draft';
import type { RpcClient } from '../../storage/rpc/client';
import type { Answer, Request } from '../../storage/rpc/protocol';

export interface DraftKeeper {
  keep(draft: Draft): void;
  /** It was read from the background and is gone on with here: dropping it is this page's business now. */
  adopt(draft: Draft): void;
  /** Drops what this page kept or adopted. What another page typed since is that page's, and stays. */
  drop(id: Draft['id']): void;
  /** Says at once all that is not said yet: the document may be gone with the next moment. */
  flush(): void;
  /** Resolves once all that was said is answered. */
  settled(): Promise<unknown>;
}

interface Options {
  rpc: RpcClient;
  window: Window;
  signal: AbortSignal;
}

export function createDraftKeeper({ rpc, window, signal }: Options): DraftKeeper {
  /** What is still to be said of each draft. */
  const waiting = new Map<Draft['id'], Request>();
  /** When those of this page were typed, epoch ms. */
  const typedAt = new Map<Draft['id'], number>();
  let saying: { id: Draft['id']; request: Request } | null = null;
  const unanswered = new Set<Promise<unknown>>();

  function ask(request: Request): Promise<Answer<unknown>> {
    const answer = rpc.ask(request);
    unanswered.add(answer);
    void answer.then(() => unanswered.delete(answer));
    return answer;
  }

  async function sendAll(): Promise<void> {
    for (const [id, request] of waiting) {
      waiting.delete(id);
      saying = { id, request };
      const answer = await ask(request);
      if (answer.ok || answer.error.code !== 'no-answer') continue;
      // It is said again with the next key.
      if (!waiting.has(id)) waiting.set(id, request);
      break;
    }
    saying = null;
  }

  function say(id: Draft['id'], request: Request): void {
    waiting.set(id, request);
    if (!saying) void sendAll();
  }

  function flush(): void {
    // What is under way may be between two tries: said twice it is the same, but not behind what came after it.
    const isLatest = saying && !waiting.has(saying.id);
    const all = [...(isLatest ? [saying!.request] : []), ...waiting.values()];
    waiting.clear();
    for (const request of all) void ask(request);
  }

  // The document may go in the middle of a word.
  window.addEventListener('pagehide', flush, { signal });

  return {
    keep(draft) {
      typedAt.set(draft.id, draft.at);
      say(draft.id, { type: 'save-draft', draft });
    },
    adopt(draft) {
      typedAt.set(draft.id, draft.at);
    },
    drop(id) {
      const at = typedAt.get(id);
      if (at === undefined) return;
      typedAt.delete(id);
      say(id, { type: 'drop-draft', id, at });
    },
    flush,
    settled: () => Promise.all(unanswered),
  };
}
