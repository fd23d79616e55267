/** What the data page asks of the browser itself. `entrypoints/dashboard/data-browser.ts` does it. */
export interface DataBrowser {
  /**
   * Asks whether Foothold may save files into the downloads folder.
   * Must be called in the very event in which the person asked for it. Rejects where the browser can't ask.
   */
  askDownloads(): Promise<boolean>;
  giveBackDownloads(): Promise<void>;
  /** Hands a file to the person, as a download of this page's. */
  save(file: Blob, name: string): void;
  /** Whether the browser keeps what is stored also when the disk runs low; null: it doesn't say. */
  isPersistent(): Promise<boolean | null>;
  /** Asks the browser to. */
  persist(): Promise<boolean>;
}
