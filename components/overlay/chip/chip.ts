/**
 * One chip: `43d`, the next step, start. Rows come and go by the hundred while a list scrolls, so a chip is not
 * drawn but cloned: each shape is drawn once and kept (shape.ts); then only texts are written.
 */
import { shortName } from '../../../domain/key';
import type { MarkName } from '../../wording/age-mark-shapes';
import { ageLabel, longLength, shortLength, untilNextLabel } from '../../wording/age-text';
import { t } from '../../wording/messages';
import { type Kind, kindOf, nextStep, ranFor } from '../../wording/step-state';
import type { ItemSnapshot } from '../facts/item-cache';
import type { FreeSpace } from '../placement/free-space';
import { type ChipElements, chipElements, cloneChip } from './chip-dom';

/** What its buttons do; `toggle` starts or pauses the next step. */
export type ChipAction = 'open' | 'toggle' | 'finish' | 'undo';

export interface Chip {
  show(shown: ItemSnapshot | null, now: number): void;
  /** Null: nowhere. @param origin where the host is, viewport px */
  put(room: FreeSpace | null, origin: { x: number; y: number }): void;
  /** Quiet things may be seen while the pointer is over its row. */
  near(is: boolean): void;
  /**
   * Its row is another item's now: nothing of it is drawn until it is put into the room that is left there. (The browser
   * may lay it out before, and would take the two places for a layout shift.)
   */
  leave(): void;
  /** Its row is gone, and its host out of the page: it may become another row's chip. */
  rest(): void;
  /** Something went wrong and nothing else can say it: until what it shows changes. */
  trouble(words: string): void;
  focus(): void;
  box(): DOMRect | null;
  /** When a label reads otherwise, ms from `now` of the last `show`. */
  until: number;
  /** The width it needs at least, to show its age and whether a step runs, px. */
  least: number;
  /** Where it is there is less room than that, or none. */
  cramped: boolean;
}

export type ChipKeyHandler = (
  event: KeyboardEvent,
  root: ShadowRoot,
  act: (name: ChipAction) => void,
) => void;

/** Beside its least width, what a text needs to be worth showing, px. */
const TEXT_LEAST = 60;
/** What a button takes, px. */
const BUTTON = 21;

/** @param onKey what a key does that was pressed in a chip */
export function createChip(root: ShadowRoot, act: (name: ChipAction) => void, onKey: ChipKeyHandler): Chip {
  let shape = '';
  let written = '';
  let parts: ChipElements | null = null;
  let isNear = false;
  let room: FreeSpace | null = null;
  /** Its host was in the page since it last rested: a browser may have seen where its parts are. */
  let isDrawn = false;
  let origin = { x: 0, y: 0 };
  let least = 0;
  /** The width from which it has its buttons, and from which a text has a few letters beside them, px. */
  let handy = 0;
  let worded = 0;

  root.addEventListener('click', (event) => {
    const name = doOf(event.target);
    if (name) act(name);
  });
  root.addEventListener('keydown', (event) => onKey(event as KeyboardEvent, root, act));

  function become(mark: MarkName, kind: Kind): ChipElements {
    const next = `${mark} ${kind}`;
    if (parts && shape === next) return parts;
    const focused = doOf(root.activeElement);
    shape = next;
    parts = cloneChip(mark, kind);
    root.replaceChildren(parts.chip);
    place();
    if (focused) (root.querySelector<HTMLElement>(`[data-do=${focused}]`) ?? parts.open).focus();
    return parts;
  }

  function place(): void {
    if (!parts) return;
    const { chip } = parts;
    chip.hidden = room === null;
    if (!room) return;
    chip.className = looks(room);
    if (room.ground) chip.style.setProperty('--foothold-ground', room.ground);
    chip.style.maxWidth = `${room.width}px`;
    chip.style.transform = `translate(${round(room.x - origin.x)}px, ${round(room.middle - 10 - origin.y)}px)`;
  }

  function looks({ side, covers, width, ground }: FreeSpace): string {
    return ['chip', side]
      .concat(
        covers ? 'covers' : [],
        ground ? 'cut' : [],
        width < least + TEXT_LEAST ? 'tiny' : [],
        width < least ? 'mini' : [],
        width < handy ? 'handless' : [],
        width < worded ? 'wordless' : [],
        isNear ? 'near' : [],
      )
      .join(' ');
  }

  return {
    until: Number.POSITIVE_INFINITY,
    get least() {
      return least;
    },
    get cramped() {
      return room === null || room.width < least;
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
      const age = ageLabel(view.facts, now, shown.reason);
      const step = nextStep(view);
      const kind = kindOf(step);
      const ran = step && kind === 'started' ? ranFor(step, now) : null;
      const note = kind === 'waiting' ? step!.waitingOn : ran === null ? null : shortLength(ran);
      // What is seen comes first: who speaks to the computer says what is seen.
      const seen = [age.short, note, step?.text].filter(Boolean).join(' ');
      // What another text would push aside is a layout shift; what is new in its place is none.
      if (isDrawn && seen !== written && !root.activeElement) shape = '';
      written = seen;
      const { chip, open, ...texts } = become(age.mark, kind);
      // Mark, gaps and padding, then what a figure of this font takes; a running or waiting step has a pill.
      least = 24 + age.short.length * 7 + (texts.note ? 24 : 0);
      const buttons = kind === 'started' ? 2 : kind === 'none' ? 0 : 1;
      const before = worded;
      // Where there is no room for words, a start button tells that there is a step.
      handy = least + buttons * BUTTON;
      worded = handy + TEXT_LEAST + Math.min(note?.length ?? 0, 12) * 6;
      if (worded !== before) place();
      write(texts.age, age.short);
      if (texts.note) write(texts.note, note!);
      if (texts.text) write(texts.text, step!.text);
      const words = [step ? stateWords(kind, ran, step.waitingOn) : null, age.spoken]
        .filter(Boolean)
        .join(t('chipJoin'));
      const label = t(shown.asked ? (step ? 'chipOpen' : 'chipAdd') : 'chipSays', seen, words);
      if (open.ariaLabel !== label) {
        open.ariaLabel = label;
        open.classList.remove('trouble');
        open.title = step ? `${step.text}\n${words}` : words;
      }
      // Another item may have the same age and step.
      const name = t('chipGroup', shortName(view.key));
      if (chip.ariaLabel !== name) chip.ariaLabel = name;
      this.until = Math.min(
        age.shown === null ? Number.POSITIVE_INFINITY : untilNextLabel(age.shown),
        ran === null ? Number.POSITIVE_INFINITY : untilNextLabel(ran),
      );
    },
    put(to, from) {
      const isOther = room && to && (room.width !== to.width || looks(room) !== looks(to));
      if (parts && isOther && !root.activeElement) {
        parts = chipElements(parts.chip.cloneNode(true) as HTMLElement);
        root.replaceChildren(parts.chip);
      }
      room = to;
      origin = from;
      isDrawn = true;
      place();
    },
    leave() {
      if (root.activeElement) return;
      room = null;
      shape = '';
    },
    rest() {
      room = null;
      isDrawn = isNear = false;
      place();
    },
    near(is) {
      isNear = is;
      parts?.chip.classList.toggle('near', is);
    },
    trouble(words) {
      if (!parts) return;
      parts.open.title = words;
      parts.open.ariaLabel = `${words} ${parts.age.textContent}`;
      parts.open.classList.add('trouble');
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

const doOf = (target: EventTarget | null): ChipAction | null =>
  ((target as Element | null)?.closest<HTMLElement>('[data-do]')?.dataset.do as ChipAction | undefined) ??
  null;

const write = (element: HTMLElement, text: string) => {
  if (element.textContent !== text) element.textContent = text;
};

const round = (px: number) => Math.round(px * 2) / 2;
