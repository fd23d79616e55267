/** The tab the popup is about, and how Foothold fares there; both follow the tab. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { isBlind, type PageReport } from '../../domain/self-check';
import { type PageState, pageStateOf } from './page-state';
import type { Tab, Tabs } from './tab';

/** A page that has just loaded is read a moment later: asked again once before it is called blind. Ms. */
const SECOND_LOOK_MS = 1200;

export interface CurrentTab {
  /** Null: not told yet. */
  tab: Tab | null;
  /** For who can't go on without it. */
  whenTold: Promise<Tab>;
  state: PageState;
  /** What the page calls its item. */
  title: string | null;
}

/** @param onMoved the tab went from one page to another while the popup was open */
export function useTab(tabs: Tabs, onMoved: (before: Tab, after: Tab) => void): CurrentTab {
  const told = useRef<Promise<Tab> | null>(null);
  told.current ??= tabs.current();
  const whenTold = told.current;
  const moved = useRef(onMoved);
  moved.current = onMoved;
  const [tab, setTab] = useState<Tab | null>(null);
  const [state, setState] = useState<PageState>({ type: 'checking' });
  const [title, setTitle] = useState<string | null>(null);

  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    let last: Tab | null = null;
    let asked = 0;

    const look = async (next: Tab) => {
      if (signal.aborted) return;
      if (last && last.item !== next.item) moved.current(last, next);
      last = next;
      setTab(next);
      asked += 1;
      const mine = asked;
      const report = next.host === null ? null : await lookTwice(() => tabs.report(next.id), signal);
      if (signal.aborted || mine !== asked) return;
      setState(next.host === null ? { type: 'elsewhere' } : pageStateOf(report));
      setTitle(report?.item === next.item ? report.title : null);
    };

    void whenTold.then((first) => {
      if (signal.aborted) return;
      tabs.onChange(first.id, (next) => void look(next), signal);
      void look(first);
    });
    return () => ending.abort();
  }, [tabs, whenTold]);

  return { tab, whenTold, state, title };
}

async function lookTwice(
  ask: () => Promise<PageReport | null>,
  signal: AbortSignal,
): Promise<PageReport | null> {
  const report = await ask();
  if (!report || !isBlind(report)) return report;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, SECOND_LOOK_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  return signal.aborted ? report : ask();
}
