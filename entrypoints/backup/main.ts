/** Nobody sees this page. Chromium's worker opens it beside itself, as only a page can make an address for a file. */
import { browser } from 'wxt/browser';
import { BACKUP_PORT, type BackupPageReply } from '../../storage/rpc/backup-page';
import { connectData } from '../../storage/rpc/data-client';

const port = browser.runtime.connect({ name: BACKUP_PORT });
const say = (reply: BackupPageReply) => port.postMessage(reply);

const made = await connectData().exportFile({
  signal: new AbortController().signal,
  onProgress: (progress) => say({ type: 'progress', ...progress }),
});
say(
  made.ok
    ? { type: 'made', url: URL.createObjectURL(made.value.file) }
    : { type: 'failed', error: made.error },
);
