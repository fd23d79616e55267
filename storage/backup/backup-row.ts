/** What is remembered of backups into the downloads folder. This browser's alone: it is in no export. */
import { z } from 'zod';
import type { Database } from '../database';
import type { BackupFault } from '../rpc/protocol';
import { instantShape } from '../schema';

const FAULTS = [
  'backup-not-permitted',
  'backup-cancelled',
  'backup-unanswered',
  'backup-failed',
] as const satisfies BackupFault[];

const backupValue = z.object({
  rhythm: z.enum(['off', 'daily', 'weekly']),
  /** When the last one was complete, epoch ms. */
  lastAt: instantShape.nullable(),
  paused: z.enum(FAULTS).nullable(),
  /** The one under way; `id` is the browser's for the download, null: it gave none yet. */
  pending: z.object({ id: z.number().nullable(), at: instantShape, name: z.string() }).nullable(),
  /** How many in a row ended with the worker or the browser. */
  interruptions: z.number(),
  /** Backups were offered, or chosen without. */
  wasOffered: z.boolean(),
});
export type BackupValue = z.infer<typeof backupValue>;

const NAME = 'backup';
const NOTHING: BackupValue = {
  rhythm: 'off',
  lastAt: null,
  paused: null,
  pending: null,
  interruptions: 0,
  wasOffered: false,
};

/** What can't be read falls back to nothing. */
export async function readBackupRow(db: Database): Promise<BackupValue> {
  const row = await db.meta.get(NAME);
  const read = backupValue.safeParse((row as { value?: unknown } | undefined)?.value);
  return read.success ? read.data : NOTHING;
}

/** @returns it as it is now */
export const changeBackupRow = (db: Database, changes: Partial<BackupValue>): Promise<BackupValue> =>
  db.transaction('rw', db.meta, async () => {
    const value = { ...(await readBackupRow(db)), ...changes };
    await db.meta.put({ name: NAME, value });
    return value;
  });

/** Whether there are so many steps; reads no more items than it takes. */
export async function hasSteps(db: Database, count: number): Promise<boolean> {
  let steps = 0;
  await db.items
    .toCollection()
    .until(() => steps >= count)
    .each((row) => {
      steps += Array.isArray(row.steps) ? row.steps.length : 0;
    });
  return steps >= count;
}
