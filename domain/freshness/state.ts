/** What is remembered of items and their source; what can happen; what is to be done. Instants are epoch ms. */
import type { Facts, SeenFacts } from '../facts';
import type { ItemKey } from '../key';
import type { FactsResponse, FaultCode, ItemMove, NoFacts } from './response';
import type { SourceState } from './source';

/** Why something of an item is unknown. */
export type UnknownReason = FaultCode | 'absent';

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
  /** When the item was asked for; 0: what it said counts as no answer, and is asked for again. */
  at: number;
  status: string | null;
  statusSince: number | null;
  /** How often in a row the item was asked for in doubt of its status, and nothing had changed. */
  attempts: number;
  /** `gone`: so it was the last time. */
  none: NoFacts | 'gone' | null;
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
  /** How often what is not stored yet was waited for; null: all of it is stored. */
  missingAttempts: number | null;
  reason: UnknownReason | null;
}

export interface FreshnessState {
  items: Map<ItemKey, ItemState>;
  source: SourceState;
  /** The one request that may be under way: when it began, and what was known then of what it asks for. */
  request: { at: number; items: ReadonlyMap<ItemKey, KnownItem> } | null;
  /** When the person last went somewhere or came back. */
  lastActivityAt: number;
  storageFailedAt: number | null;
}

/** What was looked up of due items just before they are asked for. */
export interface LookedUp {
  /** Those of them that can be asked for. The others are considered anew when they are shown again. */
  askable: ReadonlySet<ItemKey>;
  /** What earlier requests saved, for a policy that stores it. */
  stored?: { source: SourceState; answers: ReadonlyMap<ItemKey, LastAnswer> };
}

/** What is to be done about an answer. It is saved first, so that a failure is not asked for again. */
export interface AnswerOutcome {
  source: SourceState;
  answers: ReadonlyMap<ItemKey, LastAnswer>;
  facts: readonly SeenFacts[];
  moves: readonly ItemMove[];
  /** Items whose reason changed. */
  reasons: ReadonlySet<ItemKey>;
}

export type FreshnessEvent = { at: number } & (
  | { type: 'considered'; items: Iterable<readonly [ItemKey, KnownItem]> }
  /** The person went somewhere or came back. */
  | { type: 'active' }
  /** It is time for these. */
  | ({ type: 'time-passed'; keys: readonly ItemKey[] } & LookedUp)
  /** `random`: from 0 to 1. */
  | { type: 'answered'; response: FactsResponse; random: number }
  | { type: 'storage-failed' }
);

export type FreshnessEffect =
  | { type: 'ask'; items: ReadonlyMap<ItemKey, KnownItem> }
  | { type: 'apply'; outcome: AnswerOutcome };
