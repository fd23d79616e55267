/**
 * Which of Linear's databases is this person's of this workspace, and what is where in it: found anew whenever it has
 * another name or version.
 */
import type { PageStorage } from '../../../components/overlay/tracker-contract';
import { STORE_DOUBT_MS } from '../../../domain/durations';
import type { SourceCheck } from '../../../domain/self-check';
import { findStores, type Stores } from './find-stores';
import { listDatabases, resultOf, StoreFault, withDatabase } from './open-database';
import { instantIn, isRecord, MODELS, type Shape, textIn } from './record-shapes';

export interface Layout extends Stores {
  name: string;
  /** Id of who signed in last, in whichever tab. */
  person: string;
  /** Whether it is that person's. */
  isOwn: boolean;
  workspace: string;
  /** Team key → id, as far as read. */
  teams: Map<string, string>;
  /** Epoch ms. */
  foundAt: number;
}

const DATABASE_LIST = 'linear_databases';
/** The database of whoever signed in last is good for this long. Then the person's own is looked for again. */
const OTHERS_GOOD_FOR_MS = 60_000;

interface Search {
  window: PageStorage;
  /** Lower case. */
  workspace: string;
  /** Epoch ms. */
  now: number;
  /** What is not there when this aborts is not waited for. */
  over: AbortSignal;
  memory: LayoutMemory;
}

/** What became of the last search, in the page it was in. */
export interface LayoutMemory {
  last: SearchOutcome | null;
}

interface SearchOutcome {
  layout?: Layout;
  /** Counts and words of ours. */
  check: SourceCheck;
  /** Since when nothing is understood, epoch ms. */
  notUnderstoodSince?: number;
}

/** @throws StoreFault */
export async function findLayout(search: Search): Promise<Layout> {
  const { memory, now } = search;
  const before = memory.last;
  const found: Record<string, number> = {};
  try {
    const layout = await searchDatabases(search, before?.layout, found);
    const check = layout === before?.layout ? before.check : { understood: true, found };
    memory.last = { layout, check };
    return layout;
  } catch (error) {
    const fault = error instanceof StoreFault ? error.fault : 'not-understood';
    const strangeSince = fault === 'not-understood' ? (before?.notUnderstoodSince ?? now) : undefined;
    const doubted = strangeSince !== undefined && now - strangeSince < STORE_DOUBT_MS;
    memory.last = {
      notUnderstoodSince: strangeSince,
      check: { understood: strangeSince === undefined || doubted, found },
    };
    throw new StoreFault(doubted ? 'later' : fault);
  }
}

async function searchDatabases(
  { window: { indexedDB, localStorage }, workspace, now, over }: Search,
  before: Layout | undefined,
  found: Record<string, number>,
): Promise<Layout> {
  const person = signedIn(localStorage);
  const versions = await listDatabases(indexedDB, over);
  if (before && before.person === person && before.workspace === workspace) {
    // A layout that was found between two of Linear's writes lacks stores that are there by now: it is looked for anew.
    const complete = MODELS.every((model) => before[model] !== undefined);
    const good = complete && (before.isOwn || now - before.foundAt < OTHERS_GOOD_FOR_MS);
    if (good && versions.get(before.name) === before.version) return before;
  }
  if (!versions.has(DATABASE_LIST)) throw new StoreFault('unkept');
  const rows = await withDatabase(indexedDB, DATABASE_LIST, over, async (reader) => {
    if (!reader.stores.includes('databases')) throw new StoreFault('not-understood');
    return reader.read(['databases'], (store): Promise<unknown[]> => resultOf(store('databases').getAll()));
  });
  found.databases = rows.length;
  const kept = databasesIn(rows).filter(({ name }) => versions.has(name));
  const look = async (
    { name, userId }: LinearDatabase,
    into: Record<string, number>,
  ): Promise<Layout | null> => {
    const stores = await withDatabase(indexedDB, name, over, (reader) =>
      findStores(reader, workspace, userId, into),
    );
    const isOwn = userId === person;
    return stores && { ...stores, name, person, isOwn, workspace, teams: new Map(), foundAt: now };
  };
  for (const own of kept.filter(({ userId }) => userId === person)) {
    const layout = await look(own, found);
    if (layout) return layout;
  }
  // The person may have an account for each workspace, and one of another workspace may have signed in last, in another
  // tab. Then the only database of this workspace is the person's.
  const matches: Layout[] = [];
  for (const other of kept.filter(({ userId }) => userId !== person)) {
    const recognised: Record<string, number> = {};
    try {
      const layout = await look(other, recognised);
      if (!layout) continue;
      matches.push(layout);
      Object.assign(found, recognised);
    } catch (error) {
      // This database doesn't tell whose workspace it is, however often it is read.
      if (!(error instanceof StoreFault) || error.fault !== 'not-understood') throw error;
    }
  }
  if (matches.length === 1) return matches[0]!;
  throw new StoreFault('unkept');
}

/** Id of who signed in last. */
function signedIn(localStorage: Storage): string {
  const stored = localStorage.getItem('ApplicationStore');
  if (stored === null) throw new StoreFault('unkept');
  let read: unknown;
  try {
    read = JSON.parse(stored);
  } catch {
    throw new StoreFault('not-understood');
  }
  if (!isRecord(read) || !('currentUserId' in read)) throw new StoreFault('not-understood');
  const user = textIn(read.currentUserId);
  // Nobody is signed in.
  if (user === undefined) throw new StoreFault('unkept');
  return user;
}

interface LinearDatabase {
  name: string;
  userId: string;
}

/** Databases that Linear is not deleting, the latest first. */
function databasesIn(rows: readonly unknown[]): LinearDatabase[] {
  const sound = rows.filter(isRecord).filter(({ name, userId }) => textIn(name) && textIn(userId));
  if (sound.length === 0 && rows.length > 0) throw new StoreFault('not-understood');
  const madeAt = ({ createdAt }: Shape) =>
    (typeof createdAt === 'number' ? createdAt : instantIn(createdAt)) ?? 0;
  return sound
    .filter(({ deleting }) => !deleting)
    .sort((a, b) => madeAt(b) - madeAt(a))
    .map(({ name, userId }) => ({ name: name as string, userId: userId as string }));
}
