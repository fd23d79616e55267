/** What was typed and not saved yet. One for each field a person can type in, named by `draftId`. */
import type { EventId, StepId } from './event';
import type { ItemKey } from './key';

export interface Draft {
  /** Made by `draftId`. */
  id: string;
  /** The item it is for; null: quick-add's, whose item its own text may name. */
  key: ItemKey | null;
  /** The step it rewrites, or says whom to wait on for; null: a new step. */
  step: StepId | null;
  text: string;
  /**
   * What the text was made from: another text or revision there now was written elsewhere. Null where there is none.
   */
  base: { text: string; revision: EventId | null } | null;
  /** When it was typed last, epoch ms. */
  at: number;
}

/** The fields a person can type in. */
export type DraftField =
  /** The panel's field of an item: a new step, or its next one in other words. */
  | { type: 'step'; key: ItemKey }
  | { type: 'quick-add' }
  | { type: 'rewrite'; step: StepId }
  | { type: 'wait'; step: StepId };

/** The name of a field's draft. No two fields share one. */
export function draftId(field: DraftField): string {
  switch (field.type) {
    case 'step':
      return `step ${field.key}`;
    case 'quick-add':
      return 'quick-add';
    case 'rewrite':
    case 'wait':
      return `${field.type} ${field.step}`;
  }
}
