/**
 * What a person asks for, and whether it can be done. Pure: what was done to the item so far goes in, what
 * happens now comes out, or why not.
 */
import type { ActId, EventContent, EventId, FootholdEvent, StepId } from './event';
import { fold, isOpen, type Step, type StepState, takenBack } from './fold';
import type { ItemKey } from './key';
import { readStepText, type TextFault } from './step-text';

/** One thing a person asks for; doing it is an act, which has an id. Texts are raw, as typed. */
export type Action =
  /** `start`: also start it, as one act. */
  | { type: 'write'; text: string; start: boolean }
  /** `base` is the step's revision the person saw: another one now means someone else changed the text. */
  | { type: 'rewrite'; step: StepId; text: string; base: EventId }
  | { type: 'start'; step: StepId }
  | { type: 'pause'; step: StepId }
  /** On a finished step: adds what doing it taught. */
  | { type: 'finish'; step: StepId; outcome: string | null }
  | { type: 'drop'; step: StepId }
  | { type: 'wait'; step: StepId; on: string | null }
  | { type: 'move'; step: StepId; before: StepId | null }
  | { type: 'why'; text: string | null }
  | { type: 'snooze'; until: number | null }
  | { type: 'valid' }
  | { type: 'undo'; act: ActId };

export type Verdict =
  | { ok: true; contents: [EventContent, ...EventContent[]] }
  /** `length` in characters; `cleaned` is what would be accepted. */
  | { ok: false; code: TextFault; length: number; cleaned: string }
  | { ok: false; code: 'no-such-step' | 'nothing-to-undo' | 'bad-instant' }
  /** `state` is the step's state now. */
  | { ok: false; code: 'wrong-state'; state: StepState }
  /** `text` is the step's text now. */
  | { ok: false; code: 'changed-elsewhere'; text: string };

const happens = (...contents: [EventContent, ...EventContent[]]): Verdict => ({ ok: true, contents });

/**
 * @param action what is asked for
 * @param history every event of the item, in any order
 * @param id what the first event that comes of this will be called: a step's id is the event that wrote it
 */
export function decideAction(
  action: Action,
  key: ItemKey,
  history: readonly FootholdEvent[],
  id: EventId,
): Verdict {
  switch (action.type) {
    case 'write':
      return withText(action.text, (text) =>
        action.start
          ? happens({ type: 'written', text }, { type: 'started', step: id })
          : happens({ type: 'written', text }),
      );
    case 'why':
      return withOptionalText(action.text, (text) => happens({ type: 'why', text }));
    case 'snooze':
      // The bounds of what a date can be.
      if (action.until !== null && !(Math.abs(action.until) <= 8.64e15))
        return { ok: false, code: 'bad-instant' };
      return happens({ type: 'snoozed', until: action.until });
    case 'valid':
      return happens({ type: 'valid' });
    case 'undo':
      return decideUndo(action.act, history);
    default:
      return decideOnStep(action, key, history);
  }
}

function decideUndo(act: ActId, history: readonly FootholdEvent[]): Verdict {
  const isOurs = ({ type }: EventContent) => type !== 'moved-from' && type !== 'erased';
  const known = history.some((event) => event.act === act && isOurs(event.what));
  return known && !takenBack(history).has(act)
    ? happens({ type: 'undone', act })
    : { ok: false, code: 'nothing-to-undo' };
}

type StepAction = Extract<Action, { step: StepId }>;

function decideOnStep(action: StepAction, key: ItemKey, history: readonly FootholdEvent[]): Verdict {
  const steps = fold(key, history)?.steps ?? [];
  const step = steps.find(({ id }) => id === action.step);
  // Nothing is to be written where words were erased.
  if (!step || step.erased) return { ok: false, code: 'no-such-step' };
  const where = step.id;
  const wrong: Verdict = { ok: false, code: 'wrong-state', state: step.state };
  switch (action.type) {
    case 'start':
      return isOpen(step) && step.state !== 'started' ? happens({ type: 'started', step: where }) : wrong;
    case 'pause':
      return step.state === 'started' ? happens({ type: 'paused', step: where }) : wrong;
    case 'finish':
      return decideFinish(step, action.outcome) ?? wrong;
    case 'drop':
      return isOpen(step) ? happens({ type: 'dropped', step: where }) : wrong;
    case 'wait':
      if (!isOpen(step)) return wrong;
      if (action.on === null) return happens({ type: 'waiting', step: where, on: null });
      return withText(action.on, (on) => happens({ type: 'waiting', step: where, on }));
    case 'move':
      if (action.before !== null && !steps.some(({ id }) => id === action.before))
        return { ok: false, code: 'no-such-step' };
      return happens({ type: 'moved', step: where, before: action.before });
    case 'rewrite':
      return withText(action.text, (text) => {
        if (action.base !== step.revision) return { ok: false, code: 'changed-elsewhere', text: step.text };
        return isOpen(step) ? happens({ type: 'rewritten', step: where, text }) : wrong;
      });
  }
}

/** Null: not in this state. */
function decideFinish({ id, state }: Step, outcome: string | null): Verdict | null {
  if (state === 'dropped') return null;
  return withOptionalText(outcome, (text) =>
    state === 'finished' && text === null ? null : happens({ type: 'finished', step: id, outcome: text }),
  );
}

function withText<V>(raw: string, then: (text: string) => V): V | Verdict {
  const read = readStepText(raw);
  return read.ok ? then(read.text) : read;
}

/** A field left empty, or emptied, says nothing: null. */
function withOptionalText<V>(raw: string | null, then: (text: string | null) => V): V | Verdict {
  return raw === null || raw.trim() === '' ? then(null) : withText(raw, then);
}
