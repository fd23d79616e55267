/** The panel's page in jsdom, asking a real background, and the content script's end of its port. */
import { screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Theme } from '../../../components/overlay/tracker-contract';
import { startPanel } from '../../../components/panel/panel';
import {
  type FromPanel,
  PORT_MESSAGE,
  type ToPanel,
  type TypedKey,
} from '../../../components/panel/panel-port';
import type { ItemKey } from '../../../domain/key';
import { connectRpc } from '../../../storage/rpc/client';
import type { Server } from '../../../storage/rpc/server';
import { IN_TAB, KEY, PANEL, value, world } from '../../unit/storage/world';
import { provideMessages, text } from '../messages';
import { createRuntime } from '../runtime';

export const THEME: Theme = {
  scheme: 'dark',
  colors: { text: 'rgb(1, 2, 3)' } as unknown as Theme['colors'],
  font: 'serif',
};

/** Called with what jsdom can't know: how large something is. */
let tellSizes: (() => void)[] = [];
let closing = new AbortController();
/** Each panel is a document of its own. */
let documents = 0;

beforeEach(() => {
  provideMessages();
  // Nothing is laid out in jsdom: no field grows there, and only the test says that a size changed.
  Object.assign(window, {
    CSS: { supports: () => true },
    ResizeObserver: class {
      constructor(tell: () => void) {
        tellSizes.push(tell);
      }
      observe(): void {}
    },
  });
});
afterEach(() => {
  closing.abort();
  closing = new AbortController();
  tellSizes = [];
  document.body.replaceChildren();
});

export const tellSize = (): void => {
  for (const tell of tellSizes) tell();
};

export const keys = (typed: string): TypedKey[] =>
  [...typed].map((key) => ({ key: key === '\n' ? 'Enter' : key, ctrlKey: false, metaKey: false }));

/** Gives the window a port, as the content script around it does. */
export function givePort(
  source: Window | null = window.parent,
  data: unknown = { [PORT_MESSAGE]: true },
  handsOver = true,
) {
  const { port1, port2 } = new MessageChannel();
  const heard: FromPanel[] = [];
  port1.onmessage = ({ data }: MessageEvent<FromPanel>) => {
    heard.push(data);
    // As the content script does: whatever was typed on the way, be it nothing.
    if (data.type === 'focused' && handsOver) port1.postMessage({ type: 'typed', keys: [], isLeft: false });
  };
  const given = new MessageEvent('message', { data, source });
  Object.defineProperty(given, 'ports', { value: [port2] });
  window.dispatchEvent(given);
  closing.signal.addEventListener('abort', () => port1.close());
  return { heard, send: (message: ToPanel) => port1.postMessage(message) };
}

interface Given {
  background?: ReturnType<typeof world>;
  key?: ItemKey;
  /** Another one than was made for it. */
  nonce?: string;
  /** What answers; the background's own server where nothing else is given. */
  server?: Pick<Server, 'answer' | 'join'>;
  /** False: the test hands over what was typed on the way. */
  handsOver?: boolean;
  /** What happens to the page before its own port comes. */
  before?: () => void;
}

/** A panel that has its port, and was not told yet what it is for. */
export async function loadPanel({
  background = world(),
  key = KEY,
  nonce,
  server,
  handsOver,
  before,
}: Given = {}) {
  const made = value(await background.ask({ type: 'panel', key }, IN_TAB)).nonce;
  const root = document.body.appendChild(document.createElement('div'));
  const { signal } = closing;
  documents += 1;
  const sender = { ...PANEL, documentId: `panel ${documents}` };
  const rpc = connectRpc({ signal, browser: createRuntime(server ?? background.server, sender) });
  startPanel({ window, root, rpc, now: () => background.clock.now, signal });
  before?.();
  const port = givePort(undefined, undefined, handsOver);
  return {
    ...port,
    background,
    sender,
    root,
    user: userEvent.setup({ delay: null }),
    open: () => port.send({ type: 'open', nonce: nonce ?? made, theme: THEME, reason: null }),
    /** Until the content script is told this. */
    until: (type: FromPanel['type']) =>
      waitFor(() => {
        const found = port.heard.find((message) => message.type === type);
        expect(found).toBeDefined();
        return found!;
      }),
    drafts: async () => value(await background.ask({ type: 'drafts', key: null })),
    /** What was done to the item, in order. */
    done: () =>
      background.store.read(async (db) =>
        (await db.events.toArray()).map(({ what }) =>
          'text' in what && what.text !== null ? `${what.type} ${what.text}` : what.type,
        ),
      ),
  };
}

/** A panel at its item, with the focus. */
export async function openPanel(given: Given = {}) {
  const panel = await loadPanel(given);
  panel.open();
  await waitFor(() => expect(panel.root.querySelector('.head')).not.toBeNull());
  panel.send({ type: 'focus' });
  await waitFor(() => expect(document.activeElement).toBe(field()));
  return panel;
}

/** The document goes, in the middle of whatever it did. */
export async function removePanel(): Promise<void> {
  window.dispatchEvent(new Event('pagehide'));
  closing.abort();
  closing = new AbortController();
  document.body.replaceChildren();
}

export const field = () => screen.getByRole('textbox') as HTMLTextAreaElement;
export const button = (name: string | RegExp) => screen.getByRole('button', { name });
export const alert = () => screen.queryByRole('alert');
export const untilText = (wanted: string) => waitFor(() => expect(field().value).toBe(wanted));
export { text };
