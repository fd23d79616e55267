/** What the tab is called at an address. */
import { findItem } from '../data/items.ts';
import { routeOf } from '../routes.ts';

export function titleOf(url: string, today: number): string {
  const route = routeOf(new URL(url, 'https://github.com'));
  switch (route.page) {
    case 'issues':
      return `Issues · acme/${route.repo}`;
    case 'pulls':
      return `Pull requests · acme/${route.repo}`;
    case 'issue':
    case 'pull': {
      const item = findItem(route.repo, route.number, today);
      const kind = item?.kind === 'pull' ? 'Pull Request' : 'Issue';
      return item ? `${item.title} · ${kind} #${item.number} · acme/${route.repo}` : 'Page not found';
    }
    case 'project':
      return 'Widgets roadmap · acme';
    case 'all-issues':
      return 'Issues';
    case 'all-pulls':
      return 'Pull requests';
    case 'repository':
      return `acme/${route.repo}`;
    case 'missing':
      return 'Page not found';
  }
}
