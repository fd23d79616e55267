/**
 * Erases everything: backups before migrations, what lies elsewhere (tokens), and all tables. It is noted down first,
 * so that a worker killed in the midst of it goes on when it starts again: nobody is left with half of it.
 * What stays is the time of the last event, as an id without the letters that were made up for this database.
 */
import type { EventId } from '../../domain/event';
import type { Store } from '../database';
import type { JobRun } from '../job';
import { lastEventId } from '../log';

const NAME = 'erasing';

export interface EraseOptions {
  /** Erases what other parts of the background keep. May be called again. */
  elsewhere: () => Promise<void>;
  run?: JobRun;
}

/** @throws Refused */
export async function eraseEverything(store: Store, options: EraseOptions): Promise<void> {
  // The last moment to cancel.
  options.run?.step({ stage: 'writing', done: 0, total: null });
  await store.write((db) => db.meta.put({ name: NAME, value: true }));
  await finish(store, options);
}

/** Call when the worker starts. @returns whether there was anything to go on with */
export async function resumeErasing(store: Store, options: EraseOptions): Promise<boolean> {
  if (!(await store.writable())) return false;
  if ((await store.read((db) => db.meta.get(NAME))) === undefined) return false;
  await finish(store, options);
  return true;
}

async function finish(store: Store, { elsewhere }: EraseOptions): Promise<void> {
  for (const { name } of await store.backups.list()) await store.backups.remove(name);
  await elsewhere();
  // The note goes with the last of it.
  await store.write((db) =>
    db.transaction('rw', db.tables, async () => {
      const last = await lastEventId(db);
      await Promise.all(db.tables.map((table) => table.clear()));
      // Pages that are open show what was erased, and take nothing in its place that is older.
      if (last !== null) await db.meta.put({ name: 'erased', value: lastIdAt(last) });
    }),
  );
}

/** The greatest id of the same moment, whoever's: no id that was shown is greater. */
const lastIdAt = (id: EventId) => id.replace(/\w+$/, 'zzzzzzzz') as EventId;
