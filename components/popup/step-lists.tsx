/**
 * The lists. One of their lines is reached by Tab, the others by the arrows (a roving tabindex); a line that
 * moves to another list, or goes, never takes the focus with it.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { StepId } from '../../domain/event';
import type { Action, Line } from '../../storage/rpc/protocol';
import type { Group } from '../steps/line-groups';
import { type Opened, StepLine } from '../steps/step-line';
import { untilPainted } from '../ui/until-painted';
import { t } from '../wording/messages';

interface Props {
  groups: Group[];
  now: number;
  opened: { step: StepId; what: Opened } | null;
  /** Something was typed below its line and not saved. */
  isUnsaved: (step: StepId) => boolean;
  onOpened: (line: Line, what: Opened | null) => void;
  onDo: (line: Line, action: Action) => void;
  /** Hosts reached by http. */
  overHttp: readonly string[];
  onGo: (address: string) => void;
  onErase: (line: Line) => void;
  /** Where the focus goes when no line is left. */
  onEmpty: () => void;
}

const TITLES = {
  here: 'popupHere',
  started: 'actStarted',
  next: 'popupNext',
  waiting: 'popupWaiting',
  snoozed: 'popupSnoozed',
} as const;

/** More than a popup has room for. The others are drawn a frame later, so that the first ones are there sooner. */
const FIRST_LINES = 16;

/** One component: which line has the focus, and which is reached by Tab, is known by all lists together. */
export function StepLists({
  groups,
  now,
  opened,
  isUnsaved,
  onOpened,
  onDo,
  overHttp,
  onGo,
  onErase,
  onEmpty,
}: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<StepId | null>(null);
  const focus = useRef<Focus | null>(null);
  const [isBegun, setBegun] = useState(false);
  const steps = groups.flatMap((group) => group.lines.map((line) => line.step.id));
  const reachable = current && steps.includes(current) ? current : steps[0];

  const isWhole = isBegun || steps.length <= FIRST_LINES;
  useEffect(() => {
    if (!isWhole) void untilPainted().then(() => setBegun(true));
  }, [isWhole]);

  // An element that is removed takes the focus with it and says nothing: only where it is next tells.
  useEffect(() => {
    const ending = new AbortController();
    document.addEventListener(
      'focusin',
      (event) => {
        focus.current = box.current ? focusIn(box.current, event.target as Element) : null;
        if (focus.current) setCurrent(focus.current.step);
      },
      { signal: ending.signal },
    );
    return () => ending.abort();
  }, []);

  useLayoutEffect(() => {
    if (!focus.current || !box.current) return;
    if (document.activeElement && document.activeElement !== document.body) return;
    const found = findAgain(box.current, focus.current);
    if (found) found.focus();
    else onEmpty();
  });

  const keyDown = (event: KeyboardEvent) => {
    if (!box.current || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) return;
    const to = neighbour(box.current, event.target as Element, event.key);
    if (!to) return;
    event.preventDefault();
    to.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside it
    <div class="lists" ref={box} onKeyDown={keyDown}>
      {(isWhole ? groups : firstLines(groups)).map((group) => (
        <section key={group.name} aria-labelledby={`popup-list-${group.name}`}>
          <GroupTitle group={group} />
          <ul>
            {group.lines.map((line) => (
              <StepLine
                key={line.step.id}
                line={line}
                here={group.name === 'here'}
                now={now}
                current={line.step.id === reachable}
                opened={opened?.step === line.step.id ? opened.what : null}
                isUnsaved={isUnsaved(line.step.id)}
                onOpened={(what) => onOpened(line, what)}
                onDo={(action) => onDo(line, action)}
                overHttp={overHttp}
                onGo={onGo}
                onErase={() => onErase(line)}
              />
            ))}
          </ul>
          {isWhole && group.name !== 'here' && group.count !== null && group.count > group.lines.length && (
            <p class="hint">{t('popupMoreHidden', (group.count - group.lines.length).toLocaleString())}</p>
          )}
        </section>
      ))}
      {isWhole && steps.length > 0 && <p class="hint keys">{t('popupKeys')}</p>}
    </div>
  );
}

const GroupTitle = ({ group: { name, count } }: { group: Group }) => (
  <h2 id={`popup-list-${name}`}>
    {t(TITLES[name])}
    {name !== 'here' && count !== null && <span class="count">{count.toLocaleString()}</span>}
  </h2>
);

function firstLines(groups: Group[]): Group[] {
  let left = FIRST_LINES;
  return groups.flatMap((group) => {
    const lines = group.lines.slice(0, left);
    left -= lines.length;
    return lines.length > 0 ? [{ ...group, lines }] : [];
  });
}

interface Focus {
  step: StepId;
  control: string;
  /** Which line it was, from above. */
  index: number;
}

const linesIn = (box: Element) => [...box.querySelectorAll<HTMLElement>('[data-step]')];
const controlsIn = (line: Element | undefined) => [
  ...(line?.querySelectorAll<HTMLElement>('[data-control]') ?? []),
];

function focusIn(box: Element, at: Element): Focus | null {
  const line = box.contains(at) ? at.closest<HTMLElement>('[data-step]') : null;
  if (!line) return null;
  const control = at.closest<HTMLElement>('[data-control]')?.dataset.control ?? '';
  return { step: line.dataset.step as StepId, control, index: linesIn(box).indexOf(line) };
}

/** The same button of the same step, wherever it went; else the button that opened it; else the line now there. */
function findAgain(box: Element, { step, control, index }: Focus): HTMLElement | undefined {
  const lines = linesIn(box);
  const same = lines.find((line) => line.dataset.step === step);
  const controls = controlsIn(same ?? lines[Math.min(index, lines.length - 1)]);
  const named = (name: string) => controls.find((button) => button.dataset.control === name);
  return named(control) ?? (same && control !== 'toggle' ? named('more') : undefined) ?? controls[0];
}

/** The button an arrow leads to: ↑/↓ the same one of another line, ←/→ the next one of this line. */
function neighbour(box: Element, at: Element, key: string): HTMLElement | undefined {
  const lines = linesIn(box);
  const lineIndex = lines.findIndex((line) => line.contains(at));
  if (lineIndex < 0) return undefined;
  const controls = controlsIn(lines[lineIndex]);
  const controlIndex = controls.findIndex((control) => control.contains(at));
  const onLine = (to: number) => {
    const there = controlsIn(lines[to]);
    const name = controls[controlIndex]?.dataset.control;
    return there.find((control) => control.dataset.control === name) ?? there[0];
  };
  const backwards = getComputedStyle(box).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  switch (key) {
    case 'ArrowDown':
      return onLine(Math.min(lineIndex + 1, lines.length - 1));
    case 'ArrowUp':
      return onLine(Math.max(lineIndex - 1, 0));
    case 'Home':
      return onLine(0);
    case 'End':
      return onLine(lines.length - 1);
    case 'ArrowLeft':
    case 'ArrowRight':
      return controls[
        Math.min(Math.max(controlIndex + (key === backwards ? -1 : 1), 0), controls.length - 1)
      ];
    default:
      return undefined;
  }
}
