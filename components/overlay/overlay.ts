/** Foothold on a tracker's page: what starts it, what runs it, and what takes all of it away. */
import type { Browser } from 'webextension-polyfill';
import type { ItemKey } from '../../domain/key';
import type { SourceCheck } from '../../domain/self-check';
import type { RpcClient } from '../../storage/rpc/client';
import type { Command, TabRequest } from '../../storage/rpc/protocol';
import { createChipManager } from './chip/chip-manager';
import type { Tracker } from './contract';
import { createLazyLayer } from './editor/lazy-layer';
import { createItemCache } from './facts/item-cache';
import type { LazyRefreshOptions } from './facts/lazy-refresh';
import type { RefreshScheduler } from './facts/refresh-scheduler';
import { type Shield, shieldEvents } from './isolation/event-shield';
import { whenPageReady } from './page/page-ready';
import { watchPage } from './page/watcher';
import { createShadowHosts } from './placement/shadow-host';
import { applyTheme } from './placement/theme';
import { createScriptLoader, type LoadScript } from './script-loader';

export interface OverlayOptions {
  tracker: Tracker;
  /** Asks the tracker about its items (`askLater`). Without it, what its pages don't show stays unknown. */
  ask?: (options: LazyRefreshOptions) => RefreshScheduler;
  rpc: RpcClient;
  /** The extension's: what the background and the popup ask of this tab arrives there. */
  runtime: Pick<Browser['runtime'], 'onMessage'>;
  /** Of Foothold, for the self-check. */
  version: string;
  window: Window & typeof globalThis;
  /** Ends it: nothing of ours stays in the page. */
  signal: AbortSignal;
  /** Epoch ms. */
  now: () => number;
}

/** Call at document_start: what keeps the page from hearing us must be there before its first script. */
export async function startOverlay({
  tracker,
  ask,
  rpc,
  runtime,
  version,
  window,
  signal,
  now,
}: OverlayOptions): Promise<void> {
  const shield = shieldEvents(window, signal);
  const load = createScriptLoader(rpc.run);
  let shown: AbortController | null = null;
  let running: RunningOverlay | null = null;
  let hidden = false;

  const turn = (hiddenOn: readonly string[]) => {
    hidden = hiddenOn.includes(window.location.host);
    if (hidden) {
      shown?.abort();
      shown = running = null;
    } else if (!shown && !signal.aborted) {
      shown = new AbortController();
      const both = AbortSignal.any([signal, shown.signal]);
      running = runOverlay({ tracker, ask, rpc, window, now, load, signal: both }, shield);
    }
  };

  const onMessage = (message: unknown) => {
    const request = message as TabRequest;
    if (request?.type === 'report')
      return load('layer', 'layer').then((code) =>
        code.ok ? code.value.checkPage({ window, tracker, hidden, running, version }) : null,
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

  rpc.onPush((push) => {
    if (push.type === 'settings' && settled) turn(push.settings.hiddenOn);
  }, signal);
  let settled = false;
  const [settings] = await Promise.all([
    rpc.settings(),
    whenPageReady(window, tracker.unhydrated ?? null, signal),
  ]);
  settled = true;
  if (signal.aborted) return;
  // Without an answer it is shown: hiding is the exception.
  turn(settings.ok ? settings.value.hiddenOn : []);
}

export interface RunningOverlay {
  /** False: what comes of it can't be shown here. */
  command(name: Command): Promise<boolean>;
  chipCount(surface: string): number;
  titleOf(key: ItemKey): string | null;
  /** How the tracker's own data fared. */
  check(): SourceCheck | null;
}

type RunOptions = Omit<OverlayOptions, 'runtime' | 'version'> & { load: LoadScript };

function runOverlay(
  { tracker, ask, rpc, window, signal, now, load }: RunOptions,
  shield: Shield,
): RunningOverlay {
  const { document } = window;
  const hosts = createShadowHosts(document, shield);
  applyTheme({ window, tracker, hosts, signal });

  const refresh = (keys: ReadonlySet<ItemKey>) => {
    chips.refresh(keys);
    layer.refresh(keys);
  };
  const known = createItemCache({
    rpc,
    shown: () => chips.keys(),
    onChange: (keys) => {
      refresh(keys);
      asking?.consider(keys);
    },
    reason: (key) => asking?.reason(key) ?? null,
    signal,
  });
  const asking = ask?.({
    load,
    window,
    tracker: tracker.name,
    rpc,
    known,
    shown: () => chips.keys(),
    refresh,
    say: (said) => layer.say(said),
    now,
    signal,
  });
  const chips = createChipManager({
    window,
    hosts,
    known: () => known,
    now,
    onAct: ({ row }, act) => layer.chip(row.sighting.key, act),
    onKey: (event, root, act) => layer.onKey(event, root, act),
    signal,
  });
  const layer = createLazyLayer({
    load: () => load('layer', 'layer'),
    onMissing: chips.trouble,
    window,
    tracker,
    rpc,
    hosts,
    known,
    chips,
    shield,
    now,
    signal,
  });

  let path = window.location.pathname;
  watchPage({
    window,
    tracker,
    signal,
    isOurs: (node) => chips.isOurs(node) || layer.isOurs(node),
    found(rows) {
      known.see(rows.map((row) => row.sighting));
      chips.mount(rows);
      asking?.consider(rows.map((row) => row.sighting.key));
    },
    changed(row) {
      known.see([row.sighting]);
      chips.update(row);
    },
    lost: chips.unmount,
    heal(rows) {
      chips.heal(rows);
      layer.heal();
    },
    navigated(url) {
      known.embed(tracker.embedded(document, url));
      if (url.pathname !== path) layer.close(false);
      path = url.pathname;
      asking?.again();
    },
  });

  /** Somebody is there: what may be asked for next is fetched when the page rests, at a chip at once. */
  let ahead = false;
  const come = (element: Element) => {
    if (chips.isOurs(element)) void layer.ready();
    if (ahead) return;
    ahead = true;
    window.requestIdleCallback(() => {
      if (!signal.aborted) void layer.ready();
    });
  };
  shield.onOver = (element) => {
    chips.over(element);
    come(element);
  };
  shield.onFocus = come;
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
    check: () => asking?.check?.() ?? null,
    titleOf: (key) => known.of(key)?.view.facts?.title ?? null,
  };
}
