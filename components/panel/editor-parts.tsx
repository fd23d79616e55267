/** What stands around the editor's field. */
import type { Step } from '../../domain/fold';
import { longName } from '../../domain/item-key';
import type { Action, ItemView, Refusal } from '../../storage/rpc/protocol';
import { Icon } from '../ui/icons';
import { Mark } from '../wording/age-mark';
import { ageLabel, longLength } from '../wording/age-text';
import { plural, t } from '../wording/messages';
import { refusalText } from '../wording/refusal-text';
import { kindOf, ranFor } from '../wording/step-state';

export function Head({ view, now, reason }: { view: ItemView; now: number; reason: string | null }) {
  const age = ageLabel(view.facts, now, reason);
  const title = view.facts?.title;
  return (
    <div class="head">
      <p class="name">
        <span>{longName(view.key)}</span>
        {title && (
          <bdi dir="auto" title={title}>
            {title}
          </bdi>
        )}
      </p>
      <p class="ages">
        <Mark name={age.mark} />
        <span>{age.spoken}</span>
      </p>
    </div>
  );
}

/** What was wrong, and the way on. @param onTake puts the text that was written elsewhere in the field */
export function Fault({ refusal, onTake }: { refusal: Refusal; onTake: () => void }) {
  const { code, params } = refusal;
  return (
    <div class="fault" id="fault" role="alert">
      {code !== 'changed-elsewhere' ? (
        <p>{code === 'hidden-characters' ? t('editorCleaned') : refusalText(refusal)}</p>
      ) : (
        <>
          <p>{t('editorChanged')}</p>
          <p class="theirs">
            <bdi dir="auto">{params[0]}</bdi>
          </p>
          <p>
            {t('editorKeep')}{' '}
            <button type="button" class="plain" onClick={onTake}>
              {t('editorTake')}
            </button>
          </p>
        </>
      )}
    </div>
  );
}

/** What can be done to the step. */
export function StepBar({ step, now, run }: { step: Step; now: number; run: (action: Action) => void }) {
  const { id } = step;
  const button = (icon: 'start' | 'pause' | 'finish' | 'close', label: string, action: Action) => (
    <button type="button" class="action" onClick={() => run(action)}>
      <Icon name={icon} /> {label}
    </button>
  );
  return (
    <div class="step-bar">
      <p class="ages">{stateWords(step, now)}</p>
      <span class="bar">
        {step.state === 'started'
          ? button('pause', t('actPause'), { type: 'pause', step: id })
          : button('start', t('actStart'), { type: 'start', step: id })}
        {button('finish', t('actFinish'), { type: 'finish', step: id, outcome: null })}
        {button('close', t('actDrop'), { type: 'drop', step: id })}
      </span>
    </div>
  );
}

/** The steps after the next one, the first few of them. */
export function Later({ steps, now }: { steps: Step[]; now: number }) {
  if (steps.length === 0) return null;
  return (
    <>
      <p class="label">{plural('editorLater', steps.length)}</p>
      <ol class="later">
        {steps.slice(0, 4).map((step) => (
          <li key={step.id} title={stateWords(step, now)}>
            <bdi dir="auto">{step.text}</bdi>
          </li>
        ))}
      </ol>
    </>
  );
}

function stateWords(step: Step, now: number): string {
  const kind = kindOf(step);
  if (kind === 'waiting') return t('waitingOn', step.waitingOn!);
  if (kind === 'written') return t('editorWritten', longLength(Math.max(0, now - step.writtenAt)));
  return t(kind === 'started' ? 'editorRuns' : 'editorPaused', longLength(ranFor(step, now)));
}
