/** The text of the panel's field: what it begins with, and when it is worth keeping. */
import { type Draft, draftId } from '../../domain/draft';
import { saysErased, wordsOfStep } from '../../domain/erase';
import { isOpen } from '../../domain/fold';
import type { ItemView } from '../../storage/rpc/protocol';
import { nextStep } from '../wording/step-state';

/** A draft of the panel's field; `base` is what its text was made from. */
export type StepDraft = Pick<Draft, 'text' | 'step'> & { base: NonNullable<Draft['base']> };

/** The next step as it is, to be changed; a new one where there is none, or where `another` is wanted. */
export function startDraft(view: ItemView, another = false): StepDraft {
  const step = another ? null : nextStep(view);
  return {
    text: step?.text ?? '',
    step: step?.id ?? null,
    base: { text: step?.text ?? '', revision: step?.revision ?? null },
  };
}

/** An earlier draft as it can be gone on with: the step it changed may be closed or gone by now. */
export function resumeDraft({ text, step, base }: Draft, view: ItemView): StepDraft {
  if (base && view.steps.some((one) => one.id === step && isOpen(one))) return { text, step, base };
  return { text, step: null, base: { text: '', revision: null } };
}

/** Nothing typed that isn't saved. */
export const isUntouched = (draft: StepDraft): boolean =>
  draft.text === draft.base.text || draft.text.trim() === '';

/** Whether it is of words that were there before, and are erased now. */
export function isOfErased({ text, step, base }: StepDraft, before: ItemView, now: ItemView): boolean {
  const erased = new Set(now.steps.flatMap(({ id, erased }) => (erased ? [id] : [])));
  const gone = before.steps.filter(({ id, erased: wasErased }) => !wasErased && erased.has(id));
  const words = gone.flatMap(wordsOfStep);
  return gone.some(({ id }) => id === step) || saysErased(text, words) || saysErased(base.text, words);
}

/** As it is kept in the background. @param now epoch ms */
export const keptDraft = (view: ItemView, { text, step, base }: StepDraft, now: number): Draft => ({
  id: draftId({ type: 'step', key: view.key }),
  key: view.key,
  step,
  text,
  base,
  at: now,
});
