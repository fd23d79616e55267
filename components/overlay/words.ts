/** What is said of a step beside its text. */
import type { Step } from '../../domain/fold';
import { longLength } from '../steps/age';
import { kindOf, ranFor } from '../steps/state';
import { t } from '../ui/text';

export function stateWords(step: Step, now: number): string {
  switch (kindOf(step)) {
    case 'waiting':
      return t('editorWaits', step.waitingOn!);
    case 'started':
      return t('editorRuns', longLength(ranFor(step, now)));
    case 'paused':
      return t('editorPaused', longLength(ranFor(step, now)));
    default:
      return t('editorWritten', longLength(Math.max(0, now - step.writtenAt)));
  }
}
