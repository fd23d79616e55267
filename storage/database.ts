/** Opens the database, and backs up the events before a migration. The only file that knows how to open it. */
import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { EventId, FootholdEvent } from '../domain/event';
import type { ItemKey } from '../domain/key';
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
  let opening: Promise<OpenedDatabase> | null = null;

  const use = (): Promise<OpenedDatabase> => {
    if (opening) return opening;
    const mine = openDatabase(name, migrations, options, now, () => {
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
    close,
  };
}

/** Dexie multiplies versions by ten; what it repairs by itself it counts in between. */
const versionOf = (native: number) => Math.floor(native / 10);

async function openDatabase(
  name: string,
  migrations: readonly Migration[],
  options: DexieOptions,
  now: () => number,
  onClosed: () => void,
): Promise<OpenedDatabase> {
  const latest = Math.max(...migrations.map(({ version }) => version));
  const factory = options.indexedDB as unknown as IDBFactory | undefined;
  if (!factory) throw new Dexie.MissingAPIError('no IndexedDB');
  const found = (await factory.databases()).find((each) => each.name === name);
  const before = found ? versionOf(found.version ?? 0) : 0;
  if (before > 0 && before < latest) await backUp(name, latest, options, now());

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
    return openDatabase(name, migrations, options, now, onClosed);
  }
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

const ROWS_AT_ONCE = 5000;

/**
 * Copies the events as they are, whatever their old shape, into a database of their own:
 * `<name>-before-v<new version>-<date>`. Again after a kill halfway: the copy is then completed.
 */
async function backUp(name: string, latest: number, options: DexieOptions, now: number): Promise<void> {
  const old = await new Dexie(name, options).open();
  try {
    const from = old.tables.find((table) => table.name === 'events');
    if (!from) return;
    const date = new Date(now).toISOString().slice(0, 10);
    const copy = new Dexie(`${name}-before-v${latest}-${date}`, options);
    copy.version(1).stores({ events: from.schema.primKey.src });
    await copy.open();
    try {
      let last: unknown;
      for (;;) {
        const rest = last === undefined ? from.toCollection() : from.where(':id').above(last);
        const keys = await rest.clone().limit(ROWS_AT_ONCE).primaryKeys();
        if (keys.length === 0) return;
        await copy.table('events').bulkPut(await rest.limit(ROWS_AT_ONCE).toArray());
        last = keys.at(-1);
      }
    } finally {
      copy.close();
    }
  } finally {
    old.close();
  }
}
