/**
 * A page of a self-hosted Jira: Foothold stays as long as that host is added and the browser lets it in. A browser's
 * patterns hold no port, so the script also starts on other ports of the host, and leaves them at once.
 */
import type { StartedOverlay } from '../../../components/overlay/overlay';
import { isOwn } from '../../../domain/own-host';
import { isJiraCloud } from '../../../domain/trackers/jira';
import type { Settings } from '../../../storage/rpc/protocol';

export async function leaveUnlessAdded(
  { host, origin }: Pick<Location, 'host' | 'origin'>,
  { rpc, leave, signal }: StartedOverlay,
): Promise<void> {
  if (isJiraCloud(host)) return;
  const leaveUnlessOwn = (settings: Settings) => {
    if (!isOwn(origin, settings)) leave();
  };
  rpc.onPush((push) => {
    if (push.type === 'settings') leaveUnlessOwn(push.settings);
  }, signal);
  const answer = await rpc.settings();
  if (answer.ok) leaveUnlessOwn(answer.value);
  // Any other refusal is shown where it is met.
  else if (answer.error.code === 'wrong-origin') leave();
}
