/**
 * Every selector of GitHub's pages, newest first, with what proves it. Tags are github.md's: [R] refined-github
 * 2026-08-19, [M] Mergify 2026-07 and 2025-02, [C] Clockify 2026-05, [D] defuddle 2025-07, [G] ground-control
 * 2026, [P] pullwatch 2026-06, [W] insights-plus 2026-10. File names are captures.
 *
 * Class names are hashes of CSS modules whose separator changed (`--` in 2025, `__` in 2026): only
 * `[class*="Name-module__part"]` is stable.
 */

export const TIME = 'relative-time';

/** 2026 · [R] [P] · 2026-list-rows-reconstructed.html. No whole page was seen. */
export const REACT_ROW = {
  // A wrapper `div` stands between `ul` and `li` where the list is virtual: never `ul > li`.
  // The second: pull requests, whose rows are not always `li`s (October 2026).
  row: '[data-listview-component="items-list"] li, :is(li, [role="listitem"])[class*="PullsListItem-module__"]',
  item: 'li, [role="listitem"]',
  // [R] align-issue-labels: milestone pages have these rows, in a list or not.
  milestoneRow: '[class*="IssueRow-module__row"], [class*="PullRequestRow-module__row"]',
  titles: [
    // [R]: issue lists, label pages, `/issues/*`.
    'a[data-testid="issue-pr-title-link"]',
    // [R]: the new pull request list.
    'a[data-testid="listitem-title-link"]',
    // `/pulls/inbox`, 2026: no testid; a title container of its own.
    '[data-listview-item-title-container] :is(h3, h4) a[href]',
    // `/pulls`, October 2026: no attribute at all.
    '[class*="Title-module__heading"] a[href]',
    '[class*="Title-module__container"] a[href]',
  ],
  // The first names its item's state alone; in other places of a row icons are of linked pull requests.
  stateIcons: [
    '[data-testid="list-row-state-icon"] svg.octicon',
    '[class*="LeadingContent-module"] svg.octicon',
    '[class*="LeadingVisual-module"] svg.octicon',
  ],
  stateWords: '[data-testid="list-row-state-icon"] .sr-only',
  stateLabels: '[class*="LeadingContent-module"] [aria-label], [class*="LeadingVisual-module"] [aria-label]',
  // Empty until a second request answers: no avatar is not "nobody".
  assignees: '[data-testid="list-row-assignees"] img[alt]',
  // [R]: `created-at`, or `closed-at` on closed rows. Which of the two a closed row's date is, only its words say.
  createdAt: '[data-testid="created-at"] relative-time',
  places: [
    // [R]: the line below the title: `octo/repo #7 · alice opened …`.
    '[data-testid="list-row-repo-name-and-number"]',
    // [R]: pull request lists.
    '[class*="Description-module__container"]',
    '[class*="Description-module__description"]',
    'div[class^="Description"]',
    // `/pulls/inbox`: nothing but a title.
    '[data-listview-item-title-container]',
    '[class*="Title-module__container"]',
  ],
} as const;

/** 2021–2026 · [R] · 2021-06-issue-list-legacy.html; repository pull requests still had it in August 2026. */
export const LEGACY_ROW = {
  row: '.js-issue-row',
  title: 'a.js-navigation-open[href], a.markdown-title[href]',
  // `aria-label="Open issue"` (2021), `"Draft Pull Request"` (2026, [P]), on the icon or around it.
  stateIcon:
    'svg[class*="octicon-issue-"], svg[class*="octicon-git-"], svg.octicon-skip, svg[aria-label$="ull Request"]',
  labelled: '.js-issue-row [aria-label]',
  assignees: '.AvatarStack-body[aria-label^="Assigned to"]',
  openedBy: '.opened-by',
  // The first date: opened, or in other states closed or merged. A second one, outside this, is the update ([R]).
  date: '.opened-by > relative-time:first-of-type',
} as const;

/** 2025-07 · [D] [R] · 2025-07-issue.html. */
export const REACT_ISSUE = {
  page: '[data-testid="issue-viewer-container"]',
  // 2026-05 · [C]: the pane of Projects holds the same viewer.
  pane: '[class*="SidePanel-module"] [class*="issueViewerContainer"]',
  // Not `issue-title-sticky`: that copy exists in every page and shows when scrolled.
  title: '[data-testid="issue-title"]',
  heading: '[data-testid="issue-header"] h1',
  // 2025, being dropped [R]; then any state label outside the sticky copy.
  states: ['[data-testid="header-state"]', '[class*="HeaderMetadata-module"] [class*="StateLabel"]'],
  createdLink: '[data-testid="issue-body-header-link"]',
  // 2026-08; then 2025-07-issue.html, where only the list inside a common section has a name of its own.
  assigneeSections: [
    '[data-testid="sidebar-assignees-section"]',
    '[class*="Assignees-module__assigneesList"]',
  ],
  section: '[data-testid^="sidebar-"]',
  // Accounts, and apps that work on issues.
  assignee: 'a[href^="/"]',
  // [R]: beside the state.
  line: '[class*="HeaderMetadata-module__metadataContent"]',
  header: '[data-testid="issue-header"]',
} as const;

/** 2026-07 · [M] · 2026-07-pull-*.html. The header is React, the conversation below is still Rails. */
export const REACT_PULL = {
  header: 'header[data-component="SplitPageLayout.Header"]',
  heading: 'h1[data-component="PH_Title"]',
  title: 'h1[data-component="PH_Title"] .markdown-title',
  state: '[data-component="StateLabel"][data-status]',
  // Merged only: the header dates the merge ([M]).
  mergedAt: '[class*="PullRequestHeaderSummary-module__"] relative-time',
  line: '[class*="PullRequestHeaderSummary-module__summaryContainer"]',
  description: '[data-component="PageHeader.Description"]',
} as const;

/** 2025-02 · [M] · 2025-05-pull-draft-legacy.html; issues of GitHub Enterprise Server look the same. */
export const LEGACY_PAGE = {
  header: '#partial-discussion-header',
  sticky: '.gh-header-sticky',
  title: '.js-issue-title',
  heading: '.gh-header-title',
  // In the header only: the timeline's cross-references carry `.State` too ([M], 2026-07-pull-closed-long.html).
  state: '.State[title]',
  meta: '.gh-header-meta',
} as const;

/** Rails, below either pull request header and on legacy issue pages. */
export const CONVERSATION = {
  // The opening post's permalink. Comments' begin with `issuecomment-`; a person's own ids get `user-content-`.
  opened: 'a.js-timestamp[id^="issue-"][id$="-permalink"] relative-time',
  assignees: '.js-issue-assignees',
  assignee: '.assignee',
} as const;

/** 2026 · [G] [C] · 2026-project-board.html. */
export const BOARD = {
  // Not `.board-view-column-card`: the pagination placeholder has that class too.
  card: '[data-board-card-id]',
  title: '[id^="board-card-title-"]',
  column: '[data-board-column]',
  assignees: 'figcaption',
} as const;

/** 2026-10 · [W]. The roadmap's grid has no `tableRoot`. */
export const TABLE = {
  row: '[role="grid"][class*="table-module__tableRoot"] [role="row"][data-hovercard-subject-tag]',
  header: '[role="rowheader"]',
  link: 'a[href]',
} as const;

/**
 * The row that GitHub's `j` and `k` moved to, in older lists only: React lists and boards move the focus itself.
 */
export const SELECTED = '.js-issue-row.navigation-focus';

/**
 * A server-made React application that React has not taken over: it gets the class `loaded` then.
 * 2025-07-issue.html and all 2026-07 captures carry both marks.
 */
export const UNHYDRATED = 'react-app[data-ssr="true"]:not(.loaded)';

/**
 * Links to items: those that end in a number, outside what people wrote. Anchors and queries are left out, so that
 * comments' permalinks don't count.
 */
export const LINKS = ['/issues/', '/pull/']
  .flatMap((part) => Array.from('0123456789', (digit) => `a[href*="${part}"][href$="${digit}"]`))
  .map((link) => `${link}:not([href*="#"], [href*="?"], .markdown-body *)`)
  .join(', ');
