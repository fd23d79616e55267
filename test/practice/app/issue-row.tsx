/** @jsxImportSource react */
/**
 * One row of the React lists. Nesting, test ids and class names as gathered in trackers/github.md, 2026-11: a
 * wrapper stands between the list and its `li`, and the links are relative in a repository.
 */
import { type CSSProperties, type MouseEvent, useEffect, useRef, useState } from 'react';
import { ago, type Item, pathOf } from '../data/items.ts';
import { LABELS } from '../data/words.ts';
import { Icon, stateColor, stateIcon } from './icons.tsx';
import { isPlainClick, Link } from './link.tsx';
import { usePage } from './page.ts';
import { Avatar } from './shell.tsx';

const STATES = { open: 'Open', closed: 'Closed', draft: 'Draft', merged: 'Merged' } as const;

/** Which rows are rendered how each second; by number, so that every screen has all kinds. */
const churnOf = (number: number) => (['description', 'row', 'none', 'none', 'none'] as const)[number % 5]!;

/** Counts up each second for rows that the page builds anew, but never for one that is being used. */
function useGeneration(number: number) {
  const { tick, switches } = usePage();
  const element = useRef<HTMLLIElement>(null);
  const [generation, setGeneration] = useState(0);
  useEffect(() => {
    if (switches.churn === 'off' || element.current?.contains(document.activeElement)) return;
    setGeneration(tick);
  }, [tick, switches.churn]);
  const churn = churnOf(number);
  return {
    element,
    row: churn === 'row' ? generation : 0,
    description: churn === 'description' ? generation : 0,
  };
}

export function IssueRow({
  item,
  style,
  withRepo,
}: {
  item: Item;
  style?: CSSProperties;
  withRepo: boolean;
}) {
  const { go } = usePage();
  const generation = useGeneration(item.number);
  const name = `practice-row-${item.repo}-${item.number}`;
  const open = (event: MouseEvent) => {
    const onControl = event.target instanceof Element && event.target.closest('a, button, input, label');
    if (!onControl && isPlainClick(event)) go(pathOf(item));
  };
  return (
    <div className="ListItems-module__listItem__KRcR0" style={style}>
      <div
        className={
          item.kind === 'issue' ? 'IssueRow-module__row__pHXv5' : 'PullRequestRow-module__row__fE2dg'
        }
      >
        <li
          key={generation.row}
          ref={generation.element}
          className="ListItem-module__listItem__k4eMk"
          role="listitem"
          tabIndex={0}
          aria-labelledby={name}
          onClick={open}
        >
          <div className="Title-module__container__XD9YG" data-listview-item-title-container="true">
            <h3 className="Title-module__heading__tHuYV IssuePullRequestTitle-module__ListItemTitle_0__yr9qP">
              <span className="prc-Text-Text-9mHv3">
                <Link
                  id={name}
                  className="IssuePullRequestTitle-module__ListItemTitle_1__qTz8D"
                  data-testid="issue-pr-title-link"
                  data-hovercard-type={item.kind === 'pull' ? 'pull_request' : 'issue'}
                  data-hovercard-url={`${pathOf(item)}/hovercard`}
                  tabIndex={-1}
                  href={pathOf(item)}
                >
                  {item.title}
                </Link>
              </span>
            </h3>
            <span className="Title-module__trailingBadgesContainer__INeSa">
              {item.labels.map((label) => (
                <Label key={label} repo={item.repo} name={label} />
              ))}
            </span>
          </div>
          <LeadingIcon item={item} />
          <div className="MainContent-module__container__GEOBQ">
            <div className="MainContent-module__inner__dQP2n">
              <div className="Description-module__container__ovUAU">
                <Description key={generation.description} item={item} withRepo={withRepo} />
              </div>
            </div>
          </div>
          <Metadata item={item} />
        </li>
      </div>
    </div>
  );
}

function LeadingIcon({ item }: { item: Item }) {
  return (
    <div className="LeadingContent-module__container__v5Yvb IssueItem-module__leadingContent__pAZ7r">
      <div className="LeadingVisual-module__outer__C2h3k" data-testid="list-row-state-icon">
        <div>
          <div className="LeadingVisual-module__inner__N2F4v">
            <Icon name={stateIcon(item)} color={`var(--fgColor-${stateColor(item)})`} />
            <span className="sr-only">Status: {STATES[item.state]}.</span>
          </div>
        </div>
      </div>
    </div>
  );
}

function Description({ item, withRepo }: { item: Item; withRepo: boolean }) {
  const { today } = usePage();
  const closed = item.closedAt !== null;
  const instant = item.closedAt ?? item.createdAt;
  const said =
    item.state === 'merged'
      ? ' was merged '
      : closed
        ? item.kind === 'issue'
          ? ' closed '
          : ' was closed '
        : ' opened ';
  return (
    <div
      className="DescriptionItem-module__default__m4F0A IssuePullRequestDescription-module__descriptionItem__dQ1AY"
      data-testid="list-row-repo-name-and-number"
    >
      {withRepo && (
        <div className="IssueItem-module__defaultRepoContainer__nV2nC">
          <span>
            {item.owner}/{item.repo}
          </span>
        </div>
      )}
      <span className="IssueItem-module__defaultNumberDescription__GXzri">
        <span>#{item.number}</span>&nbsp;
      </span>
      <div
        className="IssueItem-module__timestampContainer__L2n9f"
        data-testid={closed ? 'closed-at' : 'created-at'}
      >
        <span>· </span>
        <Link
          className="IssueItem-module__authorCreatedLink__wFZvk prc-Link-Link-9ZwDx"
          data-hovercard-type="user"
          data-hovercard-url={`/users/${item.author}/hovercard`}
          href={`/acme/${item.repo}/issues?q=author%3A${item.author}`}
        >
          {item.author}
        </Link>
        <span>{said}</span>
        <relative-time datetime={new Date(instant).toISOString()}>{ago(instant, today)}</relative-time>
      </div>
    </div>
  );
}

function Metadata({ item }: { item: Item }) {
  return (
    <div className="MetadataContainer-module__container__RtdxY IssueItem-module__ListItem_0__M7dWm">
      <div className="Metadata-module__metadata__A2qOo" data-testid="list-row-linked-pull-requests" />
      <div className="Metadata-module__metadata__A2qOo" data-testid="list-row-comments">
        {item.comments > 0 && (
          <div className="IssueItem-module__commentCountContainer__wV2tF">
            <Icon name="comment" />
            <span className="ml-1">{item.comments}</span>
            <span className="sr-only"> comments</span>
          </div>
        )}
      </div>
      <div className="Metadata-module__metadata__A2qOo" data-testid="list-row-assignees">
        {item.assignees.map((login) => (
          <Avatar key={login} login={login} />
        ))}
      </div>
    </div>
  );
}

export function Label({ repo, name }: { repo: string; name: string }) {
  return (
    <Link
      className="Label"
      href={`/acme/${repo}/labels/${encodeURIComponent(name)}`}
      style={{ '--label': LABELS[name] } as CSSProperties}
    >
      {name}
    </Link>
  );
}
