/** Lists of issues and pull requests: React lists, the older server-rendered rows, milestone pages. */
import type { Place, Sighting, Surface } from '../../components/overlay/tracker';
import type { SeenFacts } from '../../domain/facts';
import { isList, isPullHref, keyOfHref } from './addresses';
import { instantOf } from './dates';
import { LEGACY_ROW, REACT_ROW } from './selectors';
import { type Status, statusOfIcon, statusOfWords } from './status';
import { namesIn, namesOfAvatars, titleText } from './text';

/** The row's title link. Rows repeat links and hold linked pull requests: only the title names the row. */
function titleLink(row: Element): HTMLAnchorElement | null {
  for (const selector of REACT_ROW.titles) {
    const link = row.querySelector<HTMLAnchorElement>(selector);
    if (link) return link;
  }
  return null;
}

function readReactRow(row: Element, url: URL): Sighting | null {
  const link = titleLink(row);
  const key = keyOfHref(link?.getAttribute('href'), url);
  if (!link || !key) return null;
  const facts: SeenFacts = { key };
  const title = titleText(link);
  if (title) facts.title = title;

  const status = reactStatus(row, isPullHref(link.getAttribute('href')!));
  if (status) Object.assign(facts, status);
  const assignees = namesOfAvatars(row.querySelectorAll(REACT_ROW.assignees));
  if (assignees) facts.assignees = assignees;
  // A closed row shows one date, and what it dates is not certain: only an open row's is the opening.
  if (status && status.category !== 'done') {
    const created = instantOf(row.querySelector(REACT_ROW.createdAt));
    if (created !== null) facts.createdAt = created;
  }
  return { key, facts };
}

function reactStatus(row: Element, isPull: boolean): Status | null {
  for (const selector of REACT_ROW.stateIcons) {
    const status = statusOfIcon(row.querySelector(selector));
    if (status) return status;
  }
  const words = row.querySelector(REACT_ROW.stateWords)?.textContent;
  return statusOfWords(words, isPull ? 'pull' : 'issue');
}

/** The first of these in the row, as a place in its line of text. */
function firstLine(row: Element, selectors: readonly string[]): Place | null {
  for (const selector of selectors) {
    const parent = row.querySelector(selector);
    if (parent) return { parent, how: 'line' };
  }
  return null;
}

function readLegacyRow(row: Element, url: URL): Sighting | null {
  const link = row.querySelector(LEGACY_ROW.title);
  const href = link?.getAttribute('href');
  const key = keyOfHref(href, url);
  if (!link || !href || !key) return null;
  const facts: SeenFacts = { key };
  const title = titleText(link);
  if (title) facts.title = title;

  const icon = row.querySelector(LEGACY_ROW.stateIcon);
  const words = icon?.closest('[aria-label]')?.getAttribute('aria-label');
  const status = statusOfWords(words, isPullHref(href) ? 'pull' : 'issue') ?? statusOfIcon(icon);
  if (status) {
    Object.assign(facts, status);
    const date = instantOf(row.querySelector(LEGACY_ROW.date));
    if (date !== null) facts[status.category === 'done' ? 'closedAt' : 'createdAt'] = date;
  }
  const assigned = row.querySelector(LEGACY_ROW.assignees)?.getAttribute('aria-label');
  const assignees = assigned == null ? null : namesIn(assigned.replace(/^\s*Assigned to/, ''));
  if (assignees) facts.assignees = assignees;
  return { key, facts };
}

export const lists: readonly Surface[] = [
  {
    name: 'list',
    on: isList,
    selector: REACT_ROW.row,
    read: (row, url) => (titleLink(row)?.closest('li') === row ? readReactRow(row, url) : null),
    place: (row) => firstLine(row, REACT_ROW.places),
  },
  {
    name: 'list, milestone rows',
    on: isList,
    selector: REACT_ROW.milestoneRow,
    // Where the row is wrapped around a list item, or stands in one, the list above has it already.
    read: (row, url) => {
      const item = titleLink(row)?.closest('li');
      return item?.matches(REACT_ROW.row) ? null : readReactRow(row, url);
    },
    place: (row) => firstLine(row, REACT_ROW.places),
  },
  {
    name: 'list, older rows',
    on: isList,
    selector: LEGACY_ROW.row,
    read: readLegacyRow,
    place: (row) => {
      const line = firstLine(row, LEGACY_ROW.places);
      if (line) return line;
      const parent = row.querySelector(LEGACY_ROW.openedBy)?.parentElement;
      return parent ? { parent, how: 'line' } : null;
    },
  },
];
