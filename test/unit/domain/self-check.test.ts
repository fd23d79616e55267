import { expect, it } from 'vitest';
import type { ItemKey } from '../../../domain/key';
import { isBlind } from '../../../domain/self-check';

const KEY = 'github.com/acme/widgets#12' as ItemKey;

const surface = (sightings: number) => ({
  name: 'issue list',
  selector: 'li',
  candidates: 27,
  sightings,
  chips: 0,
});

it.each([
  ['items, none read', { hidden: false, links: 27, surfaces: [surface(0)] }, true],
  ['one item, not read', { hidden: false, links: 1, surfaces: [surface(0)] }, true],
  ['no surface reads anything', { hidden: false, links: 27, surfaces: [surface(0), surface(0)] }, true],
  ['one surface reads', { hidden: false, links: 27, surfaces: [surface(0), surface(27)] }, false],
  ['all is read', { hidden: false, links: 27, surfaces: [surface(27)] }, false],
  ['one of many read', { hidden: false, links: 27, surfaces: [surface(1)] }, false],
  ['an empty list', { hidden: false, links: 0, surfaces: [surface(0)] }, false],
  [
    'a page about an item nothing links to',
    { hidden: false, item: KEY, links: 0, surfaces: [surface(0)] },
    true,
  ],
  ['a page about an item, read', { hidden: false, item: KEY, links: 0, surfaces: [surface(1)] }, false],
  ['no page of ours', { hidden: false, links: 27, surfaces: [] }, false],
  ['switched off here', { hidden: true, links: 27, surfaces: [surface(0)] }, false],
])('%s', (_, report, blind) => {
  expect(isBlind({ item: null, ...report })).toBe(blind);
});
