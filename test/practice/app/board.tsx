/** @jsxImportSource react */
/** The board: 2026-project-board.html. Cards off screen are empty shells; cards are dragged between columns. */
import { type DragEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { COLUMNS, type Column, type Entry } from '../data/project.ts';
import { Icon, stateColor, stateIcon } from './icons.tsx';
import { isPlainClick } from './link.tsx';
import type { ViewProps } from './project.tsx';
import { Avatar } from './shell.tsx';

/** Cards of a column that the server fills; the others are shells until they come near the screen. */
const FILLED = 5;
const DOT: Record<Column, string> = {
  Backlog: 'muted',
  'In progress': 'attention',
  'In review': 'accent',
  Done: 'done',
};

export function Board(view: ViewProps) {
  return (
    <div className="Board-module__boardContainer__x1Y2z">
      <div id="project-items-region" className="Board-module__boardView__nwdZh">
        {COLUMNS.map((name, index) => (
          <BoardColumn key={name} name={name} index={index} {...view} />
        ))}
      </div>
    </div>
  );
}

function BoardColumn({ name, index, entries, move, open }: { name: Column; index: number } & ViewProps) {
  const mine = entries.filter((entry) => entry.column === name);
  const drop = (event: DragEvent) => {
    const card = event.dataTransfer.getData('text/plain');
    const entry = entries.find(({ id }) => String(id) === card);
    if (!entry) return;
    event.preventDefault();
    window.practice.moves.push({ card, from: entry.column, to: name });
    move(entry.id, name);
  };
  return (
    <section
      id={`column-${index}`}
      data-board-column={name}
      className="column-frame-module__Box__Lwsm5 visible column-module__ColumnFrame__F09m9"
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <div className="column-module__Heading__vbqY3">
        <span className="Dot" style={{ borderColor: `var(--fgColor-${DOT[name]})` }} />
        <h2 className="column-name-module__Title__kcvUx">{name}</h2>
        <span className="Counter">{mine.length}</span>
      </div>
      <div className="column-drop-zone column-module__Box_4__XX8e9" data-dnd-drop-type="card">
        {mine.map((entry, place) => (
          <Card key={entry.id} entry={entry} filledByServer={place < FILLED} open={open} />
        ))}
        {name === 'In progress' && <Placeholder />}
      </div>
    </section>
  );
}

/** More of the column is yet to load: it has the class of a card and is none. */
function Placeholder() {
  return (
    <div>
      <div className="card-base-with-sash-module__CardBaseWithSash__O46HI board-view-column-card board-pagination-module__CardBaseWithSash__LAf3j">
        <div className="placeholder-module__TextPlaceHolder__th2Wy" style={{ width: 129 }} />
        <div className="placeholder-module__TextPlaceHolder__th2Wy" style={{ width: 90 }} />
      </div>
    </div>
  );
}

function Card({
  entry,
  filledByServer,
  open,
}: {
  entry: Entry;
  filledByServer: boolean;
  open: (entry: Entry) => void;
}) {
  const element = useRef<HTMLDivElement>(null);
  const [filled, setFilled] = useState(filledByServer);
  useEffect(() => {
    if (filled || !element.current) return;
    const near = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) setFilled(true);
      },
      { rootMargin: '100px' },
    );
    near.observe(element.current);
    return () => near.disconnect();
  }, [filled]);
  const { item, id, title } = entry;
  const click = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    open(entry);
  };
  return (
    <div
      ref={element}
      className="card-base-with-sash-module__CardBaseWithSash__O46HI index-module__CardBaseWithSash__v6Jl5 board-view-column-card card-base-module__CardBase__jJ0gF"
      data-board-card-id={id}
      {...(item
        ? { 'data-hovercard-subject-tag': `${item.kind === 'pull' ? 'pull_request' : 'issue'}:${item.id}` }
        : {})}
      role="button"
      tabIndex={0}
      aria-roledescription="draggable"
      aria-label={filled ? undefined : title}
      aria-labelledby={filled ? `board-card-title-${id}` : undefined}
      style={filled ? undefined : { height: 96 }}
      draggable
      onClick={click}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', String(id))}
    >
      {filled && <CardContent entry={entry} />}
    </div>
  );
}

function CardContent({ entry: { item, id, title } }: { entry: Entry }) {
  return (
    <div className="card-internal-content-module__Box__wLqy7">
      <div className="header-module__Box_2__HkbGJ">
        <div id={`board-card-header-icon-${id}`} className="header-module__Box_5__wNMnt">
          <span style={{ color: item ? `var(--fgColor-${stateColor(item)})` : 'var(--fgColor-muted)' }}>
            <Icon name={item ? stateIcon(item) : 'issue-opened'} />
          </span>
        </div>
        <div id={`board-card-header-title-${id}`}>{item ? `${item.repo} #${item.number}` : 'Draft'}</div>
        {item && item.assignees.length > 0 && (
          <figure className="CardPeople">
            {item.assignees.map((login) => (
              <Avatar key={login} login={login} />
            ))}
            <figcaption className="sr-only">Assignees: {item.assignees.join(', ')}</figcaption>
          </figure>
        )}
      </div>
      <a
        className="prc-Link-Link-9ZwDx"
        data-component="Link"
        href={
          item
            ? `https://github.com/acme/${item.repo}/${item.kind === 'pull' ? 'pull' : 'issues'}/${item.number}`
            : '#'
        }
        tabIndex={-1}
        draggable={false}
      >
        <h3 id={`board-card-title-${id}`} className="d-inline f5 text-normal">
          <span className="title-module__SanitizedHtml_1__GLq2j">{title}</span>
        </h3>
      </a>
      <span className="sr-only">Click a value to filter the view</span>
    </div>
  );
}
