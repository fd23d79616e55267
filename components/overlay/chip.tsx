/**
 * One chip: `43d`, the next step, start. Rows come and go by the hundred while a list scrolls, so a chip is not
 * rendered but cloned: each shape is rendered once (by Preact, below) and kept; then only texts are written.
 */
import { render } from 'preact';
import { shortName } from '../../domain/key';
import { ageLabel, longLength, shortLength, untilNextLabel } from '../steps/age';
import { Mark, type MarkName } from '../steps/mark';
import { type Kind, kindOf, nextStep, ranFor } from '../steps/state';
import { Icon } from '../ui/icons';
import { t } from '../ui/text';
import { Plus, Wait } from './icons';
import { type Shown, whyOf } from './known';
import type { Room } from './room';

/** What its buttons do; `toggle` starts or pauses the next step. */
export type ChipAct = 'open' | 'toggle' | 'finish' | 'undo';

export interface Chip {
  show(shown: Shown | null, now: number): void;
  /** Null: nowhere. @param origin where the host is, viewport px */
  put(room: Room | null, origin: { x: number; y: number }): void;
  /** Quiet things may be seen while the pointer is over its row. */
  near(is: boolean): void;
  focus(): void;
  box(): DOMRect | null;
  /** When a label reads otherwise, ms from `now` of the last `show`. */
  until: number;
  /** The width it needs at least, to show its age and whether a step runs, px. */
  least: number;
}

/** Beside its least width, what a text needs to be worth showing, px. */
const TEXT_LEAST = 60;

export function makeChip(root: ShadowRoot, act: (name: ChipAct) => void): Chip {
  let shape = '';
  let parts: Parts | null = null;
  let isNear = false;
  let room: Room | null = null;
  let origin = { x: 0, y: 0 };
  let least = 0;

  root.addEventListener('click', (event) => {
    const name = doOf(event.target);
    if (name) act(name);
  });
  root.addEventListener('keydown', (event) => onKey(event as KeyboardEvent, root, act));

  function become(mark: MarkName, kind: Kind): Parts {
    const next = `${mark} ${kind}`;
    if (parts && shape === next) return parts;
    const focused = doOf(root.activeElement);
    shape = next;
    parts = clone(mark, kind);
    if (parts) root.replaceChildren(parts.chip);
    place();
    parts.chip.classList.toggle('near', isNear);
    if (focused) (root.querySelector<HTMLElement>(`[data-do=${focused}]`) ?? parts.open).focus();
    return parts;
  }

  function place(): void {
    if (!parts) return;
    const { chip } = parts;
    chip.hidden = room === null;
    if (!room) return;
    chip.className = `chip ${room.side}${room.covers ? ' covers' : ''}${room.width < least + TEXT_LEAST ? ' tiny' : ''}`;
    chip.style.maxWidth = `${room.width}px`;
    chip.style.transform = `translate(${round(room.x - origin.x)}px, ${round(room.middle - 10 - origin.y)}px)`;
  }

  return {
    until: Number.POSITIVE_INFINITY,
    get least() {
      return least;
    },
    show(shown, now) {
      if (!shown) {
        shape = '';
        parts = null;
        root.replaceChildren();
        this.until = Number.POSITIVE_INFINITY;
        return;
      }
      const { view } = shown;
      const age = ageLabel(view.facts, now, whyOf(shown));
      const step = nextStep(view);
      const kind = kindOf(step);
      const { chip, open, ...texts } = become(age.mark, kind);
      const ran = step && kind === 'started' ? ranFor(step, now) : null;
      // Mark, gaps and padding, then what a figure of this font takes; a running or waiting step has a pill.
      least = 24 + age.short.length * 7 + (texts.note ? 24 : 0);
      const note = kind === 'waiting' ? step!.waitingOn : ran === null ? null : shortLength(ran);
      write(texts.age, age.short);
      if (texts.note) write(texts.note, note!);
      if (texts.text) write(texts.text, step!.text);
      const words = [step ? stateWords(kind, ran, step.waitingOn) : null, age.spoken]
        .filter(Boolean)
        .join(t('chipJoin'));
      // What is seen comes first: who speaks to the computer says what is seen.
      const seen = [age.short, note, step?.text].filter(Boolean).join(' ');
      const label = t(shown.asked ? (step ? 'chipOpen' : 'chipAdd') : 'chipSays', seen, words);
      if (open.ariaLabel !== label) {
        open.ariaLabel = label;
        open.title = step ? `${step.text}\n${words}` : words;
        chip.ariaLabel = t('chipGroup', shortName(view.key));
      }
      this.until = Math.min(
        age.shown === null ? Number.POSITIVE_INFINITY : untilNextLabel(age.shown),
        ran === null ? Number.POSITIVE_INFINITY : untilNextLabel(ran),
      );
    },
    put(to, from) {
      room = to;
      origin = from;
      place();
      parts?.chip.classList.toggle('near', isNear);
    },
    near(is) {
      isNear = is;
      parts?.chip.classList.toggle('near', is);
    },
    focus: () => parts?.open.focus({ preventScroll: false }),
    box: () => (parts && !parts.chip.hidden ? parts.chip.getBoundingClientRect() : null),
  };
}

function stateWords(kind: Kind, ran: number | null, on: string | null): string {
  if (kind === 'started') return t('chipStarted', longLength(ran ?? 0));
  if (kind === 'waiting') return t('chipWaiting', on ?? '');
  return t(kind === 'paused' ? 'chipPaused' : 'chipNext');
}

const doOf = (target: EventTarget | null): ChipAct | null =>
  ((target as Element | null)?.closest<HTMLElement>('[data-do]')?.dataset.do as ChipAct | undefined) ?? null;

/** One tab stop a chip; the arrows move within it. */
function onKey(event: KeyboardEvent, root: ShadowRoot, act: (name: ChipAct) => void): void {
  if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
    event.preventDefault();
    act('undo');
    return;
  }
  const step = { ArrowRight: 1, ArrowLeft: -1, Home: -9, End: 9 }[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = [...root.querySelectorAll<HTMLElement>('button')].filter((one) => one.offsetWidth > 0);
  const at = buttons.indexOf(root.activeElement as HTMLElement);
  const way = getComputedStyle(root.firstElementChild!).direction === 'rtl' ? -step : step;
  buttons[Math.max(0, Math.min(buttons.length - 1, at + way))]?.focus();
  event.preventDefault();
}

interface Parts {
  chip: HTMLElement;
  open: HTMLElement;
  age: HTMLElement;
  /** How long it runs, or who it waits on. */
  note: HTMLElement | null;
  text: HTMLElement | null;
}

const shapes = new Map<string, HTMLElement>();

function clone(mark: MarkName, kind: Kind): Parts {
  const name = `${mark} ${kind}`;
  let shape = shapes.get(name);
  if (!shape) {
    const made = document.createElement('div');
    render(<Shape mark={mark} kind={kind} />, made);
    shape = made.firstElementChild as HTMLElement;
    shapes.set(name, shape);
  }
  const chip = shape.cloneNode(true) as HTMLElement;
  const part = (selector: string) => chip.querySelector<HTMLElement>(selector);
  return { chip, open: part('.open')!, age: part('.age')!, note: part('.lasts'), text: part('.step') };
}

/** What a person wrote is inert: a page's script would else find it with `window.find`. The button's label says it. */
function Shape({ mark, kind }: { mark: MarkName; kind: Kind }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form
    <div role="group" class="chip">
      <button type="button" class={`open open-${kind}`} data-do="open" aria-haspopup="dialog">
        <Mark name={mark} />
        {/* Spaces between what is drawn apart: without them it is one word to whoever reads it. */}
        <span class={`age age-${mark}`} /> {kind === 'none' && <Plus />}
        {(kind === 'started' || kind === 'waiting') && (
          <span class={`state state-${kind}`}>
            {kind === 'started' ? <Icon name="start" /> : <Wait />}
            <bdi class="lasts" inert />
          </span>
        )}{' '}
        {kind !== 'none' && <bdi class="step" dir="auto" inert />}
      </button>
      {kind !== 'none' && (
        <button
          type="button"
          class="do"
          data-do="toggle"
          tabIndex={-1}
          aria-label={t(kind === 'started' ? 'actPause' : 'actStart')}
          title={t(kind === 'started' ? 'actPause' : 'actStart')}
        >
          <Icon name={kind === 'started' ? 'pause' : 'start'} />
        </button>
      )}
      {kind === 'started' && (
        <button
          type="button"
          class="do"
          data-do="finish"
          tabIndex={-1}
          aria-label={t('actFinish')}
          title={t('actFinish')}
        >
          <Icon name="finish" />
        </button>
      )}
    </div>
  );
}

const write = (element: HTMLElement, text: string) => {
  if (element.textContent !== text) element.textContent = text;
};

const round = (px: number) => Math.round(px * 2) / 2;
