/** What came of an act, with its way back. Goes by itself, but not from under a pointer or the focus. */
import { t } from '../../wording/messages';
import { createElement, createIcon } from '../chip/chip-dom';
import { type ShadowHosts, TOAST } from '../placement/shadow-host';
import type { ToastMessage } from './actions';
import css from './toast.css?inline';

/** Long enough to read a sentence twice and reach for the button. */
const STAY_MS = 9000;
/** How long it stays after it was let go of. */
const STAY_ON_MS = 2500;

export interface Toast {
  show(message: ToastMessage): void;
  hide(): void;
  /** The page took it away. */
  heal(): void;
  isOurs(node: Node): boolean;
}

interface Options {
  window: Window & typeof globalThis;
  hosts: ShadowHosts;
  signal: AbortSignal;
}

export function createToast({ window, hosts, signal }: Options): Toast {
  const { document } = window;
  let made: { host: HTMLElement; root: ShadowRoot; spoken: HTMLElement } | null = null;
  let box: HTMLElement | null = null;
  let timer = 0;

  function make() {
    const { host, root } = hosts.make(TOAST, css);
    const spoken = createElement('div', { class: 'spoken', role: 'status' });
    root.append(spoken);
    return { host, root, spoken };
  }

  function hide(): void {
    window.clearTimeout(timer);
    box?.remove();
    box = null;
    if (made) made.spoken.textContent = '';
  }

  function leave(): void {
    if (box?.matches(':hover, :focus-within')) timer = window.setTimeout(leave, STAY_ON_MS);
    else hide();
  }

  function show(message: ToastMessage): void {
    if (signal.aborted) return;
    made ??= make();
    const { host, root, spoken } = made;
    if (!host.isConnected) document.documentElement.append(host);
    hide();
    box = drawToast(message, hide);
    root.append(box);
    // Anew each time: it comes to lie above dialogs that were opened after it.
    box.showPopover();
    timer = window.setTimeout(leave, STAY_MS);
    // A live region is read when its text changes, not when it comes with one. The step's own words are no part of it:
    // text that is spoken can be found by a page's script (`window.find`).
    const words = [message.text, message.about?.name].filter(Boolean).join(': ');
    window.requestAnimationFrame(() => {
      spoken.textContent = words;
    });
  }

  signal.addEventListener('abort', () => {
    hide();
    made?.host.remove();
    made = null;
  });

  return {
    show,
    hide,
    heal() {
      if (!made || made.host.isConnected || !box) return;
      document.documentElement.append(made.host);
      box.showPopover();
    },
    isOurs: (node) => node === made?.host,
  };
}

function drawToast({ text, about, tone, button }: ToastMessage, hide: () => void): HTMLElement {
  const words = createElement('div', { class: 'words' }, createElement('p', {}, text));
  if (about) {
    const line = createElement('p', { class: 'about' }, `${about.name} `);
    // What a person wrote is inert: a page's script would else find it.
    if (about.step) line.append(createElement('bdi', { dir: 'auto', inert: '', class: 'step' }, about.step));
    words.append(line);
  }
  const box = createElement('div', { class: `toast toast-${tone}`, popover: 'manual' }, words);
  if (button) {
    const element = createElement('button', { type: 'button', class: 'plain' }, button.label);
    element.addEventListener('click', button.run);
    box.append(element);
  }
  const label = t('toastClose');
  const close = createElement(
    'button',
    { type: 'button', class: 'do', 'aria-label': label, title: label },
    createIcon('close'),
  );
  close.addEventListener('click', hide);
  box.append(close);
  return box;
}
