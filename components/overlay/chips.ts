/** The chips on the page: one for each row that has a safe place, put back when the page takes it away. */
import type { ItemKey } from '../../domain/key';
import { type Chip, type ChipAct, makeChip } from './chip';
import { CHIP, type Hosts } from './host';
import type { Known } from './known';
import { findRoom } from './room';
import { type Standing, standingOf } from './standing';
import type { Place } from './tracker';
import type { Row } from './watcher';

export interface Mounted {
  row: Row;
  place: Place;
  host: HTMLElement;
  root: ShadowRoot;
  chip: Chip;
  standing: Standing;
  /** Times it was put back in a row, and when the first of them was, ms. */
  healed: { times: number; since: number };
}

export interface Chips {
  mount(rows: readonly Row[]): void;
  unmount(row: Row): void;
  /** The row is another item, or knows more: shown before the next paint. */
  update(row: Row): void;
  /** What is known of these items changed. */
  refresh(keys: ReadonlySet<ItemKey>): void;
  heal(): void;
  /** Measures again; the page has another width, font or zoom. */
  arrange(): void;
  isOurs(node: Node): boolean;
  /** The item whose row holds this element. */
  rowAround(element: Element): ItemKey | null;
  /** A chip that shows this item. */
  of(key: ItemKey): Mounted | null;
  keys(): Iterable<ItemKey>;
  count(surface: string): number;
  /** The pointer came over this element. */
  over(element: Element): void;
}

interface Options {
  window: Window & typeof globalThis;
  hosts: Hosts;
  known: () => Known;
  now: () => number;
  onAct: (mounted: Mounted, act: ChipAct) => void;
  signal: AbortSignal;
}

/** Put back so often within a second, a page means it: a chip that is fought over costs every frame. */
const FOUGHT_OVER = 20;

function mayHeal({ healed }: Mounted): boolean {
  const now = performance.now();
  if (now - healed.since > 1000) Object.assign(healed, { times: 0, since: now });
  healed.times += 1;
  return healed.times <= FOUGHT_OVER;
}

/** Nothing of ours goes into text a person edits. */
const EDITABLE = '[contenteditable]:not([contenteditable="false" i]), textarea, input';

export function openChips({ window, hosts, known, now, onAct, signal }: Options): Chips {
  const { document } = window;
  const mounted = new Map<Element, Mounted>();
  const byHost = new WeakMap<Node, Mounted>();
  let hovered: Mounted | null = null;
  let timer = 0;
  let arranging = 0;

  const sizes = new window.ResizeObserver((entries) => {
    // The first report is of the size it was measured at.
    const news = entries.filter(({ target, contentRect: { width, height } }) => {
      const size = `${width} ${height}`;
      const before = sizeOf.get(target);
      sizeOf.set(target, size);
      return before !== undefined && before !== size;
    });
    if (news.length > 0) arrange();
  });
  const sizeOf = new WeakMap<Element, string>();

  function mount(rows: readonly Row[]): void {
    const fresh: Mounted[] = [];
    for (const row of rows) {
      if (mounted.has(row.element)) continue;
      const place = row.surface.place(row.element);
      if (!place || place.parent.closest(EDITABLE) || hasChip(place.parent)) continue;
      const { host, root } = hosts.make(CHIP);
      const chip = makeChip(root, (act) => onAct(one, act));
      const standing = standingOf(place.parent);
      const healed = { times: 0, since: 0 };
      const one: Mounted = { row, place, host, root, chip, standing, healed };
      mounted.set(row.element, one);
      byHost.set(host, one);
      fresh.push(one);
    }
    if (fresh.length === 0) return;
    const at = now();
    for (const one of fresh) one.chip.show(known().of(one.row.sighting.key), at);
    for (const one of fresh) {
      if (one.standing !== 'out') hosts.stand(one.root, one.standing);
      one.place.parent.append(one.host);
    }
    arrangeAll(fresh);
    for (const one of fresh) sizes.observe(one.place.parent);
    schedule();
  }

  function restand(one: Mounted, parent: Element): void {
    const standing = standingOf(parent);
    if (standing === one.standing) return;
    one.standing = standing;
    hosts.stand(one.root, standing);
  }

  const hasChip = (parent: Element) => [...parent.children].some((child) => byHost.has(child));

  function unmount({ element }: Row): void {
    const one = mounted.get(element);
    if (!one) return;
    mounted.delete(element);
    sizes.unobserve(one.place.parent);
    one.chip.show(null, 0);
    one.host.remove();
    if (hovered === one) hovered = null;
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
    if (place.parent !== one.place.parent) {
      sizes.unobserve(one.place.parent);
      sizes.observe(place.parent);
      restand(one, place.parent);
    }
    one.place = place;
    one.chip.show(known().of(row.sighting.key), now());
    again.add(one);
    requestArrange();
  }

  const again = new Set<Mounted>();

  function heal(): void {
    const lost: Mounted[] = [];
    for (const one of mounted.values()) {
      if (!one.row.element.isConnected) continue;
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
      if (place.parent !== one.place.parent) {
        sizes.unobserve(one.place.parent);
        sizes.observe(place.parent);
        restand(one, place.parent);
      }
      one.place = place;
      lost.push(one);
    }
    for (const one of lost) one.place.parent.append(one.host);
    for (const one of lost) again.add(one);
    for (const stray of document.getElementsByTagName(CHIP)) if (!byHost.has(stray)) strays.push(stray);
    for (const stray of strays.splice(0)) stray.remove();
    if (again.size > 0) {
      const list = [...again];
      again.clear();
      arrangeAll(list);
    }
  }

  /** Copies the page made of its rows, with empty hosts in them. */
  const strays: Element[] = [];

  /** All reads, then all writes. */
  function arrangeAll(list: readonly Mounted[]): void {
    const shared = { edges: new Map() };
    const measured = list.map((one) => {
      const { x, y } = one.host.getBoundingClientRect();
      return {
        one,
        room: findRoom(one.place, one.row.element, one.chip.least, shared),
        origin: { x, y },
      };
    });
    for (const { one, room, origin } of measured) one.chip.put(room, origin);
  }

  function requestArrange(): void {
    if (arranging === 0)
      arranging = window.requestAnimationFrame(() => {
        arranging = 0;
        const list = [...again].filter((one) => one.host.isConnected);
        again.clear();
        arrangeAll(list);
      });
  }

  function arrange(): void {
    for (const one of mounted.values()) again.add(one);
    requestArrange();
  }

  function around(element: Element): Mounted | null {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const own = byHost.get(at) ?? mounted.get(at);
      if (own) return own;
    }
    return null;
  }

  /** One timer, for the label that changes first; none while hidden. */
  function schedule(): void {
    window.clearTimeout(timer);
    if (document.visibilityState !== 'visible') return;
    let until = Number.POSITIVE_INFINITY;
    for (const { chip } of mounted.values()) until = Math.min(until, chip.until);
    if (until === Number.POSITIVE_INFINITY) return;
    timer = window.setTimeout(tick, Math.min(Math.max(until, 60_000), 86_400_000));
  }

  function tick(): void {
    const at = now();
    for (const one of mounted.values()) one.chip.show(known().of(one.row.sighting.key), at);
    schedule();
  }

  const seen = () => (document.visibilityState === 'visible' ? tick() : window.clearTimeout(timer));
  document.addEventListener('visibilitychange', seen, { signal });
  window.addEventListener('pageshow', seen, { signal });
  document.fonts?.addEventListener('loadingdone', arrange, { signal });

  signal.addEventListener('abort', () => {
    window.clearTimeout(timer);
    window.cancelAnimationFrame(arranging);
    sizes.disconnect();
    for (const one of [...mounted.values()]) unmount(one.row);
  });

  return {
    mount,
    unmount,
    update,
    refresh(keys) {
      const at = now();
      for (const one of mounted.values()) {
        const { key } = one.row.sighting;
        if (keys.has(key)) one.chip.show(known().of(key), at);
      }
      schedule();
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
    over(element) {
      const one = around(element);
      if (one === hovered) return;
      hovered?.chip.near(false);
      one?.chip.near(true);
      hovered = one;
    },
  };
}
