/**
 * How the data page has long jobs done. Nothing in here throws or rejects: what can go wrong is a `Refusal`.
 * A job whose background dies answers 'interrupted', and nothing of it is half done: it can be asked for again.
 */
import type { Browser } from 'webextension-polyfill';
import { browser as theBrowser } from 'wxt/browser';
import type { ActId, StepId } from '../../domain/event';
import type { ItemKey } from '../../domain/key';
import {
  type BackUpResult,
  DATA,
  type DataJob,
  type DataMessage,
  type DataProgress,
  type DataReply,
  type DataResults,
  type EraseResult,
  type ExportResult,
  type ImportReport,
  type RebuildResult,
  STILL_HERE_MS,
} from './data-protocol';
import type { Answer, ErrorCode } from './protocol';

export interface JobOptions {
  /** Cancels: the answer is then 'cancelled' and nothing was changed, or the job was done already. */
  signal: AbortSignal;
  onProgress?: (progress: DataProgress) => void;
}

export interface PreparedImport {
  /** What importing it would do, as things are now. */
  report: ImportReport;
  /**
   * Imports it. Call once. What was done in the meantime counts: the report is of what was really done.
   * Instead of it, abort the signal that the import was prepared with.
   */
  commit(options: JobOptions): Promise<Answer<ImportReport>>;
}

export interface DataClient {
  /** The whole file, to be saved under its `name`. */
  exportFile(options: JobOptions): Promise<Answer<ExportResult & { file: Blob }>>;
  /** Sends a file over and has it looked at. `signal` ends a commit too. */
  prepareImport(file: Blob, options: JobOptions): Promise<Answer<PreparedImport>>;
  /** @param backup name of a `MigrationBackup` */
  prepareRestore(backup: string, options: JobOptions): Promise<Answer<PreparedImport>>;
  /** One into the downloads folder, now. */
  backUp(options: JobOptions): Promise<Answer<BackUpResult>>;
  rebuild(options: JobOptions): Promise<Answer<RebuildResult>>;
  /** @param id a new one (`newActId`), or the same again where the answer was 'interrupted' */
  eraseWords(
    words: { id: ActId; key: ItemKey; step: StepId | null },
    options: JobOptions,
  ): Promise<Answer<EraseResult>>;
  /** @param word what was typed */
  eraseEverything(word: string, options: JobOptions): Promise<Answer<null>>;
}

type Runtime = Pick<Browser['runtime'], 'connect'>;

/** Bytes of a file that are sent at once. */
const PIECE_BYTES = 1024 * 1024;

/** @param runtime test seam */
export function connectData(runtime: Runtime = theBrowser.runtime): DataClient {
  const run = <J extends DataJob>(job: J, options: JobOptions) => {
    const port = openJob(runtime, job, options);
    return port.result.finally(port.close) as Promise<Answer<DataResults[J['type']]>>;
  };

  async function prepare(
    job: Extract<DataJob, { type: 'import' | 'restore' }>,
    options: JobOptions,
    send: (port: JobPort) => Promise<ErrorCode | null>,
  ): Promise<Answer<PreparedImport>> {
    const port = openJob(runtime, job, options);
    const fault = await send(port);
    const looked = fault ? refuse(fault) : await Promise.race([port.looked, port.result]);
    if (!looked.ok) {
      port.close();
      return looked;
    }
    return {
      ok: true,
      value: {
        report: looked.value as ImportReport,
        async commit(later) {
          port.follow(later);
          port.say({ type: 'commit' });
          return (await port.result.finally(port.close)) as Answer<ImportReport>;
        },
      },
    };
  }

  return {
    async exportFile(options) {
      const pieces: string[] = [];
      const port = openJob(runtime, { type: 'export' }, options, (text) => pieces.push(text));
      const result = (await port.result.finally(port.close)) as Answer<ExportResult>;
      if (!result.ok) return result;
      return { ok: true, value: { ...result.value, file: new Blob(pieces, { type: 'application/json' }) } };
    },
    prepareImport: (file, options) => prepare({ type: 'import' }, options, (port) => sendFile(port, file)),
    prepareRestore: (backup, options) => prepare({ type: 'restore', backup }, options, async () => null),
    backUp: (options) => run({ type: 'back-up' }, options),
    rebuild: (options) => run({ type: 'rebuild' }, options),
    eraseWords: (words, options) => run({ type: 'erase-words', ...words }, options),
    eraseEverything: (word, options) => run({ type: 'erase-everything', word }, options),
  };
}

/** The code of what is wrong with the file, or null: all of it was sent, or nobody wants it any more. */
async function sendFile(port: JobPort, file: Blob): Promise<ErrorCode | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let from = 0;
  do {
    const slice = file.slice(from, from + PIECE_BYTES);
    from += PIECE_BYTES;
    const isLast = from >= file.size;
    let text: string;
    try {
      text = decoder.decode(await slice.arrayBuffer(), { stream: !isLast });
    } catch (error) {
      // Of the bytes, or of reading them: a file that is gone or was changed can't be read.
      return error instanceof TypeError ? 'file-not-text' : 'file-unreadable';
    }
    const next = port.next();
    port.say({ type: 'piece', text, isLast });
    if (isLast || !(await next)) return null;
  } while (from < file.size);
  return null;
}

interface JobPort {
  say(message: DataMessage): void;
  /** Resolves when the background wants the next piece; false: it doesn't, as there is a result. */
  next(): Promise<boolean>;
  looked: Promise<Answer<ImportReport>>;
  result: Promise<Answer<DataResults[DataJob['type']]>>;
  /** Progress and cancel go by these options as well from now on. */
  follow(options: JobOptions): void;
  close(): void;
}

function openJob(
  runtime: Runtime,
  job: DataJob,
  first: JobOptions,
  onPiece: (text: string) => void = () => {},
): JobPort {
  const looked = Promise.withResolvers<Answer<ImportReport>>();
  const result = Promise.withResolvers<Answer<DataResults[DataJob['type']]>>();
  const ended = new AbortController();
  let options = first;
  let wanted: ((isWanted: boolean) => void) | null = null;
  let port: ReturnType<Runtime['connect']> | null = null;

  const say = (message: DataMessage) => {
    try {
      port?.postMessage(message);
    } catch {
      end(refuse('interrupted'));
    }
  };
  const end = (answer: Answer<DataResults[DataJob['type']]>) => {
    ended.abort();
    wanted?.(false);
    result.resolve(answer);
  };
  const hear = (reply: DataReply) => {
    switch (reply.type) {
      case 'progress':
        return options.onProgress?.({ stage: reply.stage, done: reply.done, total: reply.total });
      case 'piece':
        onPiece(reply.text);
        return say({ type: 'next' });
      case 'next':
        return wanted?.(true);
      case 'looked':
        return looked.resolve({ ok: true, value: reply.report });
      case 'done':
        return end({ ok: true, value: reply.result });
      case 'failed':
        return end({ ok: false, error: reply.error });
    }
  };
  const follow = (next: JobOptions) => {
    options = next;
    const cancel = () => say({ type: 'cancel' });
    if (next.signal.aborted) cancel();
    else next.signal.addEventListener('abort', cancel, { signal: ended.signal });
  };

  const stayHeard = () => {
    const timer = setTimeout(() => {
      say({ type: 'still-here' });
      stayHeard();
    }, STILL_HERE_MS);
    ended.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  };

  try {
    port = runtime.connect({ name: DATA });
    port.onMessage.addListener((reply: unknown) => hear(reply as DataReply));
    port.onDisconnect.addListener(() => end(refuse('interrupted')));
    say({ type: 'start', job });
    follow(first);
    stayHeard();
  } catch {
    // The extension was replaced.
    end(refuse('replaced'));
  }
  return {
    say,
    next: () =>
      ended.signal.aborted
        ? Promise.resolve(false)
        : new Promise((resolve) => {
            wanted = resolve;
          }),
    looked: looked.promise,
    result: result.promise,
    follow,
    close() {
      ended.abort();
      port?.disconnect();
    },
  };
}

const refuse = (code: ErrorCode): Answer<never> => ({ ok: false, error: { code, params: [] } });
