/**
 * The one layer over the page, for what must outlive any row: the editor and the toast. Its script is loaded when it is
 * first needed (lazy-layer.ts). It hangs at the document's root and is put back when the page takes it away.
 */
import { render } from 'preact';
import type { ItemKey } from '../../../domain/key';
import { handleChipKey } from '../chip/chip-keys';
import type { Held } from '../isolation/event-shield';
import { LAYER, type ShadowHosts } from '../placement/shadow-host';
import { type ActionResult, createActions, type ToastMessage } from './actions';
import { createCommands } from './commands';
import { begun, type Draft, isUntouched } from './draft';
import { Editor } from './editor';
import css from './layer.css?inline';
import type { Layer, LayerOptions } from './lazy-layer';
import { Toast } from './toast';
import { toastText } from './toast-text';

/** From the chip, and from the viewport's edges, px. */
const AWAY = 6;
const MARGIN = 8;

export function createLayer(options: LayerOptions): Layer {
  const { window, rpc, hosts, items, chips, now, signal } = options;
  const { document } = window;
  const drafts = new Map<ItemKey, Draft>();
  let made: ReturnType<ShadowHosts['make']> | null = null;
  let editing: {
    key: ItemKey;
    back: Element | null;
    at: DOMRect | null;
    box: HTMLElement | null;
    typed: Held['presses'];
  } | null = null;
  let said: ToastMessage | null = null;
  const acts = createActions({ rpc, take: (view) => items.take([view]), say, now });
  const chipBox = (key: ItemKey) => chips.chipOf(key)?.box() ?? null;

  function draw(): void {
    if (signal.aborted) return;
    made ??= hosts.make(LAYER, css);
    if (!made.host.isConnected) document.documentElement.append(made.host);
    const shown = editing && items.snapshot(editing.key);
    const view = shown?.view;
    render(
      <>
        {editing && view && (
          <Editor
            key={editing.key}
            view={view}
            why={shown.reason}
            now={now()}
            draft={drafts.get(editing.key) ?? null}
            typed={editing.typed}
            onDraft={(draft) => keep(view.key, draft)}
            onAct={(doing, id) => acts.act(view.key, doing, id)}
            onClose={() => close(true)}
            onRendered={settle}
          />
        )}
        <Toast said={said} onClose={hush} />
      </>,
      made.root,
    );
    // Once, whatever becomes of the field.
    if (editing && view) editing.typed = [];
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
    // The page hears its own keys there, and wouldn't on a chip.
    if (before === document.body) return;
    if (before instanceof window.HTMLElement && before.isConnected) before.focus();
    else chips.chipOf(key)?.focus();
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

  items.listen(({ keys }) => {
    if (editing && keys.has(editing.key)) draw();
  });
  signal.addEventListener('abort', () => {
    window.cancelAnimationFrame(frame);
    if (!made) return;
    render(null, made.root);
    made.host.remove();
    made = null;
  });

  /** Of who turned away before the editor was there: a new step that was ended by Enter is saved, all else is kept. */
  async function keepTyped(key: ItemKey, presses: Held['presses']): Promise<void> {
    const { draft, end } = begun(items.snapshot(key)!.view, drafts.get(key) ?? null, presses);
    if (isUntouched(draft)) return;
    keep(key, draft);
    if (end?.key !== 'Enter' || draft.step) return;
    const start = end.ctrlKey || end.metaKey;
    const refusal = await acts.act(key, { type: 'write', text: draft.text, start });
    if (refusal) acts.complain(key, refusal);
    else keep(key, null);
  }

  function edit(key: ItemKey, ofChip: boolean, { presses, away }: Held): void {
    if (away) {
      void keepTyped(key, presses);
      return;
    }
    if (editing?.key === key) {
      made?.root.querySelector<HTMLElement>('input')?.focus();
      return;
    }
    const active = document.activeElement;
    // A chip is found again by its item: its element may be another by then.
    const toChip = active?.localName.startsWith('foothold-') || (ofChip && active === document.body);
    const back = active === made?.host ? (editing?.back ?? null) : toChip ? null : active;
    editing = { key, back, at: chipBox(key), box: null, typed: presses };
    draw();
  }

  function say(what: ToastMessage | ActionResult): void {
    said = 'text' in what ? what : toastText(what);
    draw();
  }

  return {
    ...createCommands(options, acts, { editing: () => editing?.key ?? null, edit, close }, say),
    close,
    say,
    follow,
    heal() {
      if (!made || made.host.isConnected) return;
      const focused = editing !== null;
      document.documentElement.append(made.host);
      for (const box of made.root.querySelectorAll<HTMLElement>('[popover]')) box.showPopover();
      if (focused) made.root.querySelector<HTMLElement>('.editor input')?.focus({ preventScroll: true });
    },
    onKey: handleChipKey,
    isOurs: (node) => node === made?.host,
  };
}
