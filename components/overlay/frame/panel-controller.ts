/**
 * Opens and closes the panel of one item. Its frame may be loaded ahead, and a frame that is left stays until all that
 * was typed into it is kept. While it is open, panel-focus.ts sees to its focus and
 * panel-placement.ts to where it stands. Closed, it gives the focus back to where it was.
 */
import type { ItemKey } from '../../../domain/key';
import type { RpcClient } from '../../../storage/rpc/client';
import type { Refusal } from '../../../storage/rpc/protocol';
import type { FromPanel } from '../../panel/panel-port';
import { t } from '../../wording/messages';
import type { ChipManager } from '../chip/chip-manager';
import type { ItemCache } from '../facts/item-cache';
import type { Shield } from '../isolation/event-shield';
import type { ShadowHosts } from '../placement/shadow-host';
import { CHIP } from '../placement/shadow-host';
import { resolveTheme } from '../placement/theme';
import { createLeftKeys } from './left-keys';
import { createPanelFocus, focusedElement, type PanelFocus } from './panel-focus';
import {
  createPanelFrame,
  type PanelAddress,
  type PanelFrame,
  type PanelMessage,
  parentFor,
} from './panel-frame';
import { createPanelPlacement, type PanelPlacement } from './panel-placement';

export interface PanelController {
  /** The item the panel is open for; null: it is closed. */
  key(): ItemKey | null;
  /** @param ofChip asked for by its chip, which gets the focus back */
  open(key: ItemKey, ofChip: boolean): void;
  /** @param back give the focus back to where it was */
  close(back: boolean): void;
  /** Somebody points at a chip: the frame is loaded ahead. */
  prepare(): void;
  /** The page scrolled or changed its size. */
  follow(): void;
  /** The page took something of ours away. */
  heal(): void;
  isOurs(node: Node): boolean;
}

interface Options {
  window: Window & typeof globalThis;
  rpc: RpcClient;
  hosts: ShadowHosts;
  items: ItemCache;
  chips: Pick<ChipManager, 'chipsOf'>;
  shield: Pick<Shield, 'pointed' | 'typeAhead' | 'swallowRelease' | 'onFocusMoved'>;
  address: PanelAddress;
  /** The panel did something. */
  onDid: (message: Extract<FromPanel, { type: 'did' }>) => void;
  onRefused: (key: ItemKey, refusal: Refusal) => void;
  /** What was typed and ended with Enter, for a panel that was left before it was there. False: it was not saved. */
  onTyped: (key: ItemKey, text: string, start: boolean) => Promise<boolean>;
  signal: AbortSignal;
}

/** A panel from when it is asked for until its frame is left. */
interface Opening {
  key: ItemKey;
  ofChip: boolean;
  /** What had the focus before; null: a chip, or nothing. */
  before: HTMLElement | null;
  frame: PanelFrame;
  focus: PanelFocus;
  placement: PanelPlacement;
  /** Ends it. */
  end: AbortController;
}

/** What a panel needs that has not said so yet, px. */
const FIRST_HEIGHT_PX = 140;
/** A frame that was made ahead and not asked for is given up after this. */
const PREPARED_TIMEOUT_MS = 30_000;

/** One closure: all of it reads or changes which frame there is, and what it is open for. */
export function createPanelController(options: Options): PanelController {
  const { window, rpc, hosts, items, shield, address, signal } = options;
  const { document } = window;
  const { typeAhead } = shield;
  /** The frame there is: opened, or made ahead. */
  let frame: PanelFrame | null = null;
  /** Null: it is closed. */
  let opening: Opening | null = null;
  let height = FIRST_HEIGHT_PX;
  let expiry = 0;
  let isGivingBack = false;
  /** Frames that were left, until they are gone. */
  const retired = new Map<PanelFrame, Promise<unknown>>();
  const leftKeys = createLeftKeys(typeAhead, options.onTyped);

  // A frame keeps a page out of the back/forward cache: it goes first, and its listener exists only as long as it does.
  function onBeforeUnload(): void {
    frame?.remove();
    for (const one of retired.keys()) one.remove();
    leaveFrame();
    // The page may stay: a download begins, or the person decides so.
    typeAhead.letGo();
  }

  function makeFrame(): PanelFrame {
    if (frame && (!frame.host.isConnected || frame.parent !== parentFor(document))) leaveFrame();
    if (frame) return frame;
    const made = createPanelFrame({
      document,
      hosts,
      address,
      scheme: hosts.theme().scheme,
      title: t('panelTitle'),
      onMessage(message) {
        if (frame === made || message.type === 'did') hear(message);
      },
      onReloaded() {
        if (frame === made) reopen();
      },
    });
    frame = made;
    window.addEventListener('beforeunload', onBeforeUnload);
    return made;
  }

  function leaveFrame(): void {
    window.clearTimeout(expiry);
    const [gone, left] = [frame, opening];
    frame = opening = null;
    // Before the focus moves: nobody takes it back.
    left?.end.abort();
    if (left && !left.focus.has()) leftKeys.leave(left.key);
    if (gone) void retire(gone);
  }

  async function retire(one: PanelFrame): Promise<void> {
    const gone = one.retire();
    retired.set(one, gone);
    await gone;
    retired.delete(one);
    if (!frame && retired.size === 0) window.removeEventListener('beforeunload', onBeforeUnload);
  }

  /** The panel's document is gone: the draft is kept, and a new one opens with it. */
  function reopen(): void {
    const left = opening;
    leaveFrame();
    if (!left) return;
    open(left.key, left.ofChip);
    if (opening) (opening as Opening).before = left.before;
  }

  function prepare(): void {
    if (opening || isGivingBack || signal.aborted) return;
    makeFrame();
    window.clearTimeout(expiry);
    expiry = window.setTimeout(() => {
      if (!opening) leaveFrame();
    }, PREPARED_TIMEOUT_MS);
  }

  function open(key: ItemKey, ofChip: boolean): void {
    if (opening?.key === key && opening.frame.isShown()) {
      opening.frame.send({ type: 'focus' });
      return;
    }
    const before = opening ? opening.before : focusedElement(document);
    if (opening) leaveFrame();
    typeAhead.hold(key);
    // What the page's own field is composing ends there, and what is typed from now on is plain keys.
    before?.blur();
    const made = makeFrame();
    window.clearTimeout(expiry);
    const end = new AbortController();
    const shared = { ...options, key, frame: made, signal: end.signal };
    const mine: Opening = {
      key,
      ofChip: ofChip || before?.localName === CHIP,
      before: before?.localName.startsWith('foothold-') ? null : before,
      frame: made,
      focus: createPanelFocus({ ...shared, leftKeys, onEscape: () => close(true) }),
      placement: createPanelPlacement({ ...shared, height: () => height }),
      end,
    };
    opening = mine;
    mine.placement.place();
    made.show();
    void load(mine);
  }

  async function load(mine: Opening): Promise<void> {
    const { key, frame: made } = mine;
    // What was typed into the last one is a draft by then, which this one may be about.
    if (retired.size > 0) {
      await Promise.all(retired.values());
      if (opening !== mine) return;
      if (typeAhead.isHolding()) typeAhead.hold(key);
    }
    const [answer] = await Promise.all([rpc.ask({ type: 'panel', key }), made.loaded]);
    if (opening !== mine) return;
    if (!answer.ok) {
      close(true);
      options.onRefused(key, answer.error);
      return;
    }
    mine.placement.sendRoom();
    made.send({
      type: 'open',
      nonce: answer.value.nonce,
      theme: resolveTheme(hosts.theme(), made.box),
      reason: reasonOf(key),
    });
    mine.focus.ask();
  }

  const reasonOf = (key: ItemKey) => items.snapshot(key)?.reason ?? null;

  function hear(message: PanelMessage): void {
    switch (message.type) {
      case 'size':
        height = message.height;
        opening?.placement.place();
        return;
      case 'focused':
      case 'unfocused':
        opening?.focus.hear(message.type === 'focused');
        return;
      case 'did':
        options.onDid(message);
        return;
      case 'close':
        if (message.code !== null) shield.swallowRelease(message.code);
        close(true);
    }
  }

  function close(back: boolean): void {
    typeAhead.letGo();
    if (!opening) return;
    const { before, ofChip, frame: left, focus, placement } = opening;
    const chip = placement.chip()?.chip;
    const hadFocus = document.activeElement === left.host || !focus.has();
    leaveFrame();
    if (!back || !hadFocus) return;
    // The page hears its own keys where they were, and wouldn't on a chip.
    if (before?.isConnected) before.focus({ preventScroll: true });
    else if (ofChip) {
      // Nobody points at it: nothing is loaded ahead.
      isGivingBack = true;
      chip?.focus();
      isGivingBack = false;
    }
  }

  items.listen(({ keys, cause }) => {
    if (cause === 'reason' && opening && keys.has(opening.key))
      opening.frame.send({ type: 'reason', reason: reasonOf(opening.key) });
  });
  hosts.onTheme((theme) => frame?.send({ type: 'theme', theme: resolveTheme(theme, frame.box) }));
  signal.addEventListener('abort', onBeforeUnload);

  return {
    key: () => opening?.key ?? null,
    open,
    close,
    prepare,
    follow: () => opening?.placement.follow(),
    heal() {
      for (const one of retired.keys()) if (!one.host.isConnected) one.remove();
      // The page removed it. A frame that is put back loads anew.
      if (frame && !frame.host.isConnected) reopen();
    },
    isOurs: (node) => node === frame?.host || [...retired.keys()].some(({ host }) => node === host),
  };
}
