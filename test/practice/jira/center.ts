/** Data Center's pages, written by its server: dc-board-card.html, dc-issue-header.html, jira.md §1. */
import { COLUMNS, findIssue, type Issue, issuesOf, statusOf } from './data.ts';
import { CENTER_PATH as PATH } from './routes.ts';

const inMarkup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The page's body; null: no such page. */
export function centerPage(url: URL, today: number): string | null {
  const path = url.pathname.slice(PATH.length);
  const issues = issuesOf(Number(url.searchParams.get('cards') ?? 40), today);
  const name = /^\/browse\/([A-Z]+-\d+)$/.exec(path)?.[1];
  const one = name ? findIssue(name, today) : null;
  const main = one
    ? issuePage(one)
    : path === '/secure/RapidBoard.jspa'
      ? url.searchParams.get('view')?.startsWith('planning')
        ? backlog(issues)
        : board(issues)
      : path === '/issues/'
        ? navigator(issues)
        : null;
  return (
    main &&
    `<header class="top"><b>Jira</b><a href="${PATH}/secure/RapidBoard.jspa?rapidView=1">Boards</a>
<a href="${PATH}/issues/?jql=project%20%3D%20APP">Issues</a></header><main>${main}</main>`
  );
}

function card(issue: Issue): string {
  const title = inMarkup(issue.title);
  const avatar = issue.assignee
    ? `<div class="ghx-avatar"><img class="ghx-avatar-img" alt="Assignee: ${issue.assignee}" src="data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="></div>`
    : '';
  return `<div class="js-detailview ghx-issue js-issue ghx-has-avatar js-parent-drag ghx-days-3" data-issue-id="${issue.id}" data-issue-key="${issue.key}" role="listitem" tabindex="0" aria-label="${issue.key} ${title}">
<div class="ghx-issue-content"><div class="ghx-issue-fields"><div class="ghx-key"><a href="${PATH}/browse/${issue.key}" title="${issue.key}" tabindex="-1" class="js-key-link ghx-key-link">A…-${issue.number}</a></div>
<div class="ghx-summary" title="${title}"><span class="ghx-inner">${title}</span></div></div></div>
<div class="ghx-card-footer">${avatar}<div class="ghx-type" title="${issue.type}"></div><div class="ghx-days" title="3 days in this column"></div></div></div>`;
}

const board = (issues: Issue[]) =>
  `<div id="ghx-pool" class="board-area">${COLUMNS.map(
    (name) =>
      `<div class="column ghx-column"><div class="column-head"><h2>${name}</h2></div>${issues
        .filter(({ status }) => statusOf(status).column === name)
        .map(card)
        .join('')}</div>`,
  ).join('')}</div>`;

const backlog = (issues: Issue[]) =>
  `<div class="ghx-backlog-container">${issues
    .map(
      ({ key, title, points }) =>
        `<div class="js-issue js-sortable ghx-issue-compact backlog-row" data-issue-key="${key}"><div class="ghx-issue-content"><div class="ghx-row"><div class="ghx-key"><a href="${PATH}/browse/${key}" class="js-key-link">${key}</a></div><div class="ghx-summary" title="${inMarkup(title)}"><span class="ghx-inner">${inMarkup(title)}</span></div></div><div class="ghx-end"><span>${points}</span></div></div></div>`,
    )
    .join('')}</div>`;

const issuePage = ({ key, id, title, status, assignee }: Issue) =>
  `<header id="stalker" class="issue-header js-stalker"><div class="issue-header-content"><ol class="aui-nav aui-nav-breadcrumbs"><li><a id="project-name-val" href="${PATH}/browse/APP">Application</a></li><li><a class="issue-link" data-issue-key="${key}" href="${PATH}/browse/${key}" id="key-val" rel="${id}">${key}</a></li></ol><h1 id="summary-val">${inMarkup(title)}</h1></div></header>
<p>Status: <span id="status-val"><span class="jira-issue-status-lozenge">${statusOf(status).name}</span></span></p>
<p>Assignee: <span id="assignee-val"><span class="user-hover" rel="1">${assignee ?? 'Unassigned'}</span></span></p>
<div class="user-content-block"><p>As in <a class="issue-link" data-issue-key="APP-90" href="${PATH}/browse/APP-90">APP-90</a>.</p></div>`;

const navigator = (issues: Issue[]) =>
  `<table id="issuetable" class="issues"><thead><tr><th>Key</th><th>Summary</th><th>Status</th><th>Assignee</th><th>Created</th></tr></thead><tbody>${issues
    .map(
      ({ key, title, status, assignee, id }) =>
        `<tr id="issuerow${id}" class="issuerow" data-issuekey="${key}"><td class="issuekey"><a class="issue-link" href="${PATH}/browse/${key}">${key}</a></td><td class="summary"><p><a class="issue-link" href="${PATH}/browse/${key}">${inMarkup(title)}</a></p></td><td class="status"><span>${statusOf(status).name}</span></td><td class="assignee">${assignee ? `<a class="user-hover" rel="1">${assignee}</a>` : '<em>Unassigned</em>'}</td><td class="created">1/Aug/26</td></tr>`,
    )
    .join('')}</tbody></table>`;
