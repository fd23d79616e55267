/**
 * Cloud's view of one issue: a full page, a dialog over a board, a panel beside it. It names its issue by a breadcrumb.
 */
import type { ChipPlace, Sighting, Surface } from '../../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import { hasItem, isListed, itemsAt, keyOfHref } from './addresses';
import { plainText, wordIn } from './element-text';
import { ISSUE_VIEW, PROSE } from './selectors';

/** What a view has beside its header: a chip that found no room in there would look for it among these. */
const BELOW = `${ISSUE_VIEW.title}, h1, h2, ${PROSE}`;
const AROUND = [ISSUE_VIEW.header, ISSUE_VIEW.over, ISSUE_VIEW.layout, ISSUE_VIEW.main, ISSUE_VIEW.crumb];

/** The element that stands for the view: its header, so that a chip finds its line there and not among the comments. */
function headerOf(key: Element): Element {
  for (const selector of AROUND) {
    const found = key.closest(selector);
    if (found) return found;
  }
  return key;
}

/** The key of the view this element stands for: the first, where a header that stays while scrolling repeats it. */
function keyElementIn(element: Element): Element | null {
  for (const key of element.matches(ISSUE_VIEW.key) ? [element] : element.querySelectorAll(ISSUE_VIEW.key))
    if (headerOf(key) === element)
      return fieldOf(key.ownerDocument.body, ISSUE_VIEW.key, overOf(key)) === key ? key : null;
  return null;
}

const overOf = (key: Element): Element | null => key.closest(ISSUE_VIEW.over);

/** A field of the view that lies in this dialog or panel, or in none: nearest to `from`, and no one's writing. */
function fieldOf(from: Element, selector: string, over: Element | null): Element | null {
  for (let around: Element | null = from; around; around = around.parentElement) {
    for (const field of around.querySelectorAll(selector))
      if (overOf(field) === over && !field.closest(PROSE)) return field;
    if (around === over) return null;
  }
  return null;
}

function readIssueView(element: Element, url: URL): Sighting | null {
  const key = keyElementIn(element);
  const named = keyOfHref(key?.getAttribute('href'), url);
  if (!key || !named || !isViewOpen(named, key, url)) return null;
  const facts: SeenFacts = { key: named };
  const title = plainText(fieldOf(key, ISSUE_VIEW.title, overOf(key)));
  if (title) facts.title = title;
  const status = wordIn(fieldOf(key, ISSUE_VIEW.status, overOf(key)));
  if (status) facts.status = status;
  return { key: named, facts };
}

/**
 * While one view makes room for another, the address is ahead of the page: so what it names must be what is open. But a
 * panel can be opened that the address never hears of; it names nothing beside the page then.
 */
const isViewOpen = (named: ItemKey, key: Element, url: URL): boolean =>
  itemsAt(url).includes(named) || (overOf(key) !== null && !url.searchParams.has('selectedIssue'));

function placeInView(element: Element): ChipPlace | null {
  const key = keyElementIn(element);
  const crumb = key?.closest(ISSUE_VIEW.crumb) ?? key?.parentElement;
  if (!crumb || !element.contains(crumb) || crumb.querySelector(BELOW)) return null;
  return { parent: crumb, how: 'line', within: rowOf(crumb, element) };
}

/** The row the key stands in, with its buttons: as far around it as nothing of the rest of the view is. */
function rowOf(crumb: Element, element: Element): Element {
  let row = crumb;
  while (row !== element && !row.parentElement!.querySelector(BELOW)) row = row.parentElement!;
  return row;
}

export const issueView: Surface = {
  name: 'issue view',
  // It can also be opened beside a list without the address hearing of it.
  on: (url) => hasItem(url) || isListed(url),
  selector: [...AROUND.filter((around) => around !== ISSUE_VIEW.main), ISSUE_VIEW.key].join(', '),
  read: readIssueView,
  place: placeInView,
};

/**
 * A view that nothing stands around but the page itself. Only where the address names an item: all of a page is read
 * again with every change in it, and boards change all the time.
 */
export const bareIssueView: Surface = {
  name: 'issue view without a header',
  on: hasItem,
  selector: ISSUE_VIEW.main,
  read: readIssueView,
  place: placeInView,
};

/** The view of the item open beside or over the page, in whatever form. */
export function openBeside(document: Document, url: URL): Element | null {
  const selected = url.searchParams.has('selectedIssue');
  for (const key of document.querySelectorAll(ISSUE_VIEW.key)) {
    const named = keyOfHref(key.getAttribute('href'), url);
    if (named && (selected ? named === itemsAt(url).at(-1) : overOf(key))) return headerOf(key);
  }
  return null;
}
