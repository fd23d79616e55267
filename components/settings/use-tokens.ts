/** How the stored keys and tokens fare, kept up to date. */
import { useEffect, useState } from 'preact/hooks';
import type { RpcClient } from '../../storage/rpc/client';
import type { TokenStates } from '../../storage/rpc/protocol';

export function useTokens(rpc: RpcClient): {
  /** Null: not known yet. */
  tokens: TokenStates | null;
  take: (tokens: TokenStates) => void;
} {
  const [tokens, take] = useState<TokenStates | null>(null);

  useEffect(() => {
    const ending = new AbortController();
    const refresh = async () => {
      const answer = await rpc.ask({ type: 'tokens' });
      // Why not is told above: the settings come from the same place.
      if (answer.ok && !ending.signal.aborted) take(answer.value);
    };
    rpc.onPush((push) => {
      if (push.type === 'tokens') take(push.tokens);
      else if (push.type === 'connected') void refresh();
    }, ending.signal);
    void refresh();
    return () => ending.abort();
  }, [rpc]);

  return { tokens, take };
}
