/** What the content script of every tracker does: it connects to the background and starts Foothold on its page. */
import { connectRpc, type RpcClient } from '../../storage/rpc/client';
import { type OverlayOptions, startOverlay } from './overlay';

interface StartOptions extends Pick<OverlayOptions, 'tracker' | 'refresh' | 'window'> {
  runtime: OverlayOptions['runtime'] & { getManifest(): { version: string } };
}

export interface StartedPage {
  rpc: RpcClient;
  /** Takes Foothold off the page. */
  leave: () => void;
  /** Aborted when it left, or an update replaced it. */
  signal: AbortSignal;
}

export function startOnPage(options: StartOptions): StartedPage {
  const ended = new AbortController();
  const { signal } = ended;
  const leave = () => ended.abort();
  const rpc = connectRpc({ signal, onReplaced: leave });
  const { version } = options.runtime.getManifest();
  void startOverlay({ ...options, rpc, version, signal, now: Date.now });
  return { rpc, leave, signal };
}
