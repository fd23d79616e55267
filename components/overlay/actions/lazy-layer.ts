/**
 * The layer is what only a person's act needs: doing it, the panel's frame, toasts. Its code is loaded apart from what
 * every page needs. It is loaded when the page rests after a pointer or the focus moved there; and at once when the
 * pointer comes over a chip, a chip gets the focus or a command arrives. Until the code is there this stands in for the
 * layer, and keeps what was asked of it.
 */
import type { ItemKey } from '../../../domain/key';
import type { RpcClient } from '../../../storage/rpc/client';
import type { Answer, Command } from '../../../storage/rpc/protocol';
import type { ChipKeyHandler } from '../chip/chip';
import type { ChipManager } from '../chip/chip-manager';
import type { ItemCache } from '../facts/item-cache';
import type { ExtensionRuntime } from '../frame/panel-frame';
import type { Shield } from '../isolation/event-shield';
import type { checkPage } from '../page/self-check';
import type { ShadowHosts } from '../placement/shadow-host';
import type { ChipAction, Tracker } from '../tracker-contract';
import type { ActionResult, ToastMessage } from './actions';

export interface Layer {
  /**
   * A chip of this item was used. Where it opens the panel, what is typed is held by then (type-ahead.ts).
   * @param isLate this code was not there when it was pressed
   */
  chip(key: ItemKey, action: ChipAction, isLate?: boolean): void;
  command(name: Command): void;
  /** @param back give the focus back to where it was */
  close(back: boolean): void;
  say(said: ToastMessage | ActionResult): void;
  /** Somebody points at a chip: the panel may be asked for next. */
  prepare(): void;
  /** The page scrolled or changed its size. */
  follow(event: Event): void;
  heal(): void;
  /** A key was pressed in a chip. */
  onKey: ChipKeyHandler;
  isOurs(node: Node): boolean;
}

export interface LayerOptions {
  window: Window & typeof globalThis;
  tracker: Tracker;
  rpc: RpcClient;
  hosts: ShadowHosts;
  items: ItemCache;
  chips: Pick<ChipManager, 'chipsOf' | 'rowAround'>;
  /** Where the pointer is, and what is typed on the way to the panel. */
  shield: Shield;
  /** Knows where the panel's page is. */
  runtime: ExtensionRuntime;
  now: () => number;
  signal: AbortSignal;
}

/** What the layer's script has. */
export interface LayerCode {
  createLayer: (options: LayerOptions) => Layer;
  checkPage: typeof checkPage;
}

export interface LazyLayer extends Layer {
  /** Loads it. False: it can't be loaded; `onMissing` was told. Tried anew each time. */
  ready(): Promise<boolean>;
}

interface LazyLayerOptions extends LayerOptions {
  /** Has the layer's code run in this page, beside this. */
  load: () => Promise<Answer<LayerCode>>;
  /** It can't be loaded: what was asked of it is not done. */
  onMissing: () => void;
}

export function createLazyLayer({ load, onMissing, ...options }: LazyLayerOptions): LazyLayer {
  const { signal, shield } = options;
  let layer: Layer | null = null;
  let loading: Promise<boolean> | null = null;
  /**
   * What to do once the code is there, in order. What is `pointed` is meant for the item in focus then, and is dropped
   * when the person turns away before.
   */
  let wanted: { todo: (layer: Layer) => void; pointed: boolean }[] = [];

  async function start(): Promise<boolean> {
    const answer = await load();
    loading = null;
    if (signal.aborted) return true;
    const all = wanted;
    wanted = [];
    if (!answer.ok) {
      shield.typeAhead.letGo();
      // Nobody waits for code that is loaded ahead: it is asked for again. Where an update replaced the extension,
      // nothing of it is on the page any more that could say so.
      if (all.length > 0 && answer.error.code !== 'replaced') onMissing();
      return false;
    }
    const opened = answer.value.createLayer(options);
    layer = opened;
    for (const { todo } of all) todo(opened);
    return true;
  }

  function ready(): Promise<boolean> {
    if (layer || signal.aborted) return Promise.resolve(true);
    loading ??= start();
    return loading;
  }

  function want(todo: (layer: Layer) => void, pointed = false): void {
    if (layer) todo(layer);
    else {
      wanted.push({ todo, pointed });
      void ready();
    }
  }

  signal.addEventListener('abort', () => shield.typeAhead.letGo(true));

  return {
    ready,
    chip(key, action, isLate = !layer) {
      if (action === 'open') shield.typeAhead.hold(key);
      want((there) => there.chip(key, action, isLate));
    },
    command(name) {
      if (name === 'edit-step') shield.typeAhead.hold(null);
      want((there) => there.command(name), name === 'edit-step');
    },
    close(back) {
      wanted = wanted.filter(({ pointed }) => !pointed);
      shield.typeAhead.letGo();
      layer?.close(back);
    },
    say: (what) => want((there) => there.say(what)),
    prepare: () => want((there) => there.prepare()),
    follow: (event) => layer?.follow(event),
    heal: () => layer?.heal(),
    onKey: (...pressed) => layer?.onKey(...pressed),
    isOurs: (node) => layer?.isOurs(node) ?? false,
  };
}
