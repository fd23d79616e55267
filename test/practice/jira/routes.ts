/** Which page of the practice Jira an address names. Server and client both ask here. */

export const CLOUD = 'https://acme.atlassian.net';
export const CENTER = 'https://jira.acme.test';
/** A Data Center stands under a path as often as not. */
export const CENTER_PATH = '/tracker';

export const BOARD = '/jira/software/c/projects/APP/boards/1';
export const BACKLOG = `${BOARD}/backlog`;
export const SEARCH = '/issues/?jql=project%20%3D%20APP';

export type JiraRoute = { selected: string | null } & (
  | { page: 'board' | 'backlog' | 'search' | 'missing' }
  | { page: 'issue'; issue: string }
);

export function jiraRouteOf(url: URL): JiraRoute {
  const selected = url.searchParams.get('selectedIssue');
  const path = url.pathname.replace(/\/$/, '');
  const issue = /^\/browse\/([A-Z]+-\d+)$/.exec(path)?.[1];
  if (issue) return { page: 'issue', issue, selected: null };
  if (/^\/jira\/software\/(?:c\/)?projects\/APP\/boards\/1$/.test(path)) return { page: 'board', selected };
  if (/^\/jira\/software\/(?:c\/)?projects\/APP\/boards\/1\/backlog$/.test(path))
    return { page: 'backlog', selected };
  if (path === '/issues') return { page: 'search', selected };
  return { page: 'missing', selected: null };
}
