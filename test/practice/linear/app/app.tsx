/** @jsxImportSource react */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { linearRouteOf, nameOf } from '../routes.ts';
import type { LinearState } from '../server.ts';
import { handlesNow } from './handles.ts';
import { issueNow, LinearContext, type LinearPage } from './page.ts';
import { Shell } from './shell.tsx';
import type { Controls } from './shortcuts.ts';

/** The page's part of it: the address, and who wants to know of changes. */
export interface Live {
  go: (path: string) => void;
  /** Goes back to where an issue was opened; false: it was opened by itself. */
  leave: () => boolean;
  /** Tells the app, from outside, which address to show. */
  onShow: (show: (url: string) => void) => void;
  /** Gives the app's controls to whoever hears the keys. */
  onReady: (controls: Controls) => void;
  moved: (identifier: string, state: string, at: number) => void;
}

const empty: ReadonlySet<string> = new Set();

export function App({ state, live, first }: { state: LinearState; live: Live; first: string }) {
  const [url, setUrl] = useState(first);
  const [layout, setLayout] = useState(state.switches.layout);
  const [active, setActive] = useState<string | null>(null);
  const [selected, setSelected] = useState(empty);
  const [moved, setMoved] = useState<LinearPage['moved']>({});
  const [peek, setPeek] = useState<string | null>(null);
  const [menu, setMenu] = useState<LinearPage['menu']>(null);
  const [tick, setTick] = useState(0);
  // Lists are filled some time after the page has come alive.
  const [arrived, setArrived] = useState(false);
  const { churn, arrive } = state.switches;
  const chosen = useRef(new Map<string, string | null>());

  const show = useCallback((next: string) => {
    setUrl(next);
    setPeek(null);
    setMenu(null);
    setSelected(empty);
    setActive(chosen.current.get(next) ?? null);
  }, []);
  useEffect(() => live.onShow(show), [live, show]);
  useEffect(() => {
    const arriving = setTimeout(() => setArrived(true), arrive);
    return () => clearTimeout(arriving);
  }, [arrive]);
  useEffect(() => {
    if (churn === 'off') return;
    const ticking = setInterval(() => setTick((last) => last + 1), 1000);
    return () => clearInterval(ticking);
  }, [churn]);

  const route = useMemo(() => linearRouteOf(new URL(url, 'https://linear.app')), [url]);
  const page = useMemo<LinearPage>(
    () => ({
      ...state,
      route,
      url: url.split(/[?#]/)[0]!,
      layout,
      active,
      selected,
      moved,
      tick,
      menu,
      go: live.go,
      openMenu: (entry, { x, y }) => setMenu({ entry, x, y }),
      move(identifier, name) {
        const at = Date.now();
        setMoved((old) => ({ ...old, [identifier]: [name, at] }));
        live.moved(identifier, name, at);
      },
    }),
    [state, route, url, layout, active, selected, moved, tick, menu, live],
  );

  const controls = useMemo<Controls>(
    () => ({
      choose(step) {
        const handles = handlesNow();
        if (!handles || handles.order.length === 0) return;
        const from = active ? handles.order.indexOf(active) : -1;
        const next = from < 0 ? 0 : Math.max(0, Math.min(handles.order.length - 1, from + step));
        const entry = handles.order[next]!;
        chosen.current.set(url, entry);
        setActive(entry);
        if (peek) setPeek(handles.issueOf(entry)?.identifier ?? null);
        handles.reveal(entry);
      },
      open() {
        const issue = active && handlesNow()?.issueOf(active);
        const link = document.querySelector<HTMLAnchorElement>('[data-keyboard-active="true"]');
        if (!issue && !link) return false;
        const { pathname, hash } = link ?? { pathname: '', hash: '' };
        live.go(pathname + hash);
        return true;
      },
      back() {
        if (menu) setMenu(null);
        else if (peek) setPeek(null);
        else if (route.page === 'issue') return live.leave();
        else if (active) {
          chosen.current.delete(url);
          setActive(null);
        } else return false;
        return true;
      },
      peek() {
        const issue = active && handlesNow()?.issueOf(active);
        if (!issue) return false;
        setPeek(peek ? null : issue.identifier);
        return true;
      },
      select() {
        if (active) setSelected((old) => new Set(old).symmetricDifference(new Set([active])));
      },
      toggleLayout: () => {
        setPeek(null);
        setActive(null);
        setLayout((old) => (old === 'list' ? 'board' : 'list'));
      },
      go: live.go,
    }),
    [active, peek, menu, route, url, live],
  );
  useLayoutEffect(() => live.onReady(controls), [live, controls]);

  const issue = route.page === 'issue' ? issueNow(route.identifier, page) : null;
  const name = issue ? `${issue.identifier} ${issue.title}` : nameOf(route);
  useLayoutEffect(() => {
    document.title = name;
  }, [name]);
  useEffect(() => {
    window.practice.hydrated = true;
  }, []);
  useEffect(() => {
    if (!menu) return;
    const close = () => setMenu(null);
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, [menu]);

  return (
    <LinearContext value={page}>
      <Shell
        arrived={arrived}
        issue={issue}
        peeked={peek ? issueNow(peek, page) : null}
        toggleLayout={controls.toggleLayout}
      />
      <span role="status" aria-live="polite" aria-atomic="true" className="hidden-text">
        Navigated to {name}
      </span>
    </LinearContext>
  );
}
