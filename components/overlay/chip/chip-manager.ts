/** The chips on the page: one for each row that has a safe place, put back when the page takes it away. */
import type { ItemKey } from '../../../domain/key';
import { t } from '../../wording/messages';
import type { Place } from '../contract';
import type { ItemCache } from '../facts/item-cache';
import type { Row } from '../page/watcher';
import { findFreeSpace } from '../placement/free-space';
import { type HostFlow, hostFlowOf } from '../placement/host-flow';
import { CHIP, type ShadowHosts } from '../placement/shadow-host';
import { type Chip, type ChipAction, type ChipKeyHandler, createChip } from './chip';

/** A chip that may stand in any row. */
interface SpareChip {
  host: HTMLElement;
  root: ShadowRoot;
  chip: Chip;
  standing: HostFlow;
}

export interface MountedChip extends SpareChip {
  row: Row;
  /** What it shows; the row's sighting may be another by now. */
  key: ItemKey;
  place: Place;
  /** Times it was put back in a row, and when the first of them was, ms. */
  healed: { times: number; since: number };
}

/** Chips that are in no row are kept for the next rows: to make one costs several times as much as to write it. */
const MAX_SPARE_CHIPS = 30;
/** Labels are looked after no more often than this, ms. */
const LABEL_INTERVAL_MS = 60_000;

export interface ChipManager {
  mount(rows: readonly Row[]): void;
  unmount(row: Row): void;
  /** The row is another item, or knows more: shown before the next paint. */
  update(row: Row): void;
  /** What is known of these items changed. */
  refresh(keys: ReadonlySet<ItemKey>): void;
  /** @param rows those that may lack their chip */
  heal(rows: ReadonlySet<Element>): void;
  /** Measures again; the page has another width, font or zoom. */
  arrange(): void;
  isOurs(node: Node): boolean;
  /** The item whose row holds this element. */
  rowAround(element: Element): ItemKey | null;
  /** A chip that shows this item. */
  of(key: ItemKey): MountedChip | null;
  keys(): Iterable<ItemKey>;
  count(surface: string): number;
  /** What was asked for can't be shown: chips say so themselves until they are asked again. */
  trouble(): void;
  /** The pointer came over this element. */
  over(element: Element): void;
}

interface Options {
  window: Window & typeof globalThis;
  hosts: ShadowHosts;
  known: () => ItemCache;
  now: () => number;
  onAct: (mounted: MountedChip, act: ChipAction) => void;
  onKey: ChipKeyHandler;
  signal: AbortSignal;
}

/** Put back so often within a second, a page means it: a chip that is fought over costs every frame. */
const FOUGHT_OVER = 20;

function mayHeal({ healed }: MountedChip): boolean {
  const now = performance.now();
  if (now - healed.since > 1000) Object.assign(healed, { times: 0, since: now });
  healed.times += 1;
  return healed.times <= FOUGHT_OVER;
}

/** Nothing of ours goes into text a person edits. */
const EDITABLE = '[contenteditable]:not([contenteditable="false" i]), textarea, input';

export function createChipManager({ window, hosts, known, now, onAct, onKey, signal }: Options): ChipManager {
  const { document } = window;
  const mounted = new Map<Element, MountedChip>();
  const byHost = new WeakMap<Node, MountedChip>();
  const spare: SpareChip[] = [];
  let hovered: MountedChip | null = null;
  let timer = 0;
  /** When the timer rings, epoch ms. */
  let rings = Number.POSITIVE_INFINITY;

  // It speaks after the page was laid out and before it is painted: then measuring costs nothing. It speaks first
  // when it begins to observe, and again when a row gets another size.
  const sizes = new window.ResizeObserver((entries) => {
    const list: MountedChip[] = [];
    for (const { target } of entries) {
      const one = mounted.get(target);
      if (one?.host.isConnected) list.push(one);
    }
    arrangeAll(list);
  });

  function remeasure({ row: { element } }: MountedChip): void {
    sizes.unobserve(element);
    sizes.observe(element);
  }

  function make(): SpareChip {
    const { host, root } = hosts.make(CHIP);
    const act = (what: ChipAction) => {
      const one = byHost.get(host);
      if (one) onAct(one, what);
    };
    return { host, root, chip: createChip(root, act, onKey), standing: 'out' };
  }

  function mount(rows: readonly Row[]): void {
    const fresh: MountedChip[] = [];
    for (const row of rows) {
      if (mounted.has(row.element)) continue;
      const place = row.surface.place(row.element);
      if (!place || place.parent.closest(EDITABLE) || hasChip(place.parent)) continue;
      const made = spare.pop() ?? make();
      const one = { ...made, row, key: row.sighting.key, place, healed: { times: 0, since: 0 } };
      mounted.set(row.element, one);
      byHost.set(one.host, one);
      fresh.push(one);
    }
    if (fresh.length === 0) return;
    const at = now();
    for (const one of fresh) show(one, at);
    for (const one of fresh) restand(one, one.place.parent);
    for (const one of fresh) one.place.parent.append(one.host);
    for (const one of fresh) sizes.observe(one.row.element);
  }

  function show(one: MountedChip, at: number): void {
    one.chip.show(known().of(one.row.sighting.key), at);
    // One timer, for the label that changes first; none while hidden. No label stays for longer than a day.
    const due = at + Math.max(one.chip.until, LABEL_INTERVAL_MS);
    if (due >= rings || document.visibilityState !== 'visible') return;
    stop();
    rings = due;
    timer = window.setTimeout(tick, due - at);
  }

  function restand(one: MountedChip, parent: Element): void {
    const standing = hostFlowOf(parent);
    if (standing === one.standing) return;
    one.standing = standing;
    hosts.stand(one.root, standing);
  }

  function hasChip(parent: Element): boolean {
    for (let child = parent.lastElementChild; child; child = child.previousElementSibling)
      if (byHost.has(child)) return true;
    return false;
  }

  function unmount({ element }: Row): void {
    const one = mounted.get(element);
    if (!one) return;
    mounted.delete(element);
    sizes.unobserve(element);
    one.host.remove();
    if (hovered === one) hovered = null;
    byHost.delete(one.host);
    one.chip.rest();
    // Nothing of the page is held for it.
    const { row, place, ...made } = one;
    // What a page wrote on it was meant for the row it stood in.
    const isPlain = one.host.attributes.length === 0;
    if (isPlain && spare.length < MAX_SPARE_CHIPS && !signal.aborted) spare.push(made);
  }

  function update(row: Row): void {
    const one = mounted.get(row.element);
    if (!one) {
      mount([row]);
      return;
    }
    one.row = row;
    const place = row.surface.place(row.element);
    if (!place) {
      unmount(row);
      return;
    }
    if (place.parent !== one.place.parent) restand(one, place.parent);
    one.place = place;
    if (one.key !== row.sighting.key) one.chip.leave();
    one.key = row.sighting.key;
    show(one, now());
    remeasure(one);
  }

  function heal(rows: ReadonlySet<Element>): void {
    const lost: MountedChip[] = [];
    for (const element of rows) {
      const one = mounted.get(element);
      if (!one?.row.element.isConnected) continue;
      // Not necessarily the last child any more: whoever else adds to the row is not fought for that place.
      if (one.host.isConnected && one.host.parentNode === one.place.parent) continue;
      if (!mayHeal(one)) {
        unmount(one.row);
        continue;
      }
      const place = one.place.parent.isConnected ? one.place : one.row.surface.place(one.row.element);
      if (!place || place.parent.closest(EDITABLE)) {
        unmount(one.row);
        continue;
      }
      if (place.parent !== one.place.parent) restand(one, place.parent);
      one.place = place;
      lost.push(one);
    }
    for (const one of lost) {
      one.place.parent.append(one.host);
      remeasure(one);
    }
  }

  /** All reads, then all writes. */
  function arrangeAll(list: readonly MountedChip[]): void {
    if (list.length === 0) return;
    const shared = { edges: new Map() };
    const measured = list.map((one) => {
      const { x, y } = one.host.getBoundingClientRect();
      return {
        one,
        room: findFreeSpace(one.place, one.place.within ?? one.row.element, one.chip.least, shared),
        origin: { x, y },
      };
    });
    for (const { one, room, origin } of measured) one.chip.put(room, origin);
  }

  function arrange(): void {
    for (const one of mounted.values()) remeasure(one);
  }

  function around(element: Element): MountedChip | null {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const own = byHost.get(at) ?? mounted.get(at);
      if (own) return own;
    }
    return null;
  }

  function stop(): void {
    window.clearTimeout(timer);
    rings = Number.POSITIVE_INFINITY;
  }

  function tick(): void {
    stop();
    const at = now();
    for (const one of mounted.values()) show(one, at);
  }

  const seen = () => (document.visibilityState === 'visible' ? tick() : stop());
  document.addEventListener('visibilitychange', seen, { signal });
  window.addEventListener('pageshow', seen, { signal });
  document.fonts?.addEventListener('loadingdone', arrange, { signal });

  signal.addEventListener('abort', () => {
    stop();
    sizes.disconnect();
    for (const one of [...mounted.values()]) unmount(one.row);
    spare.length = 0;
  });

  return {
    mount,
    unmount,
    update,
    refresh(keys) {
      const at = now();
      for (const one of mounted.values()) {
        const { key } = one.row.sighting;
        if (!keys.has(key)) continue;
        show(one, at);
        // Its age has other figures than when its room was found.
        if (one.chip.cramped) remeasure(one);
      }
    },
    heal,
    arrange,
    isOurs: (node) => byHost.has(node),
    rowAround: (element) => around(element)?.row.sighting.key ?? null,
    of(key) {
      for (const one of mounted.values())
        if (one.row.sighting.key === key && one.host.isConnected) return one;
      return null;
    },
    *keys() {
      for (const one of mounted.values()) yield one.row.sighting.key;
    },
    count: (surface) =>
      [...mounted.values()].filter((one) => one.row.surface.name === surface && one.host.isConnected).length,
    trouble() {
      const words = t('error_unexpected');
      for (const { chip } of mounted.values()) chip.trouble(words);
    },
    over(element) {
      const one = around(element);
      if (one === hovered) return;
      hovered?.chip.near(false);
      one?.chip.near(true);
      hovered = one;
    },
  };
}
