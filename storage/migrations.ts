/**
 * The shapes the database has had. Append only: a version that was shipped never changes (a test holds each).
 * Before a migration the events are backed up (database.ts). A version that knows another kind or field of events comes
 * with one that refolds: such events may lie here already, kept for it by the version before.
 */
import type { Transaction } from 'dexie';
import { refold } from './rebuild';

export interface Migration {
  version: number;
  /** Dexie's schema language. Only tables that change; null removes one. */
  stores: Record<string, string | null>;
  /** Runs inside the version change; awaits nothing but Dexie. */
  upgrade?: (transaction: Transaction) => PromiseLike<unknown>;
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    stores: {
      // Paged by item when rebuilding, and read by item on every act.
      events: 'id, act, [key+id]',
      items: 'key',
      // The lists: read in order of place, cut by when the item's snooze ends.
      steps: 'step.id, step.key, [lane+order], [lane+awakeAt]',
      facts: 'key, seenAt',
      settings: 'name',
      meta: 'name',
    },
  },
  {
    version: 2,
    stores: {
      // Where items were moved from: what else an item was called is looked for on every act.
      events: 'id, act, [key+id], what.from',
    },
    // Nothing was asked of a tracker before.
    upgrade: (transaction) =>
      transaction
        .table('facts')
        .toCollection()
        .modify((row) => {
          if (row.facts) Object.assign(row.facts, { askedAt: null, seenAs: null });
        }),
  },
  {
    version: 3,
    stores: {
      // An item's steps are in its row; the lists are read by where each of them stands.
      items: 'key, *lanes',
      steps: null,
    },
    // What can't be read is told when it is read. A later shape of items comes with a rebuild of its own.
    upgrade: (transaction) =>
      refold(transaction.table('events'), transaction.table('items'), { warn: () => {} }),
  },
  {
    version: 4,
    stores: {
      // What is typed and not saved, and which framed panel may touch which item. Neither is a fold of the events.
      drafts: 'id, key',
      panels: 'nonce, tab',
    },
  },
];
