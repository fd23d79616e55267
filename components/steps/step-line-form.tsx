/** The field that opens below a line: another wording of the step, or whom it waits on. */
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { EventId } from '../../domain/event';
import type { Step } from '../../domain/fold';
import type { Action } from '../../storage/rpc/protocol';
import { isOfInputMethod } from '../ui/input-method';
import { t } from '../wording/messages';

/** What is typed below a line. */
export type LineText = { text: string; fault: string | null } & (
  | { type: 'wait' }
  /** `base`: the revision the person saw when they began. */
  | { type: 'rewrite'; base: EventId }
);

interface Props {
  draft: LineText;
  step: Step;
  onDraft: (draft: LineText | null) => void;
  onDo: (action: Action) => void;
}

export function LineForm({ draft, step, onDraft, onDo }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // Before the next key: a letter typed while the focus is still on the line is a shortcut there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what it begins with
  useLayoutEffect(() => {
    // A form that opens by itself, with a text left from before, takes nobody's field away.
    if (isTyping() || !field.current) return;
    field.current.focus();
    if (draft.text === step.text) field.current.select();
    else field.current.setSelectionRange(draft.text.length, draft.text.length);
  }, []);
  const label = t(draft.type === 'rewrite' ? 'popupRewriteField' : 'popupWaitField');
  const save = () =>
    onDo(
      draft.type === 'rewrite'
        ? { type: 'rewrite', step: step.id, text: draft.text, base: draft.base }
        : { type: 'wait', step: step.id, on: draft.text },
    );
  return (
    <form
      class="line-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label class="visually-hidden" for={`${id}-field`}>
        {label}
      </label>
      <input
        id={`${id}-field`}
        ref={field}
        class="field"
        dir="auto"
        data-control="field"
        autocomplete="off"
        placeholder={label}
        value={draft.text}
        aria-invalid={draft.fault !== null}
        aria-describedby={`${id}-fault`}
        onInput={(event) => onDraft({ ...draft, text: event.currentTarget.value, fault: null })}
        onKeyDown={(event) => {
          if (isOfInputMethod(event)) {
            // Enter would send the form.
            if (event.key === 'Enter') event.preventDefault();
          } else if (event.key === 'Escape') {
            event.preventDefault();
            onDraft(null);
          }
        }}
      />
      <button type="submit" class="button button-primary">
        {t('actSave')}
      </button>
      <p id={`${id}-fault`} class="problem" role="alert">
        {draft.fault}
      </p>
    </form>
  );
}

function isTyping(): boolean {
  const { activeElement } = document;
  return activeElement instanceof HTMLInputElement && activeElement.value !== '';
}
