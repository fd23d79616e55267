/** What the background knows, kept up to date: the lists, the settings, and the item quick-add writes to. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ItemKey } from '../../domain/key';
import { type RpcClient, supersedes } from '../../storage/rpc/client';
import type { Answer, ItemView, Lists, Refusal, Settings } from '../../storage/rpc/protocol';
import { untilPainted } from '../ui/until-painted';

export interface PopupStore {
  lists: Lists | null;
  settings: Settings | null;
  /** Of the item asked for; null: not known yet. */
  view: ItemView | null;
  /** The moment all of it was true, epoch ms. */
  now: number;
  /** Why nothing can be read; null: all is well. */
  trouble: Refusal | null;
  setTrouble: (trouble: Refusal | null) => void;
  setSettings: (settings: Settings) => void;
  /** An act's answer is known before the push of it arrives. */
  take: (view: ItemView) => void;
  refresh: () => void;
}

/**
 * One hook: lists, settings and views are asked for together, and each push changes any of them.
 * @param keyOf the item asked for; which one can depend on the settings
 */
export function useStore(
  rpc: RpcClient,
  keyOf: (settings: Settings | null) => ItemKey | null,
  clock: () => number,
): PopupStore {
  const [lists, setLists] = useState<Lists | null>(null);
  const [settings, setSettings] = useState<Settings | null>(null);
  const [views, setViews] = useState<ReadonlyMap<ItemKey, ItemView>>(new Map());
  const [now, setNow] = useState(clock);
  const [trouble, setTrouble] = useState<Refusal | null>(null);
  const key = keyOf(settings);
  const wanted = useRef(key);
  wanted.current = key;

  const take = (view: ItemView) =>
    setViews((known) => (supersedes(view, known.get(view.key)) ? new Map(known).set(view.key, view) : known));

  const look = async (of: ItemKey | null) => {
    if (of === null) return;
    const answer = await rpc.see([{ key: of }]);
    if (answer.ok) answer.value.forEach(take);
    else setTrouble(answer.error);
  };

  // One question at a time: what changes while it is under way is asked for after it.
  const asking = useRef({ busy: false, again: false });
  // Asked before anything is drawn: the answer is under way meanwhile.
  const [early] = useState(() => ({ lists: rpc.ask({ type: 'lists' }) as Promise<Answer<Lists>> | null }));
  const refresh = async () => {
    if (asking.current.busy) {
      asking.current.again = true;
      return;
    }
    asking.current.busy = true;
    do {
      asking.current.again = false;
      const answer = await (early.lists ?? rpc.ask({ type: 'lists' }));
      early.lists = null;
      setNow(clock());
      setTrouble(answer.ok ? null : answer.error);
      if (!answer.ok) continue;
      setLists((before) => withCounts(answer.value, before?.counts ?? null));
      if (!Object.values(answer.value.counts).includes(null)) continue;
      // Long lists are shown before they are counted: counting would hold up the frame that shows them.
      await untilPainted();
      const counted = await rpc.ask({ type: 'counts' });
      if (counted.ok) setLists((shown) => shown && { ...shown, counts: counted.value });
    } while (asking.current.again);
    asking.current.busy = false;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each background there is
  useLayoutEffect(() => {
    const ending = new AbortController();
    const all = () => {
      void refresh();
      void look(wanted.current);
      void rpc.settings().then((answer) => answer.ok && setSettings(answer.value));
    };
    rpc.onPush((push) => {
      if (push.type === 'settings') setSettings(push.settings);
      else if (push.type === 'connected') all();
      else if (push.type === 'changed') {
        push.views.forEach(take);
        void refresh();
      }
    }, ending.signal);
    // Lengths of time grow while nobody looks.
    document.addEventListener('visibilitychange', () => !document.hidden && refresh(), {
      signal: ending.signal,
    });
    all();
    return () => ending.abort();
  }, [rpc]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once for each item
  useEffect(() => void look(key), [key]);

  return {
    lists,
    settings,
    view: key === null ? null : (views.get(key) ?? null),
    now,
    trouble,
    setTrouble,
    setSettings,
    take,
    refresh: () => void refresh(),
  };
}

/** What is not counted yet is as it was, until it is. */
const withCounts = (lists: Lists, before: Lists['counts'] | null): Lists => {
  const { started, next, waiting, snoozed } = lists.counts;
  return {
    ...lists,
    counts: {
      started: started ?? before?.started ?? null,
      next: next ?? before?.next ?? null,
      waiting: waiting ?? before?.waiting ?? null,
      snoozed: snoozed ?? before?.snoozed ?? null,
    },
  };
};
