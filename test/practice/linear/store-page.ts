/** Gives a page of the practice Linear its local store to write, upgrade and spoil: served as `/_practice/store.js`. */
import { fillHistory, fillStore, keepIssue, type StoreOptions, upgradeStore } from './store.ts';

const today = (JSON.parse(document.querySelector('#practice-state')!.textContent!) as { today: number })
  .today;

const practiceStore = {
  fill: (options?: StoreOptions) => fillStore(window, today, options),
  fillHistory: (options?: StoreOptions) => fillHistory(window, today, options),
  upgrade: (options?: StoreOptions) => upgradeStore(window, today, options),
  keep: (given: Parameters<typeof keepIssue>[2]) => keepIssue(window, today, given),
  /** Every database of the origin, as the page sees it. */
  databases: async () =>
    (await indexedDB.databases()).map(({ name, version }) => `${name} ${version}`).toSorted(),
};

declare global {
  interface Window {
    practiceStore: typeof practiceStore;
  }
}
window.practiceStore = practiceStore;
