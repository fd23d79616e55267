/** How ages and lengths of time read and sound. Lengths are ms; unknown (null) is said as unknown. */
import { agesOf, DAY, HOUR, type Judgement, judgeAge, MINUTE, shownLength } from '../../domain/age';
import type { Facts } from '../../domain/facts';
import type { MarkName } from './age-mark-shapes';
import { number, plural, t } from './messages';

// From messages: the first use of `Intl`'s units costs a page more than all of its chips.
const SHORT = { day: 'lengthDay', hour: 'lengthHour', minute: 'lengthMinute' } as const;
const LONG = { day: 'lengthDays', hour: 'lengthHours', minute: 'lengthMinutes' } as const;

/** `43d`, `2h`, `5m`, `now`; `?` when unknown. */
export function shortLength(ms: number | null): string {
  if (ms === null) return t('ageUnknownShort');
  const { unit, value } = shownLength(ms);
  return unit === 'now' ? t('ageNowShort') : t(SHORT[unit], number(value));
}

/** `43 days`; below a minute `less than a minute`. */
export function longLength(ms: number): string {
  const { unit, value } = shownLength(ms);
  return unit === 'now' ? t('ageNowLong') : plural(LONG[unit], value);
}

/** How long until `shortLength` of a growing length reads otherwise, ms. */
export function untilNextLabel(ms: number): number {
  const unit = ms >= DAY ? DAY : ms >= HOUR ? HOUR : MINUTE;
  return unit - (Math.max(0, ms) % unit);
}

export interface AgeLabel {
  /** What stands on the page: since opened; of a closed item, since closed. Null: unknown. */
  shown: number | null;
  short: string;
  /** All of it in words: "opened 43 days ago, 12 days in Review, over the limit of 5 days". */
  spoken: string;
  /** The mark that says its band; `done` and `unknown` are not judged. */
  mark: MarkName;
}

/**
 * @param facts null when nothing is known of the item
 * @param why the clause that says why something of it is unknown (unknown-reason.ts); null: nobody was asked
 */
export function ageLabel(facts: Facts | null, now: number, why: string | null = null): AgeLabel {
  const done = facts?.category === 'done';
  const because = (unknown: string) => (why ? t('detail', unknown, why) : unknown);
  if (!facts)
    return { shown: null, short: shortLength(null), spoken: because(t('ageUnknown')), mark: 'unknown' };
  const ages = agesOf(facts, now);
  const judged = judgeAge(ages, facts.category);
  const shown = done ? (ages.closed ?? ages.opened) : ages.opened;
  const parts: string[] = [];
  if (ages.opened !== null) parts.push(t('ageOpened', longLength(ages.opened)));
  if (ages.closed !== null) parts.push(t('ageClosed', longLength(ages.closed)));
  if (ages.opened === null && ages.closed === null) parts.push(because(t('ageUnknown')));
  if (!done && ages.inStatus !== null)
    parts.push(
      facts.status
        ? t('ageInStatus', longLength(ages.inStatus), facts.status)
        : t('ageInSame', longLength(ages.inStatus)),
    );
  // The limit follows what it is the limit of, and why something is unknown comes last.
  if (judged && judged.band !== 'fresh') parts.push(limitSentence(judged));
  if (!done && ages.inStatus === null && why && ages.opened !== null)
    parts.push(because(t('ageInStatusUnknown')));
  return {
    shown,
    short: shortLength(shown),
    spoken: parts.join(t('ageJoin')),
    mark: done ? 'done' : (judged?.band ?? 'unknown'),
  };
}

const limitSentence = (judged: Judgement) => plural('ageOverLimit', judged.limit);
