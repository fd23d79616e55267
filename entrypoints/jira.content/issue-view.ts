/** Cloud's view of one issue: a full page, a dialog over a board, a panel beside it. It names its issue by a breadcrumb. */
import type { Place, Sighting, Surface } from '../../components/overlay/tracker';
import type { SeenFacts } from '../../domain/facts';
import { hasItem, itemsAt, keyOfHref } from './addresses';
import { ISSUE_VIEW, PROSE } from './selectors';
import { plainText, wordIn } from './text';

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
function keyIn(element: Element): Element | null {
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

function read(element: Element, url: URL): Sighting | null {
  const key = keyIn(element);
  const named = keyOfHref(key?.getAttribute('href'), url);
  // While one view makes room for another, the address is ahead of the page.
  if (!key || !named || !itemsAt(url).includes(named)) return null;
  const facts: SeenFacts = { key: named };
  const title = plainText(fieldOf(key, ISSUE_VIEW.title, overOf(key)));
  if (title) facts.title = title;
  const status = wordIn(fieldOf(key, ISSUE_VIEW.status, overOf(key)));
  if (status) facts.status = status;
  return { key: named, facts };
}

function place(element: Element): Place | null {
  const key = keyIn(element);
  const crumb = key?.closest(ISSUE_VIEW.crumb) ?? key?.parentElement;
  return crumb && element.contains(crumb) ? { parent: crumb, how: 'line' } : null;
}

export const issueView: Surface = {
  name: 'issue view',
  on: hasItem,
  selector: [...AROUND, ISSUE_VIEW.key].join(', '),
  read,
  place,
};

/** The view of the item open beside or over the page, in whatever form. */
export function openBeside(document: Document, url: URL): Element | null {
  if (!url.searchParams.has('selectedIssue')) return null;
  for (const key of document.querySelectorAll(ISSUE_VIEW.key)) {
    const named = keyOfHref(key.getAttribute('href'), url);
    if (named && named === itemsAt(url).at(-1)) return headerOf(key);
  }
  return null;
}
