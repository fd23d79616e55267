/** @jsxImportSource react */
/** Pull request lists: legacy rows of a repository, the new preview list, and the inbox over all repositories. */
import type { MouseEvent } from 'react';
import { ago, type Item, itemsOf, pathOf, REPOSITORIES } from '../data/items.ts';
import { Icon, stateColor, stateIcon } from './icons.tsx';
import { Label } from './issue-row.tsx';
import { isPlainClick, Link } from './link.tsx';
import { usePage } from './page.ts';
import { Avatar, ReactApp, Repository, Shell } from './shell.tsx';

const WORDS = { open: 'Open', draft: 'Draft', merged: 'Merged', closed: 'Closed' } as const;
/** As many as GitHub shows on one page. */
const PAGE = 25;

export function RepositoryPulls({ repo }: { repo: string }) {
  const { today, switches, url } = usePage();
  const closed = new URL(url, 'https://github.com').searchParams.get('q')?.includes('is:closed') ?? false;
  const all = itemsOf(repo, today).filter((item) => item.kind === 'pull');
  const shown = all.filter((item) => (item.closedAt !== null) === closed).slice(0, PAGE);
  const counts = {
    Open: all.filter((item) => item.closedAt === null).length,
    Closed: all.filter((item) => item.closedAt !== null).length,
  };
  return (
    <Repository repo={repo} tab="Pull requests">
      <main className="Layout">
        <div className="Box">
          <div className="Box-header">
            {(['Open', 'Closed'] as const).map((name) => (
              <Link
                key={name}
                className={(name === 'Closed') === closed ? 'Box-tab selected' : 'Box-tab'}
                href={`/acme/${repo}/pulls${name === 'Closed' ? '?q=is%3Apr+is%3Aclosed' : ''}`}
              >
                {name} <span className="Counter">{counts[name]}</span>
              </Link>
            ))}
          </div>
          {switches.era === 'new' ? (
            <NewList items={shown} testId withDate />
          ) : (
            <div className="js-navigation-container js-active-navigation-container">
              {shown.map((item) => (
                <LegacyRow key={item.number} item={item} />
              ))}
            </div>
          )}
        </div>
      </main>
    </Repository>
  );
}

/** 2021-06-issue-list-legacy.html; still served in 2026. */
function LegacyRow({ item }: { item: Item }) {
  const { today } = usePage();
  const verb = item.state === 'merged' ? 'was merged' : item.closedAt ? 'was closed' : 'opened';
  const instant = item.closedAt ?? item.createdAt;
  const when = (
    <relative-time datetime={new Date(instant).toISOString()}>{ago(instant, today)}</relative-time>
  );
  const by = (
    <a className="Link--muted" data-hovercard-type="user" href={`/acme/${item.repo}/pulls/${item.author}`}>
      {item.author}
    </a>
  );
  return (
    <div
      id={`issue_${item.number}`}
      className="Box-row Box-row--focus-gray js-navigation-item js-issue-row"
      data-id={item.id}
    >
      <div className="Box-row-inner">
        <div className="Box-row-icon">
          <span className="tooltipped" aria-label={`${WORDS[item.state]} Pull Request`}>
            <Icon name={stateIcon(item)} color={`var(--fgColor-${stateColor(item)})`} />
          </span>
        </div>
        <div className="flex-auto min-width-0">
          <Link
            id={`issue_${item.number}_link`}
            className="Link--primary v-align-middle no-underline h4 js-navigation-open markdown-title"
            data-hovercard-type="pull_request"
            data-hovercard-url={`${pathOf(item)}/hovercard`}
            href={pathOf(item)}
          >
            {item.title}
          </Link>{' '}
          <span className="lh-default">
            {item.labels.map((label) => (
              <Label key={label} repo={item.repo} name={label} />
            ))}
          </span>
          <div className="d-flex mt-1 text-small color-fg-muted">
            <span className="opened-by">
              #{item.number}{' '}
              {item.closedAt ? (
                <>
                  by {by} {verb} {when}
                </>
              ) : (
                <>
                  {verb} {when} by {by}
                </>
              )}
            </span>
            <span className="d-none d-md-inline-flex" />
          </div>
        </div>
        <div className="Box-row-end hide-sm">
          <div className="AvatarStack">
            <div
              className="AvatarStack-body"
              aria-label={
                item.assignees.length > 0 ? `Assigned to ${item.assignees.join(' and ')}` : 'Assigned to '
              }
            >
              {item.assignees.map((login) => (
                <Avatar key={login} login={login} />
              ))}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

export function AllPulls() {
  const { today } = usePage();
  return (
    <Shell place={['Pull requests']}>
      <ReactApp name="pulls-dashboard">
        <main className="Layout">
          <h1 className="PageTitle">Needs your review</h1>
          <div className="Box">
            <NewList items={inboxOf(today)} testId={false} withDate={false} />
          </div>
        </main>
      </ReactApp>
    </Shell>
  );
}

/** What the inbox shows; its embedded JSON says the dates. */
export const inboxOf = (today: number): Item[] =>
  REPOSITORIES.flatMap((repo) => itemsOf(repo, today))
    .filter((item) => item.kind === 'pull' && item.closedAt === null)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, 20);

/** 2026-list-rows-reconstructed.html: the preview has test ids; the inbox has neither those nor dates. */
function NewList({ items, testId, withDate }: { items: Item[]; testId: boolean; withDate: boolean }) {
  return (
    <ul className="ListView-module__ul__vBvKY rows-natural" data-listview-component="items-list">
      {items.map((item) => (
        <NewRow key={`${item.repo}${item.number}`} item={item} testId={testId} withDate={withDate} />
      ))}
    </ul>
  );
}

function NewRow({ item, testId, withDate }: { item: Item; testId: boolean; withDate: boolean }) {
  const { today, go } = usePage();
  const open = (event: MouseEvent) => {
    const onControl = event.target instanceof Element && event.target.closest('a, button');
    if (!onControl && isPlainClick(event)) go(pathOf(item));
  };
  return (
    <li
      className="ListItem-module__listItem__wBJcm PullsListItem-module__row__tR2d1"
      tabIndex={0}
      onClick={open}
    >
      <div className="Title-module__container__ZzhV_" data-listview-item-title-container="true">
        <h3 className="Title-module__heading__tHuYV">
          <Link
            className="TitleInlineCode-module__inlineCodeTitle__yr9qP"
            {...(testId ? { 'data-testid': 'listitem-title-link' } : {})}
            data-hovercard-type="pull_request"
            href={`https://github.com${pathOf(item)}`}
          >
            <span>
              <span>{item.title}</span>
            </span>
          </Link>
        </h3>
        <span className="Title-module__trailingBadgesContainer__INeSa" />
      </div>
      <div className="LeadingContent-module__container__v5Yvb">
        <Icon
          name={stateIcon(item)}
          label={`${WORDS[item.state]} pull request`}
          color={`var(--fgColor-${stateColor(item)})`}
        />
      </div>
      <div className="MainContent-module__container__GEOBQ">
        <div className="Description-module__description__aB1cd PullsListItem-module__description__eF2gh">
          <span>
            <button type="button" className="PlainButton">
              acme/{item.repo}
            </button>
            <span>#{item.number}</span>
          </span>
          <span>
            <span> · </span>
            {withDate ? (
              <>
                {item.closedAt ? (item.state === 'merged' ? 'merged ' : 'closed ') : 'opened '}
                <relative-time datetime={new Date(item.closedAt ?? item.createdAt).toISOString()}>
                  {ago(item.closedAt ?? item.createdAt, today)}
                </relative-time>
              </>
            ) : (
              `opened ${ago(item.createdAt, today)}`
            )}
          </span>
        </div>
      </div>
    </li>
  );
}
