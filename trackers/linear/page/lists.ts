/** Linear's lists and boards. Rows come and go while scrolling and are recycled: nothing is kept between two reads. */

import { coverLineEnd } from '../../../components/overlay/placement/cover-line-end';
import type { ChipPlace, Sighting, Surface } from '../../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../../domain/facts';
import { shortName } from '../../../domain/item-key';
import { inWorkspace, type NamedItem, namedBy } from './addresses';
import { onlyText, plainText, texts, titleAt } from './element-text';
import * as sel from './selectors';

/** The item a row or card is: only its own address says so. Projects and notifications have another, groups none. */
function itemOf(row: Element, url: URL): NamedItem | null {
  const named = namedBy(row.getAttribute('href'), url);
  return named && !row.closest(`${sel.NO_LIST}, ${sel.PROSE}`) ? named : null;
}

function readListRow(row: Element, url: URL): Sighting | null {
  const named = itemOf(row, url);
  if (!named) return null;
  const { key, slug } = named;
  const facts: SeenFacts = { key };
  const shown = texts(row);
  const at = titleAt(shown, slug);
  const title = shown[at] ?? inCell(row.querySelector(sel.ROW.title), slug);
  if (title) facts.title = title;
  const status = onlyText(row.querySelector(sel.ROW.status)) ?? between(shown, shortName(key), at);
  if (status) facts.status = status;
  return { key, facts };
}

/** Where the title is in pieces, as what was searched for is marked in it; or is no longer the one in the address. */
function inCell(cell: Element | null, slug: string): string | null {
  const parts = cell ? [cell, ...cell.children].map((part) => plainText(part) ?? '') : [];
  return parts[titleAt(parts, slug)] ?? onlyText(cell);
}

/** The word between identifier and title is the status: nothing else stands there in Linear's grid. */
function between(shown: readonly string[], issue: string, title: number): string | null {
  return title >= 2 && shown[title - 2]!.toUpperCase() === issue ? shown[title - 1]! : null;
}

/** A card's column has the status' name, or that of whatever the board is grouped by: not known here. */
function readCard(card: Element, url: URL): Sighting | null {
  const named = itemOf(card, url);
  if (!named) return null;
  const { key, slug } = named;
  const shown = texts(card);
  const title = shown[titleAt(shown, slug)];
  return { key, facts: title ? { key, title } : { key } };
}

/**
 * In the title's cell, and never beside it: the next one is often empty. A notification has none: there the row finds a
 * place between its words.
 */
function placeInRow(row: Element): ChipPlace {
  const old = row.querySelector(sel.ROW.oldId);
  const cell = row.querySelector(sel.ROW.title) ?? old?.nextElementSibling?.nextElementSibling;
  if (!cell || cell.matches('button, svg')) return { parent: row, how: 'line' };
  // Rows are one line high, and titles take all of it.
  return { parent: cell, how: 'line', within: cell, cover: coverLineEnd };
}

export const issueList: Surface = {
  name: 'issue list',
  on: inWorkspace,
  selector: sel.ROW.row,
  read: readListRow,
  place: placeInRow,
};

export const issueBoard: Surface = {
  name: 'board',
  on: inWorkspace,
  selector: sel.CARD,
  read: readCard,
  place: (card) => ({ parent: card, how: 'corner' }),
};
