/** A length of time: short for the eye, in full for the ear. */
import { type Band, MINUTE } from '../../domain/age';
import { Mark } from '../wording/age-mark';
import { longLength, shortLength } from '../wording/age-text';
import { t } from '../wording/messages';

interface Props {
  /** A message with the length as `$1`, and the status as `$2` where it has one. */
  name:
    | 'popupAgeOpened'
    | 'popupAgeClosed'
    | 'popupAgeIdle'
    | 'ageInStatus'
    | 'popupRan'
    | 'popupUnstarted'
    | 'popupWaitingFor'
    | 'popupPausedFor';
  /** Ms; null: unknown, and said to be. */
  length: number | null;
  band?: Band | null;
  status?: string;
  /** Shows the length alone: what it is the length of stands above it. */
  bare?: boolean;
}

/** A "now" that stands alone would be read as part of what follows it. */
const bareLength = (length: number | null) =>
  length !== null && length < MINUTE ? t('popupJustNow') : shortLength(length);

/** Messages that say for how long: "for now" would say something else. */
const SAYS_FOR: ReadonlySet<Props['name']> = new Set(['popupUnstarted', 'popupWaitingFor']);

export function Age({ name, length, band = null, status = '', bare = false }: Props) {
  const isBare = bare || (length !== null && length < MINUTE && SAYS_FOR.has(name));
  const spoken = length === null ? t('popupUnknown') : longLength(length);
  return (
    <span class={band ? `age age-${band}` : 'age'}>
      {band && <Mark name={band} />}
      <span aria-hidden="true">{isBare ? bareLength(length) : t(name, shortLength(length), status)}</span>
      <span class="visually-hidden">
        {t(name, spoken, status)}
        {(band === 'aging' || band === 'stale') && t(band === 'aging' ? 'popupAging' : 'popupStale')}
      </span>
    </span>
  );
}
