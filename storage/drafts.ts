/** What was typed and not saved: kept as it is typed, until it is saved or given up. */
import { type Draft, draftId } from '../domain/draft';
import { isOpen } from '../domain/fold';
import type { ItemKey } from '../domain/key';
import type { Database } from './database';
import { isOfErased } from './erase/erase-drafts';
import { draftRow, parseRows, type Warn } from './schema';
import { readHistory, readViews } from './views';

/** Drafts that nobody came back to for so long are dropped. */
const KEPT_MS = 180 * 24 * 60 * 60_000;

/**
 * An empty text is no draft, nor is one that was saved before it was heard of, nor one of words that are erased, which
 * a page may still show: it removes the one there was.
 */
export function saveDraft(db: Database, draft: Draft, warn: Warn): Promise<unknown> {
  return db.transaction('rw', [db.drafts, db.items, db.facts, db.events, db.meta], async () => {
    const there = await db.drafts.get(draft.id);
    // Said before what came here first: a message whose answer was lost is said again.
    if (there && there.at > draft.at) return;
    const isDone = draft.text === '' || (await isSaved(db, draft, warn)) || (await isErased(db, draft, warn));
    await (isDone ? db.drafts.delete(draft.id) : db.drafts.put(draft));
  });
}

/** Whom to wait on is no step's text. */
const isOfWait = ({ id, step }: Draft): boolean => step !== null && id === draftId({ type: 'wait', step });

async function isSaved(db: Database, draft: Draft, warn: Warn): Promise<boolean> {
  const { key, text } = draft;
  if (key === null || isOfWait(draft)) return false;
  const [view] = await readViews(db, [key], warn);
  return view!.steps.some((each) => each.text === text && isOpen(each));
}

async function isErased(db: Database, { key, step, base }: Draft, warn: Warn): Promise<boolean> {
  if (key === null || (step === null && !base?.revision)) return false;
  return isOfErased({ step, base }, (await readHistory(db, key, warn)).events);
}

/** @param at when it was typed, epoch ms: one that was typed in since, in another window, stays */
export function dropDraft(db: Database, { id, at }: { id: Draft['id']; at?: number }): Promise<void> {
  return db.transaction('rw', db.drafts, async () => {
    const there = at === undefined ? undefined : await db.drafts.get(id);
    if (there && at !== undefined && there.at > at) return;
    await db.drafts.delete(id);
  });
}

/** Ids of the drafts of the item's steps that say just this. */
export async function draftsWithText(db: Database, key: ItemKey, text: string): Promise<Draft['id'][]> {
  const drafts = await db.drafts.where('key').equals(key).toArray();
  return drafts.filter((draft) => draft.text === text && !isOfWait(draft)).map(({ id }) => id);
}

/** Latest first. @param key only those of this item */
export async function readDrafts(
  db: Database,
  { key, now }: { key: ItemKey | null; now: number },
  warn: Warn,
): Promise<Draft[]> {
  const rows = key === null ? await db.drafts.toArray() : await db.drafts.where('key').equals(key).toArray();
  return parseRows(draftRow, rows, 'drafts', warn)
    .filter(({ at }) => now - at < KEPT_MS)
    .sort((a, b) => b.at - a.at);
}
