/** Does what the reducer says, with the clock, the source and the storage that it is given. */
import type { ItemKey } from '../key';
import type { FreshnessPolicy } from './policy';
import { dueKeys, initialState, reasonOf, reduce, wakeTime } from './reduce';
import type { FactsResponse } from './response';
import type {
  AnswerOutcome,
  FreshnessEffect,
  FreshnessEvent,
  KnownItem,
  LookedUp,
  UnknownReason,
} from './state';

export interface FreshnessDriver {
  /** These items came to a page, or more is known of them. */
  consider(items: Iterable<readonly [ItemKey, KnownItem]>): void;
  /** The person went somewhere or came back: what failed before may work now. */
  noteActivity(): void;
  /** It is the time that `wakeAt` was told. Resolves when all that follows is done; rejects with what failed. */
  wake(): Promise<void>;
  /** Why something of an item is unknown; null: it is known, or was not asked for yet. */
  reason(key: ItemKey): UnknownReason | null;
}

export interface FreshnessDriverOptions {
  policy: FreshnessPolicy;
  /** `now`: epoch ms; `random`: from 0 to 1. */
  clock: { now: () => number; random: () => number };
  /** What is to be known of due items before they are asked for. */
  lookUp: (keys: readonly ItemKey[]) => Promise<LookedUp>;
  ask: (items: ReadonlyMap<ItemKey, KnownItem>) => Promise<FactsResponse>;
  /** Resolves when the outcome is saved, and its facts can be shown. Nothing is asked until then. */
  apply: (outcome: AnswerOutcome) => Promise<void>;
  /** Calls `wake` then, epoch ms; null: not any more. */
  wakeAt: (at: number | null) => void;
}

export function createFreshnessDriver(options: FreshnessDriverOptions): FreshnessDriver {
  const { policy, clock } = options;
  const { now, random } = clock;
  let state = initialState(policy);
  let isBusy = false;

  function dispatch(event: FreshnessEvent): FreshnessEffect | null {
    const next = reduce(state, event, policy);
    state = next.state;
    planWake();
    return next.effect;
  }
  /** Whatever is under way plans anew when it ends. */
  function planWake(): void {
    if (!isBusy) options.wakeAt(wakeTime(state, now()));
  }

  async function askForDue(): Promise<void> {
    const keys = dueKeys(state, now(), policy);
    const found = await options.lookUp(keys);
    await perform(dispatch({ type: 'time-passed', at: now(), keys, ...found }));
  }
  async function perform(effect: FreshnessEffect | null): Promise<void> {
    if (effect?.type === 'apply') await options.apply(effect.outcome);
    if (effect?.type !== 'ask') return;
    const response = await options.ask(effect.items);
    await perform(dispatch({ type: 'answered', at: now(), random: random(), response }));
  }

  return {
    consider: (items) => void dispatch({ type: 'considered', at: now(), items }),
    noteActivity: () => void dispatch({ type: 'active', at: now() }),
    async wake() {
      if (isBusy) return;
      isBusy = true;
      try {
        await askForDue();
      } catch (error) {
        dispatch({ type: 'storage-failed', at: now() });
        throw error;
      } finally {
        isBusy = false;
        planWake();
      }
    },
    reason: (key) => reasonOf(state, key),
  };
}
