/** Which page of the practice Jira an address names. Server and client both ask here. */

export const CLOUD = 'https://acme.atlassian.net';
/** The same at a domain of the customer's own. */
export const OWN_CLOUD = 'https://work.acme.test';
export const CENTER = 'https://jira.acme.test';
/** A Data Center stands under a path as often as not. */
export const CENTER_PATH = '/tracker';

export const BOARD = '/jira/software/c/projects/APP/boards/1';
export const BACKLOG = `${BOARD}/backlog`;
export const SEARCH = '/issues/?jql=project%20%3D%20APP';

/** Pages that are nothing but a list of issues, each at the address Jira has it at. */
const PAGES = {
  board: /^\/jira\/software\/c\/projects\/APP\/boards\/1$/,
  'team board': /^\/jira\/software\/projects\/APP\/boards\/2$/,
  'business board': /^\/jira\/core\/projects\/APP\/board$/,
  backlog: /^\/jira\/software\/c\/projects\/APP\/boards\/1\/backlog$/,
  list: /^\/jira\/(?:core|software\/c)\/projects\/APP\/list$/,
  timeline: /^\/jira\/software\/c\/projects\/APP\/boards\/1\/timeline$/,
  plan: /^\/jira\/plans\/1\/scenarios\/1\/timeline$/,
  queue: /^\/jira\/servicedesk\/projects\/APP\/queues\/custom\/1$/,
  ideas: /^\/jira\/polaris\/projects\/APP\/ideas\/view\/1$/,
  'for you': /^\/jira\/for-you$/,
  search: /^\/issues$/,
};
export type JiraPageName = keyof typeof PAGES | 'missing';

export type JiraRoute = { selected: string | null } & (
  | { page: JiraPageName }
  | { page: 'issue'; issue: string }
);

export function jiraRouteOf(url: URL): JiraRoute {
  const selected = url.searchParams.get('selectedIssue');
  const path = url.pathname.replace(/\/$/, '');
  const issue = /^\/browse\/([A-Z]+-\d+)$/.exec(path)?.[1];
  if (issue) return { page: 'issue', issue, selected: null };
  for (const [page, at] of Object.entries(PAGES))
    if (at.test(path)) return { page: page as JiraPageName, selected };
  return { page: 'missing', selected: null };
}
