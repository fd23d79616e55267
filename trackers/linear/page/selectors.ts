/**
 * Every selector of Linear's pages, with what proves it. Tags are linear.md's: [N] near-linear, captures of August
 * 2026; [O] orvilo, live, September 2026; [T] Toggl, April 2026; [K] kaiix, November 2025; [X] a timer extension,
 * undated. Nobody has seen them all on one live page: what is read is held against the item's own address wherever it
 * can be.
 *
 * Classes are hashes and change with every build: none is used. Attributes are what Linear's own code reads.
 */

/**
 * What people wrote, or write, and what is told of them: nothing in there is an item of a list. `.ProseMirror`: [N].
 */
export const PROSE =
  '.ProseMirror, [contenteditable]:not([contenteditable="false" i]), [data-comment-input-editor-container], [data-history-entry-id]';

/**
 * [K] [O] [X] · row-open-tag.html, issue-list-inventory.json: a row is one link. Projects, notifications, groups and
 * the rows of menus are built of the same: the link's address tells. `a[data-list-key]`: [T], before rows were marked.
 */
export const ROW = {
  row: '[data-list-row="true"], a[data-list-key]',
  // [X] [O]. Cells of a grid: whatever is added beside them would make a line of its own.
  title: '[data-list-grid-column="title"]',
  status: '[data-list-grid-column="status"]',
  // [T]: once, the title was the cell after the one behind this.
  oldId: '[data-column-id="issueId"]',
} as const;

/** [T] [K]. */
export const CARD = 'a[data-board-item="true"]';

/** Where a row with an item's address is no row of the page's: it is about to be gone, or a way to go elsewhere. */
export const NO_LIST = 'nav, [role="menu"], [role="listbox"]';

/** [N] [T]. The outer scrolls, and holds the inner and the properties beside it. */
export const VIEW = {
  view: '[data-restore-scroll-view="issue-view"], [data-view-id="issue-view"]',
  title: '[aria-label="Issue title"], .ProseMirror[aria-multiline="false"]',
  // A time, as a link to the entry itself: its address is the issue's.
  time: '[data-history-entry-id] a[aria-label][href*="#"]',
  crumb: 'header a[href*="/issue/"]',
  // A page has one header; a panel or dialog over it its own.
  ground: 'main, [role="dialog"], body',
  section: '[data-details-pane-section-content]',
  // The first property is the status.
  property: 'button[data-detail-button="true"]',
} as const;

/** [N] [O]: what `j` and `k` move. The browser's own focus stays where it was. */
export const SELECTED =
  ':is([data-list-row], [data-board-item])[data-keyboard-active="true"][href*="/issue/"]';

/** Not the trail of links above an issue, the sidebar's favourites, or what people wrote. */
export const LINKS = `a[href^="/"][href*="/issue/"]:not(header *, ${NO_LIST.split(', ')
  .map((place) => `${place} *`)
  .join(', ')}, :is(${PROSE}) *)`;
