/**
 * The practice Linear's local store: what writes it, upgrades it, and spoils it. Runs in the page, as Linear's own
 * does.
 */
import { findIssue, idOf, inState, issueAt, ME, MOST } from './data.ts';
import {
  hashOf,
  historyRecords,
  instantRecords,
  isKept,
  issueRecord,
  MODELS,
  MULTIPLE,
  PARTIAL,
  wasOpened,
} from './store-shape.ts';

export type Spoiled =
  /** Stores, and nothing in them. */
  | 'empty'
  /** Stores of a Linear nobody knows: the indexes of issues have other names. */
  | 'renamed'
  /** Issues are there; what they refer to is still to come. */
  | 'half'
  /** Records that are none. */
  | 'garbage';

export interface StoreOptions {
  /** How many of the workspace's issues there are to keep. */
  issues?: number;
  urlKey?: string;
  /** Whose it is. */
  userId?: string;
  /** Who is signed in; nothing is written down when null. */
  currentUserId?: string | null;
  version?: number;
  /** Of Linear: another one has other names for its stores. */
  build?: string;
  spoiled?: Spoiled;
  /** `later`: issues are there, and what happened to them comes when `fillHistory` is called. */
  history?: 'later';
  /** ms since 1970. */
  createdAt?: number;
}

export interface Home {
  indexedDB: IDBFactory;
  localStorage: Pick<Storage, 'setItem'>;
}

export const VERSION = 53;
/** This build of Linear, and the one after it. */
const BUILDS = ['2026-11', '2026-12'] as const;
export const nameOf = (userId = ME.id): string => `linear_${hashOf(userId, 'database')}`;

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function opened(
  { indexedDB }: Home,
  name: string,
  version: number,
  upgrade: (database: IDBDatabase, transaction: IDBTransaction) => void,
  onBlocked: () => void = () => {},
): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => upgrade(request.result, request.transaction!);
  request.onblocked = onBlocked;
  return asked(request);
}

function makeStores(database: IDBDatabase, build: string, spoiled?: Spoiled): void {
  for (const name of [...database.objectStoreNames]) database.deleteObjectStore(name);
  database.createObjectStore('_meta');
  database.createObjectStore('_transactions', { keyPath: 'id', autoIncrement: true });
  for (const [model, indexes] of Object.entries(MODELS)) {
    const store = database.createObjectStore(hashOf(model, build), { keyPath: 'id' });
    for (const index of indexes) {
      const name = spoiled === 'renamed' ? `${index}$` : index;
      store.createIndex(name, index, { multiEntry: MULTIPLE.has(index) });
    }
  }
  for (const model of PARTIAL)
    database.createObjectStore(`${hashOf(model, build)}_partial`, { keyPath: 'id' });
}

const garbage = (id: string): object => ({
  id,
  number: 'seven',
  teamId: 4,
  title: [],
  createdAt: 'yesterday',
});

/** Puts records in a few transactions, each of which leaves others a turn. */
async function put(
  database: IDBDatabase,
  store: string,
  records: Iterable<object>,
  most = 2000,
): Promise<void> {
  let batch: object[] = [];
  const write = () =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(store, 'readwrite', { durability: 'relaxed' });
      for (const record of batch) transaction.objectStore(store).put(record);
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      batch = [];
    });
  for (const record of records) {
    batch.push(record);
    if (batch.length >= most) await write();
  }
  if (batch.length > 0) await write();
}

function* issues(count: number, today: number) {
  for (let index = 0; index < Math.min(count, MOST); index += 1) {
    const issue = issueAt(index, today);
    if (isKept(issue)) yield issue;
  }
}

/** Writes the store anew. @param today epoch ms that the issues' ages are counted from */
export async function fillStore(home: Home, today: number, options: StoreOptions = {}): Promise<void> {
  const { build = BUILDS[0], spoiled, version = VERSION, userId = ME.id } = options;
  const { urlKey = 'acme', currentUserId = ME.id, createdAt = today } = options;
  const name = nameOf(userId);
  if (currentUserId !== null)
    home.localStorage.setItem('ApplicationStore', JSON.stringify({ currentUserId, theme: 'light' }));
  const list = await opened(home, 'linear_databases', 2, (database) => {
    database.createObjectStore('databases', { keyPath: 'name' });
    database.createObjectStore('userVersion', { keyPath: 'userId' });
  });
  const row = {
    name,
    createdAt,
    schemaHash: hashOf('schema', build),
    schemaVersion: version,
    userId,
    version,
  };
  await put(list, 'databases', [row]);
  list.close();

  await asked(home.indexedDB.deleteDatabase(name));
  const database = await opened(home, name, version, (made) => makeStores(made, build, spoiled));
  await writeRecords(database, today, { ...options, build, urlKey });
  database.close();
}

async function writeRecords(
  database: IDBDatabase,
  today: number,
  { build = '', urlKey = '', issues: count = 400, spoiled, history }: StoreOptions,
): Promise<void> {
  if (spoiled === 'empty') return;
  const store = (model: string) => hashOf(model, build);
  const sound = (records: object[]) =>
    spoiled === 'garbage' ? records.map((record) => garbage((record as { id: string }).id)) : records;
  const instant = spoiled === 'half' ? {} : instantRecords(urlKey, today);
  const meta = database.transaction('_meta', 'readwrite').objectStore('_meta');
  const persisted = Object.keys(MODELS).filter(
    (model) => (spoiled !== 'half' || model === 'Issue') && (history !== 'later' || model !== 'IssueHistory'),
  );
  for (const model of persisted) meta.put({ persisted: model !== 'Webhook' }, model);
  if (spoiled !== 'half') meta.put({ lastSyncId: 3523818920, updatedAt: new Date(today) }, 'meta');
  for (const [model, records] of Object.entries(instant)) await put(database, store(model), sound(records));
  const all = [...issues(count, today)];
  await put(database, store('Issue'), sound(all.map(issueRecord)));
  if (history !== 'later')
    await put(database, store('IssueHistory'), sound(all.filter(wasOpened).flatMap(historyRecords)));
}

/** What happened to the issues comes after them, as it does after the first sign-in in a browser. */
export async function fillHistory(
  { indexedDB }: Home,
  today: number,
  { build = BUILDS[0], userId, issues: count = 400 }: StoreOptions = {},
): Promise<void> {
  const database = await asked(indexedDB.open(nameOf(userId)));
  const records = [...issues(count, today)].filter(wasOpened).flatMap(historyRecords);
  await put(database, hashOf('IssueHistory', build), records);
  const meta = database.transaction('_meta', 'readwrite').objectStore('_meta');
  await asked(meta.put({ persisted: true }, 'IssueHistory'));
  database.close();
}

/**
 * What Linear does when it starts with another schema: everything anew, under the next version.
 * @returns how often it was told that somebody holds a connection, and how long it waited to begin, ms
 */
export async function upgradeStore(
  home: Home,
  today: number,
  { build = BUILDS[1], version = VERSION + 1, ...others }: StoreOptions = {},
): Promise<{ blocked: number; waited: number }> {
  let blocked = 0;
  let waited = 0;
  const from = performance.now();
  const database = await opened(
    home,
    nameOf(others.userId),
    version,
    (made) => {
      waited = performance.now() - from;
      makeStores(made, build);
    },
    () => {
      blocked += 1;
    },
  );
  await writeRecords(database, today, { urlKey: 'acme', ...others, build });
  database.close();
  return { blocked, waited };
}

/**
 * An issue is opened, moved or both: Linear writes it down, with its history. Where there is no store it does nothing.
 */
export async function keepIssue(
  home: Home,
  today: number,
  { name, state, at = Date.now() }: { name: string; state?: string; at?: number },
): Promise<void> {
  const known = findIssue(name, today);
  const there = await home.indexedDB.databases();
  if (!known || !there.some((each) => each.name === nameOf())) return;
  const issue = state === undefined ? known : inState(known, state, at);
  const database = await asked(home.indexedDB.open(nameOf()));
  const build = BUILDS.find((each) => database.objectStoreNames.contains(hashOf('Issue', each)));
  if (build) {
    await put(database, hashOf('Issue', build), [issueRecord(issue)]);
    await put(database, hashOf('IssueHistory', build), historyRecords(issue));
  }
  database.close();
}

/** Another person's. */
export const SOMEBODY = idOf('user', 90);
