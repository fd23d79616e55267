/**
 * Cloud's boards and lists. Rows come and go while scrolling and are recycled: nothing is kept once the page changed.
 */

import { type Memo, remember } from '../../../components/overlay/page/memo';
import { coverLineEnd } from '../../../components/overlay/placement/cover-line-end';
import type { ChipPlace, Sighting, Surface } from '../../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import * as at from './addresses';
import { nameAfterLabel, plainText, wordIn } from './element-text';
import * as sel from './selectors';

interface RowParts {
  /** The row's own key, surest first. Other links of a row may be of its parent. */
  keys?: readonly string[];
  title?: string;
  status?: string;
  /** What holds key and title together: the end of its line is the row's best place. */
  cell?: string;
}

/** The row's item: by the link its key is, else by its links, where all of them name one item. */
function keyIn(row: Element, url: URL, keys: readonly string[] = []): ItemKey | null {
  for (const selector of keys) {
    const found = row.querySelector(selector);
    const link = found?.closest('a') ?? found?.querySelector('a');
    const key = at.keyOfHref(link?.getAttribute('href'), url);
    if (key) return key;
  }
  const links = [row, ...row.querySelectorAll(sel.ITEM_LINK)].filter((link) => !link.closest(sel.PROSE));
  const named = new Set(links.map((link) => at.keyOfHref(link.getAttribute('href'), url)));
  named.delete(null);
  return named.size === 1 ? [...named][0]! : null;
}

function readListRow(row: Element, url: URL, { keys, title, status }: RowParts): Sighting | null {
  const key = row.closest(sel.PROSE) ? null : keyIn(row, url, keys);
  if (!key) return null;
  const facts: SeenFacts = { key };
  const titled = title && plainText(row.querySelector(title));
  if (titled) facts.title = titled;
  const word = status && wordIn(row.querySelector(status));
  if (word) facts.status = word;
  return { key, facts };
}

/** How far above a card its column is looked for, elements. */
const COLUMN_DEPTH = 12;

/** A column's name stands before its cards: no more than so many children are looked through for it. */
const SIBLINGS_MOST = 40;

/** The name of the column the card stands in; null where it is not one column's alone, as in swimlanes. */
function columnOf(card: Element, memo: Memo): string | null {
  let inner = card;
  for (let depth = 0; depth < COLUMN_DEPTH; depth += 1) {
    const around = inner.parentElement;
    if (!around) return null;
    const [name, other] = remember(memo, around, () => columnNamesBeside(inner, around));
    if (name) return other ? null : plainText(name);
    inner = around;
  }
  return null;
}

/** Names of columns in an element, beside the part of it that is known to have none: two say as much as more. */
function columnNamesBeside(part: Element, around: Element): Element[] {
  const names: Element[] = [];
  let child = around.firstElementChild;
  for (let count = 0; child && names.length < 2 && count < SIBLINGS_MOST; count += 1) {
    if (child !== part && !child.matches(sel.BOARD.card)) names.push(...namesInCell(child));
    child = child.nextElementSibling;
  }
  return names;
}

const namesInCell = (element: Element): Iterable<Element> =>
  element.matches(sel.BOARD.column) ? [element] : element.querySelectorAll(sel.BOARD.column);

/** A card's column is no status, as a company-managed board puts several into one: but it tells that one changed. */
function readCard(card: Element, url: URL, memo: Memo): Sighting | null {
  if (card.closest(sel.PROSE)) return null;
  const link = card.querySelector(sel.BOARD.key);
  const key =
    at.keyOfHref(link?.getAttribute('href'), url) ??
    at.issueKey(/^card-(.+)$/.exec(card.id)?.[1], url) ??
    keyIn(card, url);
  if (!key) return null;
  const facts: SeenFacts = { key };
  const title = plainText(card.querySelector(sel.BOARD.title));
  if (title) facts.title = title;
  const assignee = assigneeOf(card);
  if (assignee) facts.assignees = [assignee];
  const column = columnOf(card, memo);
  if (column) facts.seenAs = column;
  return { key, facts };
}

/** "Assignee: Unassigned" looks like a name: only an avatar with an image is of a person. */
function assigneeOf(row: Element): string | null {
  const avatar = row.querySelector(sel.BOARD.avatar);
  if (!avatar?.querySelector(sel.BOARD.avatarImage)) return null;
  return nameAfterLabel(avatar.querySelector(sel.BOARD.avatarLabel)?.textContent);
}

/** At the end of this text's line, out of links and buttons; null when it isn't in the row. */
export function lineAt(row: Element, selector: string): ChipPlace | null {
  const found = row.querySelector(selector);
  let parent: Element | null = found;
  // The outermost link or button around it: nothing of ours goes into one.
  for (let up = found; up && up !== row; up = up.parentElement)
    if (up.matches('a, button, [role="button"]')) parent = up.parentElement;
  // Titles of any length are cut off at the row's end, and an age is worth more than their last letters.
  return parent && { parent, how: 'line', cover: coverLineEnd };
}

/** The same, of a title: what is in a table's cell stays in it, as in another one it would read as that one's value. */
export function titleLineAt(row: Element, selector: string): ChipPlace | null {
  const place = lineAt(row, selector);
  const cell = place?.parent.closest(sel.CELL);
  return cell && row.contains(cell) ? { ...place!, within: cell } : place;
}

type Selectors = readonly (string | undefined)[];

/** Where no title is found, behind the key: its own cell has no room for more. */
function placeInRow(row: Element, titles: Selectors, keys: Selectors = []): ChipPlace {
  const find = (selectors: Selectors, at: typeof lineAt) => {
    for (const selector of selectors) {
      const place = selector ? at(row, selector) : null;
      if (place) return place;
    }
    return null;
  };
  return find(titles, titleLineAt) ?? find(keys, lineAt) ?? { parent: row, how: 'line', cover: coverLineEnd };
}

/** Behind the key, in the footer: the card's lower end corner has the assignee. */
function placeInCard(card: Element): ChipPlace {
  const footer = card.querySelector(sel.BOARD.footer);
  if (!footer) return { parent: card, how: 'corner' };
  const group = footer.querySelector(sel.BOARD.keyBox)?.parentElement;
  return { parent: group && footer.contains(group) ? group : footer, how: 'line' };
}

/** Rows of which only the links are known: the innermost that holds one item's alone. */
function readLinkRow(row: Element, url: URL, rows: string, parts: RowParts): Sighting | null {
  if (row.matches(sel.OTHER_ROW) || row.closest(sel.NO_LIST)) return null;
  const inner = Array.from(row.querySelectorAll(`:is(${rows}):not(a)`));
  if (inner.some((one) => keyIn(one, url))) return null;
  // A row that is nothing but a link is one only where nothing around it is: ours goes into no link without need.
  const outer = row.matches('a') ? row.parentElement?.closest(rows) : null;
  return outer && keyIn(outer, url) ? null : readListRow(row, url, parts);
}

function listSurface(name: string, on: (url: URL) => boolean, parts: RowParts & { row: string }): Surface {
  return {
    name,
    on,
    selector: parts.row,
    read: (row, url) => readListRow(row, url, parts),
    place: (row) => placeInRow(row, [parts.cell, parts.title], parts.keys),
  };
}

function linkListSurface(name: string, on: (url: URL) => boolean, row: string, title?: string): Surface {
  const parts = title ? { title } : {};
  return {
    name,
    on,
    selector: row,
    read: (element, url) => readLinkRow(element, url, row, parts),
    place: (element) => placeInRow(element, [title], [sel.ITEM_LINK]),
  };
}

/** Where an issue may be open: itself, beside its list, or in a panel that the address never hears of. */
const showsIssues = (url: URL): boolean => at.hasItem(url) || at.isListed(url);

export const cloudLists: readonly Surface[] = [
  {
    name: 'board',
    on: at.isBoard,
    selector: sel.BOARD.card,
    read: readCard,
    place: placeInCard,
  },
  {
    name: 'business board, linked cards',
    on: at.isBoard,
    selector: sel.BUSINESS_CARD,
    read: (card, url) => {
      if (card.closest(`${sel.BOARD.card}, nav`)) return null;
      const seen = readListRow(card, url, {});
      const title = seen && titleInLabel(card, seen.key);
      return title ? { key: seen.key, facts: { key: seen.key, title } } : seen;
    },
    place: (card) => ({ parent: card, how: 'corner' }),
  },
  listSurface('backlog', at.isBacklog, sel.BACKLOG),
  listSurface('search results, child items', showsIssues, sel.TABLE),
  {
    name: 'search results beside an issue',
    on: (url) => at.isSearch(url) || at.isQueue(url) || at.hasItem(url),
    selector: `${sel.DETAIL_LIST.row}, ${sel.DETAIL_LIST.card}`,
    read: (row, url) =>
      row.parentElement?.closest(sel.DETAIL_LIST.row)
        ? null
        : readListRow(row, url, { title: sel.DETAIL_LIST.title }),
    place: (row) => placeInRow(row, [sel.DETAIL_LIST.title]),
  },
  {
    name: 'list',
    on: at.isList,
    selector: `${sel.LIST.row}, ${sel.LIST.bareRow}`,
    read: (row, url) => {
      // The row's wrapper, where there is one; and only what has a key of its own.
      if (row.parentElement?.closest(sel.LIST.row) || row.matches(sel.OTHER_ROW)) return null;
      return !row.querySelector(sel.LIST.keys[0]) ? null : readListRow(row, url, sel.LIST);
    },
    place: (row) => placeInRow(row, [sel.LIST.title, sel.LIST.cell], sel.LIST.keys),
  },
  listSurface('linked items', showsIssues, sel.LINKED),
  listSurface('timeline', at.isTimeline, sel.TIMELINE),
  listSurface('plan', at.isPlan, sel.PLAN),
  linkListSurface('queue', at.isQueue, sel.QUEUE.row, sel.QUEUE.title),
  linkListSurface('ideas', at.isIdeas, sel.IDEA.row, sel.IDEA.title),
  linkListSurface('for you', at.isForYou, sel.FOR_YOU_ROW),
];

/** "APP-12 Fix the login. Use the enter key…": what stands behind the key and in the card, too, is the title. */
function titleInLabel(card: Element, key: ItemKey): string | null {
  const issue = key.slice(key.lastIndexOf('/') + 1);
  const label = card.getAttribute('aria-label')?.replace(/\s+/g, ' ').trim() ?? '';
  if (!label.toUpperCase().startsWith(`${issue} `)) return null;
  const shown = plainText(card) ?? '';
  // The hint at the end is in the page's language: sentences are taken off until the rest is what is shown.
  for (let title = label.slice(issue.length + 1); title !== ''; ) {
    if (shown.includes(title)) return title;
    title = title.slice(0, Math.max(title.slice(0, -1).search(/[.。](?=[^.。]*$)/), 0));
  }
  return null;
}
