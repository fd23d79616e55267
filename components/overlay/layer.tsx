/**
 * The one layer over the page, for what must outlive any row: the editor and the toast. It hangs at the document's
 * root, is made when first needed, and is put back when the page takes it away.
 */
import { render } from 'preact';
import type { ActId } from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import type { Doing, Refusal } from '../../storage/remote/protocol';
import type { Said } from './acts';
import type { Draft } from './draft';
import { Editor } from './editor';
import { type Hosts, LAYER } from './host';
import { type Shown, whyOf } from './known';
import { Toast } from './toast';

export interface Layer {
  /** Opens the editor for an item, or gives the open one the focus. */
  edit(key: ItemKey): void;
  /** The item the editor is open for. */
  editing(): ItemKey | null;
  /** @param back give the focus back to where it was */
  close(back: boolean): void;
  say(said: Said): void;
  /** What is known of these changed. */
  refresh(keys: ReadonlySet<ItemKey>): void;
  /** The page scrolled or changed its size. */
  follow(): void;
  heal(): void;
  isOurs(node: Node): boolean;
}

interface Options {
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

/** From the chip, and from the viewport's edges, px. */
const AWAY = 6;
const MARGIN = 8;

export function openLayer(options: Options): Layer {
  const { window, hosts, now, shownOf, chipBox, focusChip, act, signal } = options;
  const { document } = window;
  const drafts = new Map<ItemKey, Draft>();
  let made: ReturnType<Hosts['make']> | null = null;
  let editing: { key: ItemKey; back: Element | null; at: DOMRect | null; box: HTMLElement | null } | null =
    null;
  let said: Said | null = null;

  function draw(): void {
    if (signal.aborted) return;
    made ??= hosts.make(LAYER);
    if (!made.host.isConnected) document.documentElement.append(made.host);
    const shown = editing && shownOf(editing.key);
    const view = shown?.view;
    render(
      <>
        {editing && view && (
          <Editor
            key={editing.key}
            view={view}
            why={whyOf(shown)}
            now={now()}
            draft={drafts.get(editing.key) ?? null}
            onDraft={(draft) => keep(view.key, draft)}
            onAct={(doing, id) => act(view.key, doing, id)}
            onClose={() => close(true)}
            onRendered={settle}
          />
        )}
        <Toast said={said} onClose={hush} />
      </>,
      made.root,
    );
  }

  function keep(key: ItemKey, draft: Draft | null): void {
    if (draft) drafts.set(key, draft);
    else drafts.delete(key);
  }

  function hush(): void {
    said = null;
    draw();
  }

  function close(back: boolean): void {
    if (!editing) return;
    const { key, back: before } = editing;
    const hadFocus = made?.root.activeElement?.closest('.editor') != null;
    editing = null;
    draw();
    if (!back || !hadFocus) return;
    if (before instanceof window.HTMLElement && before.isConnected && before !== document.body)
      before.focus();
    else focusChip(key);
  }

  /** At the chip, below it where there is room, else above; inside the viewport in any case. */
  function settle(box: HTMLElement): void {
    if (!editing) return;
    editing.box = box;
    editing.at = chipBox(editing.key) ?? editing.at;
    const { at } = editing;
    const { clientWidth: wide, clientHeight: high } = document.documentElement;
    const tall = window.innerHeight || high;
    const { offsetWidth: width, offsetHeight: height } = box;
    const rtl = at !== null && getComputedStyle(box).direction === 'rtl';
    let left = at ? (rtl ? at.right - width : at.left) : (wide - width) / 2;
    let top = at ? at.bottom + AWAY : Math.max(MARGIN, tall * 0.14);
    if (at && top + height > tall - MARGIN && at.top - AWAY - height >= MARGIN) top = at.top - AWAY - height;
    left = Math.max(MARGIN, Math.min(left, wide - width - MARGIN));
    top = Math.max(MARGIN, Math.min(top, tall - height - MARGIN));
    box.style.left = `${Math.round(left)}px`;
    box.style.top = `${Math.round(top)}px`;
  }

  let frame = 0;
  const follow = () => {
    if (!editing?.box || frame !== 0) return;
    frame = window.requestAnimationFrame(() => {
      frame = 0;
      if (editing?.box?.isConnected) settle(editing.box);
    });
  };

  signal.addEventListener('abort', () => {
    window.cancelAnimationFrame(frame);
    if (!made) return;
    render(null, made.root);
    made.host.remove();
    made = null;
  });

  return {
    edit(key) {
      if (editing?.key === key) {
        made?.root.querySelector<HTMLElement>('input')?.focus();
        return;
      }
      const active = document.activeElement;
      // A chip is found again by its item: its element may be another by then.
      const back =
        active === made?.host
          ? (editing?.back ?? null)
          : active?.localName.startsWith('foothold-')
            ? null
            : active;
      editing = { key, back, at: chipBox(key), box: null };
      draw();
    },
    editing: () => editing?.key ?? null,
    close,
    say(what) {
      said = what;
      draw();
    },
    refresh(keys) {
      if (editing && keys.has(editing.key)) draw();
    },
    follow,
    heal() {
      if (!made || made.host.isConnected) return;
      const focused = editing !== null;
      document.documentElement.append(made.host);
      for (const box of made.root.querySelectorAll<HTMLElement>('[popover]')) box.showPopover();
      if (focused) made.root.querySelector<HTMLElement>('.editor input')?.focus({ preventScroll: true });
    },
    isOurs: (node) => node === made?.host,
  };
}
