/**
 * Words that a person erased for good: the one act that is never taken back.
 *
 * An `erased` event names a step, or an item by all the keys it went by then. Which texts it empties follows from the
 * set of events alone, so it does not matter in which order they arrive: an older file brings the words back, and they
 * are emptied on arrival.
 * - A step: all its texts, whenever they were written.
 * - An item: all texts of the steps written before, whenever those were written, and each earlier why.
 * Ids, times and kinds stay, and with them the history of when things were done.
 */
import type { EventContent, FootholdEvent, StepId } from './event';
import type { ItemKey } from './key';

export interface Eraser {
  /** When the step's words were erased, epoch ms; null: they were not. */
  erasedAt(step: StepId): number | null;
  /** The event without its words; itself where there is nothing to empty. Further fields stay as they are. */
  empty(event: FootholdEvent): FootholdEvent;
}

type Erasure = Pick<FootholdEvent, 'id' | 'at'>;

/** @param events all of the items in question, in any order */
export function createEraser(events: readonly FootholdEvent[]): Eraser {
  const steps = new Map<StepId, number>();
  const items = new Map<ItemKey, Erasure>();
  for (const { id, at, what } of events) {
    if (what.type !== 'erased') continue;
    if (what.step !== null) steps.set(what.step, Math.min(at, steps.get(what.step) ?? at));
    else
      for (const key of what.keys)
        if (!(items.get(key) && items.get(key)!.id > id)) items.set(key, { id, at });
  }
  // Under a later key of the item, its steps are still those.
  if (items.size > 0)
    for (const { id, key, what } of events) {
      const erasure = items.get(key);
      if (what.type === 'written' && erasure && id < erasure.id && !steps.has(id)) steps.set(id, erasure.at);
    }

  const isGone = ({ id, key, what }: FootholdEvent): boolean => {
    const step = what.type === 'written' ? id : 'step' in what ? what.step : null;
    if (step !== null && steps.has(step)) return true;
    const erasure = items.get(key);
    return erasure !== undefined && (step ?? id) < erasure.id;
  };
  return {
    erasedAt: (step) => steps.get(step) ?? null,
    empty: (event) => {
      const what = emptied(event.what);
      return what === event.what || !isGone(event) ? event : { ...event, what };
    },
  };
}

/** Texts that a person wrote in it. */
export function wordsIn({ what }: FootholdEvent): string[] {
  const texts = [
    'text' in what ? what.text : null,
    what.type === 'waiting' ? what.on : null,
    what.type === 'finished' ? what.outcome : null,
  ];
  return texts.filter((text) => text !== null);
}

/** The texts of a step as it is. */
export const wordsOfStep = (step: {
  text: string;
  waitingOn: string | null;
  outcome: string | null;
}): string[] => [step.text, step.waitingOn, step.outcome].filter((text) => text !== null);

/** Shorter ones would be in any text. */
const WORD_MIN = 4;

/** Whether the text says any of what is erased, as far as that can be told by the text. */
export const saysErased = (text: string, words: readonly string[]): boolean =>
  words.some((word) => word.length >= WORD_MIN && text.includes(word));

/** What happened without its words; itself where there are none. */
function emptied(what: EventContent): EventContent {
  switch (what.type) {
    case 'written':
    case 'rewritten':
      return what.text === '' ? what : { ...what, text: '' };
    case 'waiting':
      return what.on ? { ...what, on: '' } : what;
    case 'finished':
      return what.outcome === null ? what : { ...what, outcome: null };
    case 'why':
      return what.text === null ? what : { ...what, text: null };
    default:
      return what;
  }
}
