/** The freshness driver with a source that answers what a test says, and a clock that the test turns. */
import { type Facts, mergeFacts, type SeenFacts } from '../../../domain/facts';
import { createFreshnessDriver, type FreshnessDriver } from '../../../domain/freshness/driver';
import type { FreshnessPolicy } from '../../../domain/freshness/policy';
import type { FactsAnswer, FactsResponse, ItemMove, NoFacts } from '../../../domain/freshness/response';
import { initialSource, type SourceState } from '../../../domain/freshness/source';
import type { AnswerOutcome, LastAnswer, LookedUp } from '../../../domain/freshness/state';
import { asKey, type ItemKey } from '../../../domain/key';

export const START = Date.UTC(2026, 10, 22, 12);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const key = (number: number): ItemKey => asKey(`acme.atlassian.net/APP-${number}`)!;
export const keys = (count: number, from = 1) => Array.from({ length: count }, (_, n) => key(from + n));

export const noneOf = (why: NoFacts, ...items: readonly ItemKey[]) =>
  new Map(items.map((each) => [each, why]));

/** Facts as a tracker answers them. */
export const answered = (
  items: readonly ItemKey[],
  facts: Partial<SeenFacts> = {},
  more: Partial<FactsAnswer> = {},
): FactsAnswer => ({
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
  none: new Map(),
  partial: null,
  fault: null,
  ...more,
});

/** @param nth how many requests there were before */
export type Respond = (asked: readonly ItemKey[], nth: number) => FactsResponse;

/** Until whatever was set off has done all that needs no clock. */
const settle = () => new Promise((done) => setImmediate(done));

export function simulate(policy: FreshnessPolicy, respond: Respond = (asked) => answered(asked)) {
  const shown = new Set<ItemKey>();
  const words = new Map<ItemKey, SeenFacts>();
  let wakeAt: number | null = null;
  let pending: { asked: readonly ItemKey[]; take: (response: FactsResponse) => void } | null = null;

  const world = {
    now: START,
    /** Whether what is learnt is kept where it is read from. */
    keeps: true,
    /** Whether the storage fails once, the next time that it is written to. */
    fails: false,
    /** Whether answers come by themselves; else `answer` lets one through. */
    isPrompt: true,
    driver: start(),
    requests: [] as { at: number; keys: ItemKey[] }[],
    moves: [] as ItemMove[],
    reasons: [] as ItemKey[],
    facts: new Map<ItemKey, Facts>(),
    source: initialSource(policy) as SourceState,
    stored: new Map<ItemKey, LastAnswer>(),
    foreign: new Set<ItemKey>(),
    show,
    hide: (items: readonly ItemKey[]) => {
      for (const each of items) shown.delete(each);
    },
    act() {
      world.driver.noteActivity();
      consider([...shown]);
    },
    answer,
    isAsking: () => pending !== null,
    pass,
    /** Shows again what is shown, every second or so. */
    async look(ms: number, every = SECOND) {
      for (const end = world.now + ms; world.now < end; await pass(every)) consider([...shown]);
    },
    wake,
    wakeAt: () => wakeAt,
    /** What happens once, while what is stored is looked up. */
    duringLookUp: null as (() => void) | null,
    /** Whoever asks is ended and started anew. */
    die() {
      [wakeAt, pending] = [null, null];
      world.driver = start();
    },
  };

  function start(): FreshnessDriver {
    return createFreshnessDriver({
      policy,
      clock: { now: () => world.now, random: () => 0.5 },
      lookUp: async (due) => lookUp(due),
      ask: (items) => ask([...items.keys()]),
      apply: async (outcome) => apply(outcome),
      wakeAt(at) {
        if (pending) throw new Error('Planned while something is under way.');
        wakeAt = at;
      },
    });
  }

  function lookUp(due: readonly ItemKey[]): LookedUp {
    const during = world.duringLookUp;
    world.duringLookUp = null;
    during?.();
    if (!policy.isStored) return { askable: shown };
    const isOver = world.source.trouble === 'forbidden';
    const askable = new Set(due.filter((each) => !isOver && !world.foreign.has(each)));
    return { askable, stored: { source: world.source, answers: world.stored } };
  }

  function ask(asked: readonly ItemKey[]): Promise<FactsResponse> {
    if (pending) throw new Error('Two requests at once.');
    if (asked.length === 0) throw new Error('Nothing is asked for.');
    world.requests.push({ at: world.now - START, keys: [...asked] });
    return new Promise((take) => {
      pending = { asked, take };
      if (world.isPrompt) void answer();
    });
  }

  async function answer(response?: FactsResponse): Promise<void> {
    const { asked, take } = pending!;
    pending = null;
    take(response ?? respond(asked, world.requests.length - 1));
    await settle();
  }

  function apply({ source, answers, facts, moves, reasons }: AnswerOutcome): void {
    if (world.fails) {
      world.fails = false;
      throw new Error('Full.');
    }
    world.source = source;
    for (const [each, answer] of answers) world.stored.set(each, answer);
    world.moves.push(...moves);
    world.reasons.push(...reasons);
    for (const each of facts) if (world.keeps) learn(each);
    consider(facts.map((each) => each.key).filter((each) => shown.has(each)));
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
    world.driver.consider(known);
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

  async function pass(ms: number): Promise<void> {
    const end = world.now + ms;
    for (let turns = 0; wakeAt !== null && wakeAt <= end; turns += 1) {
      if (turns > 1000) throw new Error('Asked for ever.');
      world.now = Math.max(world.now, wakeAt);
      await wake();
    }
    world.now = end;
  }

  async function wake(): Promise<void> {
    wakeAt = null;
    const waking = world.driver.wake().catch((error: Error) => {
      if (error.message !== 'Full.') throw error;
    });
    await Promise.race([waking, settle()]);
  }

  return world;
}
export type Simulation = ReturnType<typeof simulate>;
