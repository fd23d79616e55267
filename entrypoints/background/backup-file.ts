/**
 * The backup as a file that the browser's downloads can take. A worker has no `createObjectURL`, and Chromium's
 * downloads read a `data:` address at a second or two a megabyte, and not at all from 20 MB on (tried with 156): there
 * a page that nobody sees (backup.html) makes the file. Firefox has an event page, which can, and refuses `data:`.
 */
import { browser } from 'wxt/browser';
import type { BackupFile } from '../../storage/backup/automatic-backups';
import type { Store } from '../../storage/database';
import { writeDataFile } from '../../storage/import/data-file';
import type { JobRun } from '../../storage/job';
import { Refused } from '../../storage/refused';
import { BACKUP_PAGE, BACKUP_PORT, type BackupPageReply } from '../../storage/rpc/backup-page';

interface Options {
  store: Store;
  /** Epoch ms. */
  now: () => number;
  warn: (what: string) => void;
}

/** In a page: Firefox's. */
async function makeHere({ store, now, warn }: Options, run: JobRun | null): Promise<BackupFile> {
  const parts: string[] = [];
  await store.read(async (db) => {
    const onProgress: JobRun['step'] = (progress) => run?.step(progress);
    for await (const piece of writeDataFile(db, { now: now(), warn, onProgress })) parts.push(piece);
  });
  const url = URL.createObjectURL(new Blob(parts, { type: 'application/json' }));
  return { url, release: () => URL.revokeObjectURL(url) };
}

/** The part of Chromium's API that the polyfill has no types of. */
interface Offscreen {
  createDocument(parameters: { url: string; reasons: string[]; justification: string }): Promise<void>;
  closeDocument(): Promise<void>;
}
const offscreen = (): Offscreen =>
  (globalThis as never as { chrome: { offscreen: Offscreen } }).chrome.offscreen;

/** In a page of ours beside the worker: Chromium's. */
async function makeBeside(run: JobRun | null): Promise<BackupFile> {
  const release = () =>
    void offscreen()
      .closeDocument()
      .catch(() => {});
  // One of a worker that died.
  await offscreen()
    .closeDocument()
    .catch(() => {});
  const made = Promise.withResolvers<string>();
  const onConnect: Parameters<typeof browser.runtime.onConnect.addListener>[0] = (port) => {
    if (port.name !== BACKUP_PORT || port.sender?.url !== browser.runtime.getURL(`/${BACKUP_PAGE}`)) return;
    port.onMessage.addListener((message) => {
      const reply = message as BackupPageReply;
      try {
        if (reply.type === 'progress') run?.step(reply);
        else if (reply.type === 'made') made.resolve(reply.url);
        else throw new Refused(reply.error.code, reply.error);
      } catch (error) {
        made.reject(error);
      }
    });
    port.onDisconnect.addListener(() => made.reject(new Refused('backup-failed')));
  };
  browser.runtime.onConnect.addListener(onConnect);
  try {
    await offscreen().createDocument({
      url: BACKUP_PAGE,
      reasons: ['BLOBS'],
      justification: 'Makes the backup file that is saved into the downloads folder.',
    });
    return { url: await made.promise, release };
  } catch (error) {
    release();
    throw error;
  } finally {
    browser.runtime.onConnect.removeListener(onConnect);
  }
}

export const makeBackupFile = (options: Options, run: JobRun | null): Promise<BackupFile> =>
  typeof URL.createObjectURL === 'function' ? makeHere(options, run) : makeBeside(run);
