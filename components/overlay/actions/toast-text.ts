/** What a toast says of what came of an act. */
import { gapOf } from '../../../domain/gap';
import { type ItemKey, shortName } from '../../../domain/item-key';
import { longLength } from '../../wording/age-text';
import { t } from '../../wording/messages';
import { refusalText } from '../../wording/refusal-text';
import { ranFor } from '../../wording/step-state';
import type { ActionResult, CompletedAct, ToastMessage } from './actions';

const of = (key: ItemKey) => ({ name: shortName(key), step: null });

/** In words, with the way back. */
export function toastText(came: ActionResult): ToastMessage {
  if ('acted' in came) return textOfAction(came);
  if ('refusal' in came)
    return { text: refusalText(came.refusal), about: of(came.key), tone: 'problem', button: null };
  return {
    text: t(came.undone ? 'actUndone' : 'actRedone'),
    about: aboutOf(came.done),
    tone: 'done',
    button: { label: t(came.undone ? 'actRedo' : 'actUndo'), run: came.back },
  };
}

/** The step an act was about; a written one is the latest. */
const stepOf = ({ acted: { view }, action }: CompletedAct) =>
  'step' in action
    ? view.steps.find(({ id }) => id === action.step)
    : action.type === 'write'
      ? view.steps.reduce((last, one) => (last && last.id > one.id ? last : one), view.steps[0])
      : undefined;

const aboutOf = (done: CompletedAct) => ({
  name: shortName(done.acted.view.key),
  step: stepOf(done)?.text ?? null,
});

function textOfAction(came: Extract<ActionResult, { acted: unknown }>): ToastMessage {
  const { acted, action, at: now, undo } = came;
  const { view } = acted;
  const step = stepOf(came);
  const about = aboutOf(came);
  const button = { label: t('actUndo'), run: undo };
  const say = (text: string): ToastMessage => ({ text, about, tone: 'done', button });
  switch (action.type) {
    case 'write':
      return say(t(action.start ? 'actStarted' : 'actSaved'));
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
