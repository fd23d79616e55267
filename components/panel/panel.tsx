/** The framed page: takes its port, learns what item it is for, and shows the field. It opens no database. */
import { render } from 'preact';
import type { Draft } from '../../domain/draft';
import { draftId } from '../../domain/draft';
import type { ItemKey } from '../../domain/key';
import { type RpcClient, supersedes } from '../../storage/rpc/client';
import type { Action, Answer, ItemView, Refusal } from '../../storage/rpc/protocol';
import type { Theme } from '../overlay/tracker-contract';
import { createDraftKeeper } from '../ui/draft-keeper';
import { refusalText } from '../wording/refusal-text';
import { Editor } from './editor';
import { type FromPanel, PORT_MESSAGE, type ToPanel } from './panel-port';
import { keptDraft } from './step-draft';

interface Options {
  window: Window & typeof globalThis;
  /** Where it is drawn. */
  root: HTMLElement;
  /** Connects to the background. Called once the panel has a right to be answered. */
  rpc: RpcClient;
  /** Epoch ms. */
  now: () => number;
  signal: AbortSignal;
}

/**
 * One closure: what comes through the port, from the field and from the background changes the one item that is drawn.
 */
export function startPanel({ window, root, rpc, now, signal }: Options): void {
  const { document } = window;
  let editor: Editor | null = null;
  const drafts = createDraftKeeper({ rpc, window, signal });
  let port: MessagePort | null = null;
  let key: ItemKey | null = null;
  let view: ItemView | null = null;
  let draft: Draft | null = null;
  let reason: string | null = null;
  let isFocusLost = false;
  let trouble: Refusal | null = null;
  /** Settles once the item is known, or won't be. */
  let opened: Promise<void> = Promise.resolve();
  /** Settles once the last act is answered. */
  let acted: Promise<unknown> = Promise.resolve();

  const send = (message: FromPanel) => port?.postMessage(message);

  function draw(): void {
    render(
      <>
        <Editor
          onMount={(mounted) => {
            editor = mounted;
          }}
          view={view}
          reason={reason}
          now={now()}
          draft={draft}
          isFocusLost={isFocusLost}
          onDraft={(left) => {
            if (!view) return;
            if (left) drafts.keep(keptDraft(view, left, now()));
            else drafts.drop(draftId({ type: 'step', key: view.key }));
          }}
          onEarlyKey={() => send({ type: 'focused' })}
          onAct={act}
          onClose={(code) => {
            drafts.flush();
            send({ type: 'close', code });
          }}
        />
        {trouble && (
          <p class="fault trouble" role="alert">
            {refusalText(trouble)}
          </p>
        )}
      </>,
      root,
    );
  }

  async function act(action: Action, id: string): Promise<Refusal | null> {
    if (key === null) return { code: 'wrong-nonce', params: [] };
    const asked = rpc.act(key, action, id);
    acted = asked;
    const answer = await asked;
    if (!answer.ok) {
      if (answer.error.view) take(answer.error.view);
      return answer.error;
    }
    take(answer.value.view);
    send({ type: 'did', key, action, reply: answer.value });
    return null;
  }

  function take(news: ItemView): void {
    if (news.key !== key || (view && !supersedes(news, view))) return;
    view = news;
    trouble = null;
    draw();
  }

  /** Learns the item, and only then shows anything of it. */
  async function open(nonce: string): Promise<void> {
    const shown = await rpc.ask({ type: 'show-nonce', nonce });
    if (!shown.ok) return complain(shown);
    const { key: mine } = shown.value.view;
    key = mine;
    const name = draftId({ type: 'step', key: mine });
    draft = shown.value.drafts.find(({ id }) => id === name) ?? null;
    if (draft) drafts.adopt(draft);
    rpc.onPush((push) => {
      if (push.type === 'changed') push.views.forEach(take);
      else if (push.type === 'connected')
        void rpc.see([{ key: mine }]).then((again) => again.ok && again.value.forEach(take));
    }, signal);
    take(shown.value.view);
  }

  function complain(answer: Answer<unknown>): void {
    if (answer.ok) return;
    trouble = answer.error;
    draw();
  }

  /** @param isAsked the frame may not have the focus yet */
  function focusField(isAsked: boolean): void {
    isFocusLost = false;
    draw();
    // From inside: keys go on to the page, where they are kept, until they come here. Asked for from outside, the
    // page has the focus no more before the field has it, and Chromium drops the keys of that moment.
    editor?.focusAndAwaitKeys();
    whenPainted(() => {
      if (document.hasFocus()) send({ type: 'focused' });
      else if (isAsked) send({ type: 'unfocused' });
    });
  }

  async function leave(): Promise<void> {
    await opened;
    // One act may follow another: a text is rewritten, and then started.
    for (let last: unknown = null; last !== acted; ) {
      last = acted;
      await acted;
      await new Promise((resolve) => window.setTimeout(resolve));
    }
    drafts.flush();
    await drafts.settled();
    send({ type: 'left' });
  }

  function hear(message: ToPanel): void {
    switch (message.type) {
      case 'open':
        applyTheme(document, message.theme);
        reason = message.reason;
        opened = open(message.nonce);
        return;
      case 'theme':
        applyTheme(document, message.theme);
        return;
      case 'reason':
        reason = message.reason;
        draw();
        return;
      case 'room':
        document.documentElement.style.setProperty('--foothold-room', `${message.height}px`);
        return;
      case 'typed':
        editor?.type(message.keys, message.isLeft);
        return;
      case 'focus':
        // A text without its item has no draft. Until then what is typed is kept outside, where a frame that the page
        // removes takes nothing along.
        void opened.then(() => focusField(true));
        return;
      case 'focus-lost':
        isFocusLost = true;
        draw();
        return;
      case 'leave':
        void leave();
    }
  }

  // One port for good: nobody who comes later is heard.
  window.addEventListener(
    'message',
    (event) => {
      const [given] = event.ports;
      if (port || !given || event.source !== window.parent || event.data?.[PORT_MESSAGE] !== true) return;
      port = given;
      port.onmessage = ({ data }) => hear(data as ToPanel);
      send({ type: 'loaded' });
      new window.ResizeObserver(() => {
        send({ type: 'size', width: root.offsetWidth, height: root.offsetHeight });
      }).observe(root);
    },
    { signal },
  );
  // A frame may get the focus while its field has it not (Chromium): the field takes it.
  window.addEventListener('focus', () => focusField(false), { signal });
  signal.addEventListener('abort', () => {
    port?.close();
    render(null, root);
  });
  draw();
}

function applyTheme(document: Document, { scheme, colors, font }: Theme): void {
  const { style } = document.documentElement;
  // A frame of another scheme than its element is painted on an opaque ground.
  style.colorScheme = scheme;
  for (const [name, color] of Object.entries(colors)) style.setProperty(`--foothold-${name}`, color);
  style.setProperty('--foothold-font', font);
}

/** A frame is painted after its animation frames, and before the next task. */
function whenPainted(then: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then();
    port2.postMessage(null);
  });
}
