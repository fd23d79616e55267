/** Jira Data Center: pages built by its server, whose elements name their issue in attributes. */

import { coverLineEnd } from '../../../components/overlay/placement/cover-line-end';
import type { Sighting, Surface } from '../../../components/overlay/tracker-contract';
import type { SeenFacts } from '../../../domain/facts';
import { hasItem, isNavigator, isRapidBoard, issueKey, itemsAt } from './addresses';
import { lineAt, titleLineAt } from './cloud-lists';
import { nameAfterLabel, plainText, wordIn } from './element-text';
import { DC_BOARD, DC_ISSUE, DC_ROW, PROSE } from './selectors';

function readCard(card: Element, url: URL): Sighting | null {
  const key = card.closest(PROSE) ? null : issueKey(card.getAttribute('data-issue-key'), url);
  if (!key) return null;
  const facts: SeenFacts = { key };
  const summary = card.querySelector(DC_BOARD.title);
  const title = summary?.getAttribute('title')?.replace(/\s+/g, ' ').trim() || plainText(summary);
  if (title) facts.title = title;
  const assignee = nameAfterLabel(card.querySelector(DC_BOARD.avatar)?.getAttribute('alt'));
  if (assignee) facts.assignees = [assignee];
  return { key, facts };
}

function readNavigatorRow(row: Element, url: URL): Sighting | null {
  const issue = row.getAttribute('data-issuekey');
  const key = row.closest(PROSE) ? null : issueKey(issue, url);
  if (!key) return null;
  const facts: SeenFacts = { key };
  // The parent's link stands before it: the last is the row's own.
  const title = plainText(Array.from(row.querySelectorAll(DC_ROW.titles)).at(-1));
  if (title) facts.title = title;
  const status = wordIn(row.querySelector(DC_ROW.status));
  if (status) facts.status = status;
  const assignee = plainText(row.querySelector(DC_ROW.assignee));
  if (assignee) facts.assignees = [assignee];
  return { key, facts };
}

const headerOf = (title: Element): Element => title.closest(DC_ISSUE.header) ?? title;

function readIssueHeader(header: Element, url: URL): Sighting | null {
  const title = header.matches(DC_ISSUE.title) ? header : header.querySelector(DC_ISSUE.title);
  if (!title || headerOf(title) !== header || title.closest(PROSE)) return null;
  const { ownerDocument: document } = header;
  const key = issueKey(document.querySelector(DC_ISSUE.key)?.getAttribute('data-issue-key'), url);
  if (!key || !itemsAt(url).includes(key)) return null;
  const facts: SeenFacts = { key };
  const text = plainText(title);
  if (text) facts.title = text;
  const status = wordIn(document.querySelector(DC_ISSUE.status));
  if (status) facts.status = status;
  const assignee = plainText(document.querySelector(DC_ISSUE.assignee));
  if (assignee) facts.assignees = [assignee];
  return { key, facts };
}

export const dataCenter: readonly Surface[] = [
  {
    name: 'Data Center board',
    on: isRapidBoard,
    selector: DC_BOARD.card,
    read: readCard,
    place: (card) => lineAt(card, DC_BOARD.footer) ?? { parent: card, how: 'corner' },
  },
  {
    name: 'Data Center backlog',
    on: isRapidBoard,
    selector: DC_BOARD.backlogRow,
    read: readCard,
    place: (row) => {
      const content = row.querySelector(DC_BOARD.end)?.previousElementSibling;
      if (content) return { parent: content, how: 'line', cover: coverLineEnd };
      return lineAt(row, DC_BOARD.titleText) ?? lineAt(row, DC_BOARD.title) ?? { parent: row, how: 'line' };
    },
  },
  {
    name: 'Data Center issue',
    on: hasItem,
    selector: `${DC_ISSUE.header}, ${DC_ISSUE.title}`,
    read: readIssueHeader,
    place: (header) => lineAt(header, DC_ISSUE.key) ?? { parent: header, how: 'line' },
  },
  {
    name: 'Data Center results, sub-tasks',
    on: (url) => isNavigator(url) || hasItem(url),
    selector: DC_ROW.row,
    read: readNavigatorRow,
    place: (row) => titleLineAt(row, DC_ROW.titles) ?? lineAt(row, DC_ROW.keyCell),
  },
];
