/**
 * A tracker's API: what its key is for, a field to paste it into, how the stored one fares, and a way to be rid of it.
 */
import { useRef, useState } from 'preact/hooks';
import type { ApiTracker, TokenState } from '../../storage/rpc/protocol';
import { t } from '../wording/messages';
import { trackerWord } from '../wording/tracker-word';
import { stateText } from './tokens';

interface Props {
  tracker: ApiTracker;
  /** Null: none is stored; undefined: not known yet. */
  state: TokenState | null | undefined;
  id: string;
  /** Stores it; why not, or null. */
  onStore: (written: string) => Promise<string | null>;
  onAllow: () => void;
  onRemove: () => Promise<void>;
}

/** One component: half of it is the markup of one field with its label, fault and hints. */
export function TokenForm({ tracker, state, id, onStore, onAllow, onRemove }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [trying, setTrying] = useState(false);
  const word = trackerWord(tracker);

  const save = async () => {
    if (trying) return;
    setTrying(true);
    setProblem(null);
    const fault = await onStore(text);
    setTrying(false);
    setProblem(fault);
    // What was stored is not to be seen again.
    if (fault === null) setText('');
    field.current?.focus();
  };

  return (
    <section class="token" aria-labelledby={id}>
      <h3 id={id} class="token-name">
        {word}
      </h3>
      <p class="part-why">{t(`settings_for_${tracker}`)}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label for={`${id}-field`}>{t(`settings_field_${tracker}`)}</label>
        <div class="settings-add">
          {/* No password to the browser, which would offer to save it, or fill in the one of some page. */}
          <input
            id={`${id}-field`}
            ref={field}
            class="field field-secret"
            type="text"
            dir="ltr"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            data-1p-ignore
            data-bwignore
            data-lpignore="true"
            aria-invalid={problem !== null}
            aria-describedby={`${id}-problem ${id}-hint`}
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setProblem(null);
            }}
          />
          <button type="submit" class="button button-primary" aria-label={t('detail', t('actSave'), word)}>
            {t('actSave')}
          </button>
        </div>
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
        <p class="hint token-trying" aria-live="polite">
          {trying && t('settingsTrying', word)}
        </p>
        <p id={`${id}-hint`} class="hint">
          {t(`settings_hint_${tracker}`)}
        </p>
      </form>
      {state && (
        <StoredToken
          tracker={tracker}
          state={state}
          onAllow={onAllow}
          onRemove={async () => {
            await onRemove();
            // Its button is gone.
            field.current?.focus();
          }}
        />
      )}
    </section>
  );
}

interface StoredTokenProps extends Pick<Props, 'tracker' | 'onAllow' | 'onRemove'> {
  state: TokenState;
}

function StoredToken({ tracker, state, onAllow, onRemove }: StoredTokenProps) {
  const button = (name: string, run: () => void) => (
    <button
      type="button"
      class="button button-plain"
      aria-label={t('detail', name, trackerWord(tracker))}
      onClick={run}
    >
      {name}
    </button>
  );
  return (
    <div class="own">
      <div class="own-what">
        {stateText(tracker, state).map((line, index) => (
          <p key={line} class={index === 0 ? 'token-opens' : state.over ? 'hint own-withdrawn' : 'hint'}>
            {line}
          </p>
        ))}
      </div>
      {state.over === 'withdrawn' && button(t('settingsAllow'), onAllow)}
      {button(t('settingsRemove'), () => void onRemove())}
    </div>
  );
}
