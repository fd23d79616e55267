/**
 * Asking needs the page's items and a quarter as much code again as showing them: it is loaded when the first of them
 * is there. Until then this stands in for it.
 */
import type { ItemKey } from '../../domain/key';
import type { Answer } from '../../storage/remote/protocol';
import type { AskOptions } from './ask-on';
import type { Asking } from './asking';
import type { Code } from './parts';

interface Options extends AskOptions {
  /** Loaded at once: there will be items. */
  early?: boolean | undefined;
  load: () => Promise<Answer<Code['asking']>>;
}

export function askLater({ load, early, ...options }: Options): Asking {
  const { shown, signal } = options;
  let asking: Asking | null = null;
  /** `failed`: until the person goes somewhere or comes back. */
  let state: 'waits' | 'loads' | 'failed' = 'waits';

  async function start(): Promise<void> {
    state = 'loads';
    const answer = await load();
    state = answer.ok ? 'loads' : 'failed';
    if (!answer.ok || signal.aborted) return;
    asking = answer.value(options);
    asking.consider(new Set<ItemKey>(shown()));
  }

  if (early) void start();

  return {
    consider(keys) {
      if (asking) asking.consider(keys);
      else if (state === 'waits') void start();
    },
    again() {
      if (asking) asking.again();
      else if (state === 'failed') state = 'waits';
    },
    reason: (key) => asking?.reason(key) ?? null,
    check: () => asking?.check?.() ?? null,
  };
}
