/** JSON of Projects ("memex" inside GitHub). Sources: github.md "Embedded JSON" [W], 2026-10. */
import { type Memo, remember } from '../../../components/overlay/page/memo';
import type { SeenFacts } from '../../../domain/facts';
import { keyOfHref, projectNumber } from '../page/addresses';
import { readInstant } from '../page/dates';
import { columnName } from '../states';
import { type Json, listAt, parseIsland, textAt, valueAt } from './json-islands';

/**
 * Projects, first page of items (2026-10, [W]). `createdAt` and `updatedAt` of an entry are those of the
 * project's item, not of the issue, and are never read. The title column's own `url` holds numeric ids.
 */
function readMemex(document: Document, items: Element, url: URL): SeenFacts[] {
  const json = parseIsland(items);
  const pages = [
    json,
    valueAt(json, 'nodes'),
    ...listAt(valueAt(json, 'groupedItems')).map((group) => valueAt(group, 'nodes')),
  ];
  const names = statusNames(parseIsland(document.getElementById('memex-columns-data')));
  return pages.flatMap(listAt).flatMap((item) => {
    const key = keyOfHref(textAt(valueAt(item, 'content', 'url')), url);
    if (!key) return [];
    const values = listAt(valueAt(item, 'memexProjectColumnValues'));
    const columnValue = (column: string) =>
      valueAt(
        values.find((value) => valueAt(value, 'memexProjectColumnId') === column),
        'value',
      );
    const option = textAt(valueAt(columnValue('Status'), 'id'));
    const status = columnName(option ? names.get(option) : null);
    const seen: SeenFacts = status ? { key, status } : { key };
    const title = textAt(valueAt(columnValue('Title'), 'title', 'raw'));
    if (title) seen.title = title;
    const created = readInstant(valueAt(item, 'issueCreatedAt'));
    if (created !== null) seen.createdAt = created;
    const closed = readInstant(valueAt(item, 'issueClosedAt'));
    if (closed !== null && valueAt(item, 'state') !== 'open') seen.closedAt = closed;
    return seen;
  });
}

function statusNames(columns: Json): Map<string, string> {
  const status = listAt(columns).find((column) => valueAt(column, 'id') === 'Status');
  return new Map(
    listAt(valueAt(status, 'settings', 'options')).flatMap((option) => {
      const id = textAt(valueAt(option, 'id'));
      const name = textAt(valueAt(option, 'name'));
      return id && name ? [[id, name]] : [];
    }),
  );
}

/** Facts of the project at this address, from its first page of items. */
export function projectFacts(document: Document, url: URL, memo: Memo): SeenFacts[] {
  const items =
    document.getElementById('memex-paginated-items-data') ?? document.getElementById('memex-items-data');
  if (!items) return [];
  const { number, facts } = remember(memo, items, () => ({
    number: valueAt(parseIsland(document.getElementById('memex-data')), 'number'),
    facts: readMemex(document, items, url),
  }));
  // The project the islands are of (2026); a soft navigation to another project may leave them behind.
  return number === undefined || String(number) === projectNumber(url) ? facts : [];
}
