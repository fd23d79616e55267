/**
 * Copies of the events from before migrations, each in a database of its own in this browser, so that no update can
 * lose what a person wrote: `<name>-before-v<new version>-<date>`. They are made by database.ts, listed, restored (a
 * union, as any import) and deleted on the data page, and lose words that are erased.
 */
import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { FootholdEvent } from '../../domain/event';
import { Refused } from '../refused';
import { nextPage } from '../row-pages';
import type { MigrationBackup } from '../rpc/protocol';
import { knownEvents } from '../schema';

/** How many stay. */
const KEPT = 3;

export interface MigrationBackups {
  /**
   * Copies the events as they are, whatever their old shape. Again after a kill halfway: the copy is then completed.
   * @param version the one that is migrated to @param now epoch ms
   */
  make(version: number, now: number): Promise<void>;
  /** Newest first. */
  list(): Promise<MigrationBackup[]>;
  /** Its events as they lie. @throws Refused 'no-such-backup' */
  read(backup: string, onPage: (done: number, total: number) => void): Promise<unknown[]>;
  /** One that is gone already is no error. */
  remove(backup: string): Promise<void>;
  /** Keeps the newest few. */
  prune(): Promise<void>;
  /** Empties events in all of them; `empty` gives back the same event where it has nothing to empty. */
  empty(empty: (event: FootholdEvent) => FootholdEvent, onPage: () => void): Promise<void>;
}

type Named = Omit<MigrationBackup, 'events'>;

export function createMigrationBackups(name: string, options: DexieOptions): MigrationBackups {
  const factory = options.indexedDB as unknown as IDBFactory;

  const nameOf = (database: string): Named | null => {
    const [, version, date] = /^-before-v(\d+)-(\d{4}-\d\d-\d\d)$/.exec(database.slice(name.length)) ?? [];
    return database.startsWith(name) && date ? { name: database, version: Number(version), date } : null;
  };
  const named = async (): Promise<Named[]> =>
    (await factory.databases())
      .flatMap((each) => nameOf(each.name ?? '') ?? [])
      .sort((a, b) => b.version - a.version || (a.date < b.date ? 1 : -1));

  /** Opened as it is: what its events looked like then is nobody's business here. */
  async function open<T>(backup: string, work: (events: Table<FootholdEvent>) => Promise<T>): Promise<T> {
    if (!(await named()).some((each) => each.name === backup)) throw new Refused('no-such-backup');
    const db = await new Dexie(backup, options).open();
    try {
      return await work(db.table('events'));
    } finally {
      db.close();
    }
  }

  const remove = (backup: string): Promise<void> =>
    nameOf(backup) ? new Dexie(backup, options).delete() : Promise.resolve();

  return {
    async make(version, now) {
      const old = await new Dexie(name, options).open();
      try {
        const from = old.tables.find((table) => table.name === 'events');
        if (!from) return;
        const date = new Date(now).toISOString().slice(0, 10);
        const copy = new Dexie(`${name}-before-v${version}-${date}`, options);
        copy.version(1).stores({ events: from.schema.primKey.src });
        await copy.open();
        try {
          for (let page = await nextPage(from); page; page = await nextPage(from, page))
            await copy.table('events').bulkPut(page);
        } finally {
          copy.close();
        }
      } finally {
        old.close();
      }
    },
    async list() {
      const all: MigrationBackup[] = [];
      for (const each of await named())
        all.push({ ...each, events: await open(each.name, (events) => events.count()) });
      return all;
    },
    read: (backup, onPage) =>
      open(backup, async (events) => {
        const total = await events.count();
        const all: unknown[] = [];
        for (let page = await nextPage(events); page; page = await nextPage(events, page)) {
          all.push(...page);
          onPage(all.length, total);
        }
        return all;
      }),
    remove,
    async prune() {
      for (const { name: old } of (await named()).slice(KEPT)) await remove(old);
    },
    async empty(empty, onPage) {
      for (const { name: backup } of await named())
        await open(backup, async (events) => {
          for (let page = await nextPage(events); page; page = await nextPage(events, page)) {
            const known = page.filter((event) => knownEvents([event]).length > 0);
            const emptied = known.map((event) => [event, empty(event)] as const);
            await events.bulkPut(emptied.flatMap(([event, next]) => (next === event ? [] : [next])));
            onPage();
          }
        });
    },
  };
}
