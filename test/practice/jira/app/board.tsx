/** @jsxImportSource react */
/** The board: cards are dragged by Jira's own library, and destroyed off screen. */
import { dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef } from 'react';
import { type Board as BoardOf, COLUMNS, columnOf, type Issue, STATUSES, statusInColumn } from '../data.ts';
import { Card } from './card.tsx';
import { churned, issuesNow, useJira } from './page.ts';
import { useVisible } from './virtual.ts';

/** px, with the gap below. */
const CARD = 140;

/** A company's board has columns of its own, a team's one for each status. */
export function Board({ of }: { of: BoardOf }) {
  const page = useJira();
  const issues = issuesNow(page);
  const latest = useRef({ issues, move: page.move, of });
  latest.current = { issues, move: page.move, of };
  useEffect(
    () =>
      monitorForElements({
        onDrop({ source, location }) {
          const column = location.current.dropTargets.find(({ data }) => data.column)?.data.column;
          const issue = latest.current.issues.find(({ key }) => key === source.data.issue);
          if (!issue || typeof column !== 'string') return;
          const from = columnOf(issue.status, latest.current.of);
          window.practice.moves.push({ card: issue.key, from, to: column });
          if (from !== column) latest.current.move(issue, statusInColumn(column, latest.current.of).id);
        },
      }),
    [],
  );
  return (
    <div className="board" data-testid="software-board.board">
      <div className="board-area" data-testid="software-board.board-area">
        {(of === 'company' ? COLUMNS : STATUSES.map(({ name }) => name)).map((name) => (
          <BoardColumn
            key={name}
            name={name}
            issues={issues.filter((issue) => columnOf(issue.status, of) === name)}
          />
        ))}
      </div>
    </div>
  );
}

function BoardColumn({ name, issues }: { name: string; issues: Issue[] }) {
  const { tick } = useJira();
  const column = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [first, end] = useVisible(list, issues.length, CARD);
  useEffect(
    () =>
      dropTargetForElements({
        element: column.current!,
        getData: () => ({ column: name }),
        onDragEnter: () => column.current?.classList.add('over'),
        onDragLeave: () => column.current?.classList.remove('over'),
        onDrop: () => column.current?.classList.remove('over'),
      }),
    [name],
  );
  return (
    <div
      className="column"
      ref={column}
      data-testid="platform-board-kit.ui.column.draggable-column.styled-wrapper"
    >
      <div
        className="column-head"
        data-testid="platform-board-kit.common.ui.column-header.header.column-header-container"
      >
        <h2>
          <span
            data-testid="platform-board-kit.common.ui.column-header.editable-title.column-title.column-name"
            aria-label={`${name}, ${issues.length} of ${issues.length} work items visible`}
          >
            {name}
          </span>
        </h2>
        <span className="count">{issues.length}</span>
      </div>
      <div ref={list} className="cards" style={{ height: issues.length * CARD }}>
        {issues.slice(first, end).map((issue, index) => (
          <div key={churned(issue, tick)} className="card-slot" style={{ top: (first + index) * CARD }}>
            <Card issue={issue} />
          </div>
        ))}
      </div>
    </div>
  );
}
