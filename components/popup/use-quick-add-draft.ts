/** Quick-add's text: kept as it is typed, with the item it is for, and there again when the popup is. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Draft } from '../../domain/draft';
import type { ItemKey } from '../../domain/key';
import type { Answer, Settings } from '../../storage/rpc/protocol';
import type { Tab } from './tab';
import type { Drafts } from './use-drafts';

interface Options {
  drafts: Drafts;
  text: string;
  /** The item it is for; null: it names none yet. */
  item: ItemKey | null;
  /** What the text left from before is read with. */
  whenKnown: () => Promise<[Tab, Answer<Settings>]>;
  /** What is being added now. */
  adding: RefObject<Promise<void> | null>;
  /** It comes first: what was typed by then goes behind it. */
  onLeft: (left: Draft, tab: Tab, settings: Settings | null) => void;
  /** A text below a line is the one that was typed last. */
  onLineLeft: (left: Draft) => void;
}

const LINE_TEXT = /^(?:rewrite|wait) /;

/** @returns whether what was left from before is known, and shown */
export function useQuickAddDraft(options: Options): boolean {
  const { drafts, text, item, whenKnown, adding, onLeft, onLineLeft } = options;
  const [isResumed, setResumed] = useState(false);

  const resume = async () => {
    const left = await drafts.whenRead;
    const latest = left.find(({ id }) => id === 'quick-add' || LINE_TEXT.test(id));
    if (latest && LINE_TEXT.test(latest.id)) onLineLeft(latest);
    const mine = left.find(({ id }) => id === 'quick-add');
    if (mine) {
      const [tab, settings] = await whenKnown();
      // What is being added was meant alone.
      await adding.current;
      onLeft(mine, tab, settings.ok ? settings.value : null);
    }
    setResumed(true);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each popup
  useEffect(() => void resume(), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: kept when it changes, by whatever
  useLayoutEffect(() => {
    if (!isResumed) return;
    if (text.trim() === '') drafts.drop({ type: 'quick-add' });
    else drafts.keep({ type: 'quick-add' }, { key: item, step: null, text, base: null });
  }, [text, item, isResumed]);

  return isResumed;
}
