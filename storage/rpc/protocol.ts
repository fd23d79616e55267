/**
 * What the parts of Foothold say to each other. Types only: content scripts import this file.
 * `request-schema.ts` holds the zod schemas of the same shapes; its test holds the two together.
 */
import type { Action } from '../../domain/act';
import type { Draft } from '../../domain/draft';
import type { ActId, EventId, StepId } from '../../domain/event';
import type { Facts, SeenFacts } from '../../domain/facts';
import type { Item, Step } from '../../domain/fold';
import type { ItemKey } from '../../domain/key';
import type { PageReport } from '../../domain/self-check';
import type { TextFault } from '../../domain/step-text';
import type { AddableTracker, ApiTracker, SourceTracker } from '../../domain/trackers';

/** All that is known of one item. */
export interface ItemView {
  /** What it was asked for by. An item that was moved goes by another key now: its steps and facts name that one. */
  key: ItemKey;
  facts: Facts | null;
  item: Item | null;
  /** In order of place, closed ones too. */
  steps: Step[];
  /**
   * Greatest event id of the item, undos included, and at least the greatest there was when everything was erased;
   * null: nothing was ever done here. Answers and pushes may arrive out of order: a view whose revision is smaller than
   * the one shown is old (`supersedes`, client.ts).
   */
  revision: EventId | null;
}

export type { Action };

/** Settings a person can change. */
export interface Settings {
  /** Hosts on which nothing is shown. A content script is told of its own alone, here and in what follows. */
  hiddenOn: string[];
  /** Self-hosted trackers, by host and port as `URL.host` gives them; see domain/own-host.ts. */
  ownHosts: Record<string, AddableTracker>;
  /** Those of `ownHosts` that are reached by http. */
  overHttp: string[];
}

export type { ApiTracker };

/** What is told of a stored token. Never the token: once stored, it is given to the tracker's API alone. */
export interface TokenState {
  /** The workspace (Linear) or the account (GitHub) it opens; empty: what is stored can't be read. */
  opens: string;
  /** Why nothing is asked any more: the tracker takes it no more, or the browser withdrew the permission. */
  over: 'refused' | 'withdrawn' | null;
  /** The popup has not said so yet. */
  isNews: boolean;
  /** Not asked before this, epoch ms; null: may be asked. */
  waitsUntil: number | null;
  /** What went wrong last; null: nothing. */
  trouble: 'limited' | 'later' | 'not-understood' | null;
  /** When it last answered, epoch ms. */
  answeredAt: number | null;
  /** GitHub: it may not read Projects, so how long an item stands in its column stays unknown. */
  isPartial: boolean;
}
/** Null: none is stored. */
export type TokenStates = Record<ApiTracker, TokenState | null>;

/** How often a backup is made by itself. */
export type BackupRhythm = 'off' | 'daily' | 'weekly';

/** Why no backup is made by itself any more, or why one failed. */
export type BackupFault = Extract<ErrorCode, `backup-${string}`>;

/** Backups into the browser's downloads folder. Times are epoch ms. */
export interface BackupState {
  rhythm: BackupRhythm;
  /** When the last one was complete; null: none ever was. */
  lastAt: number | null;
  isRunning: boolean;
  /** Nothing is made by itself until one that a person asks for succeeds, or a rhythm is chosen again. */
  paused: BackupFault | null;
  /** Null: none is due. */
  nextAt: number | null;
  /** There should be a newer one: the last is older than twice the rhythm. */
  isOld: boolean;
}

/**
 * What the popup says of backups; null: nothing. 'offer': ten steps are written, and none was ever asked for: said
 * once.
 */
export type BackupNews = 'offer' | 'old' | 'paused' | null;

/** A copy of the events in this browser, made before an update changed the database. */
export interface MigrationBackup {
  /** Names it in requests. */
  name: string;
  /** The version of the database it was made for. */
  version: number;
  /** Day it was made, `2026-12-01`. */
  date: string;
  events: number;
}

/** What is stored, and where. Whether it is persistent the page asks its own `navigator.storage`. */
export interface DataState {
  /** A newer Foothold wrote the database: it can be exported, nothing else. */
  isReadOnly: boolean;
  /** Where the data lives: this origin's IndexedDB, in the browser's profile. */
  origin: string;
  database: string;
  /** Of the database; Dexie's number, ours. */
  version: number;
  events: number;
  items: number;
  steps: number;
  facts: number;
  drafts: number;
  /** All that this extension stores in this browser, by the browser's own estimate; null: it doesn't say. */
  bytes: number | null;
  /** Newest first. */
  migrationBackups: MigrationBackup[];
  backup: BackupState;
}

export type Request =
  /** Tells what is seen on a page and asks what is known of it. At most `MAX_SEEN` items. */
  | { type: 'see'; seen: SeenFacts[] }
  /** `id` is made by who asks; a retry carries the same and never acts twice. */
  | { type: 'act'; id: ActId; key: ItemKey; action: Action }
  /** The tracker itself answered that the item has another key now. Content scripts of that tracker only. */
  | { type: 'moved'; from: ItemKey; to: ItemKey }
  | { type: 'settings' }
  /** Extension pages only, as is what follows. What is not named stays as it is. */
  | { type: 'set'; settings: Partial<Settings> }
  | { type: 'lists' }
  /** How many stand in each of the lists. Takes longer than the lists do. */
  | { type: 'counts' }
  /** Items seen lately whose key or title has all words of `text`. */
  | { type: 'recent'; text: string }
  /** Stores a token, after it was tried once; null removes it. */
  | { type: 'token'; tracker: ApiTracker; token: string | null }
  | { type: 'tokens' }
  /** The popup has said what became of them. */
  | { type: 'tokens-told' }
  /** Content scripts only: makes a one-time nonce for a framed panel at this item. */
  | { type: 'panel'; key: ItemKey }
  /** Framed panels only, and the only thing a panel may ask before: what item it is for. */
  | { type: 'show-nonce'; nonce: string }
  /** Keeps what is typed; an empty text is no draft. A panel may do so for its own item, as in what follows. */
  | { type: 'save-draft'; draft: Draft }
  /**
   * `at` is that of the draft that is dropped: one that was typed in since stays. Without it, whatever is there goes.
   */
  | { type: 'drop-draft'; id: Draft['id']; at?: number }
  /** Latest first; `key` null: all there are. */
  | { type: 'drafts'; key: ItemKey | null }
  /** Extension pages only, as is what follows up to 'run'. What takes long has a port: data-protocol.ts. */
  | { type: 'data' }
  /** Once 'downloads' is permitted, or 'off'. Ends a pause. */
  | { type: 'set-backup'; rhythm: BackupRhythm }
  | { type: 'backup-news' }
  /** The offer was shown, and is not made again. */
  | { type: 'backup-told' }
  | { type: 'delete-migration-backup'; name: string }
  /** Items whose name or title, or anything ever written there, has all words of `text`. */
  | { type: 'find-words'; text: string }
  /** Content scripts only: run this script in the document that asks. */
  | { type: 'run'; part: ScriptName };

/** Scripts beside the content scripts, by their entrypoints: acts, toasts and panel's frame; what asks a tracker. */
export type ScriptName = 'layer' | `${SourceTracker}-refresh`;

export const MAX_SEEN = 500;

/** An item in which words were found. */
export interface FoundItem {
  view: ItemView;
  /** Steps in which they stand or stood, at whatever time. Empty: they are in the item's name, title or why. */
  steps: StepId[];
}

export interface FoundWords {
  /** Those last written at first. */
  items: FoundItem[];
  /** More were found. */
  isMore: boolean;
}

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

/**
 * What the popup shows. Each list is cut to `LIST_LENGTH`. A step stands in one list at most.
 */
export interface Lists {
  /** Latest start first. */
  started: Line[];
  /** Next steps not running (paused ones too) and not waiting, of items not snoozed: longest at rest first. */
  next: Line[];
  /** Open steps that wait on someone, running or not. Longest wait first. */
  waiting: Line[];
  /** Next steps of items whose snooze has ended within a day, and of snoozed ones: soonest first. */
  snoozed: Line[];
  /** How many there are in all; null where only counting them would tell: see `counts`. */
  counts: { [Name in keyof Counts]: number | null };
}

export interface Counts {
  started: number;
  next: number;
  waiting: number;
  snoozed: number;
}

export const LIST_LENGTH = 30;

/** Answer to an act: the item after it, and the id that an undo names. */
export interface ActionReply {
  act: ActId;
  view: ItemView;
}

export interface Answers {
  see: ItemView[];
  act: ActionReply;
  /** The item, first by its new key. */
  moved: ItemView[];
  settings: Settings;
  set: Settings;
  lists: Lists;
  counts: Counts;
  recent: Facts[];
  token: TokenStates;
  tokens: TokenStates;
  'tokens-told': null;
  panel: { nonce: string };
  /** The item, by the key it was asked for by, and what was typed for it and not saved. */
  'show-nonce': { view: ItemView; drafts: Draft[] };
  'save-draft': null;
  'drop-draft': null;
  drafts: Draft[];
  data: DataState;
  'set-backup': BackupState;
  'backup-news': BackupNews;
  'backup-told': null;
  'delete-migration-backup': MigrationBackup[];
  'find-words': FoundWords;
  run: null;
}

/**
 * Why something was refused. Codes are stable; the sentence for each is `error_<code>` in `_locales`, with
 * `_` for `-` and `params` as its placeholders, in order.
 */
export type ErrorCode =
  /** 'too-long': `params` are its length and the most it may be, in characters. */
  | TextFault
  | 'bad-message'
  | 'wrong-origin'
  /** The nonce is unknown, used, too old, or another tab's. */
  | 'wrong-nonce'
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
  /**
   * A tracker's API does not take this key or token: `params[0]` is the tracker. Nothing is stored, as in what follows.
   */
  | 'token-refused'
  /** The tracker's API could not be asked: `params[0]` is the tracker. */
  | 'token-untried'
  /** A file to import: its bytes are no UTF-8 text. Nothing is changed, as in what follows. */
  | 'file-not-text'
  /** Said by the client: the browser can't read the file (any more). */
  | 'file-unreadable'
  /** The file ends in the midst of it. */
  | 'file-cut'
  /** It is no JSON: `params` are line and column, from 1. */
  | 'file-not-json'
  /** It is JSON, and no file of Foothold's. */
  | 'file-not-ours'
  /** Its version is one that only a newer Foothold reads: `params[0]`. */
  | 'file-newer'
  /** A part of it can't be read: `params[0]` names it, `settings.ownHosts`. */
  | 'file-damaged'
  /** `params[0]` is the most, in MB. */
  | 'file-too-large'
  /** A backup before a migration that is not there any more. */
  | 'no-such-backup'
  /** The browser has not permitted `downloads`, or withdrew it. */
  | 'backup-not-permitted'
  | 'backup-cancelled'
  /** The browser asks where to save the file, and nobody answers. */
  | 'backup-unanswered'
  | 'backup-failed'
  /** Another long job runs. */
  | 'busy'
  /** The word before everything is erased is another. */
  | 'wrong-word'
  /** The person ended a long job: nothing was changed. */
  | 'cancelled'
  /** Said by the client: the background ended in the midst of a long job. Nothing of it is half done. */
  | 'interrupted'
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
export type Push =
  | { type: 'changed'; views: ItemView[] }
  | { type: 'settings'; settings: Settings }
  /** Extension pages only. */
  | { type: 'tokens'; tokens: TokenStates }
  /** Extension pages only. */
  | { type: 'backup'; backup: BackupState }
  /**
   * The first thing said through a port; `worker` names this life of the background's worker. The client hands
   * it on only after pushes may have been missed: what is shown may be old, ask for it again.
   */
  | { type: 'connected'; worker: string };

export const LIVE = 'live';

export type Command = 'start-step' | 'finish-step' | 'edit-step';

/** Asked of a tab's content script by the background or the popup, with `tabs.sendMessage`. */
export type TabRequest =
  /** The worker has started anew: connect again. Answered by client.ts. `worker` as in `Push`. */
  { type: 'hello'; worker: string } | { type: 'command'; command: Command } | { type: 'report' };

/**
 * What a tab's content script answers, by request; null: only that it heard; false: what came of it can't be shown
 * there.
 */
export interface TabAnswers {
  hello: null;
  command: boolean;
  report: PageReport;
}
