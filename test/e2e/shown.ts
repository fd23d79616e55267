/** What Foothold shows a person on a page, whichever build it is, also in tabs that are not in front. */
import type { Page } from '@playwright/test';
import type { Foothold } from '../fixture';
import { panelFrameOf } from '../panel';
import { type Inside, insideOf } from './inside';

export interface Spot {
  label: string;
  /** Its middle, viewport px. */
  x: number;
  y: number;
}

export interface Chip {
  /** `#12`: the item it says it is about. */
  name: string;
  text: string;
  /** What a screen reader is told. */
  label: string;
  open: Spot;
  toggle: Spot | null;
  finish: Spot | null;
}

export interface Editor {
  label: string;
  value: string;
  focused: boolean;
}

export interface Toast {
  text: string;
  about: string;
  buttons: Spot[];
}

interface Seen {
  chips: Chip[];
  toast: Toast | null;
}

export interface Shown {
  chip(name: string): Promise<Chip | null>;
  editor(): Promise<Editor | null>;
  toast(): Promise<Toast | null>;
  inside: Inside;
}

/** Waits until Foothold runs in the tab. */
export async function shownIn(foothold: Foothold, page: Page): Promise<Shown> {
  const inside = await insideOf(page, foothold.extensionId);
  return {
    inside,
    chip: async (name) => (await inside.run(read)).chips.find((chip) => chip.name === name) ?? null,
    async editor() {
      const panel = await panelFrameOf(page);
      // It may go while it is read.
      return (await panel?.evaluate(readEditor).catch(() => null)) ?? null;
    },
    toast: async () => (await inside.run(read)).toast,
  };
}

/** In the extension's world. */
declare const chrome: { dom: { openOrClosedShadowRoot(element: Element): ShadowRoot } };

/** Self-contained: its source is sent to the tab. */
function read(): Seen {
  const words = (element: Element | null | undefined) =>
    (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const spot = (element: Element): Spot => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { label: element.ariaLabel ?? words(element), x: x + width / 2, y: y + height / 2 };
  };
  const spots = (all: Iterable<Element>) => [...all].map(spot);
  const chips = [...document.querySelectorAll('foothold-chip')].flatMap((host): Chip[] => {
    const chip = chrome.dom.openOrClosedShadowRoot(host).querySelector('.chip:not([hidden])');
    const button = (name: string) => {
      const found = chip?.querySelector(`[data-do=${name}]`);
      return found ? spot(found) : null;
    };
    const open = button('open');
    if (!chip || !open) return [];
    const name = (chip.ariaLabel ?? '').replace('Foothold: ', '');
    const texts = [...chip.querySelectorAll('.age, .note, .step')].map(words);
    return [
      {
        name,
        text: texts.join(' '),
        label: open.label,
        open,
        toggle: button('toggle'),
        finish: button('finish'),
      },
    ];
  });
  const layer = document.querySelector('foothold-toast');
  const root = layer && chrome.dom.openOrClosedShadowRoot(layer);
  const toast = root?.querySelector('.toast');
  return {
    chips,
    toast: toast
      ? {
          text: words(toast.querySelector('p')),
          about: words(toast.querySelectorAll('p')[1]),
          buttons: spots(toast.querySelectorAll('button')),
        }
      : null,
  };
}

/** In the framed page. */
function readEditor(): Editor | null {
  const field = document.querySelector<HTMLTextAreaElement>('#step');
  return (
    field && {
      label: document.querySelector('.editor')?.ariaLabel ?? '',
      value: field.value,
      focused: document.activeElement === field && document.hasFocus(),
    }
  );
}
