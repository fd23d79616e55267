/**
 * Asks one tracker's API for what is missing or old of the items that pages show: in batches, one at a time, and not
 * while the tracker wants to be left alone. What has to outlive the worker stands in the tokens' database.
 */
import { HOUR, MINUTE } from '../../domain/age';
import type { Facts, SeenFacts } from '../../domain/facts';
import type { ItemKey } from '../../domain/key';
import type { AnswerRow, TokenRow, Tokens } from '../../storage/tokens';
import type { ApiFault, ApiResponse, TrackerApi } from './contract';
import { dueAt, hasGaps, hasMovedOn, judge } from './due';
import { createGraphqlCall } from './graphql-call';

export interface Asker {
  /** These are shown somewhere, and this is known of them. Answers at once; asks a moment later. */
  consider(facts: Iterable<readonly [ItemKey, Facts | null]>): void;
  /** It is time for what was put off. */
  wake(): Promise<void>;
}

export interface Clock {
  /** Epoch ms. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  /** Calls back once, ms from now, should the worker live so long. */
  after: (ms: number, then: () => Promise<void>) => void;
}

export interface AskerOptions {
  api: TrackerApi;
  tokens: Tokens;
  fetch: typeof globalThis.fetch;
  /** Whether the browser lets Foothold ask there now. */
  permitted: () => Promise<boolean>;
  learn: (facts: SeenFacts[]) => Promise<void>;
  move: (from: ItemKey, to: ItemKey) => Promise<void>;
  /** What is told of the token changed. */
  onChange: () => void;
  clock: Clock;
  /**
   * Wakes the worker at this time, epoch ms, dead or alive; null: no more. Whoever shows items then tells of them
   * again, so what was wanted need not be remembered.
   */
  alarm: (at: number | null) => void;
  report: (what: string) => void;
}

interface Wanted {
  facts: Facts | null;
  /** When a page told of it, epoch ms. */
  since: number;
}

/** Pages tell of what they show within a few frames: one batch for all of it, ms. */
const GATHER = 100;
/** Most items waiting: those seen last. A tracker that can't be asked for long is not flooded afterwards. */
const WANTED = 500;
/** Waits after failures, ms: from, doubled each time, up to. */
const BACK_OFF = {
  limited: { from: MINUTE, most: HOUR },
  later: { from: 5000, most: 15 * MINUTE },
  'not-understood': { from: MINUTE, most: 6 * HOUR },
} as const;
/** A tracker's word on when it may be asked again is heeded up to this, ms: more is of a clock that is wrong. */
const WAIT_MOST = 24 * HOUR;
/** What an API could not do is tried again after, ms: trackers and tokens get better. */
const RECOVERED = 24 * HOUR;
/** Should the worker die while it asks, it is woken after, ms. */
const REVIVE = 2 * MINUTE;
/** What is due within this is waited for, ms. */
const SOON = MINUTE;
/** A worker with nothing to do lives for about this long, ms. */
const AWAKE = 30_000;
/** After so many failures in a row nobody is woken for the next try. */
const PERSISTENT = 8;
/** What can't be remembered is not asked for: after the database gave up, not for, ms. */
const REST = MINUTE;

export function openAsker(options: AskerOptions): Asker {
  const { api, tokens, clock, alarm, report } = options;
  const { now } = clock;
  const wanted = new Map<ItemKey, Wanted>();
  let running = false;
  let gathering = false;
  /** When the database gave up, epoch ms. */
  let brokeAt: number | null = null;
  /** Something came while it ran. */
  let more = false;

  function gather(): void {
    more = running;
    if (running || gathering) return;
    gathering = true;
    clock.after(GATHER, () => {
      gathering = false;
      return run();
    });
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      await askAll();
    } catch (error) {
      // The database gave up. Its errors hold no token, but the name has to do.
      report(`${api.tracker} API: ${(error as Error).name}`);
      wanted.clear();
      brokeAt = now();
      more = false;
    }
    running = false;
    if (more) gather();
  }

  async function askAll(): Promise<void> {
    let asked = false;
    for (;;) {
      const stored = await tokens.read(api.tracker);
      const row = stored && recovered(stored);
      if (!row || row.refused || !(await options.permitted())) {
        wanted.clear();
        return sleep(null);
      }
      const { batch, next } = await take(row);
      if (batch.size === 0) return sleep(next);
      const waits = waitsUntil(row, now());
      if (waits !== null) {
        putBack(batch);
        // What fails on and on is tried again when someone looks.
        return sleep(row.failures < PERSISTENT ? waits : null);
      }
      if (!asked) sleep(now() + REVIVE);
      asked = true;
      await askFor(batch, row);
    }
  }

  function recovered(row: TokenRow): TokenRow {
    const isLongAgo = (at: number) => Math.abs(now() - at) >= RECOVERED;
    return {
      ...row,
      batch: isLongAgo(row.fewerAt) ? api.batch : row.batch,
      lacks: isLongAgo(row.lacksAt) ? [] : row.lacks,
    };
  }

  let sleeping = false;
  /** @param until when to go on, epoch ms; null: not by itself */
  function sleep(until: number | null): void {
    if (until !== null || sleeping) alarm(until);
    sleeping = until !== null;
    // A worker that lives on is quicker than its alarm, which browsers let ring half a minute late.
    if (until !== null && until - now() < AWAKE) clock.after(until - now(), run);
  }

  function putBack(batch: Iterable<readonly [ItemKey, Facts | null]>): void {
    for (const [key, facts] of batch) if (!wanted.has(key)) wanted.set(key, { facts, since: now() });
  }

  /** Takes what is due out of what is wanted, what misses most first; what is due `next`, and soon, stays. */
  async function take(row: TokenRow): Promise<{ batch: Map<ItemKey, Facts | null>; next: number | null }> {
    more = false;
    const all = [...wanted];
    const answers = await tokens.answers(all.map(([key]) => key));
    const at = now();
    let next: number | null = null;
    const due = all.filter(([key, want]) => {
      const { facts, since } = want;
      const when = api.covers(key, row.opens) ? dueAt(facts, answers.get(key) ?? null, since, at) : null;
      if (when !== null && when <= at) return true;
      if (when !== null && when <= at + SOON) next = Math.min(next ?? when, when);
      else if (wanted.get(key) === want) wanted.delete(key);
      return false;
    });
    due.sort(([, a], [, b]) => Number(hasGaps(b.facts)) - Number(hasGaps(a.facts)));
    const taken = due.slice(0, sizeFor(row));
    for (const [key, want] of taken) if (wanted.get(key) === want) wanted.delete(key);
    const batch = new Map(taken.map(([key, { facts }]) => [key, facts]));
    return { batch, next };
  }

  /** After failures fewer and fewer: one item can be what an API stumbles over. */
  const sizeFor = ({ batch, failures, trouble }: TokenRow): number => {
    const careful = trouble === 'later' || trouble === 'not-understood' ? failures : 0;
    return Math.min(batch, Math.ceil(api.batch / 2 ** careful));
  };

  async function askFor(batch: ReadonlyMap<ItemKey, Facts | null>, row: TokenRow): Promise<void> {
    const asked = await api.ask({
      known: batch,
      lacks: row.lacks,
      call: createGraphqlCall({
        address: api.address,
        authorization: api.authorization(row.token),
        fetch: options.fetch,
      }),
      now,
    });
    const { fault } = asked;
    const alone = fault?.fault === 'not-understood' || fault?.fault === 'too-much';
    const [only] = batch.size === 1 && alone ? batch.keys() : [];
    // It is what the API stumbles over, as far as anyone can tell: the others go on without it.
    if (only) asked.none.set(only, 'absent');
    const heard = new Set([...asked.none.keys(), ...asked.facts.map(({ key }) => key)]);
    for (const { from } of asked.moved) heard.add(from);
    const unheard = [...batch].filter(([key]) => !heard.has(key));
    // An answer that forgets an item would forget it again, at once and for ever.
    if (!asked.fault && asked.pauseUntil === null)
      for (const [key] of unheard) asked.none.set(key, 'missing');
    else putBack(unheard);
    const lacks = [...new Set([...row.lacks, ...asked.lacks])];
    // A fault says nothing of what it has again.
    const lacking = asked.lacks.length > 0 ? { lacks, lacksAt: now() } : fault ? {} : { lacks };
    // Before it is learnt: where that fails, or the worker dies, nobody asks for all of it at once again.
    await tokens.change(row, { ...outcome(fault, asked.pauseUntil, row, batch.size), ...lacking });
    options.onChange();
    await keep(asked, batch, row);
  }

  /** Notes for what there was an answer, and learns it. */
  async function keep(
    asked: ApiResponse,
    batch: ReadonlyMap<ItemKey, Facts | null>,
    row: TokenRow,
  ): Promise<void> {
    const at = now();
    const before = await tokens.answers([...batch.keys()]);
    const rows: AnswerRow[] = [];
    const note = (key: ItemKey, more: Partial<AnswerRow> = {}) =>
      rows.push({ key, tracker: api.tracker, at, none: null, gaps: false, doubted: false, ...more });
    const learnt = asked.facts.map((answered): SeenFacts => {
      const { key } = answered;
      const known = batch.get(key) ?? null;
      const latest = wanted.get(key)?.facts ?? known;
      if (hasMovedOn(known, latest)) {
        // As a page would tell it: what hangs on the status is not of the one it has now.
        const { status, category, statusSince, closedAt, seenAs, ...others } = answered;
        note(key);
        return others;
      }
      const { facts, doubted } = judge(answered, latest, before.get(key) ?? null);
      note(key, { doubted, gaps: answered.createdAt == null || answered.statusSince == null });
      return { ...facts, askedAt: at };
    });
    for (const [key, none] of asked.none) {
      const last = before.get(key)?.none;
      const isSaidAgain = none === 'absent' && (last === 'absent' || last === 'gone');
      note(key, { none: isSaidAgain ? 'gone' : none });
    }
    for (const { from, to } of asked.moved) {
      try {
        await options.move(from, to);
        note(from, { none: 'gone' });
      } catch (error) {
        // It can't be written down now: it is asked about again in an hour.
        report(`${api.tracker} API, a move: ${(error as Error).name}`);
        note(from, { none: 'missing' });
      }
      // Where nothing was ever done with it, nothing moves: a page that shows the old key has at least its ages.
      const facts = learnt.find(({ key }) => key === to);
      if (facts) learnt.push({ ...facts, key: from });
    }
    await tokens.noteAnswers(rows, row);
    if (learnt.length > 0) await options.learn(learnt);
  }

  /** What is remembered of a request, for the next one. */
  function outcome(
    fault: ApiFault | null,
    pauseUntil: number | null,
    row: TokenRow,
    size: number,
  ): Partial<TokenRow> {
    const at = now();
    if (!fault)
      return {
        answeredAt: at,
        failures: 0,
        trouble: null,
        notBefore: pauseUntil === null ? 0 : heeded(pauseUntil, at),
      };
    if (fault.fault === 'refused') return { refused: true, told: null, trouble: null };
    if (fault.fault === 'too-much' && size > 1) return { batch: Math.ceil(size / 2), fewerAt: at };
    const trouble = fault.fault === 'too-much' || fault.fault === 'foreign' ? 'not-understood' : fault.fault;
    const { from, most } = BACK_OFF[trouble];
    const grown = Math.min(from * 2 ** Math.min(row.failures, 20), most);
    const told = fault.until ?? pauseUntil;
    // With jitter: many people's browsers must not come back in the same second.
    const wait =
      told === null ? at + grown * (0.75 + clock.random() / 2) : heeded(told, at) + clock.random() * 5000;
    return { failures: row.failures + 1, trouble, notBefore: Math.max(wait, at + 1000) };
  }

  return {
    consider(facts) {
      if (brokeAt !== null && Math.abs(now() - brokeAt) < REST) return;
      for (const [key, known] of facts) {
        const since = wanted.get(key)?.since ?? now();
        // To the end: what was seen last stays longest.
        wanted.delete(key);
        wanted.set(key, { facts: known, since });
      }
      for (const key of wanted.keys()) {
        if (wanted.size <= WANTED) break;
        wanted.delete(key);
      }
      if (wanted.size > 0) gather();
    },
    wake: run,
  };
}

const heeded = (until: number, at: number) => Math.min(until, at + WAIT_MOST);

/** Not before this, epoch ms; null: it may be asked. One further ahead than is ever waited is of a clock that was wrong. */
export const waitsUntil = ({ notBefore }: TokenRow, now: number): number | null =>
  notBefore > now && notBefore <= now + WAIT_MOST + 10_000 ? notBefore : null;
