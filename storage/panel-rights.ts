/**
 * Which framed panel may touch which item. A content script asks for a nonce and hands it to the frame it made; the
 * first panel that shows it is bound to the item, and nobody else ever is. Rows lie in the database, as the worker may
 * be killed between any two steps.
 */
import type { ItemKey } from '../domain/key';
import type { Database } from './database';
import { type PanelRow, panelRow, parseRows, type Warn } from './schema';

/** A nonce that no panel has shown by then is worth nothing. */
export const NONCE_TIMEOUT_MS = 60_000;

/** A document, as the browser names it. */
export interface TabDocument {
  tab: number;
  frame: number;
  /** Null in browsers that name no documents. */
  document: string | null;
}

const isSame = (a: Omit<TabDocument, 'tab'>, b: Omit<TabDocument, 'tab'>): boolean =>
  a.frame === b.frame && a.document === b.document;

const isExpired = ({ panel, madeAt }: PanelRow, now: number): boolean =>
  panel === null && Math.abs(now - madeAt) >= NONCE_TIMEOUT_MS;

/**
 * Makes a nonce for a panel at this item.
 * @param opener the document that asks; its tab's rights of other documents end here
 * @param now epoch ms
 */
export function createNonce(
  db: Database,
  { key, opener, now }: { key: ItemKey; opener: TabDocument; now: number },
  warn: Warn,
): Promise<PanelRow['nonce']> {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const nonce = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const { tab, frame, document } = opener;
  return db.transaction('rw', db.panels, async () => {
    const known = await db.panels.toArray();
    const rows = parseRows(panelRow, known, 'panels', warn);
    const over = rows.filter(
      (row) => isExpired(row, now) || (row.tab === tab && !isSame(row.opener, { frame, document })),
    );
    await db.panels.bulkDelete(over.map((row) => row.nonce));
    await db.panels.add({ nonce, key, tab, opener: { frame, document }, madeAt: now, panel: null });
    return nonce;
  });
}

/**
 * Binds a panel to the item its nonce was made for. Shown again by the same document (its answer was lost) it answers
 * the same; shown by any other it is worth nothing.
 * @returns null: no such nonce, of another tab, used, or expired; or this document is bound already
 */
export function bindPanel(
  db: Database,
  { nonce, panel, now }: { nonce: string; panel: TabDocument; now: number },
  warn: Warn,
): Promise<ItemKey | null> {
  const { tab, frame, document } = panel;
  return db.transaction('rw', db.panels, async () => {
    const found = await db.panels.get(nonce);
    const [row] = found ? parseRows(panelRow, [found], 'panels', warn) : [];
    // The page itself is frame 0: a panel that stands alone in a tab was framed by nobody.
    if (!row || row.tab !== tab || frame === 0 || isExpired(row, now)) return null;
    if (row.panel) return isSame(row.panel, { frame, document }) ? row.key : null;
    // Where browsers name no documents, it may be the next one in the same frame.
    if (document !== null && (await panelKey(db, panel, warn)) !== null) return null;
    await db.panels.put({ ...row, panel: { frame, document } });
    return row.key;
  });
}

/** The item this panel is bound to; null: to none. */
export async function panelKey(
  db: Database,
  { tab, frame, document }: TabDocument,
  warn: Warn,
): Promise<ItemKey | null> {
  const rows = parseRows(panelRow, await db.panels.where('tab').equals(tab).toArray(), 'panels', warn);
  const bound = rows.filter(({ panel }) => panel !== null && isSame(panel, { frame, document }));
  // Where browsers name no documents, a frame of the same number is the latest one.
  bound.sort((a, b) => b.madeAt - a.madeAt);
  return bound[0]?.key ?? null;
}

/** The panel's document is gone, and its right with it. */
export async function releasePanel(db: Database, panel: TabDocument, warn: Warn): Promise<void> {
  const rows = parseRows(panelRow, await db.panels.where('tab').equals(panel.tab).toArray(), 'panels', warn);
  const gone = rows.filter((row) => row.panel !== null && isSame(row.panel, panel));
  await db.panels.bulkDelete(gone.map(({ nonce }) => nonce));
}
