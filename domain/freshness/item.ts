/** One item: when it is to be asked for, and what an answer says of it. */
import type { Facts, SeenFacts } from '../facts';
import { type FreshnessPolicy, GOOD_FOR_MS, LEFT_ALONE_MS, SETTLE_MS } from './policy';
import type { FactsFault, NoFacts } from './response';
import { isRetried } from './source';
import type { ItemState, KnownItem, LastAnswer } from './state';

/** Whether something is unknown that a source can tell. */
export function hasGaps({ createdAt, status, category, closedAt, statusSince }: Partial<Facts>): boolean {
  return createdAt == null || status == null || (category === 'done' ? closedAt : statusSince) == null;
}

/** The source says the same as before while a page shows another status: it is not believed yet. */
const isInDoubt = (attempts: number, { contradictedAfterMs }: FreshnessPolicy): boolean =>
  attempts > 0 && attempts < contradictedAfterMs.length;

/** @returns epoch ms, at the earliest `now`; null: no need until the item is considered again */
export function dueTime(
  { known: { facts }, answer, missingAttempts, since }: ItemState,
  now: number,
  lastActivityAt: number,
  policy: FreshnessPolicy,
): number | null {
  if (!answer) return now;
  // An instant ahead is of a clock that was wrong. The further ahead, the less it counts.
  const ago = (instant: number) => Math.abs(now - instant);
  const waited = (ms: number) => now + Math.max(0, ms - ago(answer.at));
  if (missingAttempts !== null) {
    // Opening an item is what makes a tracker store it.
    if (answer.at < lastActivityAt) return Math.max(now, lastActivityAt + SETTLE_MS);
    const wait = policy.unkeptAfterMs[missingAttempts];
    if (wait !== undefined) return waited(wait);
  }
  if (answer.none)
    return ago(answer.at) < LEFT_ALONE_MS[answer.none === 'gone' ? 'gone' : 'once'] ? null : now;
  // Pages that never agree with the source have it asked no oftener than others.
  const contradicted = () => waited(policy.contradictedAfterMs[answer.attempts] ?? GOOD_FOR_MS.open);
  if (facts?.askedAt == null) return Math.max(contradicted(), since + SETTLE_MS);
  if (isInDoubt(answer.attempts, policy)) return contradicted();
  // The gaps of what is done can wait: it changes no more.
  const isDone = facts.category === 'done';
  if (!isDone && !answer.gapsStay && hasGaps(facts)) return waited(GOOD_FOR_MS.incomplete);
  const isGood = Math.min(ago(facts.askedAt), ago(answer.at)) < GOOD_FOR_MS[isDone ? 'done' : 'open'];
  return isGood ? null : now;
}

/** What somebody else learnt tells which status was known, and fills no gap by itself. */
export const answerIn = ({ facts }: KnownItem): LastAnswer | null =>
  facts?.askedAt == null ? null : { ...NO_ANSWER, status: facts.status, statusSince: facts.statusSince };

const NO_ANSWER: LastAnswer = {
  at: 0,
  status: null,
  statusSince: null,
  attempts: 0,
  none: null,
  gapsStay: false,
};

/** What an answer says of one item. */
export interface ItemAnswer extends Pick<ItemState, 'missingAttempts' | 'reason'> {
  answer: LastAnswer;
  learnt: SeenFacts | null;
}

/** An item that an answer tells of. */
export interface AskedItem {
  /** Null: it is not shown. */
  item: ItemState | null;
  /** What was known when it was asked for; null: it was not. */
  before: KnownItem | null;
  askedAt: number;
  lastActivityAt: number;
  policy: FreshnessPolicy;
}

export function readFacts(facts: SeenFacts, partial: FactsFault | null, asked: AskedItem): ItemAnswer {
  const { item, before, askedAt, policy } = asked;
  const { status = null, statusSince = null } = facts;
  const last = item?.answer ?? null;
  const isUnsure = before !== null && before.facts?.askedAt == null;
  const isSame = last !== null && last.status === status && last.statusSince === statusSince;
  const attempts = isSame && (isUnsure || last.attempts > 0) ? last.attempts + 1 : 0;
  const inDoubt = isInDoubt(attempts, policy);
  const isUnkept =
    policy.unkeptAfterMs.length > 0 && facts.statusSince === undefined && facts.category !== 'done';
  const isWhole = !isRetried(partial);
  const { status: _, category, statusSince: __, closedAt, seenAs, ...timeless } = facts;
  return {
    answer: {
      at: isWhole ? askedAt : 0,
      status,
      statusSince,
      attempts: inDoubt || isUnsure ? attempts : 0,
      none: null,
      gapsStay: isWhole && hasGaps(facts),
    },
    missingAttempts: isUnkept ? countMissing(asked) : null,
    reason: isUnkept ? 'unkept' : (partial?.fault ?? (facts.statusSince === null ? 'not-understood' : null)),
    learnt: hasMovedOn(asked) ? timeless : { ...facts, askedAt, ...(inDoubt ? {} : aliasOf(facts, item)) },
  };
}

export function readNone(none: NoFacts, asked: AskedItem): ItemAnswer {
  const last = asked.item?.answer ?? NO_ANSWER;
  const isGone = none !== 'unkept' && (last.none === none || last.none === 'gone');
  return {
    answer: { ...last, at: asked.askedAt, none: isGone ? 'gone' : none },
    missingAttempts: none === 'unkept' ? countMissing(asked) : null,
    reason: none === 'broken' ? 'not-understood' : none,
    learnt: null,
  };
}

/** A page showed another status while the answer was on its way. The first word for a status contradicts nothing. */
function hasMovedOn({ item, before }: AskedItem): boolean {
  const words = before ? [before.word, before.facts?.status, before.facts?.seenAs].filter(Boolean) : [];
  return Boolean(item?.known.word) && words.length > 0 && !words.includes(item!.known.word);
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

/** How often what is not stored was waited for. What the person does starts the count anew: it may have been stored. */
function countMissing({ item, lastActivityAt }: AskedItem): number {
  const isAnew = !item?.answer || item.missingAttempts === null || item.answer.at < lastActivityAt;
  return isAnew ? 0 : item.missingAttempts! + 1;
}
