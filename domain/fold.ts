/**
 * Events → an item and its steps.
 *
 * The fold sorts by id first, so it does not depend on the order in which events arrived, and it is total:
 * any set of events of one item gives a state. Fields merge by last writer.
 */
import { createEraser, type Eraser } from './erase';
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
  /** The event that wrote its text as it is now: an edit says which one it was made from. */
  revision: EventId;
  /** Place among the item's steps, from 0. */
  place: number;
  /** Its words were erased for good: the text is empty, and a step that was open is dropped. */
  erased?: true;
}

export interface Item {
  key: ItemKey;
  why: string | null;
  /** When a person last said it still matters, epoch ms. */
  validAt: number | null;
  snoozedUntil: number | null;
  /** Every snooze, in order, none overlapping. `to` is when it ends or was ended; never null. */
  snoozes: Span[];
  /** First step not finished or dropped. */
  nextStep: StepId | null;
  /** When anything was last done here, epoch ms. */
  touchedAt: number;
}

export interface FoldedItem {
  item: Item;
  /** In their order of place. */
  steps: Step[];
}

export const isOpen = (step: Pick<Step, 'state'>): boolean =>
  step.state !== 'finished' && step.state !== 'dropped';

/**
 * Events that still count: neither taken back, nor themselves the taking back. Sorted by id.
 * An undo takes back only what is older than itself: whoever undoes has seen the act, so the clock of ids has
 * passed it, and no two undos can take back each other. An act undone twice comes back when both are undone.
 */
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

/**
 * Folds the events of one item, whatever it was called when they happened (moves.ts); null when nothing is left of it.
 * Events with the same id are one event.
 */
export function fold(key: ItemKey, events: Iterable<FootholdEvent>): FoldedItem | null {
  const all = [...events];
  const eraser = createEraser(all);
  const history = effective(all).map(eraser.empty);
  const item: Item = {
    key,
    why: null,
    validAt: null,
    snoozedUntil: null,
    snoozes: [],
    nextStep: null,
    touchedAt: Number.NEGATIVE_INFINITY,
  };
  const steps = new Map<StepId, Step>();
  let order: StepId[] = [];
  for (const event of history) {
    const { what } = event;
    // The first is of words, whatever was taken back; the second the tracker did, not the person.
    if (what.type === 'erased' || what.type === 'moved-from') continue;
    // Its writing was taken back, or has not arrived yet: nothing to say of it.
    if ('step' in what && !steps.has(what.step)) continue;
    item.touchedAt = Math.max(item.touchedAt, event.at);
    if (what.type === 'written') {
      steps.set(event.id, newStep(key, event, what.text));
      order.push(event.id);
    } else if (what.type === 'why') item.why = what.text;
    else if (what.type === 'valid') item.validAt = event.at;
    else if (what.type === 'snoozed') snoozeItem(item, event.at, what.until);
    else if (what.type === 'moved') order = moveStep(order, what.step, what.before);
    else if (what.type !== 'undone') changeStep(steps.get(what.step)!, event, what);
  }
  if (item.touchedAt === Number.NEGATIVE_INFINITY) return null;
  for (const step of steps.values()) closeErased(step, eraser);
  const list = order.map((id, place) => ({ ...steps.get(id)!, place }));
  item.nextStep = list.find(isOpen)?.id ?? null;
  return { item, steps: list };
}

function newStep(key: ItemKey, event: FootholdEvent, text: string): Step {
  return {
    id: event.id,
    key,
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

/** A step without words is nobody's next one. */
function closeErased(step: Step, eraser: Eraser): void {
  const at = eraser.erasedAt(step.id);
  if (at === null) return;
  step.erased = true;
  if (!isOpen(step)) return;
  endWait(step, at);
  step.closedAt = at;
  enterState(step, 'dropped', at);
}

type StepEventContent = Exclude<Extract<FootholdEvent['what'], { step: StepId | null }>, { type: 'erased' }>;

function changeStep(step: Step, { id, at }: FootholdEvent, what: StepEventContent): void {
  switch (what.type) {
    case 'rewritten':
      step.text = what.text;
      step.revision = id;
      return;
    case 'waiting':
      endWait(step, at);
      // What is closed waits on nobody, though another device may say so later.
      if (what.on === null || !isOpen(step)) return;
      step.waitingOn = what.on;
      addSpan(step.waits, at, null);
      return;
    case 'started':
      // Whoever starts has stopped waiting.
      endWait(step, at);
      step.startedAt ??= at;
      step.closedAt = null;
      enterState(step, 'started', at);
      return;
    case 'paused':
      // Only what runs can be paused.
      if (step.state === 'started') enterState(step, 'paused', at);
      return;
    case 'finished':
    case 'dropped':
      endWait(step, at);
      if (step.state !== what.type) step.closedAt = at;
      enterState(step, what.type, at);
      if (what.type === 'finished') step.outcome = what.outcome ?? step.outcome;
      return;
  }
}

function enterState(step: Step, state: StepState, at: number): void {
  if (step.state === state) return;
  // The wall clock may have gone back: no negative lengths.
  if (step.state === 'started') step.ranMs += Math.max(0, at - step.since);
  step.state = state;
  step.since = at;
}

function endWait(step: Step, at: number): void {
  step.waitingOn = null;
  const last = step.waits.at(-1);
  if (last && last.to === null) last.to = Math.max(last.from, at);
}

function snoozeItem(item: Item, at: number, until: number | null): void {
  const last = item.snoozes.at(-1);
  // A later word ends the snooze that still lasts.
  if (last && last.to! > at) last.to = Math.max(last.from, at);
  item.snoozedUntil = until;
  if (until !== null) addSpan(item.snoozes, at, until);
}

/** Adds a span behind the last one, which has ended. The wall clock may have gone back: none overlap. */
function addSpan(spans: Span[], at: number, to: number | null): void {
  const from = Math.max(at, spans.at(-1)?.to ?? at);
  spans.push({ from, to: to === null ? null : Math.max(from, to) });
}

function moveStep(order: StepId[], step: StepId, before: StepId | null): StepId[] {
  if (step === before) return order;
  const rest = order.filter((id) => id !== step);
  const place = before === null ? -1 : rest.indexOf(before);
  return place < 0 ? [...rest, step] : rest.toSpliced(place, 0, step);
}
