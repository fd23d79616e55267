/** Data Center's pages, written by its server: dc-board-card.html, dc-issue-header.html, jira.md §1. */
import { COLUMNS, columnOf, findIssue, type Issue, issuesOf, statusOf } from './data.ts';
import { CENTER_PATH as PATH } from './routes.ts';

const inMarkup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The page's body; null: no such page. */
export function centerPage(url: URL, today: number): string | null {
  const path = url.pathname.slice(PATH.length);
  const long = url.searchParams.get('titles') === 'long';
  const titled = (issue: Issue): Issue =>
    long
      ? { ...issue, title: `${issue.title}, also where a customer has two accounts, one of them closed` }
      : issue;
  const issues = issuesOf(Number(url.searchParams.get('cards') ?? 40), today).map(titled);
  const main = mainOf(
    path,
    url.searchParams,
    (name) => {
      const found = findIssue(name, today);
      return found && titled(found);
    },
    issues,
  );
  return (
    main &&
    `<header class="top"><b>Jira</b><a href="${PATH}/secure/RapidBoard.jspa?rapidView=1">Boards</a>
<a href="${PATH}/issues/?jql=project%20%3D%20APP">Issues</a></header><main>${main}</main><script>(${selectByKey})()</script>`
  );
}

function mainOf(
  path: string,
  query: URLSearchParams,
  find: (name: string) => Issue | null,
  issues: Issue[],
): string | null {
  const one = find(/^\/browse\/([A-Z]+-\d+)$/.exec(path)?.[1] ?? '');
  if (one) return issuePage(one, issues.slice(9, 11));
  if (path === '/issues/') return table(issues, 'summary');
  if (path !== '/secure/RapidBoard.jspa') return null;
  return query.get('view')?.startsWith('planning') ? backlog(issues) : board(issues);
}

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=';

function card(issue: Issue): string {
  const { key, id, number, type } = issue;
  const title = inMarkup(issue.title);
  const avatar = issue.assignee
    ? `<div class="ghx-avatar"><img class="ghx-avatar-img" alt="Assignee: ${issue.assignee}" src="${PIXEL}"></div>`
    : '';
  return `<div class="js-detailview ghx-issue js-issue ghx-has-avatar js-parent-drag ghx-days-3" data-issue-id="${id}" data-issue-key="${key}" role="listitem" tabindex="0" aria-label="${key} ${title}">
<div class="ghx-issue-content"><div class="ghx-issue-fields"><div class="ghx-key"><a href="${PATH}/browse/${key}" title="${key}" tabindex="-1" class="js-key-link ghx-key-link">A…-${number}</a></div>
<div class="ghx-summary" title="${title}"><span class="ghx-inner">${title}</span></div></div></div>
<div class="ghx-card-footer">${avatar}<div class="ghx-type" title="${type}"></div><div class="ghx-days" title="3 days in this column"></div></div></div>`;
}

const board = (issues: Issue[]) =>
  `<div id="ghx-pool" class="board-area">${COLUMNS.map(
    (name) =>
      `<div class="column ghx-column"><div class="column-head"><h2>${name}</h2></div>${issues
        .filter(({ status }) => columnOf(status, 'company') === name)
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

const issuePage = ({ key, id, title, status, assignee }: Issue, children: Issue[]) =>
  `<header id="stalker" class="issue-header js-stalker"><div class="issue-header-content"><ol class="aui-nav aui-nav-breadcrumbs"><li><a id="project-name-val" href="${PATH}/browse/APP">Application</a></li><li><a class="issue-link" data-issue-key="${key}" href="${PATH}/browse/${key}" id="key-val" rel="${id}">${key}</a></li></ol><h1 id="summary-val">${inMarkup(title)}</h1></div></header>
<p>Status: <span id="status-val"><span class="jira-issue-status-lozenge">${statusOf(status).name}</span></span></p>
<p>Assignee: <span id="assignee-val"><span class="user-hover" rel="1">${assignee ?? 'Unassigned'}</span></span></p>
<p>Created: <span id="created-val"><time class="livestamp" datetime="2026-01-01T00:00:00+0800">1/Jan/26</time></span></p>
<div class="user-content-block"><p>As in <a class="issue-link" data-issue-key="APP-90" href="${PATH}/browse/APP-90">APP-90</a>.</p></div>
<h2>Sub-Tasks</h2>${table(children, 'stsummary')}
<h2>Comments</h2><div class="activity-comment"><div class="action-body flooded user-content-block"><p>Same as <a class="issue-link" data-issue-key="APP-91" href="${PATH}/browse/APP-91">APP-91</a>, I believe.</p></div></div>
<div class="wiki-edit"><textarea class="textfield" id="comment" aria-label="Comment">A draft about APP-92</textarea></div>`;

const table = (issues: Issue[], cell: 'summary' | 'stsummary') =>
  `<table id="issuetable" class="issues"><thead><tr><th>Summary</th><th>Due</th><th>Key</th><th>Status</th><th>Assignee</th><th>Created</th></tr></thead><tbody>${issues
    .map(
      ({ key, title, status, assignee, id }) =>
        `<tr id="issuerow${id}" class="issuerow" data-issuekey="${key}"><td class="${cell}"><p><a class="issue-link" data-issue-key="${key}" href="${PATH}/browse/${key}">${inMarkup(title)}</a></p></td><td class="duedate"></td><td class="issuekey"><a class="issue-link" data-issue-key="${key}" href="${PATH}/browse/${key}">${key}</a></td><td class="status"><span>${statusOf(status).name}</span></td><td class="assignee">${assignee ? `<a class="user-hover" rel="1">${assignee}</a>` : '<em>Unassigned</em>'}</td><td class="created">1/Aug/26</td></tr>`,
    )
    .join('')}</tbody></table>`;

/** In the page: `j` and `k` move Jira's own mark, and not the focus. */
function selectByKey(): void {
  const marks = [
    ['.ghx-issue', 'ghx-selected ghx-selected-primary'],
    ['tr.issuerow', 'focused'],
  ] as const;
  document.addEventListener('keydown', ({ key, target }) => {
    if (!['j', 'k'].includes(key) || (target as Element).matches('input, textarea')) return;
    for (const [rows, mark] of marks) {
      const all = [...document.querySelectorAll(rows)];
      const at = all.findIndex((row) => row.matches(`.${mark.split(' ')[0]}`));
      const next = all[at < 0 ? 0 : at + (key === 'j' ? 1 : -1)];
      if (!next) continue;
      for (const row of all) row.classList.remove(...mark.split(' '));
      next.classList.add(...mark.split(' '));
    }
    // biome-ignore lint/suspicious/noExplicitAny: the page's own record of itself
    (window as any).practice.shortcuts.push({ key, did: 'selected' });
  });
}
