/** Who asks: decided by what the browser says of the sender, never by the message. */
import { hostOf, type ItemKey } from '../../domain/item-key';
import { publicTracker } from '../../domain/key';
import { isOwn } from '../../domain/own-host';
import { type Registry, TRACKERS } from '../../domain/trackers';
import type { Request, Settings } from './protocol';

/** As the browser fills it in. `origin` is missing in older Firefox. */
export interface Sender {
  id?: string;
  url?: string;
  origin?: string;
  tab?: { id?: number };
}

/** `page`: one of our own pages. Else the host whose page a content script runs in. */
export type SenderIdentity = { kind: 'page' } | { kind: 'content'; host: string; origin: string };

export interface Self {
  /** The extension's id. */
  id: string;
  /** Address of the extension's root, with its last slash. */
  root: string;
}

/** Null: nobody who may ask anything. */
export function identifySender(sender: Sender, self: Self): SenderIdentity | null {
  if (sender.id !== self.id || !sender.url) return null;
  if (sender.url.startsWith(self.root)) return { kind: 'page' };
  const url = URL.parse(sender.url);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return null;
  // A sandboxed frame has the address of its page, but not its origin.
  if (sender.origin !== undefined && sender.origin !== url.origin) return null;
  return { kind: 'content', host: url.host, origin: url.origin };
}

/** Whether it is one of ours, or a page of a public tracker. Any other has to be one that was added: `isOwn`. */
export const isTrustedSender = (who: SenderIdentity, trackers: Registry = TRACKERS): boolean =>
  who.kind === 'page' || (publicTracker(who.host, trackers) !== null && who.origin.startsWith('https:'));

/** What of the settings is the asker's business: a page of one site learns of no other. */
export function settingsFor(who: SenderIdentity, { hiddenOn, ownHosts, overHttp }: Settings): Settings {
  if (who.kind === 'page') return { hiddenOn, ownHosts, overHttp };
  const mine = (host: string) => host === who.host;
  return {
    hiddenOn: hiddenOn.filter(mine),
    ownHosts: isOwn(who.origin, { ownHosts, overHttp }) ? { [who.host]: ownHosts[who.host]! } : {},
    overHttp: overHttp.filter(mine),
  };
}

export const mayTouch = (who: SenderIdentity, key: ItemKey): boolean =>
  who.kind === 'page' || who.host === hostOf(key);

export function mayAsk(who: SenderIdentity, request: Request): boolean {
  switch (request.type) {
    case 'see':
      return request.seen.every(({ key }) => mayTouch(who, key));
    case 'act':
      return mayTouch(who, request.key);
    case 'moved':
      return who.kind === 'content' && mayTouch(who, request.from) && mayTouch(who, request.to);
    case 'settings':
      return true;
    case 'run':
      return who.kind === 'content';
    case 'set':
    case 'lists':
    case 'counts':
    case 'recent':
    case 'token':
    case 'tokens':
    case 'tokens-told':
      return who.kind === 'page';
  }
}
