/** Why an age is unknown, in words. Apart from age.ts: only who asks a tracker knows why. */
import type { TrackerName } from '../../domain/trackers';
import { t } from './messages';
import { trackerWord } from './tracker-word';

/** Why the tracker did not say it. */
export type Reason =
  | 'logged-out'
  | 'forbidden'
  | 'limited'
  | 'later'
  | 'unkept'
  | 'not-understood'
  | 'absent';

const BECAUSE = {
  'logged-out': 'ageBecauseSignedOut',
  forbidden: 'ageBecauseForbidden',
  limited: 'ageBecauseLimited',
  later: 'ageBecauseLater',
  unkept: 'ageBecauseUnkept',
  'not-understood': 'ageBecauseNotUnderstood',
  absent: 'ageBecauseAbsent',
} as const satisfies Record<Reason, string>;

/** The clause that follows "age unknown" or "time in status unknown". */
export const reasonClause = (reason: Reason, tracker: TrackerName): string =>
  t(BECAUSE[reason], trackerWord(tracker));
