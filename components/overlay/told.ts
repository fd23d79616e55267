/** What a toast says of an act that was done. */
import { gapOf } from '../../domain/gap';
import { shortName } from '../../domain/key';
import { longLength } from '../steps/age';
import { ranFor } from '../steps/state';
import { t } from '../ui/text';
import type { Did, Said } from './acts';

/** What was done, in words, with the way back. */
export function told({ acted: { view }, doing, at: now, undo }: Did): Said {
  const step =
    'step' in doing
      ? view.steps.find(({ id }) => id === doing.step)
      : doing.type === 'write'
        ? view.steps.reduce((last, one) => (last && last.id > one.id ? last : one), view.steps[0])
        : undefined;
  const about = { name: shortName(view.key), step: step?.text ?? null };
  const action = { label: t('toastUndo'), run: undo };
  const say = (text: string): Said => ({ text, about, tone: 'done', action });
  switch (doing.type) {
    case 'write':
      return say(t(doing.start ? 'toastStarted' : 'toastWritten'));
    case 'start': {
      // A later start has the same gap as the first: it is told once.
      const first = step !== undefined && step.startedAt === step.since;
      const gap = step && view.item ? gapOf(step, view.item, now) : null;
      if (!first) return say(t('toastGoesOn'));
      return say(gap !== null && gap >= 60_000 ? t('toastStartedGap', longLength(gap)) : t('toastStarted'));
    }
    case 'pause':
      return say(t('toastPaused', longLength(step ? ranFor(step, now) : 0)));
    case 'finish': {
      const ran = step ? ranFor(step, now) : 0;
      return say(ran >= 60_000 ? t('toastFinishedRan', longLength(ran)) : t('toastFinished'));
    }
    case 'drop':
      return say(t('toastDropped'));
    default:
      return say(t('toastWritten'));
  }
}
