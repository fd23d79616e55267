/** Which page of the practice Linear an address names. */
import { type TeamKey, teamNamed, WORKSPACE } from './data.ts';

export const LINEAR = 'https://linear.app';
const HOME = `/${WORKSPACE.urlKey}`;

export const TEAM = `${HOME}/team/ENG/all`;
export const MINE = `${HOME}/my-issues/assigned`;
export const INBOX = `${HOME}/inbox/priority`;
export const CYCLE = `${HOME}/team/ENG/cycle/active`;
export const PROJECTS = `${HOME}/projects/all`;
export const PROJECT = `${HOME}/project/fewer-support-calls-0f150687c354/issues`;
/** By label: an issue with two labels stands in it twice. */
export const VIEW = `${HOME}/view/by-label-2393a08d4f2e`;

export type LinearRoute =
  | { page: 'team'; team: TeamKey; which: 'all' | 'active' | 'backlog' }
  | { page: 'cycle'; team: TeamKey }
  | { page: 'mine' | 'inbox' | 'projects' | 'project' | 'view' | 'missing' }
  | { page: 'issue'; identifier: string };

export function linearRouteOf(url: URL): LinearRoute {
  const [workspace, kind, ...rest] = url.pathname.split('/').filter(Boolean);
  if (workspace !== WORKSPACE.urlKey) return { page: 'missing' };
  if (kind === 'issue' && rest[0]) return { page: 'issue', identifier: rest[0].toUpperCase() };
  if (kind === 'inbox') return { page: 'inbox' };
  if (kind === 'my-issues') return { page: 'mine' };
  if (kind === 'projects') return { page: 'projects' };
  if (kind === 'project' && rest[0]) return { page: 'project' };
  if (kind === 'view' && rest[0]) return { page: 'view' };
  const team = kind === 'team' ? teamNamed(rest[0] ?? '') : null;
  if (!team) return { page: 'missing' };
  if (rest[1] === 'cycle') return { page: 'cycle', team: team.key };
  const which = rest[1] ?? 'all';
  return which === 'all' || which === 'active' || which === 'backlog'
    ? { page: 'team', team: team.key, which }
    : { page: 'missing' };
}

/** The document's title, without what stands before it on issue pages. */
export function nameOf(route: LinearRoute): string {
  switch (route.page) {
    case 'team':
      return `${teamNamed(route.team)!.name} › ${{ all: 'All issues', active: 'Active', backlog: 'Backlog' }[route.which]}`;
    case 'cycle':
      return `${teamNamed(route.team)!.name} › Cycle 12`;
    case 'mine':
      return 'My issues › Assigned';
    case 'inbox':
      return 'Inbox';
    case 'projects':
      return 'Projects';
    case 'project':
      return 'Fewer support calls › Issues';
    case 'view':
      return 'By label';
    case 'issue':
      return route.identifier;
    case 'missing':
      return 'Not found';
  }
}
