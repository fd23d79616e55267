/**
 * Backups into the browser's downloads folder, by themselves at a chosen rhythm or when a person asks. Seven names, one
 * for each weekday, each overwritten a week later. One counts once the browser says that its file is complete; where
 * that fails, nothing more is made by itself until a person has seen why.
 *
 * The worker may die at any moment: what is under way stands in the database, and `start` takes it up again.
 */
import { DAY } from '../../domain/age';
import type { Store } from '../database';
import type { JobRun } from '../job';
import { Refused } from '../refused';
import type { BackUpResult } from '../rpc/data-protocol';
import type { BackupFault, BackupNews, BackupRhythm, BackupState } from '../rpc/protocol';
import { type BackupValue, changeBackupRow, hasSteps, readBackupRow } from './backup-row';

const ALARM = 'backup';
/** A browser that asks where to save is given so long. */
export const UNANSWERED_MS = 5 * 60_000;
/** After a start of the worker, before anything is made by itself: the browser may be starting too. */
const SOON_MS = 60_000;
/** Steps after which backups are offered. */
const OFFER_STEPS = 10;
const PERIOD_MS = { daily: DAY, weekly: 7 * DAY };
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** What is used of the browser's. */
export interface DownloadsApi {
  download(options: {
    url: string;
    filename: string;
    conflictAction: 'overwrite';
    saveAs: boolean;
  }): Promise<number>;
  search(query: { id: number }): Promise<{ state: string; error?: string }[]>;
  cancel(id: number): Promise<void>;
}

/** A file that the browser's downloads can take. */
export interface BackupFile {
  url: string;
  /** Call once the browser has it. */
  release(): void;
}

export interface BackupsOptions {
  store: Store;
  /** Null: not permitted. */
  downloads: () => DownloadsApi | null;
  /** Sets the alarm of this name, epoch ms, or takes it back. */
  alarm: (name: string, at: number | null) => void;
  /** When the alarm of this name rings; null: it is not set. */
  alarmAt: (name: string) => Promise<number | null>;
  /** Everything as a file that the browser can download. @throws Refused */
  makeFile: (run: JobRun | null) => Promise<BackupFile>;
  /** What is told of backups changed. */
  tell: (state: BackupState) => void;
  /** Wall clock, epoch ms. */
  now: () => number;
  warn: (what: string) => void;
}

export interface Backups {
  state(): Promise<BackupState>;
  setRhythm(rhythm: BackupRhythm): Promise<BackupState>;
  news(): Promise<BackupNews>;
  told(): Promise<void>;
  /** One now. @throws Refused */
  backUp(run: JobRun | null): Promise<BackUpResult>;
  /** Call when the worker starts, and after everything was erased. Never rejects. */
  start(): Promise<void>;
  /** The alarm of this name rang. Never rejects. */
  ring(name: string): Promise<void>;
  /** The browser tells of a download, anybody's. Never rejects. */
  hear(change: { id: number; state?: { current?: string }; error?: { current?: string } }): Promise<void>;
}

/** 'ended': with the worker or the browser; 'given-up': by who asked for it. */
type Outcome = 'complete' | 'ended' | 'given-up' | BackupFault;
/** After so many in a row that ended with the worker, it may be what ends it. */
const INTERRUPTIONS_MAX = 3;

export function createBackups(options: BackupsOptions): Backups {
  const { store, now, warn } = options;
  /** Who waits for the backup under way; a worker that was started anew has nobody. */
  let waiting: ((outcome: Outcome) => void) | null = null;
  let file: BackupFile | null = null;

  const read = () => store.read(readBackupRow);
  async function change(changes: Partial<BackupValue>): Promise<BackupState> {
    const state = stateOf(await store.write((db) => changeBackupRow(db, changes)), now());
    options.tell(state);
    return state;
  }

  function schedule({ pending, ...row }: BackupValue): void {
    const { nextAt } = stateOf({ pending: null, ...row }, now());
    const at = pending ? pending.at + UNANSWERED_MS : nextAt;
    options.alarm(ALARM, at === null ? null : Math.max(at, now() + SOON_MS));
  }

  /** The backup under way came to an end. */
  async function settle(outcome: Outcome): Promise<void> {
    const { pending, paused, interruptions: before } = await read();
    if (!pending) return end(outcome);
    const interruptions = outcome === 'ended' ? before + 1 : 0;
    if (outcome === 'complete')
      await change({ pending: null, paused: null, interruptions, lastAt: pending.at });
    else if (outcome === 'given-up') await change({ pending: null });
    else if (outcome === 'ended' && interruptions < INTERRUPTIONS_MAX)
      await change({ pending: null, paused, interruptions });
    else await change({ pending: null, paused: outcome === 'ended' ? 'backup-failed' : outcome });
    schedule(await read());
    end(outcome);
  }

  /** Nothing of it is under way any more, and who waits for it is told. */
  function end(outcome: Outcome): void {
    file?.release();
    file = null;
    waiting?.(outcome);
    waiting = null;
  }

  /** Looks at what the browser made of it. */
  async function check(): Promise<void> {
    const { pending } = await read();
    // Everything was erased meanwhile, and with it that one was under way: whoever waits for it hears of it.
    if (!pending) return end('given-up');
    const downloads = options.downloads();
    if (!downloads) return settle('backup-not-permitted');
    const [found] = pending.id === null ? [] : await downloads.search({ id: pending.id });
    const outcome = found && outcomeOf(found.state, found.error);
    if (outcome) return settle(outcome);
    // Gone from the browser's list, or never begun, and nobody in this life of the worker waits for it.
    if (!found && !waiting) return settle('ended');
    if (now() - pending.at < UNANSWERED_MS) return;
    if (pending.id !== null) await downloads.cancel(pending.id).catch(() => {});
    await settle('backup-unanswered');
  }

  async function backUp(run: JobRun | null): Promise<BackUpResult> {
    await check();
    if ((await read()).pending) throw new Refused('busy');
    const at = now();
    const name = `Foothold/backup-${WEEKDAYS[new Date(at).getDay()]}.json`;
    await change({ pending: { id: null, at, name } });
    const ended = new Promise<Outcome>((resolve) => {
      waiting = resolve;
    });
    try {
      const downloads = options.downloads();
      if (!downloads) await settle('backup-not-permitted');
      else {
        file = await options.makeFile(run);
        run?.step({ stage: 'saving', done: 0, total: null });
        run?.signal.addEventListener('abort', () => void giveUp(downloads));
        void begin(downloads, { name, at, url: file.url });
      }
    } catch (error) {
      const isCancelled = error instanceof Refused && error.refusal.code === 'cancelled';
      if (!isCancelled) warn(`backup: ${(error as Error).name}`);
      await settle(isCancelled ? 'given-up' : 'backup-failed');
      throw isCancelled ? error : new Refused('backup-failed', {}, error);
    }
    const outcome = await ended;
    if (outcome === 'complete') return { name, at };
    throw new Refused(outcome === 'given-up' ? 'cancelled' : outcome === 'ended' ? 'backup-failed' : outcome);
  }

  async function giveUp(downloads: DownloadsApi): Promise<void> {
    const { pending } = await read();
    await settle('given-up');
    if (pending?.id != null) await downloads.cancel(pending.id).catch(() => {});
  }

  async function begin(
    downloads: DownloadsApi,
    { name, at, url }: { name: string; at: number; url: string },
  ): Promise<void> {
    schedule(await read());
    try {
      const id = await downloads.download({
        url,
        filename: name,
        conflictAction: 'overwrite',
        saveAs: false,
      });
      if (!(await read()).pending) {
        void downloads.cancel(id);
        return end('given-up');
      }
      await change({ pending: { id, at, name } });
      await check();
    } catch (error) {
      warn(`backup: ${(error as Error).name}`);
      await settle(/cancel/i.test((error as Error).message) ? 'backup-cancelled' : 'backup-failed');
    }
  }

  const quietly =
    <A extends unknown[]>(work: (...args: A) => Promise<unknown>) =>
    async (...args: A): Promise<void> => {
      try {
        await work(...args);
      } catch (error) {
        warn(`backup: ${(error as Error).name}`);
      }
    };

  return {
    state: async () => stateOf(await read(), now()),
    async setRhythm(rhythm) {
      const state = await change({ rhythm, paused: null, wasOffered: true });
      schedule(await read());
      return state;
    },
    async news() {
      const row = await read();
      const { paused, isOld } = stateOf(row, now());
      if (paused) return 'paused';
      if (isOld) return 'old';
      const mayOffer = !row.wasOffered && row.lastAt === null && (await store.writable());
      return mayOffer && (await store.read((db) => hasSteps(db, OFFER_STEPS))) ? 'offer' : null;
    },
    told: async () => void (await change({ wasOffered: true })),
    backUp,
    start: quietly(async () => {
      if (!(await store.writable())) return;
      await check();
      const row = await read();
      const set = await options.alarmAt(ALARM);
      // Workers may start again and again: an alarm that is about to ring is not put off.
      const isSet = set !== null && set > now() && set <= now() + SOON_MS;
      if (!isSet || stateOf(row, now()).nextAt === null) schedule(row);
    }),
    ring: quietly(async (name: string) => {
      if (name !== ALARM || !(await store.writable())) return;
      await check();
      const row = await read();
      const { nextAt, isRunning } = stateOf(row, now());
      if (!isRunning && nextAt !== null && nextAt <= now()) await backUp(null);
      else schedule(row);
    }),
    hear: quietly(async ({ id, state, error }) => {
      const outcome = outcomeOf(state?.current, error?.current);
      if (outcome && (await read()).pending?.id === id) await settle(outcome);
    }),
  };
}

/** Null: it is still under way. */
function outcomeOf(state: string | undefined, error: string | undefined): Outcome | null {
  if (state === 'complete') return 'complete';
  if (state !== 'interrupted') return null;
  if (error === 'USER_CANCELED') return 'backup-cancelled';
  return error === 'USER_SHUTDOWN' || error === 'CRASH' ? 'ended' : 'backup-failed';
}

function stateOf({ rhythm, lastAt, paused, pending }: BackupValue, now: number): BackupState {
  const period = rhythm === 'off' ? null : PERIOD_MS[rhythm];
  // A last one from the future is of a clock that was wrong.
  const isAhead = lastAt !== null && lastAt > now + DAY;
  const due = lastAt === null || isAhead ? now : lastAt + (period ?? 0);
  return {
    rhythm,
    lastAt,
    isRunning: pending !== null,
    paused,
    nextAt: period === null || paused ? null : due,
    isOld: period !== null && lastAt !== null && now - lastAt > 2 * period,
  };
}
