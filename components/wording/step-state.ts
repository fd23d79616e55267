/** What a view says of its item's steps. */
import { isOpen, type Step } from '../../domain/fold';
import type { ItemView } from '../../storage/rpc/protocol';

/** The step everything is about; null: none is open. */
export function nextStep(view: ItemView | null): Step | null {
  const id = view?.item?.nextStep;
  return (id && view.steps.find((step) => step.id === id)) || null;
}

/** Open steps after the next one. */
export function laterSteps(view: ItemView | null): Step[] {
  const next = nextStep(view);
  return view?.steps.filter((step) => isOpen(step) && step !== next) ?? [];
}

/** How long a step has run, ms. */
export const ranFor = (step: Step, now: number): number =>
  step.ranMs + (step.state === 'started' ? Math.max(0, now - step.since) : 0);

/** How a step is shown: who waits is waiting, running or not. */
export type StepKind = 'none' | 'written' | 'started' | 'paused' | 'waiting';

export function kindOf(step: Step | null): StepKind {
  if (!step) return 'none';
  if (step.waitingOn !== null) return 'waiting';
  return step.state === 'started' || step.state === 'paused' ? step.state : 'written';
}
