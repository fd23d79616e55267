/** A length of time: short for the eye, in full for the ear. */
import type { Band } from '../../domain/age';
import { longLength, shortLength } from '../steps/age';
import { Mark } from '../steps/mark';
import { t } from '../ui/text';

interface Props {
  /** A message with the length as `$1`, and the status as `$2` where it has one. */
  name:
    | 'popupAgeOpened'
    | 'popupAgeClosed'
    | 'popupAgeIdle'
    | 'popupAgeInStatus'
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

export function Age({ name, length, band = null, status = '', bare = false }: Props) {
  const spoken = length === null ? t('popupUnknown') : longLength(length);
  return (
    <span class={band ? `age age-${band}` : 'age'}>
      {band && <Mark name={band} />}
      <span aria-hidden="true">{bare ? shortLength(length) : t(name, shortLength(length), status)}</span>
      <span class="visually-hidden">
        {t(name, spoken, status)}
        {(band === 'aging' || band === 'stale') && t(band === 'aging' ? 'popupAging' : 'popupStale')}
      </span>
    </span>
  );
}
