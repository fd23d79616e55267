/**
 * A page of a self-hosted Jira: Foothold stays as long as that host is added and the browser lets it in. A browser's
 * patterns hold no port, so the script also starts on other ports of the host, and leaves them at once.
 */
import { isOwn } from '../../../domain/own-host';
import type { RpcClient } from '../../../storage/rpc/client';
import type { Settings } from '../../../storage/rpc/protocol';

/** @param origin of the page */
export async function leaveUnlessAdded({
  origin,
  rpc,
  leave,
  signal,
}: {
  origin: string;
  rpc: RpcClient;
  leave: () => void;
  signal: AbortSignal;
}): Promise<void> {
  const judge = (settings: Settings) => {
    if (!isOwn(origin, settings)) leave();
  };
  rpc.onPush((push) => {
    if (push.type === 'settings') judge(push.settings);
  }, signal);
  const answer = await rpc.settings();
  if (answer.ok) judge(answer.value);
  // Any other refusal is shown where it is met.
  else if (answer.error.code === 'wrong-origin') leave();
}
