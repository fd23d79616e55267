/**
 * Opens a database of Linear's without ever being in its way: none is created or upgraded, no connection is held, and
 * whoever wants to upgrade or delete it gets it at once.
 */
import type { FactsFaultCode } from '../../../components/overlay/tracker-contract';

/** Why the store says nothing. */
export class StoreFault extends Error {
  readonly fault: FactsFaultCode;

  constructor(fault: FactsFaultCode) {
    super(fault);
    this.fault = fault;
  }
}

export interface DatabaseReader {
  version: number;
  stores: readonly string[];
  /** One read-only transaction, over when what `use` asks for has come. */
  read<T>(
    stores: readonly string[],
    use: (store: (name: string) => IDBObjectStore) => Promise<T>,
  ): Promise<T>;
}

/** Name → version of every database there is. */
export async function listDatabases(indexedDB: IDBFactory, over: AbortSignal): Promise<Map<string, number>> {
  const listing = indexedDB.databases();
  const late = new Promise<never>((_, reject) => {
    over.addEventListener('abort', () => reject(new StoreFault('later')), { once: true });
  });
  const all = await Promise.race([listing, late]);
  return new Map(all.flatMap(({ name, version }) => (name && version ? [[name, version]] : [])));
}

/**
 * @param name one that `indexedDB.databases()` lists
 * @param over what is not there when this aborts is not waited for
 * @throws StoreFault: 'later' where it is being upgraded, deleted or written, or is gone by now
 */
export async function withDatabase<T>(
  indexedDB: IDBFactory,
  name: string,
  over: AbortSignal,
  use: (reader: DatabaseReader) => Promise<T>,
): Promise<T> {
  const database = await openReadOnly(indexedDB, name, over);
  const running = new Set<IDBTransaction>();
  let isUsed = false;
  const closeWhenOver = () => {
    if (isUsed && running.size === 0) database.close();
  };
  const leave = () => {
    for (const transaction of running)
      try {
        // A transaction that waits for its turn would keep the connection open.
        transaction.abort();
      } catch {
        // It is over.
      }
    database.close();
  };
  database.onversionchange = leave;
  over.addEventListener('abort', leave);
  try {
    return await use({
      version: database.version,
      stores: [...database.objectStoreNames],
      read(stores, use) {
        const transaction = database.transaction(stores, 'readonly');
        running.add(transaction);
        transaction.onabort = transaction.oncomplete = () => {
          running.delete(transaction);
          closeWhenOver();
        };
        return use((store) => transaction.objectStore(store));
      },
    });
  } catch (error) {
    if (error instanceof StoreFault || error instanceof TypeError) throw error;
    // The database was closed meanwhile, or has other stores than a moment ago.
    throw new StoreFault('later');
  } finally {
    over.removeEventListener('abort', leave);
    // The connection is closed once its transactions are over. Closed before that, Chromium doesn't tell it of Linear's
    // upgrades, and tells Linear that its upgrade is blocked.
    isUsed = true;
    closeWhenOver();
  }
}

function openReadOnly(indexedDB: IDBFactory, name: string, over: AbortSignal): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new StoreFault('later'));
    // Without a version: the database is opened with the one it has.
    const request = indexedDB.open(name);
    // The database was deleted after it was listed: opening it would create it.
    request.onupgradeneeded = () => request.transaction!.abort();
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => database.close();
      if (over.aborted) database.close();
      else resolve(database);
    };
    request.onerror = (event) => {
      event.preventDefault();
      fail();
    };
    over.addEventListener('abort', fail, { once: true });
    if (over.aborted) fail();
  });
}

/** What an IndexedDB request answers. Its error ends no transaction of the page's. */
export const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      reject(request.error);
    };
  });
