/** What stands in which list. */
import { gapOf } from '../../domain/gap';
import type { ItemView, Line, Lists } from '../../storage/rpc/protocol';
import { nextStep } from '../wording/step-state';

export type ListName = Exclude<keyof Lists, 'counts'>;

export interface Group {
  /** `here`: the next step of the item quick-add writes to. It is not shown a second time below. */
  name: 'here' | ListName;
  lines: Line[];
  /** All there are, those included that the list is too short for; null: not known yet. */
  count: number | null;
}

const ORDER: readonly ListName[] = ['started', 'next', 'waiting', 'snoozed'];

/** Groups with anything in them, in the order of the popup. */
export function groupsOf(lists: Lists | null, here: Line | null): Group[] {
  const rest = ORDER.map((name): Group => {
    const all = lists?.[name] ?? [];
    const lines = all.filter((line) => line.step.id !== here?.step.id);
    const count = lists?.counts[name] ?? null;
    return { name, lines, count: count === null ? null : count - (all.length - lines.length) };
  });
  const first: Group[] = here ? [{ name: 'here', lines: [here], count: 1 }] : [];
  return [...first, ...rest].filter((group) => group.lines.length > 0);
}

/** The next step of an item as a line, or null when it has none. */
export function lineOf(view: ItemView | null, now: number): Line | null {
  const step = nextStep(view);
  if (!view?.item || !step) return null;
  const { key, facts, item } = view;
  return { key, facts, step, gap: gapOf(step, item, now), snoozedUntil: item.snoozedUntil };
}

/** How a line stands, whichever list it is in. */
export function standing(line: Line, now: number): ListName {
  if (line.step.waitingOn !== null) return 'waiting';
  if (line.step.state === 'started') return 'started';
  return line.snoozedUntil !== null && line.snoozedUntil > now ? 'snoozed' : 'next';
}
