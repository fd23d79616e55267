/** The editor: one field at the chip. Enter saves, Ctrl or Cmd and Enter saves and starts, Esc closes. */
import { Component, createRef } from 'preact';
import type { ActId } from '../../../domain/event';
import type { Step } from '../../../domain/fold';
import { longName } from '../../../domain/item-key';
import { newActId } from '../../../storage/rpc/client';
import type { Action, ItemView, Refusal } from '../../../storage/rpc/protocol';
import { t } from '../../wording/messages';
import { laterSteps, nextStep } from '../../wording/step-state';
import { copyEvent } from '../isolation/event-copy';
import { begun, type Draft, draftOf, isUntouched } from './draft';
import { Fault, Head, Later, StepBar } from './editor-parts';

export interface EditorProps {
  view: ItemView;
  /** Why something of its ages is unknown. */
  why: string | null;
  now: number;
  /** Left from before. */
  draft: Draft | null;
  /** Pressed before its field was there. */
  typed: readonly KeyboardEvent[];
  /** Null: nothing unsaved any more. */
  onDraft: (draft: Draft | null) => void;
  /** Does it; null when done. */
  onAct: (doing: Action, id: ActId) => Promise<Refusal | null>;
  /** Closes it and gives the focus back. */
  onClose: () => void;
  /** Its size may be another: put it in place. */
  onRendered: (box: HTMLElement) => void;
}

interface State {
  draft: Draft;
  /** The draft is left from before and was not touched yet. */
  offered: boolean;
  refusal: Refusal | null;
}

const IS_MAC = /mac/i.test(navigator.userAgent);

export class Editor extends Component<EditorProps, State> {
  private box = createRef<HTMLDivElement>();
  private field = createRef<HTMLInputElement>();
  /** It is about a step after the next one. */
  private another = false;
  private busy = false;
  /** What was pressed after the text, before the field was there. */
  private end: KeyboardEvent | null;
  private tried: { what: string; id: ActId } | null = null;

  constructor(props: EditorProps) {
    super(props);
    const { view, draft: left, typed } = props;
    const { draft, end } = begun(view, left, typed);
    this.end = end;
    this.state = { draft, offered: left !== null && typed.length === 0, refusal: null };
    this.another = left !== null && draft.step === null;
  }

  override componentDidMount(): void {
    this.box.current!.showPopover();
    const field = this.field.current!;
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    this.props.onRendered(this.box.current!);
    const { draft } = this.state;
    if (!isUntouched(draft)) this.props.onDraft(draft);
    // What it does is said below.
    if (this.end) field.dispatchEvent(copyEvent(this.end));
  }

  override componentDidUpdate(): void {
    const { draft } = this.state;
    const now = draftOf(this.props.view, this.another);
    // Changed elsewhere while nothing was typed here: show it.
    if (draft.text === draft.base.text && (draft.text !== now.text || draft.step !== now.step))
      this.setState({ draft: now });
    this.props.onRendered(this.box.current!);
  }

  private step(): Step | null {
    return this.props.view.steps.find(({ id }) => id === this.state.draft.step) ?? null;
  }

  private become(draft: Draft): void {
    this.setState({ draft, offered: false, refusal: null });
    this.props.onDraft(isUntouched(draft) ? null : draft);
  }

  private turn(another: boolean): void {
    this.another = another;
    this.become(draftOf(this.props.view, another));
    this.field.current!.focus();
  }

  private async run(doing: Action): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    // Asked again after no answer: the same id never acts twice.
    const what = JSON.stringify(doing);
    const id = this.tried?.what === what ? this.tried.id : newActId();
    this.tried = { what, id };
    const refusal = await this.props.onAct(doing, id);
    this.busy = false;
    if (!refusal) {
      this.tried = null;
      return true;
    }
    if (refusal.code !== 'no-answer') this.tried = null;
    this.setState(({ draft }) => ({ refusal, draft: afterRefusal(draft, refusal) }));
    this.field.current?.focus();
    return false;
  }

  private async save(start: boolean): Promise<void> {
    const { draft } = this.state;
    const step = this.step();
    if (!step) {
      if (await this.run({ type: 'write', text: draft.text, start })) this.done();
      return;
    }
    const revision = draft.base.revision ?? step.revision;
    if (draft.text !== step.text || draft.base.text !== step.text) {
      if (!(await this.run({ type: 'rewrite', step: step.id, text: draft.text, base: revision }))) return;
    }
    if (start && step.state !== 'started' && !(await this.run({ type: 'start', step: step.id }))) return;
    this.done();
  }

  private async doStep(doing: Action): Promise<void> {
    if (await this.run(doing)) this.done();
  }

  private done(): void {
    this.props.onDraft(null);
    this.props.onClose();
  }

  private onKeyDown = (event: KeyboardEvent): void => {
    // Enter and Esc of an input method are its own.
    if (event.isComposing || event.keyCode === 229) return;
    const together = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.props.onClose();
    } else if (event.key === 'Enter' && (event.target === this.field.current || together)) {
      event.preventDefault();
      if (!event.repeat) void this.save(together);
    } else if (event.key === 'Tab') keepFocus(event, this.box.current!);
  };

  override render({ view, now }: EditorProps, { draft, offered, refusal }: State) {
    const step = this.step();
    const next = nextStep(view);
    return (
      <div
        ref={this.box}
        popover="manual"
        role="dialog"
        aria-label={t('editorName', longName(view.key))}
        class="editor"
        onKeyDown={this.onKeyDown}
        onMouseDown={keepFieldFocused}
      >
        <Head view={view} now={now} why={this.props.why} />
        <label class="label" for="step">
          {step ? t('editorFieldNext') : t(next ? 'editorFieldAnother' : 'stepField')}
        </label>
        <input
          ref={this.field}
          id="step"
          class={refusal ? 'field faulty' : 'field'}
          type="text"
          dir="auto"
          autocomplete="off"
          enterkeyhint="done"
          placeholder={t('editorHint')}
          value={draft.text}
          aria-invalid={refusal ? 'true' : undefined}
          aria-describedby={refusal ? 'fault' : undefined}
          onInput={(event) => this.become({ ...draft, text: event.currentTarget.value })}
        />
        {offered && (
          <p class="note">
            {t('editorDraft')}{' '}
            <button type="button" class="plain" onClick={() => this.turn(false)}>
              {t('editorDiscard')}
            </button>
          </p>
        )}
        {refusal && (
          <Fault
            refusal={refusal}
            onTake={() => {
              this.become(draftOf(view));
              this.field.current!.focus();
            }}
          />
        )}
        <div class="keys">
          <button type="button" class="key" onClick={() => this.save(false)}>
            <kbd dir="ltr">↵</kbd> {t('actSave')}
          </button>
          {step?.state !== 'started' && (
            <button type="button" class="key" onClick={() => this.save(true)}>
              <kbd dir="ltr">{IS_MAC ? '⌘↵' : 'Ctrl ↵'}</kbd> {t('editorSaveStart')}
            </button>
          )}
        </div>
        {step && <StepBar step={step} now={now} run={(doing) => this.doStep(doing)} />}
        {next && (
          <div class="more">
            <Later steps={laterSteps(view)} now={now} />
            <button type="button" class="plain" onClick={() => this.turn(step !== null)}>
              {t(step ? 'editorAnother' : 'editorBack')}
            </button>
          </div>
        )}
      </div>
    );
  }
}

/** What is offered to be saved after a refusal; only Enter saves it. */
function afterRefusal(draft: Draft, { code, cleaned, view }: Refusal): Draft {
  if (code === 'hidden-characters' && cleaned) return { ...draft, text: cleaned };
  const there = view?.steps.find(({ id }) => id === draft.step);
  if (code !== 'changed-elsewhere' || !there) return draft;
  return { ...draft, base: { text: there.text, revision: there.revision } };
}

/** A press beside the field leaves the caret where it is. */
function keepFieldFocused(event: MouseEvent): void {
  if (!(event.target as Element).closest('input')) event.preventDefault();
}

/** Tab goes round: what lies behind the editor in the page's order is far away. */
function keepFocus(event: KeyboardEvent, box: HTMLElement): void {
  const all = [...box.querySelectorAll<HTMLElement>('input, button')];
  const to = all.indexOf(event.target as HTMLElement) + (event.shiftKey ? -1 : 1);
  if (to >= 0 && to < all.length) return;
  event.preventDefault();
  all.at(event.shiftKey ? -1 : 0)?.focus();
}
