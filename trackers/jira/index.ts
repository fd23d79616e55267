/** Jira, Cloud and Data Center. What its pages carry, and how sure that is: see selectors.ts. */
import type { Tracker } from '../../components/overlay/tracker-contract';
import { jiraKeyAt } from '../../domain/trackers/jira';
import { bareIssueView, issueView, openBeside } from './page/cloud-issue-view';
import { cloudLists } from './page/cloud-lists';
import { dataCenter } from './page/data-center';
import { LINKS, SELECTED } from './page/selectors';
import { jiraTheme, THEME_ATTRIBUTES } from './page/theme';

export const jira: Tracker = {
  name: 'jira',
  surfaces: [issueView, bareIssueView, ...cloudLists, ...dataCenter],
  // Lists recycle rows and boards recycle cards: these name the item anew.
  watchedAttributes: ['href', 'id', 'data-testid', 'data-issue-key', 'data-issuekey'],
  themeAttributes: THEME_ATTRIBUTES,
  itemLinks: LINKS,
  itemAt: jiraKeyAt,
  selected: (document) => openBeside(document, new URL(document.URL)) ?? document.querySelector(SELECTED),
  theme: jiraTheme,
  // Jira's pages are drawn from its REST answers: what they don't show is asked for.
  embedded: () => [],
};
