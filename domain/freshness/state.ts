/** What is remembered of items and their source; what can happen; what is to be done. Instants are epoch ms. */
import type { Facts, SeenFacts } from '../facts';
import type { ItemKey } from '../key';
import type { FactsResponse, FaultCode, ItemMove } from './response';

/** Why something of an item is unknown. */
export type UnknownReason = FaultCode | 'absent';

/** Why an item has no facts. `missing`: the answer leaves it out. `gone`: it was absent twice. */
export type NoFacts = 'absent' | 'gone' | 'broken' | 'missing' | 'unkept';

/** What is known of an item where it is shown. */
export interface KnownItem {
  facts: Facts | null;
  /** What the page calls the status, or the column that shows it; null: nothing, or nothing new. */
  word: string | null;
  /** The column alone. */
  column: string | null;
}

/** What the source said of an item last. */
export interface LastAnswer {
  /** When the item was asked for. */
  at: number;
  status: string | null;
  statusSince: number | null;
  /** How often in a row the item was asked for in doubt of its status, and nothing had changed. */
  attempts: number;
  none: NoFacts | null;
  /** Asking again won't fill the gaps. */
  gapsStay: boolean;
}

export interface ItemState {
  known: KnownItem;
  /** When the item was considered first since it was last asked for. */
  since: number;
  /** When the item is to be asked for; null: no need until it is considered again. */
  dueAt: number | null;
  answer: LastAnswer | null;
  /** The answer is this source's own, and not read off facts that somebody else learnt. */
  wasAsked: boolean;
  /** How often what is not stored yet was waited for; null: all of it is stored. */
  missingAttempts: number | null;
  reason: UnknownReason | null;
}

/** How asking fares, whatever the item. */
export interface SourceState {
  notBefore: number;
  /** What came of the last request; null: all went well. */
  trouble: FaultCode | null;
  /** Failures in a row. */
  failures: number;
  /** Nothing is asked until the person does something after `notBefore`. */
  isResting: boolean;
  /** Nothing is asked any more. */
  isOver: boolean;
  /** Most items in one request: fewer since `batchCutAt`, when one was too complex. */
  batchSize: number;
  batchCutAt: number;
  answeredAt: number | null;
}

/** How an item stood when it was asked for: every word for its status, and whether a page contradicts its facts. */
export interface Question {
  words: readonly string[];
  isUnsure: boolean;
}

export interface FreshnessState {
  items: Map<ItemKey, ItemState>;
  source: SourceState;
  /** The one request that may be under way. */
  request: { at: number; questions: ReadonlyMap<ItemKey, Question> } | null;
  /** When the person last went somewhere or came back. */
  lastActivityAt: number;
  storageFailedAt: number | null;
}

/** What earlier requests saved. */
export interface StoredFreshness {
  source: SourceState;
  /** Of each item that was looked for; null: never asked for. */
  answers: ReadonlyMap<ItemKey, LastAnswer | null>;
  /** Those of them that this source can't be asked about. */
  foreign: readonly ItemKey[];
}

/** What is to be done about an answer, in this order: it is saved first, so that a failure is not asked for again. */
export interface AnswerOutcome {
  source: SourceState;
  answers: ReadonlyMap<ItemKey, LastAnswer>;
  /** Moves of items that were asked for. Their facts follow. */
  moves: readonly ItemMove[];
  facts: readonly SeenFacts[];
  /** Items whose reason changed. */
  reasons: ReadonlySet<ItemKey>;
  /** Moves of other items: no age on the page waits for these. */
  otherMoves: readonly ItemMove[];
}

export type FreshnessEvent = { at: number } & (
  | { type: 'considered'; items: Iterable<readonly [ItemKey, KnownItem]> }
  /** The person went somewhere or came back. */
  | { type: 'active' }
  /** `shown` null: nothing ever leaves. `stored` null: the source may not be asked at all; undefined: nothing is. */
  | { type: 'time-passed'; shown: ReadonlySet<ItemKey> | null; stored: StoredFreshness | null | undefined }
  /** `random`: from 0 to 1. */
  | { type: 'answered'; response: FactsResponse; random: number }
  /** All that followed from the answer is done. */
  | { type: 'applied' }
  | { type: 'storage-failed' }
);

export type FreshnessEffect =
  /** Has time pass until then; null: nothing is waited for. */
  | { type: 'wake'; at: number | null }
  | { type: 'ask'; items: ReadonlyMap<ItemKey, Facts | null> }
  | { type: 'apply'; outcome: AnswerOutcome };
