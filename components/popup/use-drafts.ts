/** What was typed here and not saved: kept in the background as it is typed, and there again with the next popup. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Draft, type DraftField, draftId } from '../../domain/draft';
import { saysErased, wordsOfStep } from '../../domain/erase';
import type { Step } from '../../domain/fold';
import type { RpcClient } from '../../storage/rpc/client';
import { createDraftKeeper, type DraftKeeper } from '../ui/draft-keeper';

export interface Drafts {
  /** Latest first. */
  whenRead: Promise<readonly Draft[]>;
  find(field: DraftField): Draft | null;
  keep(field: DraftField, draft: Omit<Draft, 'id' | 'at'>): void;
  drop(field: DraftField): void;
  /** The words of this step are erased: drafts that hold them are gone here as well. */
  dropErased(step: Step): void;
}

/** @param clock epoch ms */
export function useDrafts(rpc: RpcClient, clock: () => number): Drafts {
  const keeper = useRef<DraftKeeper | null>(null);
  const known = useRef(new Map<Draft['id'], Draft>());
  // Which there are is drawn: at a line, below quick-add.
  const [, setChanges] = useState(0);
  const [reading] = useState(() => Promise.withResolvers<readonly Draft[]>());

  useLayoutEffect(() => {
    const ending = new AbortController();
    const mine = createDraftKeeper({ rpc, window, signal: ending.signal });
    keeper.current = mine;
    void rpc.ask({ type: 'drafts', key: null }).then((answer) => {
      const drafts = answer.ok ? answer.value : [];
      for (const draft of drafts) {
        if (known.current.has(draft.id)) continue;
        known.current.set(draft.id, draft);
        mine.adopt(draft);
      }
      reading.resolve(drafts);
      setChanges((count) => count + 1);
    });
    return () => {
      mine.flush();
      ending.abort();
    };
  }, [rpc, reading]);

  return {
    whenRead: reading.promise,
    find: (field) => known.current.get(draftId(field)) ?? null,
    keep(field, draft) {
      const id = draftId(field);
      const before = known.current.get(id);
      if (before?.text === draft.text && before.key === draft.key && before.step === draft.step) return;
      const kept = { ...draft, id, at: clock() };
      known.current.set(id, kept);
      keeper.current?.keep(kept);
      if (!before) setChanges((count) => count + 1);
    },
    drop(field) {
      const id = draftId(field);
      keeper.current?.drop(id);
      if (known.current.delete(id)) setChanges((count) => count + 1);
    },
    dropErased(step) {
      for (const { id, text, ...draft } of known.current.values()) {
        if (draft.step !== step.id && !saysErased(text, wordsOfStep(step))) continue;
        keeper.current?.drop(id);
        known.current.delete(id);
      }
      setChanges((count) => count + 1);
    },
  };
}
