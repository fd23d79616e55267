/** Projects: board cards and table rows. Drafts, placeholders and the roadmap are no items. */
import type { Sighting, Surface } from '../../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../../domain/facts';
import { columnName } from '../states';
import { isProject, keyOfHref } from './addresses';
import { BOARD, TABLE } from './selectors';
import { splitNames, titleText } from './title-text';

function readCard(card: Element, url: URL): Sighting | null {
  // A card off screen is an empty shell; a draft's title links to `#`. Both name no item.
  const title = card.querySelector(BOARD.title);
  const link = title?.closest('a') ?? title?.querySelector('a');
  const key = keyOfHref(link?.getAttribute('href'), url);
  if (!title || !key) return null;
  const facts: SeenFacts = { key };
  const text = titleText(title);
  if (text) facts.title = text;
  const status = columnName(card.closest(BOARD.column)?.getAttribute('data-board-column'));
  if (status) facts.status = status;
  for (const caption of card.querySelectorAll(BOARD.assignees)) {
    const list = /^\s*Assignees:(.*)$/s.exec(caption.textContent)?.[1];
    const assignees = list === undefined ? null : splitNames(list);
    if (assignees?.length) facts.assignees = assignees;
  }
  return { key, facts };
}

function readTableRow(row: Element, url: URL): Sighting | null {
  for (const link of row.querySelectorAll(`${TABLE.header} ${TABLE.link}`)) {
    const key = keyOfHref(link.getAttribute('href'), url);
    if (!key) continue;
    const facts: SeenFacts = { key };
    const title = titleText(link);
    if (title) facts.title = title;
    // The row says whether the issue is closed; on Projects the status is the column's, from the page's JSON.
    return { key, facts };
  }
  return null;
}

export const projects: readonly Surface[] = [
  {
    name: 'project board',
    on: isProject,
    selector: BOARD.card,
    read: readCard,
    place: (card) => ({ parent: card, how: 'corner' }),
  },
  {
    name: 'project table',
    on: isProject,
    selector: TABLE.row,
    read: readTableRow,
    // Inside the title's cell: another cell would break the grid, and an age in it would read as its value.
    place: (row) => {
      const parent = row.querySelector(TABLE.header);
      return parent && { parent, how: 'line', within: parent };
    },
  },
];
