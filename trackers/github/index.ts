/** GitHub, github.com and Enterprise Server. What its pages carry, and how sure that is: see selectors.ts. */
import type { Tracker } from '../../components/overlay/tracker-contract';
import { githubKeyAt } from '../../domain/trackers/github';
import { embeddedFacts } from './embedded/embedded-facts';
import { itemPages } from './page/item-pages';
import { lists } from './page/lists';
import { projects } from './page/projects';
import { LINKS, SELECTED, UNHYDRATED } from './page/selectors';
import { githubTheme, THEME_ATTRIBUTES } from './page/theme';

export const github: Tracker = {
  name: 'github',
  surfaces: [...lists, ...itemPages, ...projects],
  // Virtual lists recycle rows and boards recycle cards: these name the item anew.
  watchedAttributes: ['href', 'data-hovercard-subject-tag', 'data-board-card-id'],
  themeAttributes: THEME_ATTRIBUTES,
  unhydrated: UNHYDRATED,
  itemLinks: LINKS,
  itemAt: githubKeyAt,
  selected: (document) => document.querySelector(SELECTED),
  theme: githubTheme,
  embedded: embeddedFacts,
};
