/**
 * The contract of components/overlay/tracker-contract.ts, held against one page. Returns what is broken, in words: a
 * page passes with an empty list. Every tracker passes it on every page there is: fixtures, captures, noise.
 */
import type { Tracker } from '../../components/overlay/tracker-contract';
import { hostOf } from '../../domain/item-key';
import { asKey } from '../../domain/key';
import { type Registry, TRACKERS } from '../../domain/trackers';
import { type Page, seenOn } from './page';

/** Where people write, or read what others wrote: no chip goes in there. */
const WRITTEN = [
  'textarea, input, select, [contenteditable]:not([contenteditable="false"])',
  '.markdown-body, .comment-body, .js-comment-body, .js-comment, .timeline-comment, .react-issue-comment',
  '[data-testid="issue-body"], [data-testid="markdown-body"]',
  '.ak-renderer-document, .ProseMirror, .user-content-block',
  '[data-comment-input-editor-container], [data-history-entry-id]',
].join(', ');

/** @param trackers those that keys can be of */
export function brokenRules(page: Page, tracker: Tracker<string>, trackers: Registry = TRACKERS): string[] {
  const { document, url, memo } = page;
  const broken: string[] = [];
  const rule = (holds: boolean, words: string) => {
    if (!holds) broken.push(words);
  };
  const before = document.documentElement.outerHTML;
  const seen = seenOn(page, tracker);
  const embedded = tracker.embedded(document, url, memo);
  const marked = tracker.selected(document);
  const looks = [tracker.theme(document, false), tracker.theme(document, true)];
  const links = document.querySelectorAll(tracker.itemLinks).length;
  rule(document.documentElement.outerHTML === before, 'the page was changed');

  const again = JSON.stringify(seenOn(page, tracker).map(({ facts }) => facts));
  rule(again === JSON.stringify(seen.map(({ facts }) => facts)), 'reading twice gives something else');
  rule(
    JSON.stringify(tracker.embedded(document, url, memo)) === JSON.stringify(embedded),
    'embedded twice gives something else',
  );
  rule(
    JSON.stringify(tracker.embedded(document, url, new WeakMap())) === JSON.stringify(embedded),
    'embedded depends on what was remembered',
  );
  rule(links >= 0 && (marked === null || document.contains(marked)), 'selected is not on the page');

  const names = tracker.surfaces.map(({ name }) => name);
  rule(new Set(names).size === names.length, 'two surfaces have one name');

  const chips = new Set<Element>();
  const elements = new Set<Element>();
  for (const { surface, element, facts, place } of seen) {
    const where = `${surface.name}: ${facts.key}`;
    rule(asKey(facts.key, trackers) === facts.key, `${where} is no key`);
    rule(hostOf(facts.key) === url.host, `${where} is not of this host`);
    rule(!elements.has(element), `${where} is seen twice in one element`);
    elements.add(element);
    for (const [name, value] of Object.entries(facts)) {
      const unknown = name === 'category' && facts.status !== undefined;
      rule(
        value !== undefined && value !== '' && (value !== null || unknown),
        `${where} says ${name} is ${value}`,
      );
      rule(typeof value !== 'number' || Number.isSafeInteger(value), `${where} has no instant in ${name}`);
    }
    if (!place) continue;
    rule(element === place.parent || element.contains(place.parent), `${where} is placed outside`);
    const { parent, beside, within = element } = place;
    rule(element.contains(within) && within.contains(parent), `${where} stays in what is elsewhere`);
    rule(
      !beside || (parent !== beside && parent.contains(beside)),
      `${where} is placed beside what is elsewhere`,
    );
    rule(!place.parent.closest(WRITTEN), `${where} is placed in what someone writes or wrote`);
    rule(!chips.has(place.parent), `${where} is placed where another chip is`);
    chips.add(place.parent);
  }
  for (const facts of embedded) {
    rule(
      asKey(facts.key, trackers) === facts.key && hostOf(facts.key) === url.host,
      `embedded ${facts.key} is no key`,
    );
  }
  for (const { colors, font } of looks) {
    rule(
      Object.values(colors).every((color) => /^(?:#|var\(--)/.test(color)) && font !== '',
      'the look is incomplete',
    );
  }
  const item = tracker.itemAt(url);
  if (item) {
    const views = seen.filter(({ facts }) => facts.key === item);
    const surfaces = new Set(views.map(({ surface }) => surface.name));
    rule(surfaces.size === views.length, `${item} is seen twice in one view`);
  }
  return broken;
}
