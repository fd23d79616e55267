/** What was typed and not saved yet: kept in memory while the page lives, whatever becomes of its row. */
import type { EventId, StepId } from '../../../domain/event';
import { isOpen } from '../../../domain/fold';
import type { ItemView } from '../../../storage/rpc/protocol';
import { nextStep } from '../../wording/step-state';
import { applyTyping } from '../isolation/type-ahead';

export interface Draft {
  text: string;
  /** The step in other words; null: a new one. */
  step: StepId | null;
  /** What the text was made from: another text or revision there now was written elsewhere. */
  base: { text: string; revision: EventId | null };
}

/** The next step as it is, to be changed; a new one where there is none. */
export function draftOf(view: ItemView, another = false): Draft {
  const step = another ? null : nextStep(view);
  return {
    text: step?.text ?? '',
    step: step?.id ?? null,
    base: { text: step?.text ?? '', revision: step?.revision ?? null },
  };
}

/** An earlier draft as it can be gone on with: the step it changed may be closed or gone by now. */
export function resumed(draft: Draft, view: ItemView): Draft {
  if (view.steps.some((step) => step.id === draft.step && isOpen(step))) return draft;
  return { ...draft, step: null, base: { text: '', revision: null } };
}

/**
 * @param left what was typed earlier
 * @param presses typed before the field was there
 * @returns what the field begins with, and the press that is to be done in it
 */
export function begun<P extends Pick<KeyboardEvent, 'key'>>(
  view: ItemView,
  left: Draft | null,
  presses: readonly P[],
): { draft: Draft; end: P | null } {
  const draft = left ? resumed(left, view) : draftOf(view);
  const { text, end } = applyTyping(draft.text, presses);
  return { draft: { ...draft, text }, end };
}

/** Nothing typed that isn't saved. */
export const isUntouched = (draft: Draft): boolean =>
  draft.text === draft.base.text || draft.text.trim() === '';
