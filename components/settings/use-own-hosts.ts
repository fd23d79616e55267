/** The settings as they are, and at which of the added hosts the browser lets Foothold in; kept up to date. */
import { useEffect, useState } from 'preact/hooks';
import type { RpcClient } from '../../storage/rpc/client';
import type { Refusal, Settings } from '../../storage/rpc/protocol';
import { type Permissions, permittedOf } from './own-hosts';

export interface Own {
  /** Null: not known yet. */
  known: { settings: Settings; permitted: ReadonlySet<string> } | null;
  /** Why nothing can be read; null: all is well. */
  trouble: Refusal | null;
  take: (settings: Settings) => Promise<void>;
  refresh: () => void;
}

export function useOwn(rpc: RpcClient, permissions: Permissions): Own {
  const [known, setKnown] = useState<Own['known']>(null);
  const [trouble, setTrouble] = useState<Refusal | null>(null);

  const take = async (settings: Settings) =>
    setKnown({ settings, permitted: await permittedOf(settings, permissions) });
  const refresh = async () => {
    const answer = await rpc.settings();
    setTrouble(answer.ok ? null : answer.error);
    if (answer.ok) await take(answer.value);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each background there is
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    rpc.onPush((push) => {
      if (push.type === 'settings') void take(push.settings);
      else if (push.type === 'connected') void refresh();
    }, signal);
    permissions.onChange(() => void refresh(), signal);
    void refresh();
    return () => ending.abort();
  }, [rpc, permissions]);

  return { known, trouble, take, refresh: () => void refresh() };
}
