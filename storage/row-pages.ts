/** A table read page by page, so that memory stays that of a page; within a transaction or without. */
import type { PromiseExtended, Table } from 'dexie';

/** Rows read or written at once. */
export const ROWS_AT_ONCE = 5000;

/**
 * The rows behind a page, in the order of their primary key; null: there are none. The key is a field of its rows.
 * Dexie's own promise: one of the language's more, and a transaction would end before its next request.
 * @param after the page read before; none: from the first row on
 */
export function nextPage<Row>(
  table: Table<Row>,
  after: readonly Row[] | null = null,
): PromiseExtended<Row[] | null> {
  const { keyPath } = table.schema.primKey;
  const rest = after
    ? table.where(':id').above((after.at(-1) as Record<string, unknown>)[keyPath as string])
    : table.toCollection();
  return rest
    .limit(ROWS_AT_ONCE)
    .toArray()
    .then((rows) => (rows.length > 0 ? rows : null));
}
