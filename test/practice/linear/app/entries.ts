/** A list's lines, top to bottom: groups, and the issues in each. */
import type { Issue } from '../data.ts';
import type { LinearRoute } from '../routes.ts';
import { LABELS, labelsOf } from './page.ts';

/** px */
export const GROUP_HEIGHT = 40;
export const ROW_HEIGHT = 44;

interface Place {
  /** px from the list's top. */
  top: number;
  height: number;
  /** Names the line in this list; an issue that stands in it twice has two. */
  key: string;
}
export type Entry = Place &
  (
    | { kind: 'group'; name: string; count: number }
    | { kind: 'issue'; issue: Issue; first: boolean; last: boolean }
  );

/** States as Linear orders its groups. */
export const ORDER = [
  'Triage',
  'In Review',
  'In Progress',
  'Todo',
  'Backlog',
  'Done',
  'Canceled',
  'Duplicate',
] as const;

function groupsOf(issues: Issue[], route: LinearRoute): [name: string, issues: Issue[]][] {
  if (route.page === 'view')
    return [...LABELS, 'No label'].map((label) => [
      label,
      issues.filter((issue) => {
        const labels: string[] = labelsOf(issue);
        return labels.includes(label) || (label === 'No label' && labels.length === 0);
      }),
    ]);
  return ORDER.map((name) => [name, issues.filter(({ state }) => state.name === name)]);
}

export function entriesOf(issues: Issue[], route: LinearRoute): Entry[] {
  const entries: Entry[] = [];
  let top = 0;
  const add = (
    entry: Omit<Extract<Entry, { kind: 'group' }>, 'top'> | Omit<Extract<Entry, { kind: 'issue' }>, 'top'>,
  ) => {
    entries.push({ ...entry, top } as Entry);
    top += entry.height;
  };
  for (const [name, inside] of groupsOf(issues, route)) {
    if (inside.length === 0) continue;
    add({ kind: 'group', name, count: inside.length, key: `group ${name}`, height: GROUP_HEIGHT });
    inside.forEach((issue, index) => {
      add({
        kind: 'issue',
        issue,
        key: `${name} ${issue.identifier}`,
        height: ROW_HEIGHT,
        first: index === 0,
        last: index === inside.length - 1,
      });
    });
  }
  return entries;
}

export const heightOf = (entries: readonly Place[]): number => {
  const last = entries.at(-1);
  return last ? last.top + last.height : 0;
};
