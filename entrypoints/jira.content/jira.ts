/** Jira, Cloud and Data Center. What its pages carry, and how sure that is: see selectors.ts. */
import type { Tracker } from '../../components/overlay/tracker';
import { jiraKeyAt } from '../../domain/key';
import { dataCenter } from './data-center';
import { bareIssueView, issueView, openBeside } from './issue-view';
import { LOOK_ATTRIBUTES, look } from './look';
import { rows } from './rows';
import { LINKS, SELECTED } from './selectors';

export const jira: Tracker = {
  name: 'jira',
  surfaces: [issueView, bareIssueView, ...rows, ...dataCenter],
  // Lists recycle rows and boards recycle cards: these name the item anew.
  watched: ['href', 'id', 'data-testid', 'data-issue-key', 'data-issuekey'],
  lookAttributes: LOOK_ATTRIBUTES,
  links: LINKS,
  itemAt: jiraKeyAt,
  selected: (document) => openBeside(document, new URL(document.URL)) ?? document.querySelector(SELECTED),
  look,
  // Jira's pages are drawn from its REST answers: what they don't show is asked for.
  embedded: () => [],
};
