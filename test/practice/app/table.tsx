/** @jsxImportSource react */
/**
 * The table view ([W] 2026-10): a grid whose cells no overlay may add to. A title's cell holds one block as wide as
 * itself; a field without a value is an empty cell; an issue can be given parts, which takes room in its cell.
 */
import { type MouseEvent, useMemo } from 'react';
import type { Entry } from '../data/project.ts';
import { Icon, stateColor, stateIcon } from './icons.tsx';
import { isPlainClick } from './link.tsx';
import type { ViewProps } from './project.tsx';
import { Avatar } from './shell.tsx';

export function Table({ entries, open }: ViewProps) {
  const sorted = useMemo(() => [...entries].sort((a, b) => b.id - a.id), [entries]);
  return (
    <div className="table-module__scroll__g4Hi5">
      <div role="grid" aria-label="Project table" className="table-module__tableRoot__f0Gh1">
        <div role="row" className="TableHead">
          {['', 'Title', 'Start Date', 'End Date', 'Assignees', 'Status'].map((name) => (
            <div role="columnheader" key={name}>
              {name}
            </div>
          ))}
        </div>
        {sorted.map((entry, index) => (
          <Row key={entry.id} entry={entry} place={index + 1} open={open} />
        ))}
      </div>
    </div>
  );
}

function Row({ entry, place, open }: { entry: Entry; place: number; open: (entry: Entry) => void }) {
  const { item, title, column } = entry;
  const subject = item && `${item.kind === 'pull' ? 'pull_request' : 'issue'}:${item.id}`;
  const click = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    open(entry);
  };
  return (
    <div
      role="row"
      className="TableRow"
      {...(subject ? { 'data-hovercard-subject-tag': subject } : {})}
      aria-label={item ? `${title}, status: ${item.closedAt ? 'closed' : 'open'}` : title}
    >
      <div role="gridcell" className="TableNumber">
        {place}
      </div>
      <div role="rowheader" tabIndex={-1}>
        <div className="TableTitle">
          <span className="TableDepth" />
          {item && (
            <Icon
              name={stateIcon(item)}
              color={`var(--fgColor-${stateColor(item)})`}
              label={
                item.kind === 'pull'
                  ? 'Pull request'
                  : item.closedAt
                    ? 'Closed as completed issue'
                    : 'Open issue'
              }
            />
          )}
          {item ? (
            <a
              href={`https://github.com/acme/${item.repo}/${item.kind === 'pull' ? 'pull' : 'issues'}/${item.number}`}
              onClick={click}
            >
              <span>{title}</span>
            </a>
          ) : (
            <a href="#draft" onClick={(event) => event.preventDefault()}>
              <span>{title}</span>
            </a>
          )}
          {item && <span className="color-fg-muted TableItemNumber">#{item.number}</span>}
          {item?.kind === 'issue' && (
            <button type="button" className="TablePlus" aria-label="Add sub-issue" tabIndex={-1}>
              +
            </button>
          )}
        </div>
      </div>
      <div role="gridcell" />
      <div role="gridcell" />
      <div role="gridcell">
        {item?.assignees.map((login) => (
          <Avatar key={login} login={login} />
        ))}
      </div>
      <div role="gridcell">
        <span className="StatusToken">{column}</span>
      </div>
    </div>
  );
}
