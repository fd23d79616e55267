/** @jsxImportSource react */
/** Small parts that many of Jira's views have. Shapes are drawn for this page. */
import type { MouseEvent, ReactNode } from 'react';
import { type Issue, PEOPLE, statusOf } from '../data.ts';
import { useJira } from './page.ts';

export const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

/** A link that goes without loading; `address` is what it says of itself where it goes elsewhere. */
export function Link({
  to,
  address = to,
  children,
  ...rest
}: { to: string; address?: string; children: ReactNode } & React.AnchorHTMLAttributes<HTMLAnchorElement>) {
  const { go } = useJira();
  return (
    <a
      {...rest}
      href={address}
      target="_self"
      data-is-router-link="true"
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}

const SHAPES = {
  Story: ['var(--ds-icon-accent-green)', 'M5 4h6v8l-3-2.6L5 12z'],
  Bug: ['var(--ds-icon-accent-red)', 'M8 5a3 3 0 1 1 0 6a3 3 0 0 1 0-6z'],
  Task: ['var(--ds-icon-accent-blue)', 'M4.5 8.2 7 10.6 11.5 5.6'],
} as const;

export function TypeIcon({ type }: { type: Issue['type'] }) {
  const [color, path] = SHAPES[type];
  return (
    <svg className="type" width="16" height="16" viewBox="0 0 16 16" role="img" aria-label={type}>
      <rect width="16" height="16" rx="3" fill={color} />
      <path
        d={path}
        fill={type === 'Task' ? 'none' : '#fff'}
        stroke={type === 'Task' ? '#fff' : 'none'}
        strokeWidth="1.8"
      />
    </svg>
  );
}

export function Priority({ priority }: { priority: Issue['priority'] }) {
  const d = { Highest: 'M3 9l5-4 5 4M3 12.5l5-4 5 4', Medium: 'M3 6h10M3 10h10', Low: 'M3 6l5 4 5-4' }[
    priority
  ];
  const color = priority === 'Highest' ? 'red' : priority === 'Medium' ? 'orange' : 'blue';
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" role="img" aria-label={`${priority} priority`}>
      <path d={d} fill="none" stroke={`var(--ds-icon-accent-${color})`} strokeWidth="2" />
    </svg>
  );
}

const HUES = ['#1868db', '#964ac0', '#227d9b', '#bf63f3'];
/** A picture of a person, as an image: an avatar without one is nobody's. */
const pictureOf = (name: string) => {
  const letters = name.replace(/(\w)\w*\s*/g, '$1');
  const color = HUES[PEOPLE.indexOf(name as (typeof PEOPLE)[number])] ?? HUES[0];
  return `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" fill="${color}"/><text x="12" y="16" font-family="sans-serif" font-size="10" font-weight="600" fill="#fff" text-anchor="middle">${letters}</text></svg>`,
  )}`;
};

export function Avatar({ name, testid, id }: { name: string | null; testid: string; id: string }) {
  return (
    <div className="avatar" data-testid={testid} role="img" aria-labelledby={id}>
      <span data-testid={`${testid}--inner`}>
        {name ? (
          <img src={pictureOf(name)} alt="" data-testid={`${testid}--image`} aria-hidden="true" />
        ) : (
          <svg viewBox="0 0 24 24" data-testid={`${testid}--icon`} aria-hidden="true">
            <circle cx="12" cy="9" r="4" />
            <path d="M4 22c0-5 3.5-8 8-8s8 3 8 8z" />
          </svg>
        )}
      </span>
      <span data-testid={`${testid}--label`} id={id} hidden>
        Assignee: {name ?? 'Unassigned'}
      </span>
    </div>
  );
}

/** `<n>` is a number that changes between Jira's builds. */
export function Lozenge({ issue }: { issue: Issue }) {
  const status = statusOf(issue.status);
  return (
    <button
      type="button"
      className={`lozenge ${status.category}`}
      aria-label={`${status.name} - Change status`}
      aria-expanded="false"
      data-testid="issue.fields.status.common.ui.status-lozenge.3"
    >
      <span>
        <span data-testid="issue.fields.status.common.ui.status-lozenge.3--text">{status.name}</span>
        <span data-testid="issue.fields.status.common.ui.status-lozenge.3--chevron" aria-hidden="true">
          <svg width="12" height="12" viewBox="0 0 16 16" role="presentation">
            <path d="M3 6l5 5 5-5" fill="none" stroke="currentcolor" strokeWidth="1.6" />
          </svg>
        </span>
      </span>
    </button>
  );
}
