/** The panel's field: Enter saves, Ctrl or Cmd and Enter saves and starts, Esc closes. */
import { Component, createRef } from 'preact';
import type { Draft } from '../../domain/draft';
import type { ActId } from '../../domain/event';
import type { Step } from '../../domain/fold';
import { longName } from '../../domain/item-key';
import { newActId } from '../../storage/rpc/client';
import type { Action, ItemView, Refusal } from '../../storage/rpc/protocol';
import { isOfInputMethod } from '../ui/input-method';
import { t } from '../wording/messages';
import { laterSteps, nextStep } from '../wording/step-state';
import { Fault, Head, Later, StepBar } from './editor-parts';
import type { TypedKey } from './panel-port';
import { isOfErased, isUntouched, resumeDraft, type StepDraft, startDraft } from './step-draft';
import { applyTypedKeys } from './typed-text';

export interface EditorProps {
  /** Hands out the way to focus the field and to type into it. */
  onMount: (editor: Editor) => void;
  /** Null: not known yet. The field can be typed into all the same. */
  view: ItemView | null;
  /** Why something of its ages is unknown. */
  reason: string | null;
  /** Epoch ms. */
  now: number;
  /** Left from before; read once, when the view is there. */
  draft: Draft | null;
  /** The page keeps taking the focus away. */
  isFocusLost: boolean;
  /** Null: nothing unsaved any more. */
  onDraft: (draft: StepDraft | null) => void;
  /** A key came to the field before what was typed on its way there. */
  onEarlyKey: () => void;
  /** Does it; null when done. */
  onAct: (action: Action, id: ActId) => Promise<Refusal | null>;
  /** @param code of the key that closes it; null: no key does */
  onClose: (code: string | null) => void;
}

interface EditorState {
  draft: StepDraft;
  /** The draft is left from before and was not touched yet. */
  isOffered: boolean;
  /** What stood in the field was erased. */
  isErased: boolean;
  refusal: Refusal | null;
}

const NO_DRAFT: StepDraft = { text: '', step: null, base: { text: '', revision: null } };
const IS_MAC = /mac/i.test(navigator.userAgent);

export class Editor extends Component<EditorProps, EditorState> {
  private box = createRef<HTMLDivElement>();
  private field = createRef<HTMLTextAreaElement>();
  /** It is about a step after the next one. */
  private isAnother = false;
  private isBusy = false;
  /** Where the caret was when the field last lost the focus: what was typed elsewhere goes there. */
  private mark = 0;
  /** What was typed before it had the focus is here: the mark may follow the caret again, and Enter may save. */
  private isHandedOver = true;
  /** A key that ended the typing before the item was known, or all that was typed before it was here. */
  private pendingEnter: (Pick<TypedKey, 'ctrlKey' | 'metaKey'> & { code: string | null }) | null = null;
  private attempt: { action: string; id: ActId } | null = null;
  override state: EditorState = { draft: NO_DRAFT, isOffered: false, isErased: false, refusal: null };

  override componentDidMount(): void {
    this.props.onMount(this);
    if (this.props.view) this.begin(this.props.view);
    this.grow();
  }

  override componentDidUpdate(before: EditorProps): void {
    const { view } = this.props;
    if (view && !before.view) this.begin(view);
    else if (view && before.view && isOfErased(this.state.draft, before.view, view)) this.giveUpErased(view);
    else if (view) this.follow(view);
    this.grow();
  }

  focus(): void {
    this.field.current?.focus({ preventScroll: true });
  }

  /** The same, where something may have been typed on its way: that comes by `type`, be it nothing. */
  focusAndAwaitKeys(): void {
    this.isHandedOver = false;
    this.focus();
  }

  /**
   * Puts what was typed while the field had not the focus in front of what was typed into it since.
   * @param isLeft some of it was left from before: it is offered, as a draft is
   */
  type(keys: readonly TypedKey[], isLeft: boolean): void {
    this.isHandedOver = true;
    // An offered draft stays one.
    if (keys.length === 0) {
      this.savePending();
      return;
    }
    const { draft, isOffered } = this.state;
    const { mark } = this;
    const isKnown = this.props.view !== null;
    const { text, end } = applyTypedKeys(draft.text.slice(0, mark), keys);
    const caret = Math.max(mark, this.field.current?.selectionEnd ?? 0) + text.length - mark;
    this.mark = text.length;
    if (!isKnown && end) this.pendingEnter ??= { ...end, code: null };
    this.change({ ...draft, text: text + draft.text.slice(mark) }, () => {
      this.field.current?.setSelectionRange(caret, caret);
      if (isLeft) this.setState({ isOffered: true });
      if (end && isKnown && !isOffered) void this.save(end.ctrlKey || end.metaKey);
      else this.savePending();
    });
  }

  /** Does what an Enter asked for that came too early, once it can be done. */
  private savePending(): void {
    const enter = this.pendingEnter;
    if (!enter || !this.isHandedOver || !this.props.view) return;
    this.pendingEnter = null;
    // A text left from before is looked at before it is saved.
    if (!this.state.isOffered) void this.save(enter.ctrlKey || enter.metaKey, enter.code);
  }

  /** The item is known: what was typed until then goes behind what the field begins with. */
  private begin(view: ItemView): void {
    const { draft: left } = this.props;
    const typed = this.state.draft.text;
    const start = left ? resumeDraft(left, view) : startDraft(view);
    this.isAnother = left !== null && start.step === null;
    const draft = { ...start, text: start.text + typed };
    this.mark += start.text.length;
    this.setState(
      ({ isOffered }) => ({ draft, isOffered: isOffered || (left !== null && typed === '') }),
      () => {
        const field = this.field.current;
        field?.setSelectionRange(field.value.length, field.value.length);
        if (typed !== '') this.keep(draft);
        if (left) this.pendingEnter = null;
        this.savePending();
      },
    );
  }

  /** Changed elsewhere while nothing was typed here: the field shows it. */
  private follow(view: ItemView): void {
    const { draft } = this.state;
    const now = startDraft(view, this.isAnother);
    if (draft.text !== draft.base.text || (draft.text === now.text && draft.step === now.step)) return;
    this.mark = now.text.length;
    this.setState({ draft: now });
  }

  /** The words in the field were erased elsewhere: they are not to come back from here. */
  private giveUpErased(view: ItemView): void {
    const draft = startDraft(view);
    this.isAnother = false;
    this.mark = draft.text.length;
    this.pendingEnter = null;
    this.setState({ draft, isOffered: false, isErased: true, refusal: null });
    this.props.onDraft(null);
  }

  /** The field is as high as its text, where CSS alone doesn't make it so. */
  private grow(): void {
    const field = this.field.current;
    if (!field || CSS.supports('field-sizing', 'content')) return;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight + 2}px`;
  }

  private step(): Step | null {
    return this.props.view?.steps.find(({ id }) => id === this.state.draft.step) ?? null;
  }

  private keep(draft: StepDraft): void {
    this.props.onDraft(isUntouched(draft) ? null : draft);
  }

  private change(draft: StepDraft, then?: () => void): void {
    this.setState({ draft, isOffered: false, isErased: false, refusal: null }, then);
    if (this.props.view) this.keep(draft);
  }

  private turn(isAnother: boolean): void {
    const { view } = this.props;
    if (!view) return;
    this.isAnother = isAnother;
    const draft = startDraft(view, isAnother);
    this.mark = draft.text.length;
    this.change(draft);
    this.focus();
  }

  private async act(action: Action): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    // Asked again after no answer: the same id never acts twice.
    const text = JSON.stringify(action);
    const id = this.attempt?.action === text ? this.attempt.id : newActId();
    this.attempt = { action: text, id };
    const refusal = await this.props.onAct(action, id);
    this.isBusy = false;
    if (!refusal) {
      this.attempt = null;
      return true;
    }
    if (refusal.code !== 'no-answer') this.attempt = null;
    this.setState(({ draft }) => ({ refusal, draft: afterRefusal(draft, refusal) }));
    this.focus();
    return false;
  }

  private async save(start: boolean, code: string | null = null): Promise<void> {
    const { draft } = this.state;
    const step = this.step();
    if (!step) {
      if (await this.act({ type: 'write', text: draft.text, start })) this.finish(draft, code);
      return;
    }
    const revision = draft.base.revision ?? step.revision;
    if (draft.text !== step.text) {
      if (!(await this.act({ type: 'rewrite', step: step.id, text: draft.text, base: revision }))) return;
      this.dropSaved(draft);
    }
    if (start && step.state !== 'started' && !(await this.act({ type: 'start', step: step.id }))) return;
    this.finish(draft, code);
  }

  /** What is typed beside it was not saved by it: it stays, and is offered again. */
  private async actAndClose(action: Action): Promise<void> {
    if (await this.act(action)) this.props.onClose(null);
  }

  private finish(saved: StepDraft, code: string | null): void {
    this.dropSaved(saved);
    this.props.onClose(code);
  }

  /** What was typed while it was saved is not: it stays. */
  private dropSaved(saved: StepDraft): void {
    if (this.state.draft.text === saved.text) this.props.onDraft(null);
  }

  private onKeyDown = (event: KeyboardEvent): void => {
    // It comes here all the same: so does, by now, all that was typed before.
    if (!this.isHandedOver) this.props.onEarlyKey();
    // Enter and Esc of an input method are its own.
    if (isOfInputMethod(event)) return;
    const withCtrl = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.props.onClose(event.code);
    } else if (event.key === 'Enter' && (event.target === this.field.current || withCtrl)) {
      event.preventDefault();
      if (event.repeat) return;
      if (this.props.view && this.isHandedOver) void this.save(withCtrl, event.code);
      else this.pendingEnter = event;
    } else if (event.key === 'Tab') keepFocusInside(event, this.box.current!);
  };

  override render(
    { view, now, reason, isFocusLost }: EditorProps,
    { draft, isOffered, isErased, refusal }: EditorState,
  ) {
    const step = this.step();
    const next = view && nextStep(view);
    return (
      <div
        ref={this.box}
        role="dialog"
        aria-label={view ? t('editorName', longName(view.key)) : t('extName')}
        class={isFocusLost ? 'editor unfocused' : 'editor'}
        onKeyDown={this.onKeyDown}
        onMouseDown={keepFieldFocused}
      >
        {view && <Head view={view} now={now} reason={reason} />}
        <label class="label" for="step">
          {step ? t('editorFieldNext') : t(next ? 'editorFieldAnother' : 'stepField')}
        </label>
        <textarea
          ref={this.field}
          id="step"
          class={refusal ? 'field faulty' : 'field'}
          rows={1}
          dir="auto"
          autocomplete="off"
          enterkeyhint="done"
          placeholder={t('editorHint')}
          value={draft.text}
          aria-invalid={refusal ? 'true' : undefined}
          aria-describedby={refusal ? 'fault' : undefined}
          onBlur={(event) => {
            if (this.isHandedOver) this.mark = event.currentTarget.selectionEnd;
          }}
          onInput={(event) => this.change({ ...draft, text: event.currentTarget.value })}
        />
        {isFocusLost && (
          <p class="note" role="status">
            {t('panelFocusLost')}
          </p>
        )}
        {isErased && (
          <p class="note" role="status">
            {t('wordsAreErased')}
          </p>
        )}
        {isOffered && (
          <p class="note">
            {t('editorDraft')}{' '}
            <button type="button" class="plain" onClick={() => this.turn(false)}>
              {t('editorDiscard')}
            </button>
          </p>
        )}
        {refusal && <Fault refusal={refusal} onTake={() => this.turn(this.isAnother)} />}
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
        {step && <StepBar step={step} now={now} run={(action) => this.actAndClose(action)} />}
        {view && next && (
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
function afterRefusal(draft: StepDraft, { code, cleaned, view }: Refusal): StepDraft {
  if (code === 'hidden-characters' && cleaned) return { ...draft, text: cleaned };
  const there = view?.steps.find(({ id }) => id === draft.step);
  if (code !== 'changed-elsewhere' || !there) return draft;
  return { ...draft, base: { text: there.text, revision: there.revision } };
}

/** A press beside the field leaves the caret where it is. */
function keepFieldFocused(event: MouseEvent): void {
  if (!(event.target as Element).closest('textarea')) event.preventDefault();
}

/** Tab goes round: the page behind the panel is another document. */
function keepFocusInside(event: KeyboardEvent, box: HTMLElement): void {
  const all = [...box.querySelectorAll<HTMLElement>('textarea, button')];
  const to = all.indexOf(event.target as HTMLElement) + (event.shiftKey ? -1 : 1);
  if (to >= 0 && to < all.length) return;
  event.preventDefault();
  all.at(event.shiftKey ? -1 : 0)?.focus();
}
