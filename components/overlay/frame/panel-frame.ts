/**
 * Puts the panel into the page: the extension's own page in a frame, in a closed root, in the top layer. The page sees
 * one element and no frame, and none of what is typed into it (PLATFORM: "A page of the extension in a frame").
 */

import { type FromPanel, PORT_MESSAGE, type ToPanel } from '../../panel/panel-port';
import type { ShadowHosts } from '../placement/shadow-host';
import { PANEL } from '../placement/shadow-host';
import type { Theme } from '../tracker-contract';
import css from './frame.css?inline';

/** A panel that is left, and doesn't say by then that all is kept, goes all the same. */
const LEAVE_TIMEOUT_MS = 3000;

export interface PanelFrame {
  host: HTMLElement;
  /** What stands in the top layer, to be placed. */
  box: HTMLElement;
  /** Where it hangs in the page: another place would load it anew. */
  parent: Element;
  /** Resolves when the panel's script runs. */
  loaded: Promise<void>;
  send(message: ToPanel): void;
  show(): void;
  /** Gives the frame the focus; the panel says when its field has it. */
  focus(): void;
  isShown(): boolean;
  /**
   * It is seen no more at once, and removed when all that was typed into it and handed to it is kept: the panel's
   * process may be behind. Resolves then.
   */
  retire(): Promise<void>;
  /** At once. */
  remove(): void;
}

/** Where the extension's panel page is found, and what origin its messages are of. */
export interface PanelAddress {
  url: string;
  origin: string;
}

export interface ExtensionRuntime {
  id?: string | undefined;
  getURL(path: string): string;
}

/** Chromium's address of the panel changes with every start, and messages still need the extension's own origin. */
export function panelAddress(runtime: ExtensionRuntime): PanelAddress {
  const url = runtime.getURL('panel.html');
  const origin = url.startsWith('chrome-extension:')
    ? `chrome-extension://${runtime.id}`
    : new URL(url).origin;
  return { url, origin };
}

/** What the panel says to whoever opened it. */
export type PanelMessage = Exclude<FromPanel, { type: 'loaded' | 'left' }>;

interface Options {
  document: Document;
  hosts: ShadowHosts;
  address: PanelAddress;
  /** Of the frame's element and its root: where they differ, browsers paint it on an opaque ground. */
  scheme: Theme['scheme'];
  /** Read by screen readers before what is in it. */
  title: string;
  onMessage: (message: PanelMessage) => void;
  /** Its document is another than before. */
  onReloaded: () => void;
}

/** One closure: the elements, the port between them and the way they go. */
export function createPanelFrame({
  document,
  hosts,
  address,
  scheme,
  title,
  onMessage,
  onReloaded,
}: Options): PanelFrame {
  const { host, root } = hosts.make(PANEL, css);
  // `react-focus-lock` leaves what carries this alone.
  host.setAttribute('data-no-focus-lock', '');
  const box = document.createElement('div');
  box.popover = 'manual';
  box.className = 'frame';
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.allow = 'clipboard-write';
  frame.style.colorScheme = scheme;
  frame.src = address.url;
  let port: MessagePort | null = null;
  let onLeft: () => void = () => {};

  const loaded = new Promise<void>((resolve) => {
    frame.addEventListener('load', () => {
      if (port) {
        // The page moved it: what is there now is bound to nothing.
        onReloaded();
        return;
      }
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = ({ data }) => {
        const message = data as FromPanel;
        if (message.type === 'loaded') resolve();
        else if (message.type === 'left') onLeft();
        else onMessage(message);
      };
      frame.contentWindow?.postMessage({ [PORT_MESSAGE]: true }, address.origin, [channel.port2]);
    });
  });
  box.append(frame);
  root.append(box);
  const parent = parentFor(document);
  parent.append(host);

  function remove(): void {
    port?.close();
    port = null;
    host.remove();
    onLeft();
  }

  return {
    host,
    box,
    parent,
    loaded,
    send: (message) => port?.postMessage(message),
    show() {
      if (!box.matches(':popover-open')) box.showPopover();
    },
    focus: () => frame.focus(),
    isShown: () => box.isConnected && box.matches(':popover-open'),
    async retire() {
      // Nothing was ever given to it, or nothing of it is there any more.
      if (port && host.isConnected) {
        // What is typed next is the page's: a frame that is only hidden would keep it.
        frame.blur();
        box.hidePopover();
        const left = new Promise<void>((resolve) => {
          onLeft = resolve;
          setTimeout(resolve, LEAVE_TIMEOUT_MS);
        });
        port.postMessage({ type: 'leave' } satisfies ToPanel);
        await left;
      }
      remove();
    },
    remove,
  };
}

/** A native modal dialog makes everything outside it inert: there the panel stands inside the dialog. */
export function parentFor(document: Document): Element {
  const dialogs = document.querySelectorAll('dialog:modal');
  return dialogs[dialogs.length - 1] ?? document.documentElement;
}
