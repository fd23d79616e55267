/** @jsxImportSource react */
/** The board: cards are links that are dragged by the browser itself, in columns of which only a part is mounted. */
import { useMemo, useRef, useState } from 'react';
import { type Issue, pathOf } from '../data.ts';
import { ORDER } from './entries.ts';
import { type Handles, useHandles } from './handles.ts';
import { Avatar, LabelPill, PriorityIcon, StateIcon } from './icons.tsx';
import { churned, dayOf, issuesFor, labelsOf, useLinear } from './page.ts';
import { isPlainClick, own } from './parts.tsx';
import { useSlots } from './virtual.ts';

/** px, with the gap below. */
const CARD = 122;
/** How the browser calls what a card is dragged as. */
const KIND = 'application/x-practice-issue';

export function Board() {
  const { route, today, switches, moved } = useLinear();
  const columns = useMemo(() => {
    const issues = issuesFor(route, { today, switches, moved });
    return ORDER.map((name) => [name, issues.filter(({ state }) => state.name === name)] as const).filter(
      ([name, inside]) => inside.length > 0 || name === 'Done',
    );
  }, [route, today, switches, moved]);
  const board = useRef<HTMLDivElement>(null);
  const handles = useMemo<Handles>(() => {
    const issues = columns.flatMap(([, inside]) => inside);
    return {
      order: issues.map(({ identifier }) => identifier),
      issueOf: (entry) => issues.find(({ identifier }) => identifier === entry) ?? null,
      reveal: (entry) =>
        board.current
          ?.querySelector(`[data-practice-entry="${entry}"]`)
          ?.scrollIntoView({ block: 'nearest' }),
    };
  }, [columns]);
  useHandles(handles);
  return (
    <div className="board" ref={board} data-list-container="true">
      {columns.map(([name, issues]) => (
        <Column key={name} name={name} issues={issues} />
      ))}
    </div>
  );
}

function Column({ name, issues }: { name: string; issues: Issue[] }) {
  const { switches, move, tick } = useLinear();
  const [over, setOver] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => issues.map((_, index) => ({ top: index * CARD, height: CARD })), [issues]);
  const slots = useSlots(scroller, lines, CARD, switches.rows);
  return (
    <section
      className={over ? 'column over' : 'column'}
      aria-label={name}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(KIND)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [card = '', from = ''] = event.dataTransfer.getData(KIND).split(' | ');
        window.practice.moves.push({ card, from, to: name });
        if (from !== name) move(card, name);
      }}
    >
      <div className="column-head" data-list-row="true" data-list-key={`GROUP_${name}`}>
        {issues[0] && <StateIcon type={issues[0].state.type} name={name} />}
        <b>{name}</b>
        <span className="count">{issues.length}</span>
      </div>
      <div ref={scroller} className="cards">
        <div className="cards-inner" style={{ height: issues.length * CARD }}>
          {slots.map(({ index, key }) => {
            const issue = issues[index]!;
            const name = switches.rows === 'mount' ? `${issue.identifier} ${churned(issue, tick)}` : key;
            return <Card key={name} issue={issue} top={index * CARD} />;
          })}
        </div>
      </div>
    </section>
  );
}

function Card({ issue, top }: { issue: Issue; top: number }) {
  const { active, selected, go, openMenu, menu, tick } = useLinear();
  const entry = issue.identifier;
  return (
    <a
      tabIndex={0}
      data-board-item="true"
      data-keyboard-active={active === entry}
      data-active={active === entry}
      data-selected={selected.has(entry)}
      data-practice-entry={entry}
      {...(menu?.entry === entry ? { 'data-menu-open': 'true' } : {})}
      className="card"
      href={pathOf(issue)}
      draggable
      style={{ transform: `translateY(${top}px)` }}
      onClickCapture={(event) => {
        if (!isPlainClick(event) || (event.target as Element).closest('button')) return;
        event.preventDefault();
        go(pathOf(issue));
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu(entry, { x: event.clientX, y: event.clientY });
      }}
      onDragStart={(event) => {
        event.dataTransfer.setData(KIND, `${entry} | ${issue.state.name}`);
        event.dataTransfer.effectAllowed = 'move';
      }}
    >
      <div className="card-inner" data-contextual-menu="true" key={churned(issue, tick)}>
        <div className="card-top">
          <span className="muted">{issue.identifier}</span>
          <button type="button" aria-label="Change assignee" tabIndex={-1} {...own}>
            <Avatar user={issue.assignee} />
          </button>
        </div>
        <div className="card-title">
          <StateIcon type={issue.state.type} name={issue.state.name} />
          <span dir="auto">{issue.title}</span>
        </div>
        <div className="card-foot">
          <span className="pill">
            <PriorityIcon priority={issue.priority} />
          </span>
          {labelsOf(issue)
            .slice(0, 1)
            .map((label) => (
              <LabelPill key={`${entry} ${label}`} name={label} />
            ))}
          <span className="muted" key={entry}>
            {dayOf(issue.created)}
          </span>
        </div>
      </div>
    </a>
  );
}
