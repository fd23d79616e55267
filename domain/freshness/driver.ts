/** Does what the reducer says, with the clock, the source and the storage that it is given. */
import type { Facts, SeenFacts } from '../facts';
import type { ItemKey } from '../key';
import type { FreshnessPolicy } from './policy';
import { dueKeys, initialState, reasonOf, reduce } from './reduce';
import type { FactsResponse, ItemMove } from './response';
import type {
  AnswerOutcome,
  FreshnessEffect,
  FreshnessEvent,
  KnownItem,
  StoredFreshness,
  UnknownReason,
} from './state';

export interface FreshnessDriver {
  /** These items came to a page, or more is known of them. */
  consider(items: Iterable<readonly [ItemKey, KnownItem]>): void;
  /** The person went somewhere or came back: what failed before may work now. */
  noteActivity(): void;
  /** It is the time that `wakeAt` was told. Resolves when all that follows is done. */
  wake(): Promise<void>;
  /** Why something of an item is unknown; null: it is known, or was not asked for yet. */
  reason(key: ItemKey): UnknownReason | null;
}

export interface FreshnessDriverOptions {
  policy: FreshnessPolicy;
  clock: {
    /** Epoch ms. */
    now: () => number;
    /** From 0 to 1. */
    random: () => number;
  };
  ask: (items: ReadonlyMap<ItemKey, Facts | null>) => Promise<FactsResponse>;
  /** Resolves when the facts can be shown. */
  learn: (facts: readonly SeenFacts[]) => Promise<void>;
  move: (move: ItemMove) => Promise<void>;
  /** Calls `wake` then, epoch ms; null: not any more. */
  wakeAt: (at: number | null) => void;
  /** Items on the page now; left out: nothing ever leaves. */
  shown?: () => Iterable<ItemKey>;
  /** For a policy that stores its answers. */
  storage?: {
    /** Null: the source may not be asked at all. */
    restore: (keys: readonly ItemKey[]) => Promise<StoredFreshness | null>;
    save: (outcome: Pick<AnswerOutcome, 'source' | 'answers'>) => Promise<void>;
    /** The storage, or what learns, gave up. */
    onError: (error: Error) => void;
  };
  /** What is told of an answer: the items whose reason changed, and how the source fares. */
  onAnswer?: (outcome: Pick<AnswerOutcome, 'source' | 'reasons'>) => void;
  signal?: AbortSignal;
}

export function createFreshnessDriver(options: FreshnessDriverOptions): FreshnessDriver {
  const { policy, clock, storage, signal, shown } = options;
  const { now, random } = clock;
  let state = initialState(policy);
  let isRestoring = false;

  async function dispatch(event: FreshnessEvent): Promise<void> {
    if (signal?.aborted) return;
    const { state: next, effects } = reduce(state, event, policy);
    state = next;
    for (const effect of effects) {
      if (effect.type === 'wake') options.wakeAt(effect.at);
      else await perform(effect);
    }
  }

  async function perform(effect: Exclude<FreshnessEffect, { type: 'wake' }>): Promise<void> {
    if (effect.type === 'apply') return apply(effect.outcome);
    const response = await options.ask(effect.items);
    return dispatch({ type: 'answered', at: now(), random: random(), response });
  }

  async function apply(outcome: AnswerOutcome): Promise<void> {
    const { moves, facts, otherMoves } = outcome;
    await storage?.save(outcome);
    for (const move of moves) await options.move(move);
    if (facts.length > 0) await options.learn(facts);
    if (signal?.aborted) return;
    options.onAnswer?.(outcome);
    for (const move of otherMoves) await options.move(move);
    await dispatch({ type: 'applied', at: now() });
  }

  async function wake(): Promise<void> {
    if (state.request || isRestoring) return;
    const keys = dueKeys(state, now(), policy);
    let stored: StoredFreshness | null | undefined;
    if (storage && keys.length > 0) {
      isRestoring = true;
      stored = await storage.restore(keys).finally(() => {
        isRestoring = false;
      });
    }
    await dispatch({ type: 'time-passed', at: now(), shown: shown ? new Set(shown()) : null, stored });
  }

  return {
    consider: (items) => void dispatch({ type: 'considered', at: now(), items }),
    noteActivity: () => void dispatch({ type: 'active', at: now() }),
    async wake() {
      try {
        await wake();
      } catch (error) {
        if (!storage) throw error;
        storage.onError(error as Error);
        await dispatch({ type: 'storage-failed', at: now() });
      }
    },
    reason: (key) => reasonOf(state, key),
  };
}
