/** Drafts that hold erased words, or are of a step whose words are erased. */
import { createEraser } from '../domain/erase';
import type { FootholdEvent } from '../domain/event';
import type { ItemKey } from '../domain/key';
import type { Database } from './database';
import { draftRow, parseRows } from './schema';

/**
 * Call within a transaction.
 * @param history all events of one item
 * @param texts the words that are erased, where they are still known
 * @returns how many were dropped
 */
export async function dropErasedDrafts(
  db: Database,
  history: readonly FootholdEvent[],
  texts: readonly string[],
): Promise<number> {
  const eraser = createEraser(history);
  const keys = new Set<ItemKey>(history.map(({ key }) => key));
  const words = texts.filter((text) => text !== '');
  const says = (text: string) => words.some((each) => text.includes(each));
  const isGone = (id: string | null | undefined) =>
    history.some((event) => event.id === id && eraser.erasedAt(stepOf(event)) !== null);
  const drafts = parseRows(draftRow, await db.drafts.toArray(), 'drafts', () => {});
  const gone = drafts.filter(({ key, step, text, base }) => {
    if (step !== null && eraser.erasedAt(step) !== null) return true;
    // Quick-add's draft names its item in its own text.
    if (key !== null && !keys.has(key)) return false;
    return isGone(base?.revision) || says(text) || (base !== null && says(base.text));
  });
  await db.drafts.bulkDelete(gone.map(({ id }) => id));
  return gone.length;
}

const stepOf = ({ id, what }: FootholdEvent) => ('step' in what && what.step !== null ? what.step : id);
