/** Erases words for good: in the events, in drafts, and in the backups before migrations. See domain/erase.ts. */
import { createEraser, wordsIn } from '../../domain/erase';
import { type ActId, type FootholdEvent, nextEventId, type StepId } from '../../domain/event';
import { fold } from '../../domain/fold';
import type { ItemKey } from '../../domain/key';
import type { Store } from '../database';
import { rowsOf } from '../item-rows';
import type { JobRun } from '../job';
import { deviceOf, type LogOptions, lastEventId } from '../log';
import { Refused } from '../refused';
import type { EraseResult } from '../rpc/data-protocol';
import type { ItemView } from '../rpc/protocol';
import { knownEvents, readEvent } from '../schema';
import { readHistory, readViews } from '../views';
import { dropErasedDrafts } from './erase-drafts';

export interface Erasing {
  id: ActId;
  key: ItemKey;
  /** Null: all that was written at the item so far. */
  step: StepId | null;
}

/**
 * The backups lose the words first, then events, drafts and items do in one transaction: killed in between, the words
 * are still seen where a person looks, and nobody believes them gone.
 * @returns the result, and the item by each of its keys
 * @throws Refused
 */
export async function eraseWords(
  store: Store,
  { id, key, step }: Erasing,
  { now, warn }: LogOptions,
  run: JobRun,
): Promise<{ result: EraseResult; views: ItemView[] }> {
  const before = await store.read((db) => readHistory(db, key, warn));
  const at = now();
  const keys = before.group.keys;
  const happened = { act: id, key: before.group.head, at, what: { type: 'erased', step, keys } as const };
  if (step !== null && !(fold(key, before.events)?.steps ?? []).some((each) => each.id === step))
    throw new Refused('no-such-step');

  if (!(await store.writable())) throw new Refused('newer-database');
  const last = await store.read(lastEventId);
  // What it will be called at the least: what has a later id was written meanwhile.
  const planned: FootholdEvent = { ...happened, id: nextEventId(last, at, 'zzzzzzzz') };
  const eraser = createEraser([...before.events, planned]);
  let pages = 0;
  await store.backups.empty(eraser.empty, () => {
    pages += 1;
    run.step({ stage: 'writing', done: pages, total: null });
  });

  return store.write((db) =>
    db.transaction('rw', [db.events, db.items, db.facts, db.meta, db.drafts], async () => {
      const { group, events } = await readHistory(db, key, warn);
      const raw = await db.events.where('key').anyOf(group.keys).toArray();
      const newer = raw.filter((row) => {
        const read = readEvent(row);
        return read.ok && read.isNewer;
      }).length;
      const isDone = events.some((event) => event.act === id);
      const [greatest, device] = await Promise.all([lastEventId(db), deviceOf(db)]);
      const erased: FootholdEvent = {
        ...happened,
        id: nextEventId(greatest, at, device),
        key: group.head,
        what: { type: 'erased', step, keys: group.keys },
      };
      const history = isDone ? events : [...events, erased];
      const now = createEraser(history);
      const emptied = raw.flatMap((row) => {
        const next = knownEvents([row]).length > 0 ? now.empty(row) : row;
        return next === row ? [] : [[row, next] as const];
      });
      const drafts = await dropErasedDrafts(
        db,
        history,
        emptied.flatMap(([row]) => wordsIn(row)),
      );
      if (!isDone) await db.events.add(erased);
      await db.events.bulkPut(emptied.map(([, next]) => next));
      const rows = rowsOf(group, history.map(now.empty));
      if (rows) await db.items.bulkPut([rows.item, ...rows.moved]);
      const names = [key, ...group.keys.filter((each) => each !== key)];
      const views = await readViews(db, names, warn);
      return { result: { view: views[0]!, events: emptied.length, drafts, newer }, views };
    }),
  );
}
