/**
 * Asking a tracker takes a quarter as much code again as showing chips does, and is of use only on pages with items.
 * The code is loaded when the first item is there. Until then this stands in for it.
 */
import type { ItemKey } from '../../../domain/key';
import type { ScriptName } from '../../../storage/rpc/protocol';
import type { LoadScript } from '../script-loader';
import type { PageRefresh, PageRefreshOptions } from './page-refresh';

export interface LazyRefreshOptions extends PageRefreshOptions {
  load: LoadScript;
}

/**
 * @param part entrypoints/<part>, with a `FactSource`
 * @param early loaded at once: hardly a page of the tracker is without items
 */
export function lazyRefresh(part: ScriptName, { early = false } = {}) {
  return ({ load, ...options }: LazyRefreshOptions): PageRefresh => {
    const { items, signal } = options;
    let refresh: PageRefresh | null = null;
    /** `failed`: until the person goes somewhere or comes back. */
    let state: 'waits' | 'loads' | 'failed' = 'waits';

    async function start(): Promise<void> {
      state = 'loads';
      const answer = await load('refresh', part);
      if (!answer.ok) state = 'failed';
      else if (!signal.aborted) {
        refresh = answer.value(options);
        refresh.consider(items.shown());
      }
    }
    function consider(keys: Iterable<ItemKey>): void {
      if (refresh) refresh.consider(keys);
      else if (state === 'waits') void start();
    }

    // Whoever shows an item is told of what its refresh learns, and why something stays unknown.
    items.explainWith((key) => refresh?.reason(key) ?? null);
    items.listen(({ keys, cause }) => {
      if (cause === 'view') consider(keys);
    });
    if (early) void start();
    return {
      consider,
      again() {
        if (refresh) refresh.again();
        else if (state === 'failed') state = 'waits';
      },
      reason: (key) => refresh?.reason(key) ?? null,
      check: () => refresh?.check?.() ?? null,
    };
  };
}
