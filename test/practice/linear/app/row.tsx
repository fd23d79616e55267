/** @jsxImportSource react */
/** One issue of a list: a link whose cells lie on the list's own columns (subgrid), as linear.md §1 has it. */
import { type Issue, pathOf } from '../data.ts';
import { Avatar, LabelPill, PriorityIcon, priorityName, StateIcon } from './icons.tsx';
import { churned, dayOf, labelsOf, useLinear } from './page.ts';
import { isPlainClick, own } from './parts.tsx';

interface Props {
  issue: Issue;
  /** Names the row in its list. */
  entry: string;
  first: boolean;
  last: boolean;
  /** px; null: where the flow puts it. */
  top: number | null;
  /** Sub-issues done and all of them; null: it has none. */
  parts?: readonly [done: number, all: number] | null;
}

export function Row(props: Props) {
  const { active, selected, go, openMenu, menu } = useLinear();
  const { issue, entry, first, last, top } = props;
  const isActive = active === entry;
  return (
    <a
      tabIndex={0}
      data-first-selected="false"
      data-last-selected="false"
      data-first-in-group={first}
      data-last-in-group={last}
      data-selected={selected.has(entry)}
      data-active={isActive}
      data-list-key={`ITEM_${issue.id}`}
      data-list-row="true"
      data-keyboard-active={isActive}
      data-apply-background={selected.has(entry)}
      data-practice-entry={entry}
      {...(menu?.entry === entry ? { 'data-menu-open': 'true' } : {})}
      className="row"
      href={pathOf(issue)}
      draggable
      style={{ height: 44, ...(top === null ? {} : { transform: `translateY(${top}px)` }) }}
      // In the capture phase: whatever stands in the row does not hear of it first.
      onClickCapture={(event) => {
        if (!isPlainClick(event) || (event.target as Element).closest('button')) return;
        event.preventDefault();
        go(pathOf(issue));
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu(entry, { x: event.clientX, y: event.clientY });
      }}
    >
      <Cells {...props} />
    </a>
  );
}

/** What lies beside text of another length has keys of its own: moved, it would be a shift of the page's. */
function Cells({ issue, entry, parts }: Props) {
  const { tick, selected } = useLinear();
  const labels = labelsOf(issue);
  return (
    <div className="cells" data-contextual-menu="true" key={churned(issue, tick)}>
      <div data-list-grid-column="indent" />
      <div data-list-grid-column="checkbox">
        <button
          type="button"
          role="checkbox"
          aria-checked={selected.has(entry)}
          aria-label="Select issue"
          tabIndex={-1}
          {...own}
        />
      </div>
      <div data-list-grid-column="priority">
        <button
          type="button"
          aria-label={`Change priority. ${priorityName(issue.priority)}`}
          tabIndex={-1}
          {...own}
        >
          <PriorityIcon priority={issue.priority} />
        </button>
      </div>
      <div data-list-grid-column="identifier">
        <span>{issue.identifier}</span>
      </div>
      <div data-list-grid-column="status">
        <button type="button" aria-label="Change status" tabIndex={-1} {...own}>
          <StateIcon type={issue.state.type} name={issue.state.name} />
          <span className="hidden-text">{issue.state.name}</span>
        </button>
      </div>
      <div data-list-grid-column="title">
        <span className="title" title={issue.title} dir="auto">
          {issue.title}
        </span>
        {parts && (
          <span className="parts" key={issue.identifier}>
            {parts[0]}/{parts[1]}
          </span>
        )}
      </div>
      <div data-list-grid-column="labels">
        {labels.map((label) => (
          <LabelPill key={`${issue.identifier} ${label}`} name={label} />
        ))}
      </div>
      <div data-list-grid-column="assignee">
        <button type="button" aria-label="Change assignee" tabIndex={-1} {...own}>
          <Avatar user={issue.assignee} />
        </button>
      </div>
      <div data-list-grid-column="createdAt">
        <span key={issue.identifier}>{dayOf(issue.created)}</span>
      </div>
      <div data-list-grid-column="end-padding" />
    </div>
  );
}
