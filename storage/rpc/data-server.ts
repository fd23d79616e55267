/** The background's side of data-protocol.ts: one port, one job; a port that closes ends it. */
import { z } from 'zod';
import type { Store } from '../database';
import { eraseEverything, resumeErasing } from '../erase/erase-everything';
import { eraseWords } from '../erase/erase-words';
import { FILE_UNITS_MAX, readDataFile, writeDataFile } from '../import/data-file';
import { type Arrivals, commitImport, judgeFile, lookAtImport } from '../import/import-file';
import { createRun, type JobRun } from '../job';
import { rebuild } from '../rebuild';
import { Refused, refusedBy } from '../refused';
import { actId, itemKey, stepId, type Warn } from '../schema';
import {
  type BackUpResult,
  type DataJob,
  type DataMessage,
  type DataReply,
  type DataResult,
  ERASE_WORD,
  type ImportReport,
} from './data-protocol';
import type { ItemView } from './protocol';
import { identifySender, type Self, type Sender } from './sender';

/** What the server uses of a browser's port. */
export interface DataPort {
  sender?: Sender;
  postMessage(message: DataReply): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

export interface DataServerOptions {
  store: Store;
  self: Self;
  /** Wall clock, epoch ms. */
  now: () => number;
  warn: Warn;
  /** Makes a backup into the downloads folder. @throws Refused */
  backUp: (run: JobRun) => Promise<BackUpResult>;
  /** These items changed. */
  changed: (views: readonly ItemView[]) => void;
  /** Much changed, settings perhaps among it. Never rejects. */
  changedMuch: () => Promise<void>;
  /** Erases what other parts of the background keep. */
  eraseElsewhere: () => Promise<void>;
}

const job = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('export') }),
  z.strictObject({ type: z.literal('import') }),
  z.strictObject({ type: z.literal('restore'), backup: z.string().max(100) }),
  z.strictObject({ type: z.literal('back-up') }),
  z.strictObject({ type: z.literal('rebuild') }),
  z.strictObject({ type: z.literal('erase-words'), id: actId, key: itemKey, step: stepId.nullable() }),
  z.strictObject({ type: z.literal('erase-everything'), word: z.string().max(100) }),
]);
export const dataMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), job }),
  z.strictObject({ type: z.literal('piece'), text: z.string(), isLast: z.boolean() }),
  z.strictObject({ type: z.literal('commit') }),
  z.strictObject({ type: z.literal('next') }),
  z.strictObject({ type: z.literal('cancel') }),
  z.strictObject({ type: z.literal('still-here') }),
]);

/** What a job says to its page, and waits for from it. */
interface Link {
  say(reply: DataReply): void;
  /** The page's next message of this type. @throws Refused 'cancelled', or 'bad-message' where it says another */
  take<T extends DataMessage['type']>(type: T): Promise<Extract<DataMessage, { type: T }>>;
  run: JobRun;
}

export interface DataServer {
  /** Takes a port named `DATA`. */
  join(port: DataPort): void;
  /** Call when the worker starts: what it was erasing when it died is erased. Never rejects. @returns whether it was */
  resume(): Promise<boolean>;
}

/** Who looks may look at any time. Of those who write, one does: the next is refused with 'busy' until it is done. */
export function createDataServer(options: DataServerOptions): DataServer {
  const { store, self, warn } = options;
  let isWriting = false;
  /** A job that is asked for while the worker starts is none of two at once: it waits. */
  let resumed: Promise<unknown> = Promise.resolve();
  return {
    resume() {
      const erasing = resumeErasing(store, { elsewhere: options.eraseElsewhere }).catch((error) => {
        warn(`erase: ${(error as Error).name}`);
        return false;
      });
      resumed = erasing;
      return erasing;
    },
    join(port) {
      if (!port.sender || identifySender(port.sender, self)?.kind !== 'own-page') return port.disconnect();
      const link = createLink(port);
      const work = async (): Promise<DataReply> => {
        try {
          const { job } = await link.take('start');
          return { type: 'done', result: await perform(job, link) };
        } catch (error) {
          const { refusal, cause } = refusedBy(error);
          if (cause !== undefined) warn(`${refusal.code}: ${(cause as Error)?.name}`);
          return { type: 'failed', error: refusal };
        }
      };
      void work().then(link.say);
    },
  };

  async function alone<T>(work: () => Promise<T>): Promise<T> {
    await resumed;
    if (isWriting) throw new Refused('busy');
    isWriting = true;
    try {
      return await work();
    } finally {
      isWriting = false;
    }
  }

  async function perform(job: DataJob, link: Link): Promise<DataResult> {
    const { now } = options;
    const { run } = link;
    if (job.type !== 'export' && !(await store.writable())) throw new Refused('newer-database');
    switch (job.type) {
      case 'export':
        return store.read(async (db) => {
          const pieces = writeDataFile(db, { now: now(), warn, onProgress: run.step });
          for (;;) {
            const { done, value } = await pieces.next();
            if (done) return value;
            link.say({ type: 'piece', text: value });
            await link.take('next');
          }
        });
      case 'import':
        return take(await judgeFile(readDataFile(await receive(link)), run), link);
      case 'restore': {
        const events = await store.backups.read(job.backup, (done, total) =>
          run.step({ stage: 'reading', done, total }),
        );
        const file = { exportedAt: null, settings: {}, events, facts: [], unknownParts: [] };
        return take(await judgeFile(file, run), link);
      }
      case 'back-up':
        return options.backUp(run);
      case 'rebuild': {
        const result = await alone(() => store.write((db) => rebuild(db, { warn, step: run.step })));
        await options.changedMuch();
        return result;
      }
      case 'erase-words': {
        const { result, views } = await alone(() => eraseWords(store, job, { now, warn }, run));
        options.changed(views);
        return result;
      }
      case 'erase-everything':
        if (job.word !== ERASE_WORD) throw new Refused('wrong-word');
        await alone(() => eraseEverything(store, { elsewhere: options.eraseElsewhere, run }));
        await options.changedMuch();
        return null;
    }
  }

  async function take(file: Arrivals, link: Link): Promise<ImportReport> {
    const { now } = options;
    link.say({
      type: 'looked',
      report: await store.read((db) => lookAtImport(db, file, now(), link.run)),
    });
    await link.take('commit');
    const report = await alone(() => store.write((db) => commitImport(db, file, now(), link.run)));
    await options.changedMuch();
    return report;
  }
}

async function receive({ take, say, run }: Link): Promise<string> {
  const pieces: string[] = [];
  let done = 0;
  for (;;) {
    const { text, isLast } = await take('piece');
    done += text.length;
    if (done > FILE_UNITS_MAX)
      throw new Refused('file-too-large', { params: [String(FILE_UNITS_MAX / 1024 / 1024)] });
    pieces.push(text);
    run.step({ stage: 'reading', done, total: null });
    if (isLast) return pieces.join('');
    say({ type: 'next' });
  }
}

function createLink(port: DataPort): Link {
  const cancelled = new AbortController();
  const heard: DataMessage[] = [];
  let wanted: (() => void) | null = null;
  port.onDisconnect.addListener(() => cancelled.abort());
  port.onMessage.addListener((message) => {
    const read = dataMessage.safeParse(message);
    if (read.success && read.data.type === 'still-here') return;
    if (!read.success || read.data.type === 'cancel') cancelled.abort();
    else heard.push(read.data);
    wanted?.();
  });
  cancelled.signal.addEventListener('abort', () => wanted?.());

  const say = (reply: DataReply) => {
    try {
      port.postMessage(reply);
    } catch {
      // The page is gone.
      cancelled.abort();
    }
  };
  return {
    say,
    run: createRun(cancelled.signal, (progress) => say({ type: 'progress', ...progress })),
    async take<T extends DataMessage['type']>(type: T) {
      while (heard.length === 0 && !cancelled.signal.aborted)
        await new Promise<void>((resolve) => {
          wanted = resolve;
        });
      if (cancelled.signal.aborted) throw new Refused('cancelled');
      const message = heard.shift()!;
      if (message.type !== type) throw new Refused('bad-message');
      return message as Extract<DataMessage, { type: T }>;
    },
  };
}
