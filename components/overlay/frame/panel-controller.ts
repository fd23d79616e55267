/**
 * Opens and closes the panel of one item. Keys from the press that asked for it until its field has the focus are kept
 * (type-ahead.ts) and handed over; the focus goes back where it was.
 */
import type { ItemKey } from '../../../domain/key';
import type { RpcClient } from '../../../storage/rpc/client';
import type { Refusal } from '../../../storage/rpc/protocol';
import type { FromPanel } from '../../panel/panel-port';
import { t } from '../../wording/messages';
import type { ChipManager, MountedChip } from '../chip/chip-manager';
import type { ItemCache } from '../facts/item-cache';
import type { Shield } from '../isolation/event-shield';
import type { ShadowHosts } from '../placement/shadow-host';
import { CHIP } from '../placement/shadow-host';
import { resolveTheme } from '../placement/theme';
import { type FrameSize, framePosition, MARGIN_PX, SHADOW_PX } from './frame-position';
import { createLeftKeys } from './left-keys';
import {
  createPanelFrame,
  type PanelAddress,
  type PanelFrame,
  type PanelMessage,
  parentFor,
} from './panel-frame';

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

/** An opening that is over is closed, or another's. */
interface Opening {
  key: ItemKey;
  ofChip: boolean;
  /** What had the focus before; null: a chip, or nothing. */
  before: HTMLElement | null;
  /** The chip it stands at; an item may have several on a page. */
  chip: MountedChip | null;
  /** Where its chip was last. */
  chipBox: DOMRect | null;
  /** Its field was asked to take the focus. */
  isAsked: boolean;
  /** So often it was asked once more. */
  timesAsked: number;
  /** Its field says that it has the focus, and was painted. The browser may still send keys to the page. */
  isFieldReady: boolean;
  /** Its field had the focus, and the page had it no more. */
  hasFocus: boolean;
  /** The page keeps the focus: what is typed is handed to the panel key by key. */
  isLost: boolean;
}

/** As wide as a panel is where there is space, its shadow included. */
const MAX_WIDTH_PX = 404;
/** A frame that was made ahead and not asked for is given up after this. */
const PREPARED_TIMEOUT_MS = 30_000;
/** The browser's processes agree on who has the focus within this time, also where they are busy. */
const FOCUS_TIMEOUT_MS = 300;
/** So often a page may take the focus away within this time before that is left to the person. */
const MAX_REFOCUSES = 3;
/** On a slow machine, taking it back takes half a second. */
const REFOCUS_WINDOW_MS = 4000;

export function createPanelController(options: Options): PanelController {
  const { window, rpc, hosts, items, chips, shield, address, signal } = options;
  const { document } = window;
  let frame: PanelFrame | null = null;
  /** Those that were left, until they are gone. */
  const retired = new Map<PanelFrame, Promise<unknown>>();
  let opening: Opening | null = null;
  let size: FrameSize = { width: MAX_WIDTH_PX, height: 140 };
  let expiry = 0;
  let askingAgain = 0;
  let animationFrame = 0;
  let isGivingBack = false;
  let refocuses = { times: 0, since: 0 };
  const leftKeys = createLeftKeys(shield.typeAhead, options.onTyped);

  // A frame keeps a page out of the back/forward cache: it goes first, and its listener exists only as long as it does.
  const onBeforeUnload = () => {
    frame?.remove();
    for (const one of retired.keys()) one.remove();
    leaveFrame();
    // The page may stay: a download begins, or the person decides so.
    shield.typeAhead.letGo();
  };

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
    window.addEventListener('focus', onWindowFocus, true);
    window.addEventListener('blur', settleFocus, true);
    return made;
  }

  function leaveFrame(): void {
    window.clearTimeout(expiry);
    window.removeEventListener('focus', onWindowFocus, true);
    window.removeEventListener('blur', settleFocus, true);
    const [gone, left] = [frame, opening];
    // Before the focus moves: nobody takes it back.
    frame = opening = null;
    if (left && !left.hasFocus) leftKeys.leave(left.key);
    if (gone) void retire(gone);
  }

  /** The panel's document is gone: the draft is kept, and a new one opens with it. */
  function reopen(): void {
    const left = opening;
    leaveFrame();
    if (!left) return;
    open(left.key, left.ofChip);
    if (opening) (opening as Opening).before = left.before;
  }

  async function retire(one: PanelFrame): Promise<void> {
    const gone = one.retire();
    retired.set(one, gone);
    await gone;
    retired.delete(one);
    if (!frame && retired.size === 0) window.removeEventListener('beforeunload', onBeforeUnload);
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
    if (opening?.key === key && frame?.isShown()) {
      frame.send({ type: 'focus' });
      return;
    }
    const before = opening ? opening.before : focusedElement(document);
    if (opening) leaveFrame();
    const mine: Opening = {
      key,
      ofChip: ofChip || before?.localName === CHIP,
      before: before?.localName.startsWith('foothold-') ? null : before,
      chip: null,
      chipBox: null,
      isAsked: false,
      timesAsked: 0,
      isFieldReady: false,
      hasFocus: false,
      isLost: false,
    };
    shield.typeAhead.hold(key);
    shield.typeAhead.onKept = onKept;
    // What the page's own field is composing ends there, and what is typed from now on is plain keys.
    before?.blur();
    const made = makeFrame();
    window.clearTimeout(expiry);
    refocuses = { times: 0, since: 0 };
    opening = mine;
    place();
    made.show();
    void load(made, mine);
  }

  async function load(made: PanelFrame, mine: Opening): Promise<void> {
    const { key } = mine;
    // What was typed into the last one is a draft by then, which this one may be about.
    if (retired.size > 0) {
      await Promise.all(retired.values());
      if (opening !== mine) return;
      if (shield.typeAhead.isHolding()) shield.typeAhead.hold(key);
    }
    const [answer] = await Promise.all([rpc.ask({ type: 'panel', key }), made.loaded]);
    if (opening !== mine || frame !== made) return;
    if (!answer.ok) {
      close(true);
      options.onRefused(key, answer.error);
      return;
    }
    sendRoom(made);
    made.send({
      type: 'open',
      nonce: answer.value.nonce,
      theme: resolveTheme(hosts.theme(), made.box),
      reason: items.snapshot(key)?.reason ?? null,
    });
    mine.isAsked = true;
    made.send({ type: 'focus' });
  }

  function handOver(key: ItemKey): void {
    frame?.send({ type: 'typed', ...leftKeys.take(key) });
  }

  function onKept(key: string): void {
    if (key === 'Escape') close(true);
    else if (opening?.isLost) {
      handOver(opening.key);
      shield.typeAhead.hold(opening.key, Number.POSITIVE_INFINITY);
    } else if (opening && !shield.typeAhead.isHolding()) {
      // Its key went down before the field had the focus.
      handOver(opening.key);
    }
  }

  /**
   * The field's own process says that it has the focus some time before the browser knows: until the page's focus is
   * in the frame too, keys still come here.
   */
  function settleFocus(): void {
    if (!opening?.isFieldReady || document.activeElement !== frame?.host) return;
    opening.hasFocus = true;
    opening.isLost = false;
    handOver(opening.key);
  }

  /**
   * The page may have taken the focus before the panel's process heard of it, which believes that it has it still; and
   * the frames of a window that is not in front yet are told late. Given from outside, which costs the keys of that
   * moment, only where asking inside was in vain.
   */
  function askAgain(mine: Opening): void {
    window.clearTimeout(askingAgain);
    askingAgain = window.setTimeout(() => {
      if (opening !== mine || mine.hasFocus || mine.isLost) return;
      mine.isFieldReady = false;
      mine.timesAsked += 1;
      if (mine.timesAsked > 1) frame?.focus();
      frame?.send({ type: 'focus' });
    }, FOCUS_TIMEOUT_MS);
  }

  function hear(message: PanelMessage): void {
    switch (message.type) {
      case 'size':
        size = message;
        place();
        return;
      case 'focused':
        if (!opening) return;
        opening.isFieldReady = true;
        settleFocus();
        if (!opening.hasFocus) askAgain(opening);
        return;
      case 'unfocused':
        if (opening) askAgain(opening);
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
    shield.typeAhead.letGo();
    shield.typeAhead.onKept = null;
    if (!opening) return;
    const { before, ofChip } = opening;
    const chip = chipFor(opening)?.chip;
    const hadFocus = document.activeElement === frame?.host || !opening.hasFocus;
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

  /** The chip that asked, or is in focus, or is seen on top: a dialog may show again what lies under it. */
  function chipFor({ key, chip }: Opening): MountedChip | null {
    const all = chips.chipsOf(key);
    if (chip && all.includes(chip)) return chip;
    const pointed = shield.pointed();
    return (
      all.find(({ host }) => host === pointed || host === document.activeElement) ??
      all.find(({ row }) => row.element.contains(pointed)) ??
      all.find(isOnTop) ??
      all[0] ??
      null
    );
  }

  function isOnTop({ chip, host }: MountedChip): boolean {
    const box = chip.box();
    return box !== null && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === host;
  }

  function sendRoom(to: PanelFrame): void {
    to.send({ type: 'room', height: viewportOf(window).height - 2 * MARGIN_PX });
  }

  function place(): void {
    if (!frame || !opening) return;
    opening.chip = chipFor(opening);
    opening.chipBox = opening.chip?.chip.box() ?? opening.chipBox;
    const viewport = viewportOf(window);
    const { style } = frame.box;
    // Only its shadow may be cut off.
    const { height } = size;
    const width = Math.min(MAX_WIDTH_PX, viewport.width + 2 * (SHADOW_PX - MARGIN_PX));
    const isRightToLeft = getComputedStyle(document.documentElement).direction === 'rtl';
    const { left, top } = framePosition(opening.chipBox, { width, height }, viewport, isRightToLeft);
    // Not by `left` and `top`: where a box grows and so stands elsewhere, the browser would call that a layout shift.
    style.transform = `translate(${left}px, ${top}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
  }

  /** Something else of the page has the focus, and nobody pressed there: it is taken back, but not for ever. */
  function takeFocusBack(): void {
    if (!opening?.isAsked || opening.isLost || !frame) return;
    const now = performance.now();
    if (now - refocuses.since > REFOCUS_WINDOW_MS) refocuses = { times: 0, since: now };
    refocuses.times += 1;
    opening.isFieldReady = opening.hasFocus = false;
    opening.isLost = refocuses.times > MAX_REFOCUSES;
    if (opening.isLost) {
      frame.send({ type: 'focus-lost' });
      handOver(opening.key);
      shield.typeAhead.hold(opening.key, Number.POSITIVE_INFINITY);
    } else {
      shield.typeAhead.hold(opening.key);
      // Once the page's own call is over: what is given in its midst is taken again as it ends.
      const made = frame;
      window.setTimeout(() => {
        if (frame === made) made.send({ type: 'focus' });
      });
    }
  }
  shield.onFocusMoved = (byPerson) => {
    // A press on the page closes the panel, and the one that opened it moves no focus there: what is left is Tab.
    if (byPerson && opening?.isLost) shield.typeAhead.letGo();
    else takeFocusBack();
  };
  // The page may also leave nothing focused, which is no `focusin`: so it is when the page's script is over.
  const onWindowFocus = ({ target }: Event) => {
    if (target === window)
      queueMicrotask(() => {
        if (!focusedElement(document)) takeFocusBack();
      });
  };

  items.listen(({ keys, cause }) => {
    if (cause === 'reason' && opening && keys.has(opening.key))
      frame?.send({ type: 'reason', reason: items.snapshot(opening.key)?.reason ?? null });
  });
  hosts.onTheme((theme) => frame?.send({ type: 'theme', theme: resolveTheme(theme, frame.box) }));
  signal.addEventListener('abort', () => {
    window.cancelAnimationFrame(animationFrame);
    onBeforeUnload();
    shield.onFocusMoved = null;
  });

  return {
    key: () => opening?.key ?? null,
    open,
    close,
    prepare,
    follow() {
      if (!opening || animationFrame !== 0) return;
      animationFrame = window.requestAnimationFrame(() => {
        animationFrame = 0;
        if (frame) sendRoom(frame);
        place();
      });
    },
    heal() {
      for (const one of retired.keys()) if (!one.host.isConnected) one.remove();
      // The page removed it. A frame that is put back loads anew.
      if (frame && !frame.host.isConnected) reopen();
    },
    isOurs: (node) => node === frame?.host || [...retired.keys()].some(({ host }) => node === host),
  };
}

function viewportOf({ document, innerHeight }: Window): FrameSize {
  const { clientWidth, clientHeight } = document.documentElement;
  return { width: clientWidth, height: innerHeight || clientHeight };
}

function focusedElement(document: Document): HTMLElement | null {
  const { activeElement: active, body } = document;
  return active && active !== body && active !== document.documentElement ? (active as HTMLElement) : null;
}
