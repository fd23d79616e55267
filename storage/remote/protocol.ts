/**
 * What the parts of Foothold say to each other. Types only: content scripts import this file.
 * `server.ts` holds the zod schemas of the same shapes, and a compile-time check that the two agree.
 */
import type { ActId, EventId, StepId } from '../../domain/event';
import type { Facts, SeenFacts } from '../../domain/facts';
import type { Item, Step } from '../../domain/fold';
import type { ItemKey } from '../../domain/key';
import type { PageReport } from '../../domain/selfcheck';
import type { TextFault } from '../../domain/text';

/** All that is known of one item. */
export interface ItemView {
  key: ItemKey;
  facts: Facts | null;
  item: Item | null;
  /** In order of place, closed ones too. */
  steps: Step[];
}

/** One thing a person asks for. Texts are raw, as typed: the background judges them. */
export type Doing =
  | { type: 'write'; text: string /** also start it, as one act */; start: boolean }
  /** `base` is the step's revision the person saw: another one now means someone else changed it. */
  | { type: 'rewrite'; step: StepId; text: string; base: EventId }
  | { type: 'start'; step: StepId }
  | { type: 'pause'; step: StepId }
  | { type: 'finish'; step: StepId; outcome: string | null }
  | { type: 'drop'; step: StepId }
  | { type: 'wait'; step: StepId; on: string | null }
  | { type: 'move'; step: StepId; before: StepId | null }
  | { type: 'why'; text: string | null }
  | { type: 'snooze'; until: number | null }
  | { type: 'valid' }
  | { type: 'undo'; act: ActId };

/** Settings a person can change. */
export interface Settings {
  /** Hosts on which nothing is shown. */
  hiddenOn: string[];
}

export type Request =
  /** Tells what is seen on a page and asks what is known of it. At most `MAX_SEEN` items. */
  | { type: 'see'; seen: SeenFacts[] }
  /** `id` is made by who asks; a retry carries the same and never acts twice. */
  | { type: 'act'; id: ActId; key: ItemKey; doing: Doing }
  | { type: 'settings' }
  | { type: 'set'; settings: Settings }
  /** Extension pages only. */
  | { type: 'lists' }
  /** Extension pages only: items seen lately whose key or title has all words of `text`. */
  | { type: 'recent'; text: string };

export const MAX_SEEN = 500;

/** An open step with the item it belongs to. */
export interface Line {
  step: Step;
  facts: Facts | null;
  key: ItemKey;
  /** See domain/gap.ts; ms, null when it has none. */
  gap: number | null;
  /** When the item's snooze ends or ended, epoch ms; null: not snoozed. */
  snoozedUntil: number | null;
}

/** What the popup shows. Each list is cut to `LIST_LENGTH`; `counts` are whole. */
export interface Lists {
  /** Latest start first. */
  started: Line[];
  /** Next steps not started and not waiting, of items not snoozed: longest unstarted first. */
  next: Line[];
  /** Longest wait first. */
  waiting: Line[];
  /** Items whose snooze has just ended, and snoozed ones: soonest first. */
  snoozed: Line[];
  counts: { started: number; next: number; waiting: number; snoozed: number };
}

export const LIST_LENGTH = 30;

/** Answer to an act: the item after it, and the id that an undo names. */
export interface Acted {
  act: ActId;
  view: ItemView;
}

export interface Answers {
  see: ItemView[];
  act: Acted;
  settings: Settings;
  set: Settings;
  lists: Lists;
  recent: Facts[];
}

/**
 * Why something was refused. Codes are stable; the sentence for each is `error_<code>` in `_locales`, with
 * `_` for `-` and `params` as its placeholders, in order.
 */
export type ErrorCode =
  | TextFault
  | 'bad-message'
  | 'wrong-origin'
  | 'no-such-step'
  /** The step is in a state in which this cannot be done: `params[0]` is that state. */
  | 'wrong-state'
  /** Someone else changed the step meanwhile: `params[0]` is its text now. */
  | 'changed-elsewhere'
  | 'nothing-to-undo'
  | 'storage-full'
  | 'storage-closed'
  /** Written by a newer Foothold: readable, not writable. */
  | 'newer-database'
  | 'unexpected'
  /** Said by the client: the background gave no answer, however often it was asked. */
  | 'no-answer'
  /** Said by the client: this page's Foothold was replaced by an update. */
  | 'replaced';

export interface Refusal {
  code: ErrorCode;
  params: string[];
  /** For 'changed-elsewhere' and 'wrong-state': the item as it is now. */
  view?: ItemView;
  /** For text faults: what would be accepted. */
  cleaned?: string;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; error: Refusal };

/** Pushed by the background through the port named `LIVE` to every open tab and extension page. */
export type Push = { type: 'changed'; views: ItemView[] } | { type: 'settings'; settings: Settings };

export const LIVE = 'live';

export type Command = 'start-step' | 'finish-step' | 'edit-step';

/** Asked of a tab's content script by the background or the popup, with `tabs.sendMessage`. */
export type TabRequest =
  /** The worker has started anew: connect again. */
  { type: 'hello' } | { type: 'command'; command: Command } | { type: 'report' };

/** What a tab's content script answers, by request; null: only that it heard. */
export interface TabAnswers {
  hello: null;
  command: null;
  report: PageReport;
}
