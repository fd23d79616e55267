/**
 * One chip: `43d`, the next step, start. Rows come and go by the hundred while a list scrolls, so a chip is not drawn
 * but cloned: each shape is drawn once and kept (chip-dom.ts). Then only texts are written.
 */
import { shortName } from '../../../domain/item-key';
import type { MarkName } from '../../wording/age-mark-shapes';
import { type AgeLabel, ageLabel, longLength, shortLength, untilNextLabel } from '../../wording/age-text';
import { t } from '../../wording/messages';
import { kindOf, nextStep, ranFor, type StepKind } from '../../wording/step-state';
import type { ItemSnapshot } from '../facts/item-cache';
import type { ChipAction, FreeSpace } from '../tracker-contract';
import { type ChipElements, chipElements, cloneChip } from './chip-dom';
import { type ChipWidths, chipWidths, sizeClasses } from './chip-size';

export interface Chip {
  /**
   * @param now epoch ms
   * @returns whether it needs another width than before
   */
  show(snapshot: ItemSnapshot | null, now: number): boolean;
  /** Null: nowhere. @param origin where the host is, viewport px */
  put(space: FreeSpace | null, origin: Point): void;
  /** What is drawn quietly, as the `+` of an item without a step, is seen while the pointer is over its row. */
  setHovered(isHovered: boolean): void;
  /**
   * Its row is another item's now: nothing of it is drawn until it is put into the space that is left there. (The
   * browser may lay it out before, and would take the two places for a layout shift.)
   */
  leave(): void;
  /** Its row is gone, and its host out of the page: it may become another row's chip. */
  rest(): void;
  /** Says that something went wrong which nothing else on the page can say, until what the chip shows changes. */
  showTrouble(words: string): void;
  focus(): void;
  box(): DOMRect | null;
  /** When a label reads otherwise, ms from `now` of the last `show`. */
  readonly changesInMs: number;
  /** Measures the width it needs at least, to show its age and whether a step runs, px. Call when all is laid out. */
  measure(): number;
}

export type ChipKeyHandler = (
  event: KeyboardEvent,
  root: ShadowRoot,
  onAction: (name: ChipAction) => void,
) => void;

interface Point {
  x: number;
  y: number;
}

/** What a chip says. */
interface ChipTexts {
  mark: MarkName;
  kind: StepKind;
  age: string;
  /** How long the step runs, or who it waits on. */
  note: string | null;
  step: string | null;
  /** What is drawn, in reading order. */
  drawn: string;
  /** Ages and state, in full. */
  spoken: string;
}

interface Options {
  root: ShadowRoot;
  onAction: (name: ChipAction) => void;
  /** What a key does that was pressed in the chip. */
  onKey: ChipKeyHandler;
}

/** One closure over what one chip shows: texts, shape and space are each written by some parts and read by others. */
export function createChip({ root, onAction, onKey }: Options): Chip {
  let shape = '';
  let drawn = '';
  let parts: ChipElements | null = null;
  let texts: ChipTexts | null = null;
  let isHovered = false;
  let space: FreeSpace | null = null;
  /** The chip was put into a space since it last rested: the browser may have seen where its parts are. */
  let isLaidOut = false;
  let origin: Point = { x: 0, y: 0 };
  let changesInMs = Number.POSITIVE_INFINITY;
  /** As measured last. */
  let widths: ChipWidths = { age: 0, buttons: 0, words: 0 };

  root.addEventListener('click', (event) => {
    const action = actionOf(event.target);
    // The second one of a double click would undo the first.
    if (action && (event as MouseEvent).detail < 2) onAction(action);
  });
  root.addEventListener('keydown', (event) => onKey(event as KeyboardEvent, root, onAction));

  function takeShape({ mark, kind }: ChipTexts): ChipElements {
    const wanted = `${mark} ${kind}`;
    if (parts && shape === wanted) return parts;
    const focused = actionOf(root.activeElement);
    shape = wanted;
    parts = cloneChip(mark, kind);
    root.replaceChildren(parts.chip);
    draw();
    if (focused) (root.querySelector<HTMLElement>(`[data-do=${focused}]`) ?? parts.open).focus();
    return parts;
  }

  const classesIn = (at: FreeSpace): string =>
    ['chip', ...sizeClasses(at, widths), ...(isHovered ? ['near'] : [])].join(' ');

  function draw(): void {
    if (!parts) return;
    const { chip } = parts;
    chip.hidden = !space;
    if (!space) return;
    const { x, middle, width, ground } = space;
    chip.className = classesIn(space);
    if (ground) chip.style.setProperty('--foothold-ground', ground);
    chip.style.maxWidth = `${width}px`;
    chip.style.transform = `translate(${toHalfPx(x - origin.x)}px, ${toHalfPx(middle - 10 - origin.y)}px)`;
  }

  function clear(): void {
    shape = '';
    parts = texts = null;
    root.replaceChildren();
    changesInMs = Number.POSITIVE_INFINITY;
  }

  function show(snapshot: ItemSnapshot | null, now: number): boolean {
    if (!snapshot) {
      clear();
      return false;
    }
    const before = texts;
    const { view } = snapshot;
    const label = ageLabel(view.facts, now, snapshot.reason);
    const step = nextStep(view);
    const ran = step && kindOf(step) === 'started' ? ranFor(step, now) : null;
    texts = textsOf(label, snapshot, ran);
    // An element that another text pushes aside is a layout shift. A new element in its place is none.
    if (isLaidOut && texts.drawn !== drawn && !root.activeElement) shape = '';
    drawn = texts.drawn;
    const elements = takeShape(texts);
    writeTexts(elements, texts, snapshot);
    if (space && elements.chip.className !== classesIn(space)) draw();
    changesInMs = Math.min(untilChange(label.shown), untilChange(ran));
    // The step's words take what room is left: they need no width of their own.
    return before?.kind !== texts.kind || before.age !== texts.age || before.note !== texts.note;
  }

  function put(to: FreeSpace | null, from: Point): void {
    const isOther = space && to && (space.width !== to.width || classesIn(space) !== classesIn(to));
    if (parts && isOther && !root.activeElement) {
      parts = chipElements(parts.chip.cloneNode(true) as HTMLElement);
      root.replaceChildren(parts.chip);
    }
    space = to;
    origin = from;
    isLaidOut = true;
    draw();
  }

  return {
    get changesInMs() {
      return changesInMs;
    },
    measure() {
      if (parts && texts)
        widths = chipWidths(
          { age: parts.age.offsetWidth, note: parts.note?.offsetWidth ?? null },
          BUTTONS[texts.kind],
        );
      return widths.age;
    },
    show,
    put,
    setHovered(is) {
      isHovered = is;
      parts?.chip.classList.toggle('near', is);
    },
    leave() {
      if (root.activeElement) return;
      space = null;
      shape = '';
    },
    rest() {
      space = null;
      isLaidOut = isHovered = false;
      draw();
    },
    showTrouble(words) {
      if (!parts) return;
      parts.open.title = words;
      parts.open.ariaLabel = `${words} ${parts.age.textContent}`;
      parts.open.classList.add('trouble');
    },
    focus: () => parts?.open.focus({ preventScroll: false }),
    box: () => (parts && space ? parts.chip.getBoundingClientRect() : null),
  };
}

/** How many buttons stand beside the words. */
const BUTTONS: Record<StepKind, number> = { none: 0, written: 1, paused: 1, waiting: 1, started: 2 };

/** @param ran how long the step runs, ms; null: it does not */
function textsOf(age: AgeLabel, { view }: ItemSnapshot, ran: number | null): ChipTexts {
  const step = nextStep(view);
  const kind = kindOf(step);
  const note = kind === 'waiting' ? step!.waitingOn : ran === null ? null : shortLength(ran);
  return {
    mark: age.mark,
    kind,
    age: age.short,
    note: kind === 'waiting' ? (note ?? '') : note,
    step: step?.text ?? null,
    drawn: [age.short, note, step?.text].filter(Boolean).join(' '),
    spoken: [step ? stateWords(kind, ran, step.waitingOn) : null, age.spoken]
      .filter(Boolean)
      .join(t('chipJoin')),
  };
}

function writeTexts(
  { chip, open, age, note, text }: ChipElements,
  texts: ChipTexts,
  { view, asked }: ItemSnapshot,
): void {
  writeText(age, texts.age);
  if (note) writeText(note, texts.note!);
  if (text) writeText(text, texts.step!);
  // What is seen comes first: who speaks to the computer says what is seen.
  const name = asked ? (texts.step === null ? 'chipAdd' : 'chipOpen') : 'chipSays';
  const label = t(name, texts.drawn, texts.spoken);
  if (open.ariaLabel !== label) {
    open.ariaLabel = label;
    open.classList.remove('trouble');
    open.title = texts.step === null ? texts.spoken : `${texts.step}\n${texts.spoken}`;
  }
  // Another item may have the same age and step.
  const group = t('chipGroup', shortName(view.key));
  if (chip.ariaLabel !== group) chip.ariaLabel = group;
}

function stateWords(kind: StepKind, ran: number | null, waitsOn: string | null): string {
  if (kind === 'started') return t('chipStarted', longLength(ran ?? 0));
  if (kind === 'waiting') return t('waitingOn', waitsOn ?? '');
  return t(kind === 'paused' ? 'state_paused' : 'chipNext');
}

const untilChange = (length: number | null): number =>
  length === null ? Number.POSITIVE_INFINITY : untilNextLabel(length);

const actionOf = (target: EventTarget | null): ChipAction | null =>
  ((target as Element | null)?.closest<HTMLElement>('[data-do]')?.dataset.do as ChipAction | undefined) ??
  null;

const writeText = (element: HTMLElement, text: string) => {
  if (element.textContent !== text) element.textContent = text;
};

const toHalfPx = (px: number) => Math.round(px * 2) / 2;
