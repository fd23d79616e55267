/** The chips on the page: one for each row that has a safe place, put back when the page takes it away. */
import type { ItemKey } from '../../../domain/key';
import { t } from '../../wording/messages';
import type { ItemCache } from '../facts/item-cache';
import { findFreeSpace } from '../placement/free-space';
import type { ShadowHosts } from '../placement/shadow-host';
import type { ChipAction, ChipPlace, Row } from '../tracker-contract';
import type { ChipKeyHandler } from './chip';
import { createChipPool, type SpareChip } from './chip-pool';
import { createLabelTimer } from './label-timer';

export interface MountedChip extends SpareChip {
  row: Row;
  /** What it shows. The row's sighting may be another by now. */
  key: ItemKey;
  place: ChipPlace;
  /** What it stays in, and whose size is watched. */
  within: Element;
  /** How often it was put back in a row, and when the first of these was, ms of the page's clock. */
  healed: { times: number; since: number };
}

export interface ChipManager {
  mount(rows: readonly Row[]): void;
  unmount(row: Row): void;
  /** The row shows another item, or more of the same: its chip says so before the next paint. */
  update(row: Row): void;
  /** @param rows those that may lack their chip */
  heal(rows: ReadonlySet<Element>): void;
  isOurs(node: Node): boolean;
  /** The item whose row holds this element. */
  rowAround(element: Element): ItemKey | null;
  /** The chips that show this item: one for each row of it. */
  chipsOf(key: ItemKey): MountedChip[];
  count(surface: string): number;
  /** What a person asked for can't be shown: the chips say so until what they show changes. */
  showTrouble(): void;
  /** Until this is called, chips only show. */
  connect(user: ChipUser): void;
  /** The pointer came over this element. */
  setPointed(element: Element): void;
}

interface Options {
  window: Window & typeof globalThis;
  hosts: ShadowHosts;
  items: ItemCache;
  /** Epoch ms. */
  now: () => number;
  signal: AbortSignal;
}

/** Who does what a person asks for by a chip. */
export interface ChipUser {
  onAction: (key: ItemKey, action: ChipAction) => void;
  onKey: ChipKeyHandler;
}

/** Nothing of ours goes into text a person edits. */
const EDITABLE = '[contenteditable]:not([contenteditable="false" i]), textarea, input';

/** One closure: all of it reads or changes which chips are mounted, and what is decided without that stands below. */
export function createChipManager({ window, hosts, items, now, signal }: Options): ChipManager {
  const mounted = new Map<Element, MountedChip>();
  const byHost = new WeakMap<Node, MountedChip>();
  let hovered: MountedChip | null = null;
  let user: ChipUser | null = null;

  const pool = createChipPool({
    hosts,
    onAction(host, action) {
      const one = byHost.get(host);
      if (one) user?.onAction(one.row.sighting.key, action);
    },
    onKey: (...pressed) => user?.onKey(...pressed),
    signal,
  });
  const scheduleLabels = createLabelTimer({
    window,
    now,
    onDue() {
      const at = now();
      for (const one of mounted.values()) if (show(one, at)) remeasure(one);
    },
    signal,
  });
  // A resize observer's callback runs after the page was laid out and before it is painted: measuring costs nothing
  // then. The callback runs when what a chip stays in is first observed, and again when that gets another size. A
  // table's column may get one while its rows keep theirs.
  const sizes = new window.ResizeObserver((entries) => {
    const resized: MountedChip[] = [];
    for (const { target } of entries) {
      const one = chipAround(target);
      if (one?.host.isConnected) resized.push(one);
    }
    arrange(resized);
  });

  function remeasure(one: MountedChip): void {
    sizes.unobserve(one.within);
    one.within = one.place.within ?? one.row.element;
    sizes.observe(one.within);
  }

  /** @returns whether it needs another width than before */
  function show(one: MountedChip, at: number): boolean {
    const isOtherWidth = one.chip.show(items.snapshot(one.row.sighting.key), at);
    scheduleLabels(at, one.chip.changesInMs);
    return isOtherWidth;
  }

  function mount(rows: readonly Row[]): void {
    const fresh: MountedChip[] = [];
    for (const row of rows) {
      if (mounted.has(row.element)) continue;
      const place = safePlace(row);
      // Rows may lie in each other, as a card in a list's item, and share the place for a chip.
      if (!place || hasChip(place.parent)) continue;
      const one = {
        ...pool.take(),
        row,
        key: row.sighting.key,
        place,
        within: row.element,
        healed: { times: 0, since: 0 },
      };
      mounted.set(row.element, one);
      byHost.set(one.host, one);
      items.addShown(one.key);
      fresh.push(one);
    }
    const at = now();
    // Reads and writes of layout are kept apart, each for all chips at once: a read after a write lays out the page.
    for (const one of fresh) show(one, at);
    for (const one of fresh) pool.fitInto(one, one.place.parent);
    for (const one of fresh) one.place.parent.append(one.host);
    for (const one of fresh) remeasure(one);
  }

  const hasChip = (parent: Element): boolean => [...parent.children].some((child) => byHost.has(child));

  function unmount({ element }: Row): void {
    const one = mounted.get(element);
    if (!one) return;
    mounted.delete(element);
    items.removeShown(one.key);
    sizes.unobserve(one.within);
    one.host.remove();
    if (hovered === one) hovered = null;
    byHost.delete(one.host);
    const { host, root, chip, flow } = one;
    pool.giveBack({ host, root, chip, flow });
  }

  function moveTo(one: MountedChip, place: ChipPlace): void {
    if (place.parent !== one.place.parent) pool.fitInto(one, place.parent);
    one.place = place;
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
    moveTo(one, place);
    const { key } = row.sighting;
    if (one.key !== key) {
      one.chip.leave();
      items.removeShown(one.key);
      items.addShown(key);
      one.key = key;
    }
    show(one, now());
    remeasure(one);
  }

  function heal(rows: ReadonlySet<Element>): void {
    const lost: MountedChip[] = [];
    for (const element of rows) {
      const one = mounted.get(element);
      if (!one?.row.element.isConnected) continue;
      // The host need not be the last child any more: whoever else adds to the row is not fought for that place.
      if (one.host.isConnected && one.host.parentNode === one.place.parent) continue;
      const place = !mayHeal(one) ? null : one.place.parent.isConnected ? one.place : safePlace(one.row);
      if (!place || isEditable(place)) {
        unmount(one.row);
        continue;
      }
      moveTo(one, place);
      lost.push(one);
    }
    for (const one of lost) {
      one.place.parent.append(one.host);
      remeasure(one);
    }
  }

  function chipAround(element: Element): MountedChip | null {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const own = byHost.get(at) ?? mounted.get(at);
      if (own) return own;
    }
    return null;
  }

  const chipsOnPage = (is: (row: Row) => boolean): MountedChip[] =>
    [...mounted.values()].filter(({ host, row }) => host.isConnected && is(row));

  items.listen(({ keys }) => {
    const at = now();
    for (const one of mounted.values()) {
      if (!keys.has(one.row.sighting.key)) continue;
      if (show(one, at)) remeasure(one);
    }
  });
  window.document.fonts?.addEventListener(
    'loadingdone',
    () => {
      for (const one of mounted.values()) remeasure(one);
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    sizes.disconnect();
    for (const one of [...mounted.values()]) unmount(one.row);
  });

  return {
    mount,
    unmount,
    update,
    heal,
    isOurs: (node) => byHost.has(node),
    rowAround: (element) => chipAround(element)?.row.sighting.key ?? null,
    chipsOf: (key) => chipsOnPage(({ sighting }) => sighting.key === key),
    count: (name) => chipsOnPage(({ surface }) => surface.name === name).length,
    showTrouble() {
      const words = t('error_unexpected');
      for (const { chip } of mounted.values()) chip.showTrouble(words);
    },
    connect(given) {
      user = given;
    },
    setPointed(element) {
      const one = chipAround(element);
      if (one === hovered) return;
      hovered?.chip.setHovered(false);
      one?.chip.setHovered(true);
      hovered = one;
    },
  };
}

/** Measures all chips, then writes all: a read after a write would lay out the page anew for each chip. */
function arrange(chips: readonly MountedChip[]): void {
  const shared = { edges: new Map() };
  const measured = chips.map((one) => ({
    one,
    space: findFreeSpace(one.place, one.within, one.chip.measure(), shared),
    origin: one.host.getBoundingClientRect(),
  }));
  for (const { one, space, origin } of measured) one.chip.put(space, origin);
}

const isEditable = ({ parent }: ChipPlace): boolean => parent.closest(EDITABLE) !== null;

function safePlace({ surface, element }: Row): ChipPlace | null {
  const place = surface.place(element);
  return place && !isEditable(place) ? place : null;
}

/**
 * A page that takes a chip away so often within a second means it, and a chip that is fought over costs every frame.
 */
const MAX_HEALS_A_SECOND = 20;

function mayHeal({ healed }: MountedChip): boolean {
  const now = performance.now();
  if (now - healed.since > 1000) Object.assign(healed, { times: 0, since: now });
  healed.times += 1;
  return healed.times <= MAX_HEALS_A_SECOND;
}
