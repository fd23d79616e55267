/** What was typed and not saved: kept as it is typed, until it is saved or given up. */
import type { Draft } from '../domain/draft';
import type { ItemKey } from '../domain/key';
import type { Database } from './database';
import { draftRow, parseRows, type Report } from './schema';

/** Drafts that nobody came back to for so long are dropped. */
const KEPT_MS = 180 * 24 * 60 * 60_000;

/** An empty text is no draft: it removes the one there was. */
export function saveDraft(db: Database, draft: Draft): Promise<unknown> {
  return draft.text === '' ? db.drafts.delete(draft.id) : db.drafts.put(draft);
}

/** @param at when it was typed, epoch ms: one that was typed in since, in another window, stays */
export function dropDraft(db: Database, { id, at }: { id: Draft['id']; at?: number }): Promise<void> {
  return db.transaction('rw', db.drafts, async () => {
    const there = at === undefined ? undefined : await db.drafts.get(id);
    if (there && at !== undefined && there.at > at) return;
    await db.drafts.delete(id);
  });
}

/** What an act saved is no draft any more. The page that would say so may be gone before it is heard. */
export function dropSaved(db: Database, key: ItemKey, text: string): Promise<unknown> {
  return db.drafts
    .where('key')
    .equals(key)
    .filter((draft) => draft.text === text)
    .delete();
}

/** Latest first. @param key only those of this item */
export async function readDrafts(
  db: Database,
  { key, now }: { key: ItemKey | null; now: number },
  report: Report,
): Promise<Draft[]> {
  const rows = key === null ? await db.drafts.toArray() : await db.drafts.where('key').equals(key).toArray();
  return parseRows(draftRow, rows, 'drafts', report)
    .filter(({ at }) => now - at < KEPT_MS)
    .sort((a, b) => b.at - a.at);
}
