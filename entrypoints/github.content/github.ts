/** GitHub, github.com and Enterprise Server. What its pages carry, and how sure that is: see selectors.ts. */
import type { Tracker } from '../../components/overlay/tracker';
import { githubKeyAt } from '../../domain/key';
import { embedded } from './embedded';
import { itemPages } from './item-pages';
import { lists } from './lists';
import { LOOK_ATTRIBUTES, look } from './look';
import { projects } from './projects';
import { ASLEEP, LINKS, SELECTED } from './selectors';

export const github: Tracker = {
  name: 'github',
  surfaces: [...lists, ...itemPages, ...projects],
  // Virtual lists recycle rows and boards recycle cards: these name the item anew.
  watched: ['href', 'data-hovercard-subject-tag', 'data-board-card-id'],
  lookAttributes: LOOK_ATTRIBUTES,
  asleep: ASLEEP,
  links: LINKS,
  itemAt: githubKeyAt,
  selected: (document) => document.querySelector(SELECTED),
  look,
  embedded,
};
