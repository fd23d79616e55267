/** Which items an API is asked for, and when. All lengths and instants are ms. */
import { HOUR, MINUTE } from '../../domain/age';
import type { Facts, SeenFacts } from '../../domain/facts';
import type { AnswerRow } from '../../storage/tokens';

/** How long an answer is good: of an open item, of one that is done; of one whose page says otherwise by now. */
const GOOD = { open: 10 * MINUTE, done: 24 * HOUR, contradicted: MINUTE };
/** How long an item is left alone that did not answer. */
const NONE = { missing: HOUR, absent: HOUR, gone: 24 * HOUR };
/** After a page shows another status, the tracker is asked when it has had time to write it down. */
const SETTLE = 2000;

/** Whether something is unknown that the API tells. */
export function hasGaps(facts: Facts | null): boolean {
  if (!facts || facts.createdAt === null || facts.status === null) return true;
  return facts.category === 'done' ? facts.closedAt === null : facts.statusSince === null;
}

/** The page calls its status by a word that what was answered does not know. */
const isContradicted = (facts: Facts | null, answer: AnswerRow) =>
  facts?.askedAt == null || answer.doubted || (hasGaps(facts) && !answer.gaps);

/**
 * When it is to be asked for, epoch ms.
 * @param answer what the API said last; null: it never did
 * @param since when a page told of these facts
 */
export function dueAt(facts: Facts | null, answer: AnswerRow | null, since: number, now: number): number {
  // A moment that is ahead is of a clock that was wrong.
  const past = (at: number | null) => (at === null || at > now + MINUTE ? 0 : at);
  const good = facts?.category === 'done' ? GOOD.done : GOOD.open;
  if (!answer) return hasGaps(facts) ? now : past(facts!.askedAt) + good;
  const last = past(answer.at);
  if (answer.none) return last + NONE[answer.none];
  if (!isContradicted(facts, answer)) return last + good;
  return Math.max(last + GOOD.contradicted, since + SETTLE);
}

/**
 * Whether a page told of another status while the answer was on its way: that is newer than the answer may be.
 * @param asked what was known when it was asked for
 * @param now what is known now
 */
export function hasMovedOn(asked: Facts | null, now: Facts | null): boolean {
  const word = wordOf(now);
  const known = [asked?.status, asked?.seenAs].filter((each) => each != null);
  return word !== null && known.length > 0 && !known.includes(word);
}

/** What a page calls the status that the API has not said; null: nothing. */
const wordOf = (facts: Facts | null): string | null =>
  facts && facts.askedAt === null ? (facts.status ?? facts.seenAs) : null;

/**
 * An answer that calls the status otherwise than a page does: the page may word it in another way, or show what the
 * API has not heard of yet. Asked twice and answered alike, it is another word for the same.
 */
export function judge(
  answered: SeenFacts,
  facts: Facts | null,
  before: AnswerRow | null,
): { facts: SeenFacts; doubted: boolean } {
  const word = wordOf(facts);
  if (word === null || answered.status === undefined || word === answered.status)
    return { facts: answered, doubted: false };
  if (before && !before.doubted && before.none === null) return { facts: answered, doubted: true };
  return { facts: { ...answered, seenAs: word }, doubted: false };
}
