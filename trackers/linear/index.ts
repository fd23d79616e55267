/** Linear. What its pages carry, and how sure that is: see selectors.ts. */
import type { Tracker } from '../../components/overlay/tracker-contract';
import { linearKeyAt } from '../../domain/trackers/linear';
import { issueView } from './page/issue-view';
import { issueBoard, issueList } from './page/lists';
import { LINKS, SELECTED } from './page/selectors';
import { linearTheme, THEME_ATTRIBUTES } from './page/theme';

export const linear: Tracker = {
  name: 'linear',
  surfaces: [issueView, issueList, issueBoard],
  // Rows are recycled while scrolling: these name the item anew.
  watchedAttributes: ['href', 'data-list-key'],
  themeAttributes: THEME_ATTRIBUTES,
  itemLinks: LINKS,
  itemAt: linearKeyAt,
  selected: (document) => document.querySelector(SELECTED),
  theme: linearTheme,
  // Its pages are drawn from its local store; they carry no JSON.
  embedded: () => [],
};
