/** The browser, as the data page asks it. */
import { browser } from 'wxt/browser';
import type { DataBrowser } from '../../components/data/data-browser';

const DOWNLOADS = { permissions: ['downloads' as const] };
/** How long a download of the page's may read its blob, ms: it starts at once, but says nothing when it has. */
const KEEP_BLOB_MS = 60_000;

export const dataBrowser: DataBrowser = {
  askDownloads: () => browser.permissions.request(DOWNLOADS),
  async giveBackDownloads() {
    // It may be gone already: a person can withdraw it in the browser as well.
    await browser.permissions.remove(DOWNLOADS).catch(() => {});
  },
  save(file, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_BLOB_MS);
  },
  isPersistent: () => navigator.storage.persisted().catch(() => null),
  persist: () => navigator.storage.persist().catch(() => false),
};
