/** @jsxImportSource react */
/** Icons, drawn for this page on a 16 px square. Class names are GitHub's: overlays read states from them. */
import type { Item } from '../data/items.ts';

const SHAPES = {
  'issue-opened':
    'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13ZM8 6.7a1.3 1.3 0 1 1 0 2.6a1.3 1.3 0 0 1 0-2.6',
  'issue-closed': 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13ZM5.2 8.2l2 2l3.8-4',
  'git-pull-request':
    'M4 5.6v4.8M4 2.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2ZM4 10.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2ZM12 10.4V6.4c0-1.6-1-2.4-2.6-2.4H8M9.6 2.2L7.8 4l1.8 1.8M12 10.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2Z',
  'git-pull-request-draft':
    'M4 5.6v4.8M4 2.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2ZM4 10.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2ZM12 3.2v.4M12 7v.6M12 10.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2Z',
  'git-pull-request-closed':
    'M4 5.6v4.8M4 2.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2ZM4 10.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2ZM12 10.4V7.4M10.4 2.6l3.2 3.2M13.6 2.6l-3.2 3.2M12 10.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2Z',
  'git-merge':
    'M5 5.6v4.8M5 2.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2ZM5 10.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2ZM5 5.6c.4 2 2.2 3 4.8 3M11.4 7a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2Z',
  comment: 'M2 3h12v8H8l-3 2.6V11H2Z',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9ZM10.4 10.4L14 14',
  code: 'M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5',
  table: 'M2 3h12v10H2ZM2 6.4h12M6 6.4V13',
  project: 'M2 2.5h12v11H2ZM6 2.5v11M10 2.5v8',
  'three-bars': 'M2 4h12M2 8h12M2 12h12',
  plus: 'M8 3v10M3 8h10',
  x: 'M4 4l8 8M12 4l-8 8',
  bell: 'M8 2.2c2.4 0 3.8 1.7 3.8 4c0 2.8.9 3.8 1.4 4.6H2.8c.5-.8 1.4-1.8 1.4-4.6c0-2.3 1.4-4 3.8-4ZM6.6 13.2h2.8',
  book: 'M3 3h4a1.6 1.6 0 0 1 1 .6A1.6 1.6 0 0 1 9 3h4v9.4H9.4L8 13.4l-1.4-1H3ZM8 3.6v9.4',
  'triangle-down': 'M4.5 6.5L8 10l3.5-3.5',
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, label, color }: { name: IconName; label?: string; color?: string }) {
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true as const };
  return (
    <svg
      {...named}
      className={`octicon octicon-${name}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke={color ?? 'currentColor'}
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** The project's own mark: not GitHub's. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <circle cx="16" cy="16" r="16" fill="currentColor" />
      <path
        d="M9 22V12l7 6l7-6v10"
        fill="none"
        stroke="var(--header-bgColor)"
        strokeWidth="3"
        strokeLinejoin="round"
      />
    </svg>
  );
}

const ICONS: Record<string, IconName> = {
  'issue open': 'issue-opened',
  'issue closed': 'issue-closed',
  'pull open': 'git-pull-request',
  'pull draft': 'git-pull-request-draft',
  'pull closed': 'git-pull-request-closed',
  'pull merged': 'git-merge',
};

export const stateIcon = (item: Pick<Item, 'kind' | 'state'>): IconName =>
  ICONS[`${item.kind} ${item.state}`]!;

/** A closed issue counts as done; a closed pull request was refused. */
export function stateColor(item: Pick<Item, 'kind' | 'state'>): 'open' | 'done' | 'closed' | 'draft' {
  if (item.state === 'merged') return 'done';
  if (item.state === 'closed') return item.kind === 'issue' ? 'done' : 'closed';
  return item.state;
}
