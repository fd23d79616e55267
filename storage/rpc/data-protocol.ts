/**
 * What the data page and the background say to each other on a port of their own (`DATA`): the jobs that may take
 * long. Types only. Short questions are requests (protocol.ts); `connectData` (data-client.ts) speaks all of this.
 *
 * One port is one job. Only pages of ours that stand alone may open it. The page names the job first; closing the
 * port cancels it. A background that dies takes the port along: nothing of the job is half done then. Of jobs that
 * write one runs at a time, whichever page asked for it: the next is answered with 'failed', code 'busy'; an import
 * counts from its commit on.
 */
import type { ActId, StepId } from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import type { ItemView, Refusal } from './protocol';

export const DATA = 'data';
export const STILL_HERE_MS = 20_000;

/** What a person types before everything is erased, in every language. */
export const ERASE_WORD = 'ERASE';

export type DataJob =
  /** Answered with pieces of the file's text, then 'done'. Works on a newer Foothold's database too. */
  | { type: 'export' }
  /** The file's text follows in pieces. Then what an import would do ('looked'), and a wait for 'commit'. */
  | { type: 'import' }
  /** The same from a backup that was made before a migration. */
  | { type: 'restore'; backup: string }
  /** A backup into the downloads folder, now. Done once the browser says that the file is complete. */
  | { type: 'back-up' }
  /** Makes the items anew from their events. */
  | { type: 'rebuild' }
  /**
   * Empties the texts of one step, or of all that was written at the item so far (`step` null), for good. `id` is
   * made by who asks (`newActId`); asked again with the same it changes nothing more.
   */
  | { type: 'erase-words'; id: ActId; key: ItemKey; step: StepId | null }
  /** Everything, tokens and backups before migrations included. Goes on after a restart once it has begun. */
  | { type: 'erase-everything'; word: string };

/** From the page. */
export type DataMessage =
  | { type: 'start'; job: DataJob }
  /** The next piece of the file to import. Each is answered with 'next' before the one after it is sent. */
  | { type: 'piece'; text: string; isLast: boolean }
  /** Import what was looked at. */
  | { type: 'commit' }
  /** Got a piece of the export: send the next. */
  | { type: 'next' }
  /** Answered with 'failed', code 'cancelled'. Nothing was changed; too late, it is answered as if not sent. */
  | { type: 'cancel' }
  /** Said every `STILL_HERE_MS` while the port is open: a worker that hears nothing for 30 s is ended. */
  | { type: 'still-here' };

/** What is being done. */
export type DataStage =
  /** Reading the events, or the file. */
  | 'reading'
  /** Comparing a file with what is here. */
  | 'comparing'
  | 'writing'
  /** Making items from events. */
  | 'folding'
  /** The browser stores the file. */
  | 'saving';

/** `done` of `total`, in one unit within a stage (events, characters, …); null: how much there is isn't known. */
export interface DataProgress {
  stage: DataStage;
  done: number;
  total: number | null;
}

/** From the background. */
export type DataReply =
  | ({ type: 'progress' } & DataProgress)
  /** Of the exported file. */
  | { type: 'piece'; text: string }
  | { type: 'next' }
  | { type: 'looked'; report: ImportReport }
  | { type: 'done'; result: DataResult }
  | { type: 'failed'; error: Refusal };

/** Why an event of a file is not taken. Each has a message `import_refused_<reason>`, `_` for `-`. */
export type EventRefusal =
  /** No event at all: an id, act, key, time or kind is missing or of another shape. */
  | 'no-event'
  /** The item's key is of no tracker that this Foothold knows. */
  | 'unknown-tracker'
  /** Of a known kind, and what it says can't be read. */
  | 'unreadable'
  /** A text holds characters that no text of Foothold's has, or is longer than any. */
  | 'bad-text'
  /** Its time lies so far ahead (2200 and later) that no clock can have said so. */
  | 'bad-time'
  /** Another event with this id is here, or came before it in the file. Which one is right nobody can tell. */
  | 'conflicting'
  /** Larger, or nested deeper, than an event can be. */
  | 'too-large';

export interface RefusedEvents {
  reason: EventRefusal;
  count: number;
  /** Where the first stand among the file's events, from 1. At most 10. */
  places: number[];
}

/** What an import does, said before and after. */
export interface ImportReport {
  /** When the file was written, epoch ms; null: it doesn't say, as backups before migrations. */
  exportedAt: number | null;
  /** Events in the file: `added`, `known` and all refused together. */
  events: number;
  added: number;
  /** Here already. */
  known: number;
  /** Most frequent first. Empty: all is well. */
  refused: RefusedEvents[];
  /** Of those added: of a kind or with a field that a newer Foothold writes. Kept whole, shown after an update. */
  newer: number;
  /** Of those added: written by a clock that was more than a day ahead of this one. Taken as they are. */
  ahead: number;
  /** Events in the file whose words were erased here, or are by the file: they come without them. */
  erased: number;
  /** Events here whose words the file erases. */
  erases: number;
  /** Items to which something is added. */
  items: number;
  /** Items of which nothing was known here, and the file tells title, status and dates. */
  facts: number;
  /** Hosts that become trackers of one's own here; the browser has not been asked for them yet. */
  hosts: string[];
  /** Hosts on which nothing is shown any more. */
  hidden: string[];
  /** Settings that a newer Foothold wrote: kept for it. */
  newerSettings: string[];
  /** Parts of the file that are not taken: unknown here (`templates`), or unreadable (`settings.ownHosts`). */
  leftOut: string[];
}

export interface ExportResult {
  /** What to call the file. */
  name: string;
  events: number;
  items: number;
}

export interface BackUpResult {
  /** Path within the downloads folder. */
  name: string;
  /** Epoch ms. */
  at: number;
}

export interface RebuildResult {
  /** Events read, of which `newer` are of a kind that this Foothold doesn't know, and `unreadable` can't be read. */
  events: number;
  newer: number;
  unreadable: number;
  items: number;
}

export interface EraseResult {
  /** The item afterwards. */
  view: ItemView;
  /** Events whose texts were emptied, those in backups before migrations not counted. */
  events: number;
  drafts: number;
  /** Events of the item that a newer Foothold wrote: it empties them itself, once it is there. */
  newer: number;
}

/** Result of each job. */
export interface DataResults {
  export: ExportResult;
  import: ImportReport;
  restore: ImportReport;
  'back-up': BackUpResult;
  rebuild: RebuildResult;
  'erase-words': EraseResult;
  'erase-everything': null;
}
export type DataResult = DataResults[DataJob['type']];
