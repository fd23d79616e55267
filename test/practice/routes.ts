/** Which practice page an address names. Server and client both ask here. */

export type Route =
  | { page: 'repository'; repo: string }
  | { page: 'issues'; repo: string; label: string | null; milestone: number | null; closed: boolean }
  | { page: 'pulls'; repo: string }
  | { page: 'issue'; repo: string; number: number }
  | { page: 'pull'; repo: string; number: number }
  | { page: 'all-issues' }
  | { page: 'all-pulls' }
  | { page: 'project'; view: 'board' | 'table'; pane: { repo: string; number: number } | null }
  | { page: 'missing' };

export function routeOf(url: URL): Route {
  const [first, second, third, fourth, ...rest] = url.pathname.split('/').filter(Boolean);
  if (first === 'issues') return { page: 'all-issues' };
  if (first === 'pulls') return { page: 'all-pulls' };
  if ((first === 'orgs' && second === 'acme') || (first === 'users' && second === 'alice')) {
    if (third !== 'projects' || !fourth) return { page: 'missing' };
    return { page: 'project', view: rest[1] === '2' ? 'table' : 'board', pane: paneOf(url) };
  }
  if (first?.toLowerCase() !== 'acme' || (second !== 'widgets' && second !== 'gadgets'))
    return { page: 'missing' };
  return inRepository(second, third, fourth, url);
}

function inRepository(repo: string, tab: string | undefined, last: string | undefined, url: URL): Route {
  const number = Number(last);
  const closed = /\bis:closed\b/.test(url.searchParams.get('q') ?? '');
  if (!tab) return { page: 'repository', repo };
  if (tab === 'issues' && number > 0) return { page: 'issue', repo, number };
  if (tab === 'pull' && number > 0) return { page: 'pull', repo, number };
  if (tab === 'issues') return { page: 'issues', repo, label: null, milestone: null, closed };
  if (tab === 'labels' && last) {
    return { page: 'issues', repo, label: decodeURIComponent(last), milestone: null, closed };
  }
  if (tab === 'milestone' && number > 0)
    return { page: 'issues', repo, label: null, milestone: number, closed };
  return tab === 'pulls' ? { page: 'pulls', repo } : { page: 'missing' };
}

function paneOf(url: URL): { repo: string; number: number } | null {
  if (url.searchParams.get('pane') !== 'issue') return null;
  const [, repo = '', number] = (url.searchParams.get('issue') ?? '').split('|');
  return Number(number) > 0 ? { repo, number: Number(number) } : null;
}

/** Pages GitHub still builds on the server: going there or leaving replaces the whole body, as Turbo does. */
export function isServerBuilt(route: Route, era: 'new' | 'legacy' | undefined): boolean {
  return (
    era === 'legacy' ||
    (route.page === 'pulls' && era !== 'new') ||
    route.page === 'repository' ||
    route.page === 'missing'
  );
}
