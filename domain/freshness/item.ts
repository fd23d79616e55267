/** One item: when it is to be asked for, and what an answer says of it. */
import type { Facts, SeenFacts } from '../facts';
import { CLOCK_SKEW_MS, type FreshnessPolicy, LEFT_ALONE_MS, SETTLE_MS } from './policy';
import type { FactsFault } from './response';
import type { ItemState, KnownItem, LastAnswer, NoFacts, Question, UnknownReason } from './state';

/** Whether something is unknown that a source can tell. */
export function hasGaps({ createdAt, status, category, closedAt, statusSince }: Partial<Facts>): boolean {
  return createdAt == null || status == null || (category === 'done' ? closedAt : statusSince) == null;
}

/** The source says the same as before while a page shows another status: it is not believed yet. */
const isInDoubt = (attempts: number, { recheckAfterMs }: FreshnessPolicy): boolean =>
  attempts > 0 && attempts <= recheckAfterMs.length;

/** An instant that is too far ahead is of a clock that was wrong, and counts as long ago. */
const pastInstant = (instant: number, now: number) =>
  instant > now + CLOCK_SKEW_MS ? 0 : Math.min(instant, now);

/** @returns epoch ms, at the earliest `now`; null: no need until the item is considered again */
export function dueTime(
  { known, answer, wasAsked, missingAttempts, since }: ItemState,
  now: number,
  lastActivityAt: number,
  policy: FreshnessPolicy,
): number | null {
  const { goodForMs, recheckAfterMs, unkeptAfterMs, contradictedMs } = policy;
  const answeredAt = answer ? pastInstant(answer.at, now) : 0;
  if (missingAttempts !== null) {
    // Opening an item is what makes a tracker store it.
    if (answeredAt < lastActivityAt) return Math.max(now, lastActivityAt + SETTLE_MS);
    const wait = unkeptAfterMs[missingAttempts];
    if (wait !== undefined) return Math.max(now, answeredAt + wait);
  }
  if (answer?.none) return now < answeredAt + LEFT_ALONE_MS[answer.none] ? null : now;
  const askedAt = known.facts?.askedAt ?? null;
  const attempts = answer?.attempts ?? 0;
  if (!answer && askedAt === null) return now;
  if (askedAt === null || isInDoubt(attempts, policy)) {
    // Pages that never agree with the source have it asked less and less.
    const wait = recheckAfterMs[attempts - 1] ?? Math.min(contradictedMs * 4 ** attempts, goodForMs.open);
    return Math.max(now, answeredAt + wait, askedAt === null ? since + SETTLE_MS : 0);
  }
  const isDone = known.facts?.category === 'done';
  // The gaps of what is done can wait: it changes no more.
  const isIncomplete = !isDone && hasGaps(known.facts ?? {}) && !(wasAsked && answer?.gapsStay);
  const complete = isDone ? goodForMs.done : goodForMs.open;
  const goodFor = isIncomplete ? goodForMs[wasAsked ? 'incomplete' : 'incompleteElsewhere'] : complete;
  return now - Math.max(pastInstant(askedAt, now), answeredAt) >= goodFor ? now : null;
}

/** What somebody else learnt counts as an answer. */
export function answerIn({ facts }: KnownItem, now: number): LastAnswer | null {
  if (facts?.askedAt == null) return null;
  const { askedAt, status, statusSince } = facts;
  return {
    at: pastInstant(askedAt, now),
    status,
    statusSince,
    attempts: 0,
    none: null,
    gapsStay: false,
  };
}

export function questionOf({ word, facts }: KnownItem): Question {
  const words = [word, facts?.status, facts?.seenAs].filter((each) => each != null);
  return { words, isUnsure: facts?.askedAt == null };
}

/** What an answer says of one item. */
export interface ItemAnswer {
  answer: LastAnswer;
  missingAttempts: number | null;
  reason: UnknownReason | null;
  learnt: SeenFacts | null;
}

interface Asked {
  /** Null: the answer tells of an item that is not shown, or that was not asked for. */
  item: ItemState | null;
  question: Question | null;
  askedAt: number;
  lastActivityAt: number;
  policy: FreshnessPolicy;
}

/** @param isDoubted the source itself doubts what it says */
export function judgeFacts(
  facts: SeenFacts,
  isDoubted: boolean,
  partial: FactsFault | null,
  asked: Asked,
): ItemAnswer {
  const { item, question, askedAt, policy } = asked;
  const before = item?.answer ?? null;
  const { status = null, statusSince = null } = facts;
  const isUnsure = question?.isUnsure ?? false;
  const isSame = before !== null && before.status === status && before.statusSince === statusSince;
  const attempts = isSame && (isUnsure || before.attempts > 0) ? before.attempts + 1 : 0;
  const inDoubt = isInDoubt(attempts, policy);
  const isUnkept =
    policy.unkeptAfterMs.length > 0 && facts.statusSince === undefined && facts.category !== 'done';
  const { status: _, category, statusSince: __, closedAt, seenAs, ...timeless } = facts;
  return {
    answer: {
      at: askedAt,
      status,
      statusSince,
      attempts: inDoubt || isUnsure ? attempts : 0,
      none: null,
      // Facts in doubt never make an item fresh.
      gapsStay: !isDoubted && hasGaps(facts),
    },
    missingAttempts: isUnkept ? countMissing(isDoubted, asked) : null,
    reason: isUnkept ? 'unkept' : (partial?.fault ?? (facts.statusSince === null ? 'not-understood' : null)),
    learnt: hasMovedOn(asked) ? timeless : { ...facts, askedAt, ...(inDoubt ? {} : aliasOf(facts, item)) },
  };
}

/** A page showed another status while the answer was on its way. The first word for a status contradicts nothing. */
function hasMovedOn({ item, question }: Asked): boolean {
  const word = item?.known.word ?? null;
  return word !== null && question !== null && question.words.length > 0 && !question.words.includes(word);
}

/**
 * What the page called the item all the while is another word for the status that was answered. A column counts though
 * it has the status's own name: nothing else tells that a card left it.
 */
function aliasOf(facts: SeenFacts, item: ItemState | null): { seenAs?: string } {
  const { word = null, column = null } = item?.known ?? {};
  if (word === null || facts.status === undefined) return {};
  if (column !== null) return { seenAs: column };
  return word === facts.status ? {} : { seenAs: word };
}

export function readNone(none: NoFacts, asked: Asked): ItemAnswer {
  const { item, askedAt } = asked;
  const before = item?.answer ?? { status: null, statusSince: null, attempts: 0, none: null };
  const isGone = none === 'absent' && (before.none === 'absent' || before.none === 'gone');
  const reasons = {
    absent: 'absent',
    gone: 'absent',
    broken: 'not-understood',
    unkept: 'unkept',
    missing: item?.reason ?? null,
  } as const;
  return {
    answer: { ...before, at: askedAt, none: isGone ? 'gone' : none, gapsStay: false },
    missingAttempts: none === 'unkept' ? countMissing(true, asked) : null,
    reason: reasons[none],
    learnt: null,
  };
}

/**
 * How often what is not stored was waited for. What the person does starts the count anew: it may have been stored.
 * @param mayCome it may be on its way; else only the person can make it come
 */
function countMissing(mayCome: boolean, { item, lastActivityAt, policy }: Asked): number {
  if (!item?.answer || item.missingAttempts === null) return mayCome ? 0 : policy.unkeptAfterMs.length;
  return item.answer.at < lastActivityAt ? 0 : item.missingAttempts + 1;
}
