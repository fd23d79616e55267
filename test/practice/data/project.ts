/** What stands on the practice project's board. */
import { findItem, type Item, itemsOf } from './items.ts';

export const COLUMNS = ['Backlog', 'In progress', 'In review', 'Done'] as const;
export type Column = (typeof COLUMNS)[number];

export const PROJECT = { number: 1, name: 'Widgets roadmap' };

export interface Entry {
  /** The project's own number for it; not the item's. */
  id: number;
  column: Column;
  /** Null: a draft, which is no item yet. */
  item: Item | null;
  title: string;
}

function columnOf(item: Item, place: number): Column {
  if (item.closedAt !== null) return 'Done';
  if (item.kind === 'pull') return 'In review';
  return place % 3 === 0 ? 'Backlog' : 'In progress';
}

export function entriesOf(today: number): Entry[] {
  const items = [
    ...itemsOf('widgets', today).slice(2, 34),
    ...[12, 16, 20].map((number) => findItem('gadgets', number, today)!),
  ];
  const entries = items.map((item, place) => ({
    id: 20_000 + item.id,
    column: columnOf(item, place),
    item,
    title: item.title,
  }));
  const draft: Entry = { id: 29_999, column: 'Backlog', item: null, title: 'Talk to support about exports' };
  return [draft, ...entries];
}
