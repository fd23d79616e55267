/** @jsxImportSource react */
/** Header, repository bar and tabs: the frame around every page. */
import { type ReactNode, useEffect, useState } from 'react';
import { itemsOf } from '../data/items.ts';
import { Icon, type IconName, Mark } from './icons.tsx';
import { Link } from './link.tsx';
import { usePage } from './page.ts';

export function Shell({ place, children }: { place: string[]; children: ReactNode }) {
  return (
    <>
      <header className="AppHeader">
        <button type="button" className="IconButton" aria-label="Open menu">
          <Icon name="three-bars" />
        </button>
        <Link className="AppHeader-logo" href="/issues" aria-label="Homepage">
          <Mark />
        </Link>
        <nav className="AppHeader-context" aria-label="Page context">
          {place.map((part, index) => (
            <span key={part}>
              {index > 0 && <span className="AppHeader-slash">/</span>}
              <span className={index === place.length - 1 ? 'text-bold' : ''}>{part}</span>
            </span>
          ))}
        </nav>
        <div className="AppHeader-search">
          <Icon name="search" />
          <input id="practice-search" type="search" aria-label="Search" placeholder="Type / to search" />
        </div>
        <Link className="IconButton bordered" href="/issues" aria-label="Issues">
          <Icon name="issue-opened" />
        </Link>
        <Link className="IconButton bordered" href="/pulls/inbox" aria-label="Pull requests">
          <Icon name="git-pull-request" />
        </Link>
        <button type="button" className="IconButton bordered hide-sm" aria-label="Notifications">
          <Icon name="bell" />
        </button>
        <Avatar login="alice" size={32} />
      </header>
      {children}
      <p className="Footer color-fg-muted">
        Practice pages: nothing here is real, and nothing leaves this browser.
      </p>
    </>
  );
}

/**
 * What GitHub wraps its React applications in. It is written by the server, and gets the class `loaded` once React
 * has taken it over (2026-07-pull-open.html): before that, a node put inside makes React throw all of it away.
 */
export function ReactApp({ name, children }: { name: string; children: ReactNode }) {
  const [loaded, setLoaded] = useState(typeof window !== 'undefined' && window.practice.hydrated);
  useEffect(() => setLoaded(true), []);
  return (
    <react-app
      app-name={name}
      data-ssr="true"
      data-attempted-ssr="true"
      className={loaded ? 'loaded' : undefined}
    >
      {children}
    </react-app>
  );
}

const TABS: { name: string; icon: IconName; path: string }[] = [
  { name: 'Code', icon: 'code', path: '' },
  { name: 'Issues', icon: 'issue-opened', path: '/issues' },
  { name: 'Pull requests', icon: 'git-pull-request', path: '/pulls' },
  { name: 'Projects', icon: 'table', path: '/projects' },
];

export function Repository({ repo, tab, children }: { repo: string; tab: string; children: ReactNode }) {
  const { today } = usePage();
  const open = itemsOf(repo, today).filter((item) => item.state === 'open' || item.state === 'draft');
  const counts: Record<string, number> = {
    Issues: open.filter((item) => item.kind === 'issue').length,
    'Pull requests': open.filter((item) => item.kind === 'pull').length,
    Projects: 1,
  };
  return (
    <Shell place={['acme', repo]}>
      <nav className="UnderlineNav" aria-label="Repository">
        {TABS.map(({ name, icon, path }) => (
          <Link
            key={name}
            className={name === tab ? 'UnderlineNav-item selected' : 'UnderlineNav-item'}
            href={name === 'Projects' ? '/orgs/acme/projects/1' : `/acme/${repo}${path}`}
            aria-current={name === tab ? 'page' : undefined}
          >
            <Icon name={icon} />
            <span>{name}</span>
            {counts[name] !== undefined && (
              <span className="Counter">{counts[name].toLocaleString('en-US')}</span>
            )}
          </Link>
        ))}
      </nav>
      {children}
    </Shell>
  );
}

const HUES: Record<string, number> = {
  alice: 12,
  bob: 205,
  carol: 285,
  dmitri: 150,
  esra: 40,
  femi: 330,
  grace: 95,
  hiro: 240,
};

/** A picture of a person, as an image with its alternative text: where overlays read assignees. */
export function Avatar({ login, size = 20 }: { login: string; size?: number }) {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect width="20" height="20" ` +
    `fill="hsl(${HUES[login] ?? 0} 55% 55%)"/><circle cx="10" cy="8" r="3.6" fill="#fff"/>` +
    `<path d="M2 20c1-9 15-9 16 0Z" fill="#fff"/></svg>`;
  return (
    <img
      className="avatar"
      data-component="Avatar"
      data-testid="github-avatar"
      alt={`@${login}`}
      width={size}
      height={size}
      src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
    />
  );
}
