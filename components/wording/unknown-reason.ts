/** Why an age is unknown, in words. Apart from age-text.ts: only who asks a tracker knows why. */
import type { UnknownReason } from '../../domain/freshness/state';
import type { TrackerName } from '../../domain/trackers';
import { t } from './messages';
import { trackerWord } from './tracker-word';

const BECAUSE = {
  'logged-out': 'ageBecauseSignedOut',
  forbidden: 'ageBecauseForbidden',
  limited: 'ageBecauseLimited',
  later: 'ageBecauseLater',
  unkept: 'ageBecauseUnkept',
  'not-understood': 'ageBecauseNotUnderstood',
  absent: 'ageBecauseAbsent',
} as const satisfies Record<UnknownReason, string>;

/** The clause that follows "age unknown" or "time in status unknown". */
export const reasonClause = (reason: UnknownReason, tracker: TrackerName): string =>
  t(BECAUSE[reason], trackerWord(tracker));
