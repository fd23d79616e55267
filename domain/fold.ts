/**
 * Events → an item and its steps.
 *
 * The fold sorts by id first, so it does not depend on the order in which events arrived, and it is total:
 * any set of events of one item gives a state. Fields merge by last writer.
 */
import type { ActId, EventId, FootholdEvent, StepId } from './event';
import type { ItemKey } from './key';

/** `written` is not started yet; `started` runs now; the last two are closed. */
export type StepState = 'written' | 'started' | 'paused' | 'finished' | 'dropped';

/** A stretch of time, epoch ms; `to` null: it still lasts. */
export interface Span {
  from: number;
  to: number | null;
}

export interface Step {
  id: StepId;
  key: ItemKey;
  text: string;
  state: StepState;
  /** When the state last changed, epoch ms. */
  since: number;
  writtenAt: number;
  /** First start; null: never started. */
  startedAt: number | null;
  /** Finished or dropped at; null while open. */
  closedAt: number | null;
  /** Time it ran before `since`, ms; a started step has run `ranMs + (now - since)`. */
  ranMs: number;
  waitingOn: string | null;
  /** Every wait, in order, none overlapping. */
  waits: Span[];
  outcome: string | null;
  /** Last event that changed it: an edit says which revision it was made from. */
  revision: EventId;
  /** Place among the item's steps, from 0. */
  place: number;
}

export interface Item {
  key: ItemKey;
  why: string | null;
  /** When a person last said it still matters, epoch ms. */
  validAt: number | null;
  snoozedUntil: number | null;
  /** Every snooze, in order. `to` is when it ends or was ended. */
  snoozes: Span[];
  /** First step not finished or dropped. */
  nextStep: StepId | null;
  /** When anything was last done here, epoch ms. */
  touchedAt: number;
}

export interface Folded {
  item: Item;
  /** In their order of place. */
  steps: Step[];
}

export const isOpen = (step: Pick<Step, 'state'>): boolean =>
  step.state !== 'finished' && step.state !== 'dropped';

/** Events that still count: neither taken back, nor themselves the taking back. Sorted by id. */
export function effective(events: Iterable<FootholdEvent>): FootholdEvent[] {
  return sift(events).kept;
}

/** Acts that are taken back now, undos among them. */
export function takenBack(events: Iterable<FootholdEvent>): ReadonlySet<ActId> {
  return sift(events).gone;
}

function sift(events: Iterable<FootholdEvent>): { kept: FootholdEvent[]; gone: ReadonlySet<ActId> } {
  const byId = new Map<string, FootholdEvent>();
  for (const event of events) byId.set(event.id, event);
  const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const gone = new Set<ActId>();
  const kept: FootholdEvent[] = [];
  // From the newest: an undo is decided before the older act it speaks of.
  for (const event of sorted.reverse()) {
    if (gone.has(event.act)) continue;
    if (event.what.type === 'undone') gone.add(event.what.act);
    else kept.push(event);
  }
  return { kept: kept.reverse(), gone };
}

/** Folds the events of one item; null when nothing is left of it. */
export function fold(key: ItemKey, events: Iterable<FootholdEvent>): Folded | null {
  const history = effective(events);
  if (history.length === 0) return null;
  const item: Item = {
    key,
    why: null,
    validAt: null,
    snoozedUntil: null,
    snoozes: [],
    nextStep: null,
    touchedAt: 0,
  };
  const steps = new Map<StepId, Step>();
  let order: StepId[] = [];
  for (const event of history) {
    const { what } = event;
    item.touchedAt = Math.max(item.touchedAt, event.at);
    if (what.type === 'written') {
      steps.set(event.id, newStep(event, what.text));
      order.push(event.id);
    } else if (what.type === 'why') item.why = what.text;
    else if (what.type === 'valid') item.validAt = event.at;
    else if (what.type === 'snoozed') snooze(item, event.at, what.until);
    else if (what.type !== 'undone') {
      const step = steps.get(what.step);
      // Its writing was taken back, or has not arrived yet: nothing to say of it.
      if (!step) continue;
      if (what.type === 'moved') order = moved(order, what.step, what.before);
      else change(step, event, what);
      step.revision = event.id;
    }
  }
  const list = order.map((id, place) => ({ ...steps.get(id)!, place }));
  item.nextStep = list.find(isOpen)?.id ?? null;
  return { item, steps: list };
}

function newStep(event: FootholdEvent, text: string): Step {
  return {
    id: event.id,
    key: event.key,
    text,
    state: 'written',
    since: event.at,
    writtenAt: event.at,
    startedAt: null,
    closedAt: null,
    ranMs: 0,
    waitingOn: null,
    waits: [],
    outcome: null,
    revision: event.id,
    place: 0,
  };
}

type StepHappening = Extract<FootholdEvent['what'], { step: StepId }>;

function change(step: Step, { at }: FootholdEvent, what: StepHappening): void {
  switch (what.type) {
    case 'rewritten':
      step.text = what.text;
      return;
    case 'waiting':
      endWait(step, at);
      step.waitingOn = what.on;
      if (what.on !== null) step.waits.push({ from: at, to: null });
      return;
    case 'started':
      if (step.state === 'started') return;
      enter(step, 'started', at);
      step.startedAt ??= at;
      step.closedAt = null;
      // Whoever starts has stopped waiting.
      endWait(step, at);
      step.waitingOn = null;
      return;
    case 'paused':
      // Only what runs can be paused.
      if (step.state === 'started') enter(step, 'paused', at);
      return;
    case 'finished':
    case 'dropped':
      if (step.state !== what.type) {
        enter(step, what.type, at);
        step.closedAt = at;
      }
      endWait(step, at);
      step.waitingOn = null;
      if (what.type === 'finished') step.outcome = what.outcome ?? step.outcome;
      return;
  }
}

function enter(step: Step, state: StepState, at: number): void {
  // The wall clock may have gone back: no negative lengths.
  if (step.state === 'started') step.ranMs += Math.max(0, at - step.since);
  step.state = state;
  step.since = at;
}

function endWait(step: Step, at: number): void {
  const last = step.waits.at(-1);
  if (last && last.to === null) last.to = Math.max(last.from, at);
}

function snooze(item: Item, at: number, until: number | null): void {
  const last = item.snoozes.at(-1);
  if (last && (last.to === null || last.to > at)) last.to = Math.max(last.from, at);
  item.snoozedUntil = until;
  if (until !== null) item.snoozes.push({ from: at, to: Math.max(at, until) });
}

function moved(order: StepId[], step: StepId, before: StepId | null): StepId[] {
  if (step === before) return order;
  const rest = order.filter((id) => id !== step);
  const place = before === null ? -1 : rest.indexOf(before);
  return place < 0 ? [...rest, step] : rest.toSpliced(place, 0, step);
}
