/** Linear. What its pages carry, and how sure that is: see selectors.ts. */
import type { Tracker } from '../../components/overlay/tracker';
import { linearKeyAt } from '../../domain/key';
import { issueView } from './issue-view';
import { board, list } from './lists';
import { LOOK_ATTRIBUTES, look } from './look';
import { LINKS, SELECTED } from './selectors';

export const linear: Tracker = {
  name: 'linear',
  surfaces: [issueView, list, board],
  // Rows are recycled while scrolling: these name the item anew.
  watched: ['href', 'data-list-key'],
  lookAttributes: LOOK_ATTRIBUTES,
  links: LINKS,
  itemAt: linearKeyAt,
  selected: (document) => document.querySelector(SELECTED),
  look,
  // Its pages are drawn from its local store; they carry no JSON.
  embedded: () => [],
};
