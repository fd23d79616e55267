/**
 * What a content script and the panel it framed say to each other, through a port of their own that the page never
 * holds. Types only, and one word: the page can send no such port that would get it anything (storage/panel-rights.ts).
 */
import type { ItemKey } from '../../domain/key';
import type { Action, ActionReply } from '../../storage/rpc/protocol';
import type { Theme } from '../overlay/tracker-contract';

/** The first message to a panel, with its end of the port: `{ [PORT_MESSAGE]: true }`. */
export const PORT_MESSAGE = 'foothold-panel';

/** A key that was pressed before the panel's field had the focus. */
export interface TypedKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}

export type ToPanel =
  /** What it is for. `reason`: why something of the item's ages is unknown, in words. */
  | { type: 'open'; nonce: string; theme: Theme; reason: string | null }
  /**
   * Typed while its field had not the focus: it goes before what was typed into it since.
   * `isLeft`: some of it was typed for a panel of this item that was left before it was there.
   */
  | { type: 'typed'; keys: TypedKey[]; isLeft: boolean }
  /** The field takes the focus, and says whether it could. */
  | { type: 'focus' }
  | { type: 'theme'; theme: Theme }
  | { type: 'reason'; reason: string | null }
  /** So high it may be, px; what is more scrolls. */
  | { type: 'room'; height: number }
  /** The page took the focus away, again and again. */
  | { type: 'focus-lost' }
  /** It is no more seen, and goes once it says that all it was given is kept. */
  | { type: 'leave' };

export type FromPanel =
  /** Its script runs. */
  | { type: 'loaded' }
  /** Its field has the focus, and was painted, or gets keys. What was typed until then is waited for, be it nothing. */
  | { type: 'focused' }
  /** It could not take the focus by itself. */
  | { type: 'unfocused' }
  /** Of its content, px. */
  | { type: 'size'; width: number; height: number }
  /** Something was done: the page's toast says so. */
  | { type: 'did'; key: ItemKey; action: Action; reply: ActionReply }
  /** All it was given is saved, or kept as a draft. */
  | { type: 'left' }
  /** @param code of the key that closed it, whose release must not reach the page; null: no key did */
  | { type: 'close'; code: string | null };
