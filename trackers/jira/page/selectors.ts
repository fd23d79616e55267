/**
 * Every selector of Jira's pages, with what proves it. Tags are jira.md's: [G] gthau, a live Cloud site, August 2026;
 * [I] inno-extension, live, September 2026; [W] wuhup, January 2026; [T] Toggl, 2026; [JH] jira-helper, July 2026, Data
 * Center. File names are captures. Where nothing is named: jira.md's table, low confidence.
 *
 * Classes are hashes, and testids grow at their front: the same row's own fields drop a prefix its siblings carry
 * ([G]). So only the last segments of a testid are matched. Older builds write `data-test-id` ([T]).
 */

/** What people wrote, or write: nothing in there is an item of a list. */
export const PROSE =
  '.ak-renderer-document, .ProseMirror, [contenteditable]:not([contenteditable="false" i]), .user-content-block';

export const ITEM_LINK = 'a[href*="/browse/"]';

const STATUS_LOZENGE = '[data-testid^="issue.fields.status.common.ui.status-lozenge"][data-testid$="--text"]';

/** [G] [I] · cloud-board-card.html. Company- and team-managed boards are built of the same kit. */
export const BOARD = {
  card: '[data-testid$="ui.card.card"]',
  key: '[data-testid$="common.ui.key.key"] a',
  title: '[data-testid$="single-line-text.container.box"]',
  footer: '[data-testid$="card.card-content.footer"]',
  keyBox: '[data-testid$="common.ui.key.key"]',
  column: '[data-testid$="column-title.column-name"]',
  // No image: nobody, or a person without one; the label says which in the page's language.
  avatar: '[data-testid$="assignee-field-static.avatar"]',
  avatarImage: '[data-testid$="avatar--image"][src]',
  avatarLabel: '[data-testid$="avatar--label"]',
} as const;

/** [W]: a business board's card can be one link, with "APP-12 Title. Use the enter key…" as its label. */
export const BUSINESS_CARD = 'a[role="link"][href*="/browse/"]';

/** [G] · cloud-backlog-card-key.html: two links a row. */
export const BACKLOG = {
  // The last segment is the key.
  row: '[data-testid*="card-list.card.content-container."]',
  keys: ['[data-testid$="card-contents.key"]', '[data-testid$="card-contents.screen-reader-key"]'],
  title: '[data-testid$="summary-field-static.content"]',
  status: '[data-testid*="status-field-wrapper"]',
} as const;

/** [G] · cloud-search-row.html: search results, an epic's children, an issue's child items. */
export const TABLE = {
  row: '[data-testid$="native-issue-table.ui.issue-row"]',
  keys: ['[data-testid$="issue-key.issue-key-cell"]'],
  title: '[data-testid$="issue-summary.issue-summary-cell"]',
  // The title is cut off where it ends; this is not.
  cell: '[data-testid$="issue-row.merged-cell"]',
  status: STATUS_LOZENGE,
} as const;

/** The list beside an open issue. */
export const DETAIL_LIST = {
  row: '[data-testid$="detail-view.card-list.card.list-item"]',
  card: 'a[data-testid$="detail-view.card-list.card"]',
  title: '[data-testid$="card-list.card.summary"]',
} as const;

/** Live, April 2026. Rows are drawn twice where columns are frozen: the half without a key is none. */
export const LIST = {
  row: '[data-testid*="business-list.ui.list-view"][data-testid*="row-wrapper-"]',
  bareRow: '[role="row"]',
  keys: ['[data-testid$="list-view.key-cell.issue-key"]'],
  title: '[data-testid$="list-view.summary-cell"]',
  status: '[data-testid$="list-view.status-cell.cell-container"]',
  cell: '[data-testid$="text-cell.text-cell-wrapper"]',
} as const;

/** [G]: linked items of an issue; two links a card. */
export const LINKED = {
  row: '[data-testid$="issue-line-card.card-container"]',
  keys: ['[data-testid$="issue-line-card-view.key"]'],
  title: '[data-testid$="inline-read.link-item"]',
  status: STATUS_LOZENGE,
} as const;

/** [G]. The last segment is a number; `list-item.expand-button.container-N` is a part of the row. */
export const TIMELINE = {
  row: '[data-testid*="timeline-table.components.list-item.container-"]',
  keys: ['[data-testid$="list-item-content.summary.key"]'],
  title: '[data-testid$="list-item-content.summary.title"]',
} as const;

/** [G]: the plan's row; the link's text has a hidden end. */
export const PLAN = {
  row: '[data-testid$="scope.issues.issue.row"]',
  keys: ['a[id^="issue-link-"]'],
} as const;

/** Pages of which only the links to items are known. */
export const QUEUE = {
  row: '[data-testid="virtual-table.table.main"] [role="row"]',
  // `…cell-wrapper-row<KEY>-<field>`.
  title: '[data-testid*="cell-wrapper-row"][data-testid$="-summary"]',
} as const;
export const IDEA = {
  row: '[role="row"], [data-testid$="ui.card.card"]',
  title:
    '[data-testid*="link-field.editable-summary-field"], [data-testid*="link-field.read-only.container"]',
} as const;
export const FOR_YOU_ROW =
  'li, [role="listitem"], [role="row"], [data-test-id^="global-pages.home.ui.tab-container.tab.item-list.item-link"]';

/** [G] [I] [T] · cloud-issue-breadcrumb.html. Full page, modal and side panel change places from week to week ([I]). */
export const ISSUE_VIEW = {
  key: '[data-testid$="foundation.breadcrumbs.current-issue.item"], [data-testid$="idea-view.breadcrumbs.key.key"]',
  crumb: '[data-testid$="breadcrumbs.breadcrumb-current-issue-container"]',
  title: '[data-testid$="foundation.summary.heading"], [data-testid$="idea-view.summary.container"]',
  status: '[data-testid$="status-view.status-button.status-button"]',
  // What shows one issue apart from the rest of the page: `…issue-modal.modal-dialog`, which is a dialog by role, too.
  over: '[role="dialog"], [data-testid$="preview-panels.preview-panel"]',
  layout: '[data-testid$="issue-details.issue-layout"]',
  // 2019–2026: holds breadcrumbs and buttons of full pages and dialogs.
  header: '#jira-issue-header',
  main: 'main, [role="main"]',
} as const;

/**
 * A field of a row, under its own column's head: of Jira's lists, the title's alone is known for one without a role.
 */
export const CELL = `td, [role="cell"], [role="gridcell"], ${LIST.cell}, ${QUEUE.title}`;

/** Rows that have a reader of their own, wherever they stand. */
export const OTHER_ROW = [TABLE.row, LINKED.row].join(', ');
/** Where a row with a link to an item is no row of the page's list. */
export const NO_LIST = ['nav', ISSUE_VIEW.over, ISSUE_VIEW.header, ISSUE_VIEW.crumb].join(', ');

/** [JH] · dc-board-card.html. The key's text may be shortened ("SR…-6068"): attributes only. */
export const DC_BOARD = {
  card: '.ghx-issue[data-issue-key]',
  backlogRow: '.js-issue[data-issue-key]:not(.ghx-issue)',
  title: '.ghx-summary',
  titleText: '.ghx-inner',
  // What stands at the row's other side; before it is the row's own content, which is as wide as there is room.
  end: '.ghx-end',
  avatar: 'img.ghx-avatar-img[alt]',
  footer: '.ghx-card-footer',
} as const;

/** [JH] [T] · dc-issue-header.html. */
export const DC_ISSUE = {
  key: '#key-val',
  title: '#summary-val',
  status: '#status-val',
  assignee: '#assignee-val .user-hover',
  header: '#stalker, .issue-header-content, .issue-header',
} as const;

/** Results, and an issue's sub-tasks. */
export const DC_ROW = {
  row: 'tr.issuerow[data-issuekey]',
  titles: 'td:is(.summary, .stsummary) a[href]',
  status: 'td.status',
  assignee: 'td.assignee .user-hover',
  keyCell: 'td.issuekey',
} as const;

/** What Jira itself marks: Data Center's `j` and `k` move these and not the focus. */
export const SELECTED = '.ghx-selected-primary, .ghx-selected, tr.issuerow.focused';

/**
 * Links to items: a key ends in a number. Not what people wrote, not the navigation's "recent", and not a row's second
 * link, which is hidden from screen readers.
 */
export const LINKS = Array.from('0123456789', (digit) => `a[href*="/browse/"][href$="${digit}"]`)
  .map((link) => `${link}:not([aria-hidden="true"], nav *, :is(${PROSE}) *)`)
  .join(', ');
