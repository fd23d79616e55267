/** The editor: one field at the chip. Enter saves, Ctrl or Cmd and Enter saves and starts, Esc closes. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ActId, EventId } from '../../domain/event';
import type { Step } from '../../domain/fold';
import { longName } from '../../domain/key';
import { newActId } from '../../storage/remote/client';
import type { Doing, ItemView, Refusal } from '../../storage/remote/protocol';
import { ageLabel } from '../steps/age';
import { Mark } from '../steps/mark';
import { kindOf, laterSteps, nextStep } from '../steps/state';
import { Icon } from '../ui/icons';
import { plural, t } from '../ui/text';
import { Fault } from './fault';
import { stateWords } from './words';

/** What was typed and not saved yet. */
export interface Draft {
  text: string;
  /** It is another step, not the next one in other words. */
  another: boolean;
}

export interface EditorProps {
  view: ItemView;
  now: number;
  draft: Draft | null;
  /** Null: nothing unsaved any more. */
  onDraft: (draft: Draft | null) => void;
  /** Does it; null when done. */
  onAct: (doing: Doing, id: ActId) => Promise<Refusal | null>;
  /** `back`: give the focus back. */
  onClose: (back: boolean) => void;
  /** Its size may be another: put it in place. */
  onRendered: (box: HTMLElement) => void;
}

const IS_MAC = /mac/i.test(navigator.userAgent);

export function Editor({ view, now, draft, onDraft, onAct, onClose, onRendered }: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const next = nextStep(view);
  const [another, setAnother] = useState(draft?.another ?? false);
  const rewrites = next !== null && !another;
  const saved = rewrites ? next.text : '';
  const [text, setText] = useState(draft?.text ?? saved);
  /** The text a draft began from, and its revision: another one now was written elsewhere. */
  const [base, setBase] = useState<{ text: string; revision: EventId | null }>({
    text: saved,
    revision: rewrites ? next.revision : null,
  });
  const [offered, setOffered] = useState(draft !== null);
  const [fault, setFault] = useState<{ refusal: Refusal; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const tried = useRef<{ what: string; id: ActId } | null>(null);

  useLayoutEffect(() => {
    box.current!.showPopover();
    field.current!.focus({ preventScroll: true });
    field.current!.setSelectionRange(text.length, text.length);
  }, []);
  useLayoutEffect(() => onRendered(box.current!));

  // Changed elsewhere while nothing was typed here: show it.
  useEffect(() => {
    if (base.text !== saved && text === base.text) {
      setText(saved);
      setBase({ text: saved, revision: rewrites ? next.revision : null });
    }
  }, [saved]);

  function type(value: string): void {
    setText(value);
    setFault(null);
    setOffered(false);
    onDraft(value.trim() === '' || value === saved ? null : { text: value, another });
  }

  function turn(to: boolean): void {
    setAnother(to);
    const value = to || !next ? '' : next.text;
    setText(value);
    setBase({ text: value, revision: to || !next ? null : next.revision });
    setFault(null);
    setOffered(false);
    onDraft(null);
    field.current!.focus();
  }

  async function run(doing: Doing): Promise<boolean> {
    // Asked again after no answer: the same id never acts twice.
    const what = JSON.stringify(doing);
    const id = tried.current?.what === what ? tried.current.id : newActId();
    tried.current = { what, id };
    setBusy(true);
    const refusal = await onAct(doing, id);
    setBusy(false);
    if (!refusal) return true;
    setFault({ refusal, text });
    if (refusal.code === 'hidden-characters' && refusal.cleaned) {
      setText(refusal.cleaned);
      onDraft({ text: refusal.cleaned, another });
    }
    if (refusal.code === 'changed-elsewhere') {
      const there = nextStep(refusal.view ?? view);
      setBase({ text: there?.text ?? '', revision: there?.revision ?? null });
    }
    field.current?.focus();
    return false;
  }

  async function save(start: boolean): Promise<void> {
    if (busy) return;
    if (!rewrites) {
      if (await run({ type: 'write', text, start })) done();
      return;
    }
    if (text !== saved || fault?.refusal.code === 'changed-elsewhere') {
      const doing: Doing = { type: 'rewrite', step: next.id, text, base: base.revision ?? next.revision };
      if (!(await run(doing))) return;
    }
    if (start && next.state !== 'started' && !(await run({ type: 'start', step: next.id }))) return;
    done();
  }

  async function doStep(doing: Doing): Promise<void> {
    if (!busy && (await run(doing))) done();
  }

  function done(): void {
    onDraft(null);
    onClose(true);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Enter and Esc of an input method are its own.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose(true);
    } else if (event.key === 'Enter' && (event.target === field.current || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!event.repeat) void save(event.ctrlKey || event.metaKey);
    } else if (event.key === 'Tab') keepFocus(event, box.current!);
  }

  const age = ageLabel(view.facts, now);
  const later = laterSteps(view);
  const kind = kindOf(next);
  return (
    <div
      ref={box}
      popover="manual"
      role="dialog"
      aria-label={t('editorName', longName(view.key))}
      class="editor"
      data-foothold="editor"
      onKeyDown={onKeyDown}
      onMouseDown={keepFieldFocused}
    >
      <div class="head">
        <p class="head-name">
          <span>{longName(view.key)}</span>
          {view.facts?.title && (
            <bdi dir="auto" title={view.facts.title}>
              {view.facts.title}
            </bdi>
          )}
        </p>
        <p class={`head-ages age-${age.done ? 'done' : (age.band ?? 'unknown')}`}>
          <Mark name={age.done ? 'done' : (age.band ?? 'unknown')} />
          <span>{age.spoken}</span>
        </p>
      </div>
      <label class="label" for="foothold-step">
        {another && next ? t('editorFieldAnother') : next ? t('editorFieldNext') : t('editorField')}
      </label>
      <div class={fault ? 'field field-fault' : 'field'}>
        <input
          ref={field}
          id="foothold-step"
          type="text"
          dir="auto"
          autocomplete="off"
          enterkeyhint="done"
          placeholder={t('editorHint')}
          value={text}
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? 'foothold-fault' : 'foothold-how'}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </div>
      {offered && (
        <p class="note">
          {t('editorDraft')}{' '}
          <button type="button" class="plain" onClick={() => turn(another)}>
            {t('editorDiscard')}
          </button>
        </p>
      )}
      {fault && (
        <Fault
          refusal={fault.refusal}
          onTake={() => {
            const theirs = nextStep(view);
            setText(theirs?.text ?? '');
            setBase({ text: theirs?.text ?? '', revision: theirs?.revision ?? null });
            setFault(null);
            onDraft(null);
            field.current!.focus();
          }}
        />
      )}
      <div class="keys" id="foothold-how">
        <button type="button" class="key" onClick={() => save(false)}>
          <kbd>↵</kbd> {t('editorSave')}
        </button>
        <button type="button" class="key" onClick={() => save(true)}>
          <kbd>{IS_MAC ? '⌘↵' : 'Ctrl ↵'}</kbd> {t('editorSaveStart')}
        </button>
      </div>
      {next && !another && (
        <div class="step-bar">
          <p class={`step-state state-${kind}`}>{stateWords(next, now)}</p>
          <span class="bar">
            {next.state === 'started' ? (
              <Action
                icon="pause"
                label={t('actPause')}
                run={() => doStep({ type: 'pause', step: next.id })}
              />
            ) : (
              <Action
                icon="start"
                label={t('actStart')}
                run={() => doStep({ type: 'start', step: next.id })}
              />
            )}
            <Action
              icon="finish"
              label={t('actFinish')}
              run={() => doStep({ type: 'finish', step: next.id, outcome: null })}
            />
            <Action icon="close" label={t('actDrop')} run={() => doStep({ type: 'drop', step: next.id })} />
          </span>
        </div>
      )}
      {next && (
        <div class="more">
          {later.length > 0 && <Later steps={later} now={now} />}
          <button type="button" class="plain" onClick={() => turn(!another)}>
            {another ? t('editorBack') : t('editorAnother')}
          </button>
        </div>
      )}
    </div>
  );
}

function Action({
  icon,
  label,
  run,
}: {
  icon: 'start' | 'pause' | 'finish' | 'close';
  label: string;
  run: () => void;
}) {
  return (
    <button type="button" class="action" onClick={run}>
      <Icon name={icon} /> {label}
    </button>
  );
}

function Later({ steps, now }: { steps: Step[]; now: number }) {
  return (
    <>
      <p class="label">{plural('editorLater', steps.length)}</p>
      <ol class="later">
        {steps.slice(0, 5).map((step) => (
          <li key={step.id} title={stateWords(step, now)}>
            <bdi dir="auto">{step.text}</bdi>
          </li>
        ))}
      </ol>
    </>
  );
}

/** A press beside the field leaves the caret where it is. */
function keepFieldFocused(event: MouseEvent): void {
  if (!(event.target as Element).closest('input')) event.preventDefault();
}

/** Tab goes round: what lies behind the editor in the page's order is far away. */
function keepFocus(event: KeyboardEvent, box: HTMLElement): void {
  const all = [...box.querySelectorAll<HTMLElement>('input, button')];
  const at = all.indexOf(event.target as HTMLElement);
  const to = at + (event.shiftKey ? -1 : 1);
  if (to >= 0 && to < all.length) return;
  event.preventDefault();
  all.at(event.shiftKey ? -1 : 0)?.focus();
}
