/** Opens the database, and has the events backed up before a migration. The only file that knows how to open it. */
import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { EventId, FootholdEvent } from '../domain/event';
import type { ItemKey } from '../domain/key';
import { createMigrationBackups, type MigrationBackups } from './backup/migration-backups';
import { MIGRATIONS, type Migration } from './migrations';
import { Refused, refusedBy } from './refused';
import type { DraftRow, FactsRow, ItemRow, MetaRow, PanelRow, SettingRow } from './schema';

export type Database = Dexie & {
  events: Table<FootholdEvent, EventId>;
  items: Table<ItemRow, ItemKey>;
  facts: Table<FactsRow, ItemKey>;
  settings: Table<SettingRow, SettingRow['name']>;
  meta: Table<MetaRow, MetaRow['name']>;
  drafts: Table<DraftRow, DraftRow['id']>;
  panels: Table<PanelRow, PanelRow['nonce']>;
};

export interface Store {
  /** Works on the database, opening it first where it isn't. Rejects with `Refused` only. */
  read<T>(work: (db: Database) => PromiseLike<T>): Promise<T>;
  /** The same; refused with 'newer-database' when a newer Foothold wrote it. */
  write<T>(work: (db: Database) => PromiseLike<T>): Promise<T>;
  /** Whether it may be written to. */
  writable(): Promise<boolean>;
  /** Copies of the events from before migrations. */
  backups: MigrationBackups;
  close(): void;
}

export interface StoreOptions {
  /** Wall clock, epoch ms: dates the backups. */
  now: () => number;
  name?: string;
  migrations?: readonly Migration[];
  /** Test seams. */
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof globalThis.IDBKeyRange;
}

interface OpenedDatabase {
  db: Database;
  readOnly: boolean;
}

/** A database that opens at the first request, and anew after it was closed or could not be opened. */
export function createStore({
  now,
  name = 'foothold',
  migrations = MIGRATIONS,
  indexedDB = globalThis.indexedDB,
  IDBKeyRange = globalThis.IDBKeyRange,
}: StoreOptions): Store {
  const options: DexieOptions = {
    indexedDB: indexedDB as DexieOptions['indexedDB'],
    IDBKeyRange: IDBKeyRange as DexieOptions['IDBKeyRange'],
    autoOpen: false,
    chromeTransactionDurability: 'strict',
  };
  const backups = createMigrationBackups(name, options);
  let opening: Promise<OpenedDatabase> | null = null;

  const use = (): Promise<OpenedDatabase> => {
    if (opening) return opening;
    const mine = openDatabase({ name, migrations, options, now, backups }, () => {
      if (opening === mine) opening = null;
    });
    opening = mine;
    mine.catch(() => {
      if (opening === mine) opening = null;
    });
    return mine;
  };
  const close = () => {
    const old = opening;
    opening = null;
    old?.then(({ db }) => db.close()).catch(() => {});
  };
  const work = async <T>(todo: (db: Database) => PromiseLike<T>, writing: boolean): Promise<T> => {
    try {
      const { db, readOnly } = await use();
      if (readOnly && writing) throw new Refused('newer-database');
      try {
        return await todo(db);
      } catch (error) {
        // A newer Foothold may have laid it out in a way this one can't read.
        throw readOnly ? new Refused('newer-database', {}, error) : error;
      }
    } catch (error) {
      const refused = refusedBy(error);
      if (refused.refusal.code === 'storage-closed') close();
      throw refused;
    }
  };
  return {
    read: (todo) => work(todo, false),
    write: (todo) => work(todo, true),
    writable: async () => {
      try {
        return !(await use()).readOnly;
      } catch (error) {
        throw refusedBy(error);
      }
    },
    backups,
    close,
  };
}

/** Dexie multiplies versions by ten; what it repairs by itself it counts in between. */
const versionOf = (native: number) => Math.floor(native / 10);

interface Opening {
  name: string;
  migrations: readonly Migration[];
  options: DexieOptions;
  now: () => number;
  backups: MigrationBackups;
}

async function openDatabase(opening: Opening, onClosed: () => void): Promise<OpenedDatabase> {
  const { name, migrations, options, now, backups } = opening;
  const latest = Math.max(...migrations.map(({ version }) => version));
  const factory = options.indexedDB as unknown as IDBFactory | undefined;
  if (!factory) throw new Dexie.MissingAPIError('no IndexedDB');
  const found = (await factory.databases()).find((each) => each.name === name);
  const before = found ? versionOf(found.version ?? 0) : 0;
  const isMigrating = before > 0 && before < latest;
  if (isMigrating) await backups.make(latest, now());

  const db = new Dexie(name, options) as Database;
  // Without declared versions Dexie takes the database as it is: it must never "repair" a newer one.
  if (before <= latest) declare(db, migrations);
  db.on('close', onClosed);
  db.on('versionchange', () => {
    onClosed();
    db.close();
  });
  await db.open();
  const opened = versionOf(db.backendDB().version);
  if (opened > latest && before <= latest) {
    // A newer one migrated it between the look and the opening.
    db.close();
    return openDatabase(opening, onClosed);
  }
  if (isMigrating) await backups.prune();
  const newer = opened > latest;
  // Undeclared tables are not offered by name.
  if (newer)
    for (const table of db.tables) if (!(table.name in db)) Object.assign(db, { [table.name]: table });
  return { db, readOnly: newer };
}

function declare(db: Dexie, migrations: readonly Migration[]): void {
  for (const { version, stores, upgrade } of migrations) {
    const declared = db.version(version).stores(stores);
    if (upgrade) declared.upgrade(upgrade);
  }
}
