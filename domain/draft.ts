/** What was typed and not saved yet. One for each place a person can type in, named by `draftId`. */
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

/** The places a person can type in. */
export type DraftPlace =
  /** The panel's field of an item: a new step, or its next one in other words. */
  | { type: 'step'; key: ItemKey }
  | { type: 'quick-add' }
  | { type: 'rewrite'; step: StepId }
  | { type: 'wait'; step: StepId };

/** The name of a place's draft. No two places share one. */
export function draftId(place: DraftPlace): string {
  switch (place.type) {
    case 'step':
      return `step ${place.key}`;
    case 'quick-add':
      return 'quick-add';
    case 'rewrite':
    case 'wait':
      return `${place.type} ${place.step}`;
  }
}
