/** JSON of Projects ("memex" inside GitHub). Sources: github.md "Embedded JSON" [W], 2026-10. */
import { type Memo, remember } from '../../../components/overlay/page/memo';
import type { SeenFacts } from '../../../domain/facts';
import { keyOfHref, projectNumber } from '../page/addresses';
import { readInstant } from '../page/dates';
import { columnName } from '../states';
import { at, type Json, list, parse, text } from './json-islands';

/**
 * Projects, first page of items (2026-10, [W]). `createdAt` and `updatedAt` of an entry are those of the
 * project's item, not of the issue, and are never read. The title column's own `url` holds numeric ids.
 */
function readMemex(document: Document, items: Element, url: URL): SeenFacts[] {
  const json = parse(items);
  const pages = [
    json,
    at(json, 'nodes'),
    ...list(at(json, 'groupedItems')).map((group) => at(group, 'nodes')),
  ];
  const names = statusNames(parse(document.getElementById('memex-columns-data')));
  return pages.flatMap(list).flatMap((item) => {
    const key = keyOfHref(text(at(item, 'content', 'url')), url);
    if (!key) return [];
    const values = list(at(item, 'memexProjectColumnValues'));
    const columnValue = (column: string) =>
      at(
        values.find((value) => at(value, 'memexProjectColumnId') === column),
        'value',
      );
    const option = text(at(columnValue('Status'), 'id'));
    const status = columnName(option ? names.get(option) : null);
    const seen: SeenFacts = status ? { key, status } : { key };
    const title = text(at(columnValue('Title'), 'title', 'raw'));
    if (title) seen.title = title;
    const created = readInstant(at(item, 'issueCreatedAt'));
    if (created !== null) seen.createdAt = created;
    const closed = readInstant(at(item, 'issueClosedAt'));
    if (closed !== null && at(item, 'state') !== 'open') seen.closedAt = closed;
    return seen;
  });
}

function statusNames(columns: Json): Map<string, string> {
  const status = list(columns).find((column) => at(column, 'id') === 'Status');
  return new Map(
    list(at(status, 'settings', 'options')).flatMap((option) => {
      const id = text(at(option, 'id'));
      const name = text(at(option, 'name'));
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
    number: at(parse(document.getElementById('memex-data')), 'number'),
    facts: readMemex(document, items, url),
  }));
  // The project the islands are of (2026); a soft navigation to another project may leave them behind.
  return number === undefined || String(number) === projectNumber(url) ? facts : [];
}
