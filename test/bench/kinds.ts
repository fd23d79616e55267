/** The kinds of page that are measured, one of each tracker: rows by number, in the tracker's own marks. */
import { findIssue } from '../practice/linear/data.ts';

export interface Kind {
  /** As the table says it. */
  title: string;
  /** What `npm run bench` calls it. */
  word: string;
  address(rows: number): string;
  html: {
    head?: string;
    /** Opens the list, whose class is `bench-list`. */
    before: string;
    row(number: number): string;
    after: string;
  };
  /** Runs in the page: makes a row another item's. */
  name(row: Element, number: number): void;
  /** Rows are used again while it scrolls, and only those near the screen are there. */
  virtual: boolean;
  /** Selector of its rows. */
  rows: string;
}

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

const github: Kind = {
  title: "GitHub's issue list",
  word: 'github',
  address: (rows) => `https://github.com/acme/bench/issues?rows=${rows}`,
  html: {
    before: '<react-app app-name="issues-react"><ul class="bench-list" data-listview-component="items-list">',
    row: (number) => `<div><li class="row">
<span data-testid="list-row-state-icon"><svg class="octicon octicon-issue-opened" width="16" height="16"></svg><span class="sr-only">Status: Open.</span></span>
<div><div data-listview-item-title-container><h3><a data-testid="issue-pr-title-link" data-hovercard-type="issue" href="/acme/bench/issues/${number}">Item ${number} of the bench</a></h3></div>
<div class="line"><span data-testid="list-row-repo-name-and-number">#${number}</span><span data-testid="created-at">opened <relative-time datetime="2026-0${1 + (number % 9)}-1${number % 10}T08:00:00Z">earlier</relative-time></span></div></div>
<div data-testid="list-row-assignees"><img alt="mona" width="20" height="20" src="${PIXEL}"></div>
</li></div>`,
    after: '</ul></react-app>',
  },
  name(row, number) {
    const link = row.querySelector('a')!;
    link.setAttribute('href', `/acme/bench/issues/${number}`);
    link.textContent = `Item ${number} of the bench`;
    row.querySelector('[data-testid="list-row-repo-name-and-number"]')!.textContent = `#${number}`;
  },
  virtual: false,
  rows: 'li',
};

/** A company-managed board; the practice Jira answers what is asked of it. */
const jira: Kind = {
  title: "Jira's board",
  word: 'jira',
  address: (rows) => `https://acme.atlassian.net/jira/software/c/projects/APP/boards/1?rows=${rows}`,
  html: {
    head: '<meta name="application-name" content="JIRA">',
    before:
      '<div data-testid="software-board.board"><div data-testid="board.column"><h2 data-testid="column-header.column-title.column-name">Planned</h2><div class="bench-list">',
    row: (number) => `<div id="card-APP-${number}" class="card" data-testid="platform-board-kit.ui.card.card">
<div draggable="true"><span data-testid="issue-field-single-line-text-readview-card.ui.single-line-text.container.box">Item ${number} of the bench</span>
<div class="line" data-testid="platform-card.ui.card.card-content.footer"><div data-testid="platform-card.common.ui.key.key"><a href="/browse/APP-${number}">APP-${number}</a></div>
<img alt="" width="20" height="20" src="${PIXEL}"></div></div></div>`,
    after: '</div></div></div>',
  },
  name(row, count) {
    // No more than the practice Jira has.
    const number = ((count - 1) % 1200) + 1;
    row.id = `card-APP-${number}`;
    row.querySelector('span')!.textContent = `Item ${number} of the bench`;
    const link = row.querySelector('a')!;
    link.setAttribute('href', `/browse/APP-${number}`);
    link.textContent = `APP-${number}`;
  },
  virtual: false,
  rows: '.card',
};

/** As the practice Linear keeps them: a page that said otherwise would have it looked at again and again. */
const STATES = Array.from({ length: 1000 }, (_, index) => findIssue(`ENG-${index + 1}`, 0)!.state.name);

/** A team's list; the practice Linear keeps what Linear itself would (run.ts). */
const linear: Kind = {
  title: "Linear's list",
  word: 'linear',
  address: (rows) => `https://linear.app/acme/team/ENG/all?rows=${rows}`,
  html: {
    before: `<div data-list-container="true"><div class="bench-list" data-states="${STATES}" data-list-wrapper="true" data-restore-scroll-view="/acme/team/ENG/all|0">`,
    row: (
      number,
    ) => `<a class="cells" data-list-row="true" data-list-key="ITEM_${number}" data-keyboard-active="false" href="/acme/issue/ENG-${number}/item-${number}">
<div data-list-grid-column="identifier"><span>ENG-${number}</span></div><div data-list-grid-column="status"><button><svg width="14" height="14"></svg><span class="sr-only">${STATES[number - 1]}</span></button></div>
<div data-list-grid-column="title"><span>Item ${number} of the bench</span></div><div data-list-grid-column="createdAt"><span>Sep 20</span></div></a>`,
    after: '</div></div>',
  },
  name(row, number) {
    row.setAttribute('href', `/acme/issue/ENG-${number}/item-${number}`);
    row.setAttribute('data-list-key', `ITEM_${number}`);
    const [identifier, status, title] = row.children;
    const list = document.querySelector<HTMLElement & { states?: string[] }>('.bench-list')!;
    list.states ??= list.dataset.states!.split(',');
    identifier!.firstElementChild!.textContent = `ENG-${number}`;
    status!.querySelector('span')!.textContent = list.states[number - 1]!;
    title!.firstElementChild!.textContent = `Item ${number} of the bench`;
  },
  virtual: true,
  rows: 'a[data-list-row]',
};

export const KINDS: readonly Kind[] = [github, jira, linear];
export { github as GITHUB };

export const STYLE = `body { margin: 0; font: 14px sans-serif; display: flex }
main { width: 900px } aside { width: 300px; height: 600px; overflow: hidden; contain: strict }
ul { margin: 0; padding: 0; list-style: none } h3 { margin: 0 } .sr-only { display: none }
.row { height: 64px; box-sizing: border-box; padding: 8px; display: flex; gap: 8px; border-top: 1px solid;
content-visibility: auto; contain-intrinsic-size: 900px 64px } .line { display: flex; gap: 8px; height: 22px }
.card { width: 280px; height: 90px; box-sizing: border-box; padding: 12px; border: 1px solid; position: relative }
.virtual { height: 100vh; overflow-y: scroll } .virtual .bench-list { position: relative }
.cells { position: absolute; inset-inline: 0; height: 44px; display: grid; align-items: center;
grid-template-columns: 80px 40px 1fr 80px }`;
