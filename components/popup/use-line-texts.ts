/** What is open below a line, and what is typed there: it stays until it is saved or given up. */
import { useRef, useState } from 'preact/hooks';
import type { Draft } from '../../domain/draft';
import type { EventId, StepId } from '../../domain/event';
import type { Action, Line } from '../../storage/rpc/protocol';
import type { Opened } from '../steps/step-line';
import type { Drafts } from './use-drafts';

interface OpenedLine {
  step: StepId;
  what: Opened;
}

export interface LineTexts {
  opened: OpenedLine | null;
  /** Null gives up what is typed there. */
  open(line: Line, what: Opened | null): void;
  /** Opens what was left from before. */
  resume(draft: Draft): void;
  /** Goes on with a text that was typed at the item's chip. */
  rewrite(line: Line, draft: Draft): void;
  saved(line: Line, action: Action): void;
  /** @returns whether the fault is shown at the text it is of */
  refuse(
    line: Line,
    action: Action,
    why: { fault: string; cleaned: string | null; newer: EventId | null },
  ): boolean;
  isUnsaved(step: StepId): boolean;
}

export function useLineTexts(drafts: Drafts): LineTexts {
  const [opened, setOpened] = useState<OpenedLine | null>(null);
  const latest = useRef(opened);
  latest.current = opened;

  /** Keeps what is typed, where it is worth it. */
  const keep = ({ step, key }: Line, what: Opened) => {
    if (what.type === 'more') return;
    const draftField = { type: what.type, step: step.id };
    const isNothing = what.text.trim() === '' || (what.type === 'rewrite' && what.text === step.text);
    if (isNothing) return drafts.drop(draftField);
    const base = what.type === 'rewrite' ? { text: step.text, revision: what.base } : null;
    drafts.keep(draftField, { key, step: step.id, text: what.text, base });
  };

  return {
    opened,
    open(line, what) {
      const step = line.step.id;
      const before = opened?.step === step ? opened.what : null;
      if (what === null) {
        if (before && before.type !== 'more') drafts.drop({ type: before.type, step });
        return setOpened(null);
      }
      if (what.type === 'more' || before?.type === what.type) {
        keep(line, what);
        return setOpened({ step, what });
      }
      const left = drafts.find({ type: what.type, step });
      setOpened({ step, what: left ? (textOf(left) ?? { ...what, text: left.text }) : what });
    },
    resume(draft) {
      const what = textOf(draft);
      if (what && draft.step) setOpened((now) => now ?? { step: draft.step!, what });
    },
    rewrite(line, draft) {
      const base = draft.base?.revision ?? line.step.revision;
      const what = { type: 'rewrite' as const, text: draft.text, base, fault: null };
      keep(line, what);
      setOpened({ step: line.step.id, what });
    },
    saved({ step: { id: step } }, action) {
      const now = latest.current;
      const isForm = now?.step === step && now.what.type === action.type;
      if (action.type === 'rewrite' || action.type === 'wait') {
        const said = action.type === 'rewrite' ? action.text : (action.on ?? '');
        // What was typed while it was saved is not: it stays open.
        if (isForm && now.what.type !== 'more' && now.what.text !== said) return;
        drafts.drop({ type: action.type, step });
      }
      // So does another text that is typed meanwhile.
      if (isForm || now?.what.type === 'more') setOpened(null);
    },
    refuse(line, action, { fault, cleaned, newer }) {
      const what = opened?.what;
      if (!what || opened.step !== line.step.id || what.type !== action.type) return false;
      const text = { ...what, fault, text: cleaned ?? what.text };
      // Saved a second time, after reading what it is now, it is meant.
      setOpened({
        step: line.step.id,
        what: text.type === 'rewrite' && newer ? { ...text, base: newer } : text,
      });
      return true;
    },
    isUnsaved: (step) =>
      drafts.find({ type: 'rewrite', step }) !== null || drafts.find({ type: 'wait', step }) !== null,
  };
}

/** A draft as its form goes on with it; null: what it was made from is not known. */
function textOf({ id, text, base }: Draft): Exclude<Opened, { type: 'more' }> | null {
  if (id.startsWith('wait ')) return { type: 'wait', text, fault: null };
  return base?.revision ? { type: 'rewrite', text, base: base.revision, fault: null } : null;
}
