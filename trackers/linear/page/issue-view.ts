/**
 * Linear's view of one issue: a page of its own, the pane beside the inbox, a peek over a list. No capture of a peek
 * was found: it is taken for the same view in another place, and shown only where the view itself says whose it is.
 */
import type { ChipPlace, Sighting, Surface } from '../../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../../domain/facts';
import type { ItemKey } from '../../../domain/key';
import { linearKeyAt } from '../../../domain/trackers/linear';
import { inWorkspace, namedBy } from './addresses';
import { onlyText, plainText } from './element-text';
import { VIEW } from './selectors';

/** Both the scroller and the view in it are marked: the outer one stands for both. */
const isInner = (view: Element): boolean => view.parentElement?.closest(VIEW.view) != null;

/**
 * The item a view says it is of: by the times in its history, which are links to itself; else by the end of the trail
 * in the header above it. Null: it doesn't say.
 */
function ownKey(view: Element, url: URL): ItemKey | null {
  const time = namedBy(view.querySelector(VIEW.time)?.getAttribute('href'), url);
  if (time) return time.key;
  for (let around = view.parentElement; around; around = around.parentElement) {
    // Another view is in there: whose header it is, nobody knows.
    if (outerViews(around).length > 1) return null;
    const crumbs = around.querySelectorAll(VIEW.crumb);
    const last = crumbs[crumbs.length - 1];
    if (last) return namedBy(last.getAttribute('href'), url)?.key ?? null;
    if (around.matches(VIEW.ground)) return null;
  }
  return null;
}

const outerViews = (around: ParentNode): Element[] =>
  Array.from(around.querySelectorAll(VIEW.view)).filter((view) => !isInner(view));

/** The page's own view, of which the address speaks, comes first; others are over it or beside it. */
function keyOfView(view: Element, url: URL): ItemKey | null {
  const own = ownKey(view, url);
  if (own) return own;
  return outerViews(view.ownerDocument)[0] === view ? linearKeyAt(url) : null;
}

function readIssueView(view: Element, url: URL): Sighting | null {
  if (isInner(view)) return null;
  const key = keyOfView(view, url);
  if (!key) return null;
  const facts: SeenFacts = { key };
  const title = plainText(view.querySelector(VIEW.title));
  if (title) facts.title = title;
  const status = onlyText(view.querySelector(VIEW.section)?.querySelector(VIEW.property));
  if (status) facts.status = status;
  return { key, facts };
}

/** At the end of the line above the first properties, which names them. */
function placeInView(view: Element): ChipPlace | null {
  const section = view.querySelector(VIEW.section);
  const parent = section?.parentElement;
  if (!section || !parent || !view.contains(parent)) return null;
  const heading = section.previousElementSibling;
  return heading ? { parent, how: 'line', beside: heading } : { parent, how: 'line' };
}

export const issueView: Surface = {
  name: 'issue view',
  on: inWorkspace,
  selector: VIEW.view,
  read: readIssueView,
  place: placeInView,
};
