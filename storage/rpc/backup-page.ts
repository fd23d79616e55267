/** What the page that makes the backup's file says to the background, on a port of its own. Chromium only. */
import type { DataProgress } from './data-protocol';
import type { Refusal } from './protocol';

export const BACKUP_PORT = 'backup-page';
export const BACKUP_PAGE = 'backup.html';

export type BackupPageReply =
  | ({ type: 'progress' } & DataProgress)
  /** An address that lives as long as this page. */
  | { type: 'made'; url: string }
  | { type: 'failed'; error: Refusal };
