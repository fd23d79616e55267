/** The freshness policy run by itself: a source that answers what a test says, and a clock that the test turns. */
import { type Facts, mergeFacts, type SeenFacts } from '../../../domain/facts';
import type { FreshnessPolicy } from '../../../domain/freshness/policy';
import { dueKeys, initialState, reduce } from '../../../domain/freshness/reduce';
import type { FactsResponse, ItemMove } from '../../../domain/freshness/response';
import { initialSource } from '../../../domain/freshness/source';
import type { FreshnessEvent, LastAnswer, SourceState } from '../../../domain/freshness/state';
import { asKey, type ItemKey } from '../../../domain/key';

export const START = Date.UTC(2026, 10, 22, 12);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const key = (number: number): ItemKey => asKey(`acme.atlassian.net/APP-${number}`)!;
export const keys = (count: number, from = 1) => Array.from({ length: count }, (_, n) => key(from + n));

export type Answered = Extract<FactsResponse, { ok: true }>;

/** Facts as a tracker answers them. */
export const answered = (
  items: readonly ItemKey[],
  facts: Partial<SeenFacts> = {},
  more: Partial<Answered> = {},
): Answered => ({
  ok: true,
  facts: items.map((each) => ({
    key: each,
    title: 'Title',
    status: 'In Progress',
    category: 'doing',
    assignees: [],
    createdAt: 5,
    updatedAt: 6,
    statusSince: 7,
    closedAt: null,
    ...facts,
  })),
  moved: [],
  absent: [],
  broken: [],
  partial: null,
  ...more,
});

/** @param nth how many requests there were before */
export type Respond = (asked: readonly ItemKey[], nth: number) => FactsResponse;

export function simulate(policy: FreshnessPolicy, respond: Respond = (asked) => answered(asked)) {
  const world = {
    now: START,
    random: 0.5,
    /** Whether what is learnt is kept where it is read from. */
    keeps: true,
    /** Whether answers come by themselves; else `answer` lets one through. */
    isPrompt: true,
    state: initialState(policy),
    requests: [] as { at: number; keys: ItemKey[] }[],
    moves: [] as ItemMove[],
    reasons: [] as ItemKey[],
    facts: new Map<ItemKey, Facts>(),
    stored: { source: initialSource(policy) as SourceState | null, answers: new Map<ItemKey, LastAnswer>() },
    foreign: new Set<ItemKey>(),
    show,
    hide: (items: readonly ItemKey[]) => {
      for (const each of items) shown.delete(each);
    },
    consider,
    act: () => {
      dispatch({ type: 'active', at: world.now });
      consider([...shown]);
    },
    answer,
    pass,
    /** Shows again what is shown, every second or so. */
    look(ms: number, every = SECOND) {
      for (const end = world.now + ms; world.now < end; pass(every)) consider([...shown]);
    },
    dispatch,
    wake,
    /** What happens once, while what is stored is looked up. */
    duringRestore: null as (() => void) | null,
    wakeAt: () => wakeAt,
    /** Whoever asks is ended and started anew. */
    die() {
      world.state = initialState(policy);
      [wakeAt, pending] = [null, null];
    },
    times: () => world.requests.map(({ at }) => at),
  };
  const shown = new Set<ItemKey>();
  const words = new Map<ItemKey, SeenFacts>();
  let wakeAt: number | null = null;
  let pending: readonly ItemKey[] | null = null;

  function dispatch(event: FreshnessEvent): void {
    const { state, effects } = reduce(world.state, event, policy);
    world.state = state;
    for (const effect of effects) {
      if (effect.type === 'wake') wakeAt = effect.at;
      if (effect.type === 'ask') {
        if (pending) throw new Error('Two requests at once.');
        pending = [...effect.items.keys()];
        world.requests.push({ at: world.now - START, keys: [...pending] });
        if (world.isPrompt) answer();
      }
      if (effect.type === 'apply') {
        const { source, answers, facts, moves, otherMoves, reasons } = effect.outcome;
        world.stored.source = source.isOver ? null : source;
        for (const [each, answer] of answers) world.stored.answers.set(each, answer);
        world.moves.push(...moves, ...otherMoves);
        world.reasons.push(...reasons);
        for (const each of facts) if (world.keeps) learn(each);
        consider(facts.map((each) => each.key).filter((each) => shown.has(each)));
        dispatch({ type: 'applied', at: world.now });
      }
    }
  }

  function answer(response?: FactsResponse): void {
    const asked = pending!;
    pending = null;
    const answer = response ?? respond(asked, world.requests.length - 1);
    dispatch({ type: 'answered', at: world.now, random: world.random, response: answer });
  }

  const learn = (seen: SeenFacts) =>
    void world.facts.set(seen.key, mergeFacts(world.facts.get(seen.key) ?? null, seen));

  function consider(items: readonly ItemKey[]): void {
    const known = items.map((each) => {
      const facts = world.facts.get(each) ?? null;
      const { status, seenAs = null } = words.get(each) ?? {};
      // The background knows words only of what contradicts the source.
      const word = policy.isStored && facts?.askedAt != null ? null : (status ?? seenAs);
      return [each, { facts, word, column: policy.isStored ? null : seenAs }] as const;
    });
    dispatch({ type: 'considered', at: world.now, items: known });
  }

  /** Items come to the page, which tells this of them. */
  function show(items: readonly ItemKey[], seen: Partial<SeenFacts> = {}): void {
    for (const each of items) {
      shown.add(each);
      if (seen.status ?? seen.seenAs) words.set(each, { ...seen, key: each });
      learn({ ...seen, key: each });
    }
    consider(items);
  }

  function pass(ms: number): void {
    const end = world.now + ms;
    for (let turns = 0; wakeAt !== null && wakeAt <= end; turns += 1) {
      if (turns > 1000) throw new Error('Asked for ever.');
      world.now = Math.max(world.now, wakeAt);
      wake();
    }
    world.now = end;
  }

  function wake(): void {
    wakeAt = null;
    const due = dueKeys(world.state, world.now, policy);
    const { source, answers } = world.stored;
    const restored = source && {
      source,
      answers: new Map(due.map((each) => [each, answers.get(each) ?? null])),
      foreign: [...world.foreign],
    };
    const stored = policy.isStored ? restored : undefined;
    const { duringRestore } = world;
    world.duringRestore = null;
    duringRestore?.();
    dispatch({ type: 'time-passed', at: world.now, shown: policy.isStored ? null : shown, stored });
  }

  return world;
}
export type Simulation = ReturnType<typeof simulate>;
