/** The page of one issue or pull request, and the pane of Projects. Its item is the one the address names. */
import type { ChipPlace, Sighting, Surface } from '../../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../../domain/facts';
import { githubKeyAt } from '../../../domain/trackers/github';
import { type Status, statusOfWords } from '../states';
import { isProject, itemKind, keyOfHref } from './addresses';
import { instantOf } from './dates';
import { CONVERSATION, LEGACY_PAGE, REACT_ISSUE, REACT_PULL } from './selectors';
import { statusOfLabel } from './status-marks';
import { titleText } from './title-text';

/**
 * The number the heading shows beside its title, or null. After a soft navigation the address changes before
 * the page does: a heading with another number belongs to the page being left.
 */
function itemNumberIn(heading: Element | null): number | null {
  for (const element of heading?.querySelectorAll('span') ?? []) {
    const number = /^\s*#\s*(\d+)\s*$/.exec(element.textContent)?.[1];
    if (number && !element.closest('.markdown-title')) return Number(number);
  }
  return null;
}

/** What a page says of the address's item, or null while it shows another one or nothing yet. */
function start(url: URL, heading: Element | null, title: Element | null | undefined): SeenFacts | null {
  const key = githubKeyAt(url);
  const text = titleText(title);
  const number = itemNumberIn(heading);
  if (!key || !text || (number !== null && !key.endsWith(`#${number}`))) return null;
  return { key, title: text };
}

function readReactIssue(viewer: Element, url: URL): SeenFacts | null {
  const facts = start(
    url,
    viewer.querySelector(REACT_ISSUE.heading),
    viewer.querySelector(REACT_ISSUE.title),
  );
  if (!facts) return null;
  for (const selector of REACT_ISSUE.states) {
    const label = viewer.querySelector(selector);
    const status =
      statusOfLabel(label?.getAttribute('data-status')) ?? statusOfWords(label?.textContent, 'issue');
    if (status) {
      Object.assign(facts, status);
      break;
    }
  }
  const link = viewer.querySelector(REACT_ISSUE.createdLink);
  const created = instantOf(link?.querySelector('relative-time'));
  if (created !== null && keyOfHref(link!.getAttribute('href'), url) === facts.key) facts.createdAt = created;
  const assignees = readAssignees(viewer);
  if (assignees) facts.assignees = assignees;
  return facts;
}

/** Logins in the sidebar. A section without any is nobody only when it says so: it may not be filled yet. */
function readAssignees(viewer: Element): string[] | null {
  for (const selector of REACT_ISSUE.assigneeSections) {
    const section = viewer.querySelector(selector)?.closest(REACT_ISSUE.section);
    if (!section) continue;
    const names = Array.from(section.querySelectorAll(REACT_ISSUE.assignee), (link) => {
      return /^\/(?:apps\/)?([\w-]+)$/.exec(link.getAttribute('href')!)?.[1] ?? [];
    }).flat();
    if (names.length > 0) return [...new Set(names)];
    return /no one/i.test(section.textContent) ? [] : null;
  }
  return null;
}

/** Opening and assignees, from the conversation below a header. Other tabs of a pull request have neither. */
function readConversation(page: Element, facts: SeenFacts): void {
  const created = instantOf(page.querySelector(CONVERSATION.opened));
  if (created !== null) facts.createdAt = created;
  const assignees = page.querySelector(CONVERSATION.assignees);
  if (assignees) {
    facts.assignees = Array.from(assignees.querySelectorAll(CONVERSATION.assignee), (name) =>
      name.textContent.trim(),
    );
  }
}

function readReactPull(header: Element, url: URL): SeenFacts | null {
  const facts = start(url, header.querySelector(REACT_PULL.heading), header.querySelector(REACT_PULL.title));
  if (!facts) return null;
  const label = header.querySelector(REACT_PULL.state);
  const status =
    statusOfLabel(label?.getAttribute('data-status')) ?? statusOfWords(label?.textContent, 'pull');
  if (status) Object.assign(facts, status);
  if (status?.status === 'Merged') {
    const merged = instantOf(header.querySelector(REACT_PULL.mergedAt));
    if (merged !== null) facts.closedAt = merged;
  }
  readConversation(header.ownerDocument.body, facts);
  return facts;
}

function firstOutside(root: Element, selector: string, outside: string): Element | null {
  for (const element of root.querySelectorAll(selector)) if (!element.closest(outside)) return element;
  return null;
}

function readLegacyPage(header: Element, url: URL): SeenFacts | null {
  const facts = start(
    url,
    header.querySelector(LEGACY_PAGE.heading),
    firstOutside(header, LEGACY_PAGE.title, LEGACY_PAGE.sticky) ?? header.querySelector(LEGACY_PAGE.title),
  );
  if (!facts) return null;
  const kind = itemKind(url) ?? 'issue';
  const label = header.querySelector(LEGACY_PAGE.state);
  const status: Status | null =
    statusOfWords(label?.getAttribute('title'), kind) ?? statusOfWords(label?.textContent, kind);
  if (status) Object.assign(facts, status);
  if (status?.status === 'Merged') {
    const merged = instantOf(firstOutside(header, `${LEGACY_PAGE.meta} relative-time`, LEGACY_PAGE.sticky));
    if (merged !== null) facts.closedAt = merged;
  }
  readConversation(header.ownerDocument.body, facts);
  return facts;
}

const sighting = (facts: SeenFacts | null): Sighting | null => facts && { key: facts.key, facts };

const at = (parent: Element | null | undefined, how: ChipPlace['how']): ChipPlace | null =>
  parent ? { parent, how } : null;

const placeInIssue = (viewer: Element): ChipPlace | null =>
  at(viewer.querySelector(REACT_ISSUE.line), 'line') ?? at(viewer.querySelector(REACT_ISSUE.header), 'block');

export const itemPages: readonly Surface[] = [
  {
    name: 'issue page',
    on: (url) => itemKind(url) === 'issue',
    selector: REACT_ISSUE.page,
    read: (viewer, url) => sighting(readReactIssue(viewer, url)),
    place: placeInIssue,
  },
  {
    name: 'pull request page',
    on: (url) => itemKind(url) === 'pull',
    selector: REACT_PULL.header,
    read: (header, url) => sighting(readReactPull(header, url)),
    // The header has a sticky copy of itself after the first: the first line is the one that stays.
    place: (header) =>
      at(firstOutside(header, REACT_PULL.line, '[class*="tickyHeader"]'), 'line') ??
      at(header.querySelector(REACT_PULL.description), 'block') ??
      at(header.querySelector(REACT_PULL.heading), 'line'),
  },
  {
    name: 'issue or pull request page, older',
    on: (url) => itemKind(url) !== null,
    selector: LEGACY_PAGE.header,
    read: (header, url) => sighting(readLegacyPage(header, url)),
    place: (header) =>
      at(firstOutside(header, LEGACY_PAGE.meta, LEGACY_PAGE.sticky), 'line') ??
      at(firstOutside(header, LEGACY_PAGE.heading, LEGACY_PAGE.sticky), 'block'),
  },
  {
    name: 'project pane',
    on: (url) => isProject(url) && githubKeyAt(url) !== null,
    selector: REACT_ISSUE.pane,
    read: (viewer, url) => {
      // Only the outermost viewer: parts of it carry the same word in their class.
      if (viewer.parentElement?.closest(REACT_ISSUE.pane)) return null;
      const facts = readReactIssue(viewer, url);
      if (!facts) return null;
      // On Projects the column is the status; the pane shows the issue's own "Open".
      delete facts.status;
      delete facts.category;
      return { key: facts.key, facts };
    },
    place: placeInIssue,
  },
];
