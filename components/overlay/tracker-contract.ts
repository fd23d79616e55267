/**
 * The tracker contract: a tracker is one plain object. Every function takes what it reads and returns data or
 * null; null means "not mine". None of them may change the page, or read the global `document` or `location`; what a
 * tracker is to remember is handed to it.
 * test/trackers/contract.test.ts holds every tracker to this.
 */
import type { SeenFacts } from '../../domain/facts';
import type { FactsResponse } from '../../domain/freshness/response';
import type { ItemKey } from '../../domain/key';
import type { SourceCheck } from '../../domain/self-check';
import type { TrackerName } from '../../domain/trackers';
import type { Memo } from './page/memo';

/** One item seen on one surface. */
export interface Sighting {
  key: ItemKey;
  /** Facts this place shows; what it doesn't show is left out. */
  facts: SeenFacts;
}

/** An item on the page, near the viewport. */
export interface Row {
  element: Element;
  surface: Surface;
  sighting: Sighting;
}

/** What a chip's buttons do; `toggle` starts or pauses the next step. */
export type ChipAction = 'open' | 'toggle' | 'finish' | 'undo';

/** Reading direction: 1 left to right, -1 right to left. */
export type ReadingDirection = 1 | -1;

/** Where a chip can stand: physical px of the viewport. The chip grows from `x` towards the reading direction's end. */
export interface FreeSpace {
  /** The side the chip is fixed to. */
  side: 'left' | 'right';
  /** Where that side is. */
  x: number;
  /** Vertical middle. */
  middle: number;
  /** Greatest width. */
  width: number;
  /** The chip lies over page content and needs a ground of its own. */
  covers: boolean;
  /** The chip covers the end of a text that is cut off: the ground that this text stands on, a CSS colour. */
  ground?: string;
}

export type Cover = (found: {
  parent: Element;
  /** What the chip stays in. */
  outer: Element;
  /** The width it needs, px. */
  least: number;
  /** How far anything can be seen, px along the reading direction (free-space.ts). */
  limit: number;
  way: ReadingDirection;
}) => FreeSpace | null;

/**
 * Where the chip goes: always the last child of `parent`.
 * - `line`: in a line of text or a flex row with room at its end. Takes only the room that is left.
 * - `corner`: over the lower end corner of a card, out of the flow.
 * - `block`: on a line of its own, out of the flow, for a page's header.
 */
export interface ChipPlace {
  parent: Element;
  how: 'line' | 'corner' | 'block';
  /** For `line`: what the parent's line is of, where that isn't its last; nothing is appended in there. */
  beside?: Element;
  /** For `line`: where the line has no room at all, the chip may lie over its end (cover-line-end.ts). */
  cover?: Cover;
  /**
   * What it must stay in, of the sighting's element, as the title's cell in a table; all of that where none is named.
   */
  within?: Element;
}

export interface Surface {
  /** Stable name, for the self-check: "issue list". */
  name: string;
  /** Whether it can appear at this address. */
  on(url: URL): boolean;
  /** Cheap selector for elements worth reading: a row, a card, a page's header. */
  selector: string;
  /**
   * Null: not mine, or an empty shell that is filled later.
   * @param memo shared by rows that are read before the page changes
   */
  read(element: Element, url: URL, memo: Memo): Sighting | null;
  /** Null: nowhere safe; nothing is shown then. */
  place(element: Element): ChipPlace | null;
}

/** The page's look. Values are CSS colours; they may be `var(--page-variable, fallback)`. */
export interface Theme {
  scheme: 'light' | 'dark';
  colors: Record<ThemeColor, string>;
  /** As the page's own small text. CSS font-family. */
  font: string;
}

export type ThemeColor =
  | 'text'
  | 'muted'
  | 'canvas'
  | 'raised'
  | 'border'
  | 'accent'
  | 'on-accent'
  | 'aging'
  | 'stale'
  | 'success';

export interface Tracker<Name extends string = TrackerName> {
  name: Name;
  surfaces: readonly Surface[];
  /** Attributes whose change can turn a row into another item. */
  watchedAttributes: readonly string[];
  /** Attributes of `<html>` and `<body>` whose change can change the look. */
  themeAttributes: readonly string[];
  /**
   * Selector of server-made parts that the page's scripts have not taken over yet: nothing is added to the page
   * while there are any. Without it, a moment of rest after loading has to do.
   */
  unhydrated?: string;
  /** Every link to an item, however the page is built: what the self-check counts. */
  itemLinks: string;
  /** The item this address is about, or null. */
  itemAt(url: URL): ItemKey | null;
  /** The element the tracker itself marks as selected, when it isn't the focused one. */
  selected(document: Document): Element | null;
  theme(document: Document, prefersDark: boolean): Theme;
  /**
   * Facts from JSON the page carries, whatever item they are of. Empty when the JSON is of another address
   * (left over after a navigation without reload). A snapshot of when the page was loaded: a sighting's facts win
   * over them, field by field (`{ ...embedded, ...sighting.facts }`), and both go into one message.
   * @param memo of this page, for all its addresses
   */
  embedded(document: Document, url: URL, memo: Memo): SeenFacts[];
}

/** What asking a tracker about its items needs. Everything comes in, so that it can be tested without a page. */
export interface FactsRequestContext {
  url: URL;
  document: Document;
  /** The page's own session goes along; only same-origin addresses, only reading. */
  fetch: typeof globalThis.fetch;
  /** The page's own storage. It is looked at by a tracker that says so, and never written to. */
  window: PageStorage;
  signal: AbortSignal;
  /** Epoch ms: what a `Retry-After` that is a date is counted from. */
  now: number;
}

export type PageStorage = Pick<Window, 'indexedDB' | 'localStorage'>;

/** What a source answers, and why it did not. */
export type {
  FactsAnswer,
  FactsFault,
  FactsResponse,
  FaultCode as FactsFaultCode,
  NoFacts,
} from '../../domain/freshness/response';

/**
 * Where facts come from that the tracker's pages don't show: its own data, asked in batches. Made anew for each page.
 */
export interface FactSource {
  /** Most items in one batch. */
  batch: number;
  /**
   * In this browser: asked at once, as it costs nobody anything, and with no items when it is loaded; else rows of a
   * few frames go into one batch.
   */
  isLocal?: boolean;
  /** Never throws; a fault is an answer. One call is one batch, whatever the number of requests behind it. */
  ask(keys: readonly ItemKey[], context: FactsRequestContext): Promise<FactsResponse>;
  /** How it fared, for the self-check; null: it was not asked yet. */
  check?(): SourceCheck | null;
}
