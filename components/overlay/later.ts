/**
 * The layer is what only a person's act needs. Its code is loaded apart from what every page needs: once the page
 * rests, or when the pointer first comes over a chip, a chip gets the focus or a command arrives before that. Until
 * it is there this stands in for it, and keeps what was asked of it.
 */
import type { ActId } from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import type { Answer, Doing, Refusal } from '../../storage/remote/protocol';
import type { Came, Said } from './acts';
import type { OnKey } from './chip';
import type { Hosts } from './host';
import type { Shown } from './known';
import type { reportPage } from './report';

export interface Layer {
  /** Opens the editor for an item, or gives the open one the focus. */
  edit(key: ItemKey): void;
  /** The item the editor is open for. */
  editing(): ItemKey | null;
  /** @param back give the focus back to where it was */
  close(back: boolean): void;
  say(said: Said | Came): void;
  /** What is known of these changed. */
  refresh(keys: ReadonlySet<ItemKey>): void;
  /** The page scrolled or changed its size. */
  follow(): void;
  heal(): void;
  /** A key was pressed in a chip. */
  onKey: OnKey;
  isOurs(node: Node): boolean;
}

export interface LayerOptions {
  window: Window & typeof globalThis;
  hosts: Hosts;
  now: () => number;
  shownOf: (key: ItemKey) => Shown | null;
  /** Where the item's chip is, viewport px; null: none in sight. */
  chipBox: (key: ItemKey) => DOMRect | null;
  focusChip: (key: ItemKey) => boolean;
  act: (key: ItemKey, doing: Doing, id: ActId) => Promise<Refusal | null>;
  signal: AbortSignal;
}

/** What the layer's script has. */
export interface LayerCode {
  openLayer: (options: LayerOptions) => Layer;
  reportPage: typeof reportPage;
}

export interface LaterLayer extends Layer {
  /** Loads it. False: it can't be loaded; `onMissing` was told. Tried anew each time. */
  ready(): Promise<boolean>;
}

export interface LaterOptions extends LayerOptions {
  /** Has the layer's code run in this page, beside this. */
  load: () => Promise<Answer<LayerCode>>;
  /** It can't be loaded: what was asked of it can't be shown. */
  onMissing: () => void;
}

export function openLater({ load, onMissing, ...options }: LaterOptions): LaterLayer {
  const { signal } = options;
  let layer: Layer | null = null;
  let loading: Promise<boolean> | null = null;
  /** What to show once it is there. */
  let wanted: ItemKey | null = null;
  let said: Said | Came | null = null;

  async function start(): Promise<boolean> {
    const answer = await load();
    loading = null;
    if (signal.aborted) return true;
    const [key, what] = [wanted, said];
    wanted = said = null;
    if (!answer.ok) {
      // Asked for too early is no matter: it is asked for again.
      if ((key || what) && answer.error.code !== 'replaced') onMissing();
      return false;
    }
    layer = answer.value.openLayer(options);
    if (key) layer.edit(key);
    if (what) layer.say(what);
    return true;
  }

  function ready(): Promise<boolean> {
    if (layer || signal.aborted) return Promise.resolve(true);
    loading ??= start();
    return loading;
  }

  return {
    ready,
    edit(key) {
      if (layer) return layer.edit(key);
      wanted = key;
      void ready();
    },
    editing: () => (layer ? layer.editing() : wanted),
    close(back) {
      wanted = null;
      layer?.close(back);
    },
    say(what) {
      if (layer) return layer.say(what);
      said = what;
      void ready();
    },
    refresh: (keys) => layer?.refresh(keys),
    follow: () => layer?.follow(),
    heal: () => layer?.heal(),
    onKey: (...pressed) => layer?.onKey(...pressed),
    isOurs: (node) => layer?.isOurs(node) ?? false,
  };
}
