/** What a source of facts answers to one request. */
import type { SeenFacts } from '../facts';
import type { ItemKey } from '../key';

/** Why no facts came. */
export type FaultCode =
  /** The person is not signed in to the tracker. */
  | 'logged-out'
  /** The person, or the token, may not read this. */
  | 'forbidden'
  /** The tracker asked to be left alone for a while. */
  | 'limited'
  /** The tracker is down, out of reach, or took too long: it may work later. */
  | 'later'
  /** The tracker keeps nothing here yet that could be read: it may later. */
  | 'unkept'
  /** The answer's shape is none we know: asking again gives the same. */
  | 'not-understood';

/**
 * Why an item has no facts.
 * - `absent`: it is deleted, or not to be seen by this person.
 * - `unkept`: it is not kept where it was asked for, which says nothing of whether it exists.
 * - `broken`: it was answered in a shape nobody knows, or not at all.
 */
export type NoFacts = 'absent' | 'unkept' | 'broken';

export interface FactsFault {
  fault: FaultCode;
  /** The tracker's own word on how long to leave it alone; null when it said nothing. */
  retryAfterMs: number | null;
}

export interface ItemMove {
  from: ItemKey;
  to: ItemKey;
}

export interface FactsAnswer {
  ok: true;
  /**
   * All that is known now: null is "the tracker says there is none", or `partial`; what is left out is not kept there.
   * Without `askedAt`.
   */
  facts: SeenFacts[];
  /** Items that answered under another key, and keys that those answered had before. The new key has their facts. */
  moved: ItemMove[];
  /** Items that were asked for and have no facts. */
  none: Map<ItemKey, NoFacts>;
  /** Why `statusSince` is missing in all of these facts; null: it isn't. */
  partial: FactsFault | null;
  /** What ended the request early: the items it left out are asked for again. */
  fault: FactsFault | null;
  /** The request was too complex: fewer items may work. */
  isTooMuch?: boolean;
  /** The tracker's limit is nearly used up: it is left alone for so long. */
  pauseMs?: number | null;
}

export type FactsResponse = FactsAnswer | ({ ok: false } & FactsFault);
