/** Drafts that hold erased words, or are of a step whose words are erased. */
import type { Draft } from '../../domain/draft';
import { createEraser, saysErased } from '../../domain/erase';
import type { FootholdEvent } from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import type { Database } from '../database';
import { draftRow, parseRows } from '../schema';

/**
 * Whether the draft is of a step whose words are erased, or was made from erased words.
 * @param history all events of the draft's item
 */
export function isOfErased({ step, base }: Pick<Draft, 'step' | 'base'>, history: readonly FootholdEvent[]) {
  const { erasedAt } = createEraser(history);
  if (step !== null && erasedAt(step) !== null) return true;
  return history.some((event) => event.id === base?.revision && erasedAt(stepOf(event)) !== null);
}

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
  const keys = new Set<ItemKey>(history.map(({ key }) => key));
  const drafts = parseRows(draftRow, await db.drafts.toArray(), 'drafts', () => {});
  const gone = drafts.filter(({ key, step, text, base }) => {
    if (isOfErased({ step, base }, history)) return true;
    // Quick-add's draft names its item in its own text.
    if (key !== null && !keys.has(key)) return false;
    return saysErased(text, texts) || (base !== null && saysErased(base.text, texts));
  });
  await db.drafts.bulkDelete(gone.map(({ id }) => id));
  return gone.length;
}

const stepOf = ({ id, what }: FootholdEvent) => ('step' in what && what.step !== null ? what.step : id);
