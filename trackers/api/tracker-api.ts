/** What is said about a tracker's API: whom it asks for what, and what can come of it. */
import type { Facts, SeenFacts } from '../../domain/facts';
import type { ItemKey } from '../../domain/key';
import type { ApiTracker } from '../../storage/rpc/protocol';
import type { GraphqlCall } from './graphql-call';

/** Why it gave no answer, or not all of it. */
export interface ApiFault {
  /**
   * - `refused`: it does not take the token.
   * - `limited`: it asked to be left alone for a while.
   * - `later`: it is down, out of reach or too slow.
   * - `too-much`: the query is too complex for it: fewer items may work.
   * - `not-understood`: an answer in a shape nobody knows.
   * - `foreign`: no answer of such an API at all, as a page of something in between.
   */
  fault: 'refused' | 'limited' | 'later' | 'too-much' | 'not-understood' | 'foreign';
  /** Its own word on how long to leave it alone; null when it said nothing. */
  retryAfterMs: number | null;
}

export interface ApiResponse {
  /**
   * Without `askedAt`. A null is "there is none"; what can't be told may be left out. `seenAs`: another word for the
   * status.
   */
  facts: SeenFacts[];
  /** Items that answered under another key, where their facts are. */
  moved: { from: ItemKey; to: ItemKey }[];
  /** Asked for and not answered: see AnswerRow. */
  none: Map<ItemKey, 'missing' | 'absent'>;
  /** What ended it; what is neither answered nor missed is to be asked for again. Null: all is well. */
  fault: ApiFault | null;
  /** It is nearly used up: it is left alone for so long. */
  pauseMs: number | null;
  /** Parts of the question it turned out to have no answer to, from now on. */
  lacks: string[];
}

export interface ApiRequest {
  /** All that is known of what is asked for, by key. */
  known: ReadonlyMap<ItemKey, Facts | null>;
  lacks: readonly string[];
  call: GraphqlCall;
  /** Wall clock, epoch ms. */
  now: () => number;
}

export interface TrackerApi {
  tracker: ApiTracker;
  address: string;
  authorization(token: string): string;
  /** Most items in one request. */
  batch: number;
  /** What it lacks when it may not read Projects. */
  partialWithout: string | null;
  /** Whether an item is one that this token can know: `opens` is what it opens. */
  covers(key: ItemKey, opens: string): boolean;
  /** Tries a token: what it opens, or why not. */
  tryToken(call: GraphqlCall, now: number): Promise<{ opens: string } | ApiFault>;
  /** Asks for at most `batch` items. Never rejects. */
  ask(question: ApiRequest): Promise<ApiResponse>;
}

export const emptyResponse = (): ApiResponse => ({
  facts: [],
  moved: [],
  none: new Map(),
  fault: null,
  pauseMs: null,
  lacks: [],
});
