/** @jsxImportSource react */
/** A list of issues in groups. Only the lines near the screen are in the document, and they are used again. */
import { useLayoutEffect, useMemo, useRef } from 'react';
import { type Entry, entriesOf, GROUP_HEIGHT, heightOf } from './entries.ts';
import { type Handles, useHandles } from './handles.ts';
import { StateIcon } from './icons.tsx';
import { churned, issuesFor, useLinear } from './page.ts';
import { Row } from './row.tsx';
import { useSlots } from './virtual.ts';

export function List() {
  const page = useLinear();
  const { route, today, switches, moved, tick, url } = page;
  const scroller = useRef<HTMLDivElement>(null);
  const entries = useMemo(
    () => entriesOf(issuesFor(route, { today, switches, moved }), route),
    [route, today, switches, moved],
  );
  useRestoredScroll(scroller, url);
  const slots = useSlots(scroller, entries, GROUP_HEIGHT, switches.rows);
  const handles = useMemo<Handles>(
    () => ({
      order: entries.filter(({ kind }) => kind === 'issue').map(({ key }) => key),
      issueOf: (entry) => {
        const found = entries.find(({ key }) => key === entry);
        return found?.kind === 'issue' ? found.issue : null;
      },
      reveal: (entry) => {
        const element = scroller.current;
        const found = entries.find(({ key }) => key === entry);
        if (!element || !found) return;
        const room = element.clientHeight - found.height;
        const at = Math.max(Math.min(element.scrollTop, found.top), found.top - room);
        if (at !== element.scrollTop) element.scrollTo({ top: at, behavior: 'instant' });
      },
    }),
    [entries],
  );
  useHandles(handles);
  return (
    <div className="list" data-list-container="true">
      <div
        ref={scroller}
        className="list-scroller"
        data-list-wrapper="true"
        data-restore-scroll-view={`${url}|0`}
        tabIndex={-1}
      >
        <div className="list-grid" style={{ height: heightOf(entries) }}>
          {slots.map(({ index, key }) => {
            const entry = entries[index]!;
            const fresh = switches.rows === 'mount' && entry.kind === 'issue';
            const name = fresh ? `${entry.key} ${churned(entry.issue, tick)}` : String(key);
            return entry.kind === 'group' ? (
              <Group key={name} entry={entry} />
            ) : (
              <Row
                key={name}
                issue={entry.issue}
                entry={entry.key}
                first={entry.first}
                last={entry.last}
                top={entry.top}
                parts={entry.issue.number % 7 === 0 ? [1, 2] : null}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Group({ entry }: { entry: Extract<Entry, { kind: 'group' }> }) {
  const { today, switches, moved, route } = useLinear();
  const first = issuesFor(route, { today, switches, moved }).find(({ state }) => state.name === entry.name);
  return (
    <div
      className="group-head"
      data-list-row="true"
      data-list-key={`GROUP_${entry.name}`}
      data-list-group-divider="true"
      style={{ height: entry.height, transform: `translateY(${entry.top}px)` }}
    >
      <div role="button" tabIndex={-1} aria-label="Collapse group" className="twist">
        ▾
      </div>
      {first && <StateIcon type={first.state.type} name={first.state.name} />}
      <b>{entry.name}</b>
      <span className="count" key={entry.key}>
        {entry.count}
      </span>
      <button type="button" aria-label="Create new issue" className="icon-button" tabIndex={-1}>
        +
      </button>
    </div>
  );
}

const scrolls = new Map<string, number>();

/** Where each list was left, as Linear keeps it under `data-restore-scroll-view`. */
function useRestoredScroll(scroller: React.RefObject<HTMLElement | null>, url: string): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = scrolls.get(url) ?? 0;
    const keep = () => scrolls.set(url, element.scrollTop);
    element.addEventListener('scroll', keep, { passive: true });
    return () => element.removeEventListener('scroll', keep);
  }, [scroller, url]);
}
