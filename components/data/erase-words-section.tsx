/** Finds what was written, by any of its words, and has the words of a step or an item erased for good. */
import { useRef, useState } from 'preact/hooks';
import { longName } from '../../domain/item-key';
import type { RpcClient } from '../../storage/rpc/client';
import type { DataClient } from '../../storage/rpc/data-client';
import type { EraseResult } from '../../storage/rpc/data-protocol';
import type { FoundItem, FoundWords } from '../../storage/rpc/protocol';
import { EraseWordsDialog, erasedText, type WordsToErase } from '../steps/erase-words-dialog';
import type { Outcome } from '../ui/use-job';
import { refused } from '../ui/use-job';
import { number, plural, t } from '../wording/messages';

interface Props {
  rpc: RpcClient;
  data: DataClient;
  id: string;
  onErased: () => void;
}

export function EraseWordsSection({ rpc, data, id, onErased }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [found, setFound] = useState<(FoundWords & { text: string }) | null>(null);
  const [asked, setAsked] = useState<WordsToErase | null>(null);
  const [said, setSaid] = useState<Outcome | null>(null);

  const find = async (words: string) => {
    if (words === '') return setFound(null);
    const answer = await rpc.ask({ type: 'find-words', text: words });
    if (answer.ok) setFound({ ...answer.value, text: words });
    else setSaid(refused(answer.error));
  };
  const erased = async (result: EraseResult) => {
    setAsked(null);
    setSaid({ text: erasedText(result), tone: 'done' });
    onErased();
    if (found) await find(found.text);
    // The button that was pressed may be gone.
    field.current?.focus();
  };

  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('wordsName')}</h2>
      <p class="part-why">{t('wordsWhy')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setSaid(null);
          void find(text.trim());
        }}
      >
        <label for={`${id}-field`}>{t('wordsField')}</label>
        <div class="row row-field">
          <input
            id={`${id}-field`}
            ref={field}
            class="field"
            type="text"
            autocomplete="off"
            spellcheck={false}
            maxLength={200}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="button button-plain">
            {t('wordsFind')}
          </button>
        </div>
      </form>
      <p role="status" class={said ? `outcome outcome-${said.tone}` : 'hint'}>
        {said ? said.text : found && foundText(found)}
      </p>
      <ul class="found">
        {found?.items.map((item) => (
          <Found key={item.view.key} found={item} onAsk={setAsked} />
        ))}
      </ul>
      {asked && (
        <EraseWordsDialog
          data={data}
          words={asked}
          onErased={(result) => void erased(result)}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}

function foundText({ items, isMore, text }: FoundWords & { text: string }): string {
  if (items.length === 0) return t('wordsNone', text);
  return isMore ? t('wordsFoundMany', number(items.length)) : plural('wordsFound', items.length);
}

interface FoundProps {
  found: FoundItem;
  onAsk: (words: WordsToErase) => void;
}

function Found({ found: { view, steps }, onAsk }: FoundProps) {
  const { key, facts, item } = view;
  // Found by the item's name or title, or by its why: then all of its steps may be meant.
  const shown = steps.length > 0 ? steps : view.steps.map((step) => step.id);
  return (
    <li class="found-item">
      <p class="found-name">
        <span class="name">{longName(key)}</span> <bdi>{facts?.title}</bdi>
      </p>
      {item?.why && (
        <p class="hint">
          <bdi>{item.why}</bdi>
        </p>
      )}
      <ul class="rows">
        {shown.map((id) => {
          const step = view.steps.find((each) => each.id === id);
          const text = step?.text ?? '';
          const label = step?.erased ? t('wordsAreErased') : text || t('wordsUnshown');
          return (
            <li key={id} class="rows-row">
              <p class="rows-what">{text === '' ? <span class="hint">{label}</span> : <bdi>{text}</bdi>}</p>
              {!step?.erased && (
                <button
                  type="button"
                  class="button button-plain"
                  aria-label={t('detail', t('eraseWords'), label)}
                  onClick={() => onAsk({ key, step: { id, text } })}
                >
                  {t('wordsOfStep')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        class="button button-plain"
        aria-label={t('detail', t('wordsOfItem'), longName(key))}
        onClick={() => onAsk({ key, step: null })}
      >
        {t('wordsOfItem')}
      </button>
    </li>
  );
}
