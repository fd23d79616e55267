/** Foothold on a tracker's page: what starts it, what runs it, and what takes all of it away. */
import type { Browser } from 'webextension-polyfill';
import { connectRpc, type RpcClient } from '../../storage/rpc/client';
import type { Command, TabRequest } from '../../storage/rpc/protocol';
import { createLazyLayer } from './actions/lazy-layer';
import { createChipManager } from './chip/chip-manager';
import { createItemCache } from './facts/item-cache';
import type { LazyRefreshOptions } from './facts/lazy-refresh';
import type { PageRefresh } from './facts/page-refresh';
import { type Shield, shieldEvents } from './isolation/event-shield';
import type { Memo } from './page/memo';
import { whenPageReady } from './page/page-ready';
import type { OverlayState } from './page/self-check';
import { watchPage } from './page/watcher';
import { createShadowHosts } from './placement/shadow-host';
import { applyTheme } from './placement/theme';
import { createScriptLoader, type LoadScript } from './script-loader';
import type { Tracker } from './tracker-contract';

export interface OverlayOptions {
  tracker: Tracker;
  /** Refreshes facts from the tracker's own data (`lazyRefresh`). Without it, what pages don't show stays unknown. */
  refresh?: (options: LazyRefreshOptions) => PageRefresh;
  /** The extension's: what the background and the popup ask of this tab arrives there. */
  runtime: Pick<Browser['runtime'], 'onMessage' | 'getURL' | 'id'> & { getManifest(): { version: string } };
  window: Window & typeof globalThis;
}

export interface StartedOverlay {
  rpc: RpcClient;
  /** Takes all of it off the page. */
  leave: () => void;
  /** Aborted when it left, or an update replaced it. */
  signal: AbortSignal;
}

/**
 * What every tracker's content script does. Call at document_start: what keeps the page from hearing us must be there
 * before its first script.
 */
export function startOverlay(options: OverlayOptions): StartedOverlay {
  const { tracker, runtime, window } = options;
  const ended = new AbortController();
  const { signal } = ended;
  const leave = () => ended.abort();
  const rpc = connectRpc({ signal, onReplaced: leave });
  const { version } = runtime.getManifest();
  const shield = shieldEvents(window, signal);
  const load = createScriptLoader(rpc.run);
  let shown: AbortController | null = null;
  let running: RunningOverlay | null = null;
  let isHidden = false;

  const apply = (hiddenOn: readonly string[]) => {
    isHidden = hiddenOn.includes(window.location.host);
    if (isHidden) {
      shown?.abort();
      shown = running = null;
    } else if (!shown && !signal.aborted) {
      shown = new AbortController();
      const both = AbortSignal.any([signal, shown.signal]);
      running = runOverlay({ ...options, rpc, load, shield, signal: both });
    }
  };

  const onMessage = (message: unknown) => {
    const request = message as TabRequest;
    if (request?.type === 'report')
      return load('layer', 'layer').then((code) =>
        code.ok
          ? code.value.checkPage({ window, tracker, hidden: isHidden, overlay: running, version })
          : null,
      );
    if (request?.type !== 'command') return undefined;
    return running ? running.command(request.command) : Promise.resolve(true);
  };
  runtime.onMessage.addListener(onMessage as never);
  signal.addEventListener('abort', () => {
    try {
      runtime.onMessage.removeListener(onMessage as never);
    } catch {
      // The extension is gone, and its listeners with it.
    }
  });

  let isReady = false;
  rpc.onPush((push) => {
    if (push.type === 'settings' && isReady) apply(push.settings.hiddenOn);
  }, signal);
  const ready = whenPageReady(window, tracker.unhydrated ?? null, signal);
  void Promise.all([rpc.settings(), ready]).then(([settings]) => {
    isReady = true;
    // Without an answer it is shown: hiding is the exception.
    if (!signal.aborted) apply(settings.ok ? settings.value.hiddenOn : []);
  });
  return { rpc, leave, signal };
}

interface RunningOverlay extends OverlayState {
  /** False: what comes of it can't be shown here. */
  command(name: Command): Promise<boolean>;
}

interface RunOptions extends OverlayOptions {
  rpc: RpcClient;
  load: LoadScript;
  shield: Shield;
  signal: AbortSignal;
}

/** Wiring: each part is made once, and told here of what the others do. */
function runOverlay(options: RunOptions): RunningOverlay {
  const { tracker, rpc, window, signal, load, shield } = options;
  const { document } = window;
  const { now } = Date;
  const hosts = createShadowHosts(document, shield);
  applyTheme({ window, tracker, hosts, signal });
  const items = createItemCache({ rpc, signal });
  const chips = createChipManager({ window, hosts, items, now, signal });
  const layer = createLazyLayer({
    ...options,
    load: () => load('layer', 'layer'),
    onMissing: chips.showTrouble,
    hosts,
    items,
    chips,
    now,
  });
  chips.connect({ onAction: layer.chip, onKey: layer.onKey });
  const refresh = options.refresh?.({
    load,
    window,
    tracker: tracker.name,
    rpc,
    items,
    say: layer.say,
    now,
    signal,
  });

  const memo: Memo = new WeakMap();
  let path = window.location.pathname;
  watchPage({
    window,
    tracker,
    signal,
    isOurs: (node) => chips.isOurs(node) || layer.isOurs(node),
    found(rows) {
      items.see(rows.map((row) => row.sighting));
      chips.mount(rows);
      refresh?.consider(rows.map((row) => row.sighting.key));
    },
    changed(row) {
      items.see([row.sighting]);
      chips.update(row);
    },
    lost: chips.unmount,
    heal(rows) {
      chips.heal(rows);
      layer.heal();
    },
    navigated(url) {
      items.embed(tracker.embedded(document, url, memo));
      if (url.pathname !== path) layer.close(false);
      path = url.pathname;
      refresh?.again();
    },
  });

  /** Somebody is there: what may be asked for next is fetched when the page rests, at a chip at once. */
  let isAhead = false;
  const fetchAhead = (element: Element) => {
    if (chips.isOurs(element)) layer.prepare();
    if (isAhead) return;
    isAhead = true;
    window.requestIdleCallback(() => {
      if (!signal.aborted) void layer.ready();
    });
  };
  shield.onOver = (element) => {
    chips.setPointed(element);
    fetchAhead(element);
  };
  shield.onFocus = fetchAhead;
  shield.onPress = (element) => {
    if (!layer.isOurs(element) && !chips.isOurs(element)) layer.close(false);
  };
  signal.addEventListener('abort', () => {
    shield.onOver = shield.onFocus = shield.onPress = null;
  });
  const moved = { signal, capture: true, passive: true };
  window.addEventListener('scroll', layer.follow, moved);
  window.addEventListener('resize', layer.follow, moved);

  return {
    command(name) {
      layer.command(name);
      return layer.ready();
    },
    chipCount: chips.count,
    checkSource: () => refresh?.check?.() ?? null,
    titleOf: (key) => items.snapshot(key)?.view.facts?.title ?? null,
  };
}
