/** Who asks: decided by what the browser says of the sender, never by the message. */
import { type Draft, draftId } from '../../domain/draft';
import { hostOf, type ItemKey } from '../../domain/item-key';
import { publicTracker } from '../../domain/key';
import { isOwn } from '../../domain/own-host';
import { type Registry, TRACKERS } from '../../domain/trackers';
import type { TabDocument } from '../panel-rights';
import type { Request, Settings } from './protocol';

/** As the browser fills it in. `origin` is missing in older Firefox, `documentId` in every Firefox so far. */
export interface Sender {
  id?: string;
  url?: string;
  origin?: string;
  tab?: { id?: number };
  frameId?: number;
  documentId?: string;
}

export type SenderIdentity =
  /** One of our own pages that stands alone, in a tab or as the popup. */
  | { kind: 'own-page' }
  /** Our panel in a tab. `key`: the item it is bound to; null: to none yet. */
  | { kind: 'panel'; document: TabDocument; key: ItemKey | null }
  /** The host whose page a content script runs in. */
  | { kind: 'content'; host: string; origin: string };

export interface Self {
  /** The extension's id. */
  id: string;
  /** Address of the extension's root, with its last slash. */
  root: string;
}

const PANEL_PAGE = 'panel.html';

/**
 * Null: nobody who may ask anything. A panel is told apart by its address alone; what it is bound to, the server knows.
 */
export function identifySender(sender: Sender, self: Self): SenderIdentity | null {
  if (sender.id !== self.id || !sender.url) return null;
  const url = URL.parse(sender.url);
  if (sender.url.startsWith(self.root)) {
    const document = documentOf(sender);
    if (url?.pathname === `/${PANEL_PAGE}`) return document && { kind: 'panel', document, key: null };
    // No other page of ours is made to stand in a frame.
    return document && document.frame !== 0 ? null : { kind: 'own-page' };
  }
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return null;
  // A sandboxed frame has the address of its page, but not its origin.
  if (sender.origin !== undefined && sender.origin !== url.origin) return null;
  return { kind: 'content', host: url.host, origin: url.origin };
}

/** The document a message came from; null: it came from no tab. */
export function documentOf({ tab, frameId, documentId }: Sender): TabDocument | null {
  return tab?.id === undefined ? null : { tab: tab.id, frame: frameId ?? 0, document: documentId ?? null };
}

/** Whether it is one of ours, or a page of a public tracker. Any other has to be one that was added: `isOwn`. */
export const isTrustedSender = (who: SenderIdentity, trackers: Registry = TRACKERS): boolean =>
  who.kind !== 'content' || (publicTracker(who.host, trackers) !== null && who.origin.startsWith('https:'));

/** What of the settings is the asker's business: a page of one site learns of no other. */
export function settingsFor(who: SenderIdentity, { hiddenOn, ownHosts, overHttp }: Settings): Settings {
  if (who.kind === 'own-page') return { hiddenOn, ownHosts, overHttp };
  if (who.kind === 'panel') return { hiddenOn: [], ownHosts: {}, overHttp: [] };
  const mine = (host: string) => host === who.host;
  return {
    hiddenOn: hiddenOn.filter(mine),
    ownHosts: isOwn(who.origin, { ownHosts, overHttp }) ? { [who.host]: ownHosts[who.host]! } : {},
    overHttp: overHttp.filter(mine),
  };
}

/** Whether it may read and act on this item. */
export function mayTouch(who: SenderIdentity, key: ItemKey): boolean {
  switch (who.kind) {
    case 'own-page':
      return true;
    case 'panel':
      return who.key === key;
    case 'content':
      return who.host === hostOf(key);
  }
}

export function mayAsk(who: SenderIdentity, request: Request): boolean {
  switch (request.type) {
    case 'see':
      // A panel sees no page: it has nothing to tell of an item.
      return request.seen.every(
        (seen) => mayTouch(who, seen.key) && (who.kind !== 'panel' || Object.keys(seen).length === 1),
      );
    case 'act':
      return mayTouch(who, request.key);
    case 'moved':
      return who.kind === 'content' && mayTouch(who, request.from) && mayTouch(who, request.to);
    case 'settings':
      return who.kind !== 'panel';
    case 'run':
      return who.kind === 'content';
    case 'panel':
      return who.kind === 'content' && mayTouch(who, request.key);
    case 'show-nonce':
      // Also one that is bound: the answer may have been lost. Another nonce gets it nothing (storage/panel-rights.ts).
      return who.kind === 'panel';
    case 'save-draft':
      return mayDraft(who, request.draft.id, request.draft.key);
    case 'drop-draft':
      return mayDraft(who, request.id, who.kind === 'panel' ? who.key : null);
    case 'drafts':
      return who.kind === 'own-page' || (who.kind === 'panel' && who.key !== null && request.key === who.key);
    case 'set':
    case 'lists':
    case 'counts':
    case 'recent':
    case 'token':
    case 'tokens':
    case 'tokens-told':
    case 'data':
    case 'set-backup':
    case 'backup-news':
    case 'backup-told':
    case 'delete-migration-backup':
    case 'find-words':
      return who.kind === 'own-page';
  }
}

/** A panel has one draft, that of its item's field. */
const mayDraft = (who: SenderIdentity, id: Draft['id'], key: ItemKey | null): boolean =>
  who.kind === 'own-page' ||
  (who.kind === 'panel' &&
    who.key !== null &&
    key === who.key &&
    id === draftId({ type: 'step', key: who.key }));
