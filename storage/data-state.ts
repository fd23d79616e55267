/** What is stored, how much of it, and where. */
import type { Store } from './database';
import { nextPage } from './row-pages';
import type { BackupState, DataState } from './rpc/protocol';

/** @param origin the extension's own @param estimate what the browser says of this origin's storage */
export async function readDataState(
  store: Store,
  {
    origin,
    estimate,
    backup,
  }: { origin: string; estimate: () => Promise<number | null>; backup: BackupState },
): Promise<DataState> {
  const isReadOnly = !(await store.writable());
  const [counts, migrationBackups, bytes] = await Promise.all([
    store.read(async (db) => {
      let steps = 0;
      for (let page = await nextPage(db.items); page; page = await nextPage(db.items, page))
        for (const row of page) steps += Array.isArray(row.steps) ? row.steps.length : 0;
      const [events, items, facts, drafts] = await Promise.all(
        [db.events, db.items, db.facts, db.drafts].map((table) => table?.count() ?? 0),
      );
      return {
        database: db.name,
        version: Math.floor(db.backendDB().version / 10),
        events: events!,
        items: items!,
        steps,
        facts: facts!,
        drafts: drafts!,
      };
    }),
    store.backups.list(),
    estimate(),
  ]);
  return { isReadOnly, origin, ...counts, bytes, migrationBackups, backup };
}
