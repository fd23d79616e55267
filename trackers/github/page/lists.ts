/** Lists of issues and pull requests: React lists, the older server-rendered rows, milestone pages. */
import type { ChipPlace, Sighting, Surface } from '../../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../../domain/facts';
import { type Status, statusOfWords } from '../states';
import { isList, isMilestone, isPullHref, keyOfHref } from './addresses';
import { instantOf } from './dates';
import { LEGACY_ROW, REACT_ROW, TIME } from './selectors';
import { statusOfIcon } from './status-marks';
import { namesOfAvatars, splitNames, titleText, wordBefore } from './title-text';

const DATED = new Map<string, 'createdAt' | 'updatedAt' | 'closedAt'>([
  ['opened', 'createdAt'],
  ['updated', 'updatedAt'],
  ['closed', 'closedAt'],
  ['merged', 'closedAt'],
]);

/**
 * The dates of a row, each by the word before it: "opened", "closed", "updated". A row shows one date, sometimes
 * two, and what it means changes with state and sorting. Without such a word only `certain` may tell: where the
 * markup leaves no other meaning for a row in this state.
 */
function readDates(row: Element, facts: SeenFacts, certain: { open?: string; done?: string }): void {
  const done = facts.category === 'done';
  const known = facts.category ? (done ? certain.done : certain.open) : undefined;
  for (const time of row.querySelectorAll(TIME)) {
    const field =
      DATED.get(wordBefore(time, row)) ??
      (known && time.matches(known) ? (done ? 'closedAt' : 'createdAt') : undefined);
    const instant = field ? instantOf(time) : null;
    if (field && instant !== null) facts[field] ??= instant;
  }
}

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
  readDates(row, facts, { open: REACT_ROW.createdAt });
  return { key, facts };
}

function reactStatus(row: Element, isPull: boolean): Status | null {
  for (const selector of REACT_ROW.stateIcons) {
    const status = statusOfIcon(row.querySelector(selector));
    if (status) return status;
  }
  const kind = isPull ? 'pull' : 'issue';
  return (
    statusOfWords(row.querySelector(REACT_ROW.stateWords)?.textContent, kind) ??
    statusOfWords(row.querySelector(REACT_ROW.stateLabels)?.getAttribute('aria-label'), kind)
  );
}

/** The first of these in the row, as a place in its line of text. */
function firstLine(row: Element, selectors: readonly string[]): ChipPlace | null {
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
  const words = icon?.closest(LEGACY_ROW.labelled)?.getAttribute('aria-label');
  const status = statusOfWords(words, isPullHref(href) ? 'pull' : 'issue') ?? statusOfIcon(icon);
  if (status) Object.assign(facts, status);
  readDates(row, facts, { open: LEGACY_ROW.date, done: LEGACY_ROW.date });
  const assigned = row.querySelector(LEGACY_ROW.assignees)?.getAttribute('aria-label');
  const assignees = assigned == null ? null : splitNames(assigned.replace(/^\s*Assigned to/, ''));
  if (assignees) facts.assignees = assignees;
  return { key, facts };
}

export const lists: readonly Surface[] = [
  {
    name: 'list',
    on: isList,
    selector: REACT_ROW.row,
    read: (row, url) => (titleLink(row)?.closest(REACT_ROW.item) === row ? readReactRow(row, url) : null),
    place: (row) => firstLine(row, REACT_ROW.places),
  },
  {
    name: 'list, milestone rows',
    on: isMilestone,
    selector: REACT_ROW.milestoneRow,
    // Where the row is wrapped around a list item, or stands in one, the list above has it already.
    read: (row, url) => {
      const item = titleLink(row)?.closest(REACT_ROW.item);
      return item?.matches(REACT_ROW.row) ? null : readReactRow(row, url);
    },
    place: (row) => firstLine(row, REACT_ROW.places),
  },
  {
    name: 'list, older rows',
    on: isList,
    selector: LEGACY_ROW.row,
    read: readLegacyRow,
    // The whole line below the title, not its last part ([R]): that one is empty in most rows and hidden on phones.
    place: (row) => {
      const parent = row.querySelector(LEGACY_ROW.openedBy)?.parentElement;
      return parent ? { parent, how: 'line' } : null;
    },
  },
];
