/**
 * Quick-add: one field. Enter adds the step to the item shown above it, Ctrl/Cmd+Enter also starts it. The same
 * field finds an item: by a name typed before the step, or by ↑/↓ among those seen lately (a combobox as WAI-ARIA
 * describes it).
 */
import type { Ref } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Facts } from '../../domain/facts';
import { type ItemKey, longName } from '../../domain/item-key';
import type { Answer } from '../../storage/rpc/protocol';
import { isOfInputMethod } from '../ui/input-method';
import { t } from '../wording/messages';
import type { Target } from './target';

interface Props {
  field: Ref<HTMLInputElement>;
  text: string;
  onText: (text: string) => void;
  target: Target;
  /** Its key for "and start" is ⌘. */
  mac: boolean;
  /** A clear sentence about what was typed; null when nothing is wrong. */
  problem: string | null;
  recent: (text: string) => Promise<Answer<Facts[]>>;
  /** @param used the typed words found the item, and are not the step */
  onPick: (facts: Facts, used: boolean) => void;
  onAdd: (start: boolean) => void;
  /** Esc with no list open; true when there was something to give up. */
  onGiveUp: () => boolean;
}

interface Options {
  items: Facts[];
  /** They were found by the typed words. */
  found: boolean;
}

/** A combobox: its field, its keys and its list share one state. */
export function QuickAdd({
  field,
  text,
  onText,
  target,
  mac,
  problem,
  recent,
  onPick,
  onAdd,
  onGiveUp,
}: Props) {
  const id = useId();
  const [options, setOptions] = useState<Options | null>(null);
  const [active, setActive] = useState(-1);
  const asked = useRef(0);
  const close = () => {
    asked.current += 1;
    setOptions(null);
    setActive(-1);
  };

  const open = async (words: string, move: (count: number) => number) => {
    asked.current += 1;
    const mine = asked.current;
    const found = words.trim() === '' ? null : await recent(words);
    const useful = found?.ok && found.value.length > 0;
    const answer = useful ? found : await recent('');
    // Typed on meanwhile: a later question is under way.
    if (mine !== asked.current || !answer.ok) return;
    setOptions({ items: answer.value, found: Boolean(useful) });
    setActive(move(answer.value.length));
  };

  const nowhere = target.key === null && target.fault === 'unnamed';
  const typed = (value: string) => {
    onText(value);
    // Without an item the words look for one; with one they are the step.
    if (nowhere && value.trim() !== '') void open(value, () => -1);
    else close();
  };

  const pick = (facts: Facts) => {
    onPick(facts, options?.found === true && nowhere);
    close();
  };

  const keyDown = (event: KeyboardEvent) => {
    if (isOfInputMethod(event)) return;
    const count = options?.items.length ?? 0;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (options) setActive(nextOption(active, step, count));
      else void open(nowhere ? text : '', (found) => (found === 0 ? -1 : step === 1 ? 0 : found - 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const chosen = options?.items[active];
      if (chosen) pick(chosen);
      else {
        close();
        onAdd(event.ctrlKey || event.metaKey);
      }
    } else if (event.key === 'Escape') {
      if (options) close();
      else if (!onGiveUp()) return;
      event.preventDefault();
    }
  };

  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);

  return (
    <div class="quickadd">
      <label class="visually-hidden" for={`${id}-field`}>
        {t('stepField')}
      </label>
      <input
        id={`${id}-field`}
        ref={field}
        class="field"
        type="text"
        dir="auto"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={options !== null}
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem ${id}-hint`}
        autocomplete="off"
        spellcheck
        placeholder={t(nowhere ? 'popupFieldHintNowhere' : 'popupFieldHint')}
        value={text}
        onInput={(event) => typed(event.currentTarget.value)}
        onKeyDown={keyDown}
        onBlur={close}
      />
      <p id={`${id}-problem`} class="problem" role="alert">
        {problem}
      </p>
      <OptionList id={id} options={options} active={active} text={text} onPick={pick} />
      <p id={`${id}-hint`} class="hint">
        {t(nowhere ? 'popupHowNowhere' : mac ? 'popupHowMac' : 'popupHow')}
      </p>
    </div>
  );
}

/** One place beyond either end is the field itself: -1. */
const nextOption = (active: number, step: number, count: number): number =>
  ((active + 1 + step + count + 1) % (count + 1)) - 1;

interface OptionListProps {
  /** Of the combobox: its list and options are named after it. */
  id: string;
  options: Options | null;
  active: number;
  text: string;
  onPick: (facts: Facts) => void;
}

function OptionList({ id, options, active, text, onPick }: OptionListProps) {
  return (
    <div class="options" hidden={options === null}>
      {options && <p class="options-title">{titleOf(options, text)}</p>}
      <div id={`${id}-list`} role="listbox" aria-label={t('popupRecent')}>
        {options?.items.map((facts, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, as in every combobox
          <div
            key={facts.key}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            class="option"
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(facts)}
          >
            <ItemName itemKey={facts.key} title={facts.title} />
          </div>
        ))}
      </div>
    </div>
  );
}

function titleOf({ items, found }: Options, text: string): string {
  if (items.length === 0) return t('popupRecentNone');
  return found ? t('popupRecentFound', text.trim()) : t('popupRecent');
}

function ItemName({ itemKey, title }: { itemKey: ItemKey; title: string | null }) {
  return (
    <>
      <span class="name">{longName(itemKey)}</span> <bdi>{title}</bdi>
    </>
  );
}
