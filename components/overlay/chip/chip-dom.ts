/** What a chip is made of. Without Preact: every page loads this, and most pages only ever show chips. */

import { FILLED, type IconName, PATHS } from '../../ui/drawings';
import { type MarkName, SHAPES } from '../../wording/age-mark-shapes';
import { type MessageName, t } from '../../wording/messages';
import type { StepKind } from '../../wording/step-state';

export interface ChipElements {
  chip: HTMLElement;
  open: HTMLElement;
  age: HTMLElement;
  /** How long it runs, or who it waits on. */
  note: HTMLElement | null;
  text: HTMLElement | null;
}

const shapes = new Map<string, HTMLElement>();

/** A chip with its texts still to be written. */
export function cloneChip(mark: MarkName, kind: StepKind): ChipElements {
  const name = `${mark} ${kind}`;
  let shape = shapes.get(name);
  if (!shape) {
    shape = drawChip(mark, kind);
    shapes.set(name, shape);
  }
  return chipElements(shape.cloneNode(true) as HTMLElement);
}

export function chipElements(chip: HTMLElement): ChipElements {
  const part = (selector: string) => chip.querySelector<HTMLElement>(selector);
  return { chip, open: part('.open')!, age: part('.age')!, note: part('.lasts'), text: part('.step') };
}

type Attributes = Record<string, string>;

export function createElement(
  name: string,
  attributes: Attributes,
  ...inside: (Node | string)[]
): HTMLElement {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...inside);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

function drawing(size: number, d: string, filled: boolean, more: Attributes): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', d);
  svg.append(path);
  const attributes: Attributes = {
    viewBox: `0 0 ${size} ${size}`,
    width: `${size}`,
    height: `${size}`,
    'aria-hidden': 'true',
    fill: filled ? 'currentColor' : 'none',
    stroke: filled ? 'none' : 'currentColor',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...more,
  };
  for (const [attribute, value] of Object.entries(attributes)) svg.setAttribute(attribute, value);
  return svg;
}

export const createIcon = (name: IconName) =>
  drawing(16, PATHS[name], FILLED.has(name), { class: 'icon', 'stroke-width': '1.8' });

/** Drawings only a chip has. */
const plus = () => drawing(16, 'M8 3.5v9M3.5 8h9', false, { class: 'icon plus', 'stroke-width': '1.6' });
const hourglass = () =>
  drawing(16, 'M4.5 2.5h7M4.5 13.5h7M5.5 2.5v2.2L8 8l2.5-3.3V2.5M5.5 13.5v-2.2L8 8l2.5 3.3v2.2', false, {
    class: 'icon',
    'stroke-width': '1.6',
  });

function button(does: string, label: MessageName, name: IconName): HTMLElement {
  const words = t(label);
  const attributes = { type: 'button', class: 'do', 'data-do': does, tabindex: '-1' };
  return createElement('button', { ...attributes, 'aria-label': words, title: words }, createIcon(name));
}

/** What a person wrote is inert: a page's script would else find it with `window.find`. The button's label says it. */
function drawChip(mark: MarkName, kind: StepKind): HTMLElement {
  const { d, filled } = SHAPES[mark];
  const open = createElement(
    'button',
    { type: 'button', class: `open open-${kind}`, 'data-do': 'open', 'aria-haspopup': 'dialog' },
    drawing(12, d, filled, { class: `mark mark-${mark}`, 'stroke-width': '1.6' }),
    createElement('span', { class: `age age-${mark}` }),
    // Spaces between what is drawn apart: without them it is one word to whoever reads it.
    ' ',
  );
  const chip = createElement('div', { role: 'group', class: 'chip' }, open);
  if (kind === 'none') {
    open.append(plus());
    return chip;
  }
  if (kind === 'started' || kind === 'waiting') {
    const lasts = createElement('bdi', { class: 'lasts', inert: '' });
    const drawn = kind === 'started' ? createIcon('start') : hourglass();
    open.append(createElement('span', { class: `state state-${kind}` }, drawn, lasts), ' ');
  }
  open.append(createElement('bdi', { class: 'step', dir: 'auto', inert: '' }));
  chip.append(
    kind === 'started' ? button('toggle', 'actPause', 'pause') : button('toggle', 'actStart', 'start'),
  );
  if (kind === 'started') chip.append(button('finish', 'actFinish', 'finish'));
  return chip;
}
