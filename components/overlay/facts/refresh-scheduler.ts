/**
 * Asks the tracker for what its pages don't show, and no more than that: one batch for what is on the page, one batch
 * at a time, no item twice without need. Nothing runs while nothing is due, or while the tab is hidden.
 */
import { HOUR, MINUTE } from '../../../domain/age';
import type { Facts, SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import type { SourceCheck } from '../../../domain/self-check';
import type { Reason } from '../../wording/unknown-reason';
import type { FactsFault, FactsFaultCode, FactsResponse } from '../contract';

/** `Why`: how a reason is told. */
export interface RefreshScheduler<Why = string> {
  /** These came to the page, or more is known of them: what is missing or old is asked for. */
  consider(keys: Iterable<ItemKey>): void;
  /** The person went somewhere or came back: what failed before may work now. */
  again(): void;
  /** Null: known, or not asked for yet. */
  reason(key: ItemKey): Why | null;
  /** How the tracker's own data fared. */
  check?(): SourceCheck | null;
}

interface Clock {
  /** Epoch ms. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  /** Calls back once, `ms` from now; the way to call it off comes back. */
  after: (ms: number, then: () => void) => () => void;
}

export interface RefreshSchedulerOptions {
  /** Most items in one batch. */
  batch: number;
  /** Asked at once: no rows of later frames are waited for. */
  near?: boolean | undefined;
  /** Asks for one batch. Never rejects. */
  ask: (keys: readonly ItemKey[]) => Promise<FactsResponse>;
  /** Keys on the page now. */
  shown: () => Iterable<ItemKey>;
  /** What is known of an item; undefined: the background has not said yet. */
  facts: (key: ItemKey) => Facts | null | undefined;
  /** What the page calls the item's status, or the column it stands in; null: nothing. */
  word: (key: ItemKey) => string | null;
  /** The column it stands in alone; null: in none that is known. */
  column: (key: ItemKey) => string | null;
  /** Takes in what was answered; resolves when it can be shown. */
  learn: (facts: SeenFacts[]) => Promise<void>;
  move: (from: ItemKey, to: ItemKey) => Promise<void>;
  /** The reasons of these changed. */
  onReason: (keys: ReadonlySet<ItemKey>) => void;
  /** Told once for a page: the person is signed out of the tracker. */
  onSignedOut: () => void;
  isVisible: () => boolean;
  clock: Clock;
  signal: AbortSignal;
}

/** How long an answer is good, ms: of an open item, of one that is done, and of one that left something open. */
const GOOD = { open: 10 * MINUTE, done: 24 * HOUR, incomplete: MINUTE };
/** What the tracker doesn't know, or answers in a shape nobody knows, is left alone for, ms: an item, or all of them. */
const GONE = HOUR;
/** Rows of a few frames go into one batch, ms. */
const GATHER = 50;
/** After a page shows another status, the tracker is asked when it has had time to write it down, ms. */
const SETTLE = 1500;
/** When it still says what it said before, it is asked again after, ms; then it is believed. */
const RECHECK = [5000, 20_000];
/** What is not kept where it is asked for may be on its way there, and is asked for again after, ms; then it is not. */
const ON_ITS_WAY = [5000, 20_000];
/** Waits after failures: from, doubled each time, up to, ms; and how many in a row before it rests. */
const BACK_OFF = { from: 2000, most: 5 * MINUTE, tries: 8 };
/** The longest word of a tracker that is heeded, ms: what timers can hold is not much more. */
const WAIT_MOST = 24 * HOUR;

/** What an item answered last, as far as it tells whether anything changed; `vain`: how often nothing had. */
interface Own {
  at: number;
  status: string | null;
  since: number | null;
  vain: number;
}

export function createRefreshScheduler(options: RefreshSchedulerOptions): RefreshScheduler<Reason> {
  const { facts, word, column, clock, signal } = options;
  const { now } = clock;
  /** When each is to be asked for, epoch ms. */
  const due = new Map<ItemKey, number>();
  const own = new Map<ItemKey, Own>();
  const gone = new Map<ItemKey, number>();
  /**
   * What was not kept, as a whole or in part: when that was seen last, how often since the person moved, and whether
   * the tracker doubts it itself.
   */
  const lacks = new Map<ItemKey, { at: number; times: number; doubted: boolean }>();
  /** Asked for since this page was loaded. */
  const askedHere = new Set<ItemKey>();
  const reasons = new Map<ItemKey, Reason>();
  /** When the person last went somewhere or came back, epoch ms. */
  let stirred = 0;
  let flying: ReadonlySet<ItemKey> | null = null;
  /** What came of the last batch; null: all was well. */
  let trouble: FactsFaultCode | null = null;
  let failures = 0;
  let notBefore = 0;
  /** `rests`: until the person does something; `over`: for as long as this page lives. */
  let state: 'works' | 'rests' | 'over' = 'works';
  let toldSignedOut = false;
  let cancel: (() => void) | null = null;

  /** When it should be asked for; null: no need. */
  function dueAt(key: ItemKey): number | null {
    const known = facts(key);
    if (known === undefined) return null;
    const at = now();
    const lack = lacks.get(key);
    // Opening an item is what makes a tracker keep it.
    if (lack && lack.at < stirred) return Math.max(at, stirred + SETTLE);
    const until = gone.get(key);
    if (until !== undefined && at < until) return null;
    const mine = own.get(key);
    const askedAt = known?.askedAt ?? null;
    if (askedAt === null && mine) {
      // The page says otherwise than the tracker did; or what was answered could not be kept.
      const apart = Math.min(SETTLE * 4 ** mine.vain, GOOD.open);
      return Math.max(at + SETTLE, mine.at + apart);
    }
    if (askedAt === null) return at;
    const last = Math.max(sane(askedAt), mine?.at ?? 0);
    const { statusSince, category } = known!;
    // Why it is incomplete is known: asking again gives the same, or is planned already; unless that is in doubt.
    const incomplete = statusSince === null && (!reasons.has(key) || lack?.doubted === true);
    const good = category === 'done' ? GOOD.done : incomplete ? GOOD.incomplete : GOOD.open;
    // What is near costs nothing, and may have come since another page asked.
    if (incomplete && category !== 'done' && options.near && !askedHere.has(key)) return at;
    return at - last >= good ? at : null;
  }

  /** One from the future is of a clock that was wrong. */
  const sane = (askedAt: number) => (askedAt > now() + MINUTE ? 0 : askedAt);

  function consider(keys: Iterable<ItemKey>): void {
    if (signal.aborted || state === 'over') return;
    for (const key of keys) {
      if (flying?.has(key)) continue;
      const known = facts(key);
      if (known?.askedAt != null && !own.has(key))
        own.set(key, { at: sane(known.askedAt), status: known.status, since: known.statusSince, vain: 0 });
      const at = dueAt(key);
      const before = due.get(key);
      // The page may change its mind while the tracker is given time.
      if (at !== null) due.set(key, before === undefined ? at : Math.min(before, at));
    }
    schedule();
  }

  function schedule(): void {
    cancel?.();
    cancel = null;
    if (signal.aborted || state !== 'works' || flying || due.size === 0 || !options.isVisible()) return;
    const first = Math.max(Math.min(...due.values()), notBefore);
    cancel = clock.after(Math.max(options.near ? 0 : GATHER, first - now()), run);
  }

  function nextBatch(): ItemKey[] {
    const shown = new Set(options.shown());
    const batch: ItemKey[] = [];
    for (const [key, at] of due) {
      // What left the page is considered again when it comes back.
      if (!shown.has(key)) due.delete(key);
      else if (at <= now() + GATHER && batch.length < options.batch) batch.push(key);
    }
    return batch;
  }

  async function run(): Promise<void> {
    cancel = null;
    if (signal.aborted || flying || state !== 'works' || !options.isVisible()) return;
    const batch = nextBatch();
    if (batch.length === 0) return schedule();
    for (const key of batch) {
      due.delete(key);
      askedHere.add(key);
    }
    flying = new Set(batch);
    const asked = new Map(
      batch.map((key) => [key, { word: word(key), unsure: facts(key)?.askedAt == null }]),
    );
    const at = now();
    const answer = await options.ask(batch);
    if (signal.aborted) return;
    if (answer.ok) await succeed(answer, asked, at);
    else fail(answer, batch);
    flying = null;
    if (signal.aborted) return;
    // What became due meanwhile: a page may have changed while its items were on their way.
    consider(batch.filter((key) => !due.has(key)));
  }

  type Ok = Extract<FactsResponse, { ok: true }>;
  type Questions = ReadonlyMap<ItemKey, { word: string | null; unsure: boolean }>;

  async function succeed(answer: Ok, asked: Questions, at: number): Promise<void> {
    const changed = new Set<ItemKey>();
    const because = (key: ItemKey, why: Reason | null) => {
      if ((reasons.get(key) ?? null) === why) return;
      changed.add(key);
      if (why) reasons.set(key, why);
      else reasons.delete(key);
    };
    const { partial } = answer;
    trouble = null;
    if (!partial) failures = 0;
    const heard = new Set([...answer.absent, ...answer.broken]);
    const again: [ItemKey, number][] = [];
    // This answer says anew what is not kept: what it calls otherwise must not stay due for ever.
    const lacked = new Map(lacks);
    for (const key of asked.keys()) lacks.delete(key);
    const doubts = new Set(answer.doubted);
    const lack = (key: ItemKey, all: boolean) => {
      const before = lacked.get(key);
      const doubted = doubts.has(key);
      const first = all || doubted ? 0 : ON_ITS_WAY.length;
      const times = before ? (before.at < stirred ? 0 : before.times + 1) : first;
      lacks.set(key, { at, times, doubted });
      const wait = ON_ITS_WAY[times];
      if (wait !== undefined) again.push([key, now() + wait]);
      because(key, 'unkept');
    };
    const learnt = answer.facts.map((each): SeenFacts => {
      const { key } = each;
      const before = own.get(key);
      const question = asked.get(key);
      const [status, since] = [each.status ?? null, each.statusSince ?? null];
      const doubted = question?.unsure || (before?.vain ?? 0) > 0;
      const same = before !== undefined && before.status === status && before.since === since;
      const vain = same && doubted ? before.vain + 1 : 0;
      const recheck = vain > 0 ? RECHECK[vain - 1] : undefined;
      const believed = recheck === undefined && !question?.unsure;
      own.set(key, { at, status, since, vain: believed ? 0 : vain });
      heard.add(key);
      gone.delete(key);
      if (each.statusSince === undefined && each.category !== 'done') lack(key, false);
      else {
        lacks.delete(key);
        because(key, partial ? partial.fault : each.statusSince === null ? 'not-understood' : null);
      }
      // What the page called it all the while is another word for this status.
      const stood = question !== undefined && question.word === word(key);
      if (question && !stood) again.push([key, now() + SETTLE]);
      else if (recheck !== undefined) again.push([key, now() + recheck]);
      // A column is kept though it has the status's own name: that a card left it is told by nothing else.
      const other = question && question.word !== status ? question.word : null;
      const seenAs = stood && recheck === undefined ? (column(key) ?? other) : null;
      return { ...each, askedAt: at, ...(seenAs === null ? {} : { seenAs }) };
    });
    for (const [keys, why] of [
      [answer.absent, 'absent'],
      [answer.broken, 'not-understood'],
    ] as const)
      for (const key of keys) {
        gone.set(key, at + GONE);
        because(key, why);
      }
    for (const key of answer.unkept ?? []) {
      gone.set(key, at + GONE);
      heard.add(key);
      lack(key, true);
    }
    for (const { from, to } of answer.moved) {
      if (!asked.has(from)) continue;
      await options.move(from, to);
      const facts = learnt.find(({ key }) => key === to);
      // Where the move could not be written down, the old key has at least its ages.
      if (facts) learnt.push({ ...facts, key: from });
      own.set(from, own.get(to) ?? { at, status: null, since: null, vain: 0 });
      heard.add(from);
      gone.delete(from);
      const lacking = lacks.get(to);
      if (lacking) lacks.set(from, lacking);
      because(from, reasons.get(to) ?? null);
    }
    // What was neither answered nor missed would be asked for for ever.
    for (const key of asked.keys()) if (!heard.has(key)) gone.set(key, at + GONE);
    if (learnt.length > 0) await options.learn(learnt);
    if (changed.size > 0) options.onReason(changed);
    // Of keys that are not on the page: no age waits for these.
    for (const { from, to } of answer.moved) if (!asked.has(from)) await options.move(from, to);
    for (const [key, when] of again) due.set(key, when);
    if (partial && (partial.fault === 'later' || partial.fault === 'limited')) {
      for (const { key } of answer.facts) if (asked.has(key)) due.set(key, at);
      backOff(partial);
    }
  }

  function fail(fault: FactsFault, batch: readonly ItemKey[]): void {
    trouble = fault.fault;
    for (const key of batch) {
      due.set(key, now());
      reasons.set(key, fault.fault);
    }
    backOff(fault);
    if (fault.fault === 'forbidden') state = 'over';
    if (fault.fault === 'logged-out') state = 'rests';
    if (fault.fault === 'not-understood') {
      // A tab may live for weeks, and what the tracker answers may be sound again by then.
      state = 'rests';
      notBefore = Math.max(notBefore, now() + GONE);
    }
    options.onReason(new Set(due.keys()));
    if (fault.fault !== 'logged-out' || toldSignedOut) return;
    toldSignedOut = true;
    options.onSignedOut();
  }

  /** The next try not before a while that grows, and never before the tracker said: with jitter, as tabs are many. */
  function backOff({ wait }: FactsFault): void {
    const grown = Math.min(BACK_OFF.from * 2 ** failures, BACK_OFF.most);
    const told = Math.min(wait ?? 0, WAIT_MOST);
    failures += 1;
    notBefore = now() + Math.max(told, grown) + clock.random() * grown;
    if (failures > BACK_OFF.tries) state = 'rests';
  }

  signal.addEventListener('abort', () => cancel?.());

  return {
    consider,
    again() {
      if (signal.aborted || state === 'over') return;
      stirred = now();
      // However often the person clicks: not before it is time.
      if (state === 'rests' && now() >= notBefore) state = 'works';
      consider(options.shown());
    },
    reason: (key) => reasons.get(key) ?? (facts(key)?.askedAt == null ? trouble : null),
  };
}
