/** What is said about a tracker's API: whom it asks for what, and what can come of it. */
import type { Facts } from '../../domain/facts';
import type { FactsAnswer, FactsFault } from '../../domain/freshness/response';
import type { ItemKey } from '../../domain/key';
import type { ApiTracker } from '../../storage/rpc/protocol';
import type { GraphqlCall } from './graphql-call';

/**
 * Why it gave no answer, or not all of it. `forbidden`: it does not take the token. `later`: something in between may
 * have answered in its place. `too-much`: the query is too complex for it.
 */
export interface ApiFault extends Pick<FactsFault, 'retryAfterMs'> {
  fault: 'forbidden' | 'limited' | 'later' | 'not-understood' | 'too-much';
}

export interface ApiResponse extends Pick<FactsAnswer, 'facts' | 'moved' | 'none'> {
  /** Null: all is well. */
  fault: ApiFault | null;
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
