/** What a toast says of what came of an act. */
import { gapOf } from '../../../domain/gap';
import { type ItemKey, shortName } from '../../../domain/item-key';
import { longLength } from '../../wording/age-text';
import { t } from '../../wording/messages';
import { refusalText } from '../../wording/refusal-text';
import { ranFor } from '../../wording/step-state';
import type { ActionResult, CompletedAction, ToastMessage } from './actions';

const of = (key: ItemKey) => ({ name: shortName(key), step: null });

/** In words, with the way back. */
export function toastText(came: ActionResult): ToastMessage {
  if ('acted' in came) return textOfAction(came);
  if ('refusal' in came)
    return { text: refusalText(came.refusal), about: of(came.key), tone: 'problem', action: null };
  return {
    text: t(came.undone ? 'actUndone' : 'actRedone'),
    about: aboutOf(came.done),
    tone: 'done',
    action: { label: t(came.undone ? 'actRedo' : 'actUndo'), run: came.back },
  };
}

/** The step an act was about; a written one is the latest. */
const stepOf = ({ acted: { view }, doing }: CompletedAction) =>
  'step' in doing
    ? view.steps.find(({ id }) => id === doing.step)
    : doing.type === 'write'
      ? view.steps.reduce((last, one) => (last && last.id > one.id ? last : one), view.steps[0])
      : undefined;

const aboutOf = (done: CompletedAction) => ({
  name: shortName(done.acted.view.key),
  step: stepOf(done)?.text ?? null,
});

function textOfAction(came: Extract<ActionResult, { acted: unknown }>): ToastMessage {
  const { acted, doing, at: now, undo } = came;
  const { view } = acted;
  const step = stepOf(came);
  const about = aboutOf(came);
  const action = { label: t('actUndo'), run: undo };
  const say = (text: string): ToastMessage => ({ text, about, tone: 'done', action });
  switch (doing.type) {
    case 'write':
      return say(t(doing.start ? 'actStarted' : 'actSaved'));
    case 'start': {
      // A later start has the same gap as the first: it is told once.
      const first = step !== undefined && step.startedAt === step.since;
      const gap = step && view.item ? gapOf(step, view.item, now) : null;
      if (!first) return say(t('toastGoesOn'));
      return say(gap !== null && gap >= 60_000 ? t('toastStartedGap', longLength(gap)) : t('actStarted'));
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
      return say(t('actSaved'));
  }
}
