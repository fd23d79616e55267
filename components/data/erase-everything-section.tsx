/** All of it, for good, once a word is typed. */
import { useId, useRef, useState } from 'preact/hooks';
import type { DataClient } from '../../storage/rpc/data-client';
import { ERASE_WORD } from '../../storage/rpc/data-protocol';
import type { DataState } from '../../storage/rpc/protocol';
import { JobState } from '../ui/job-state';
import { Modal } from '../ui/modal';
import { useJob } from '../ui/use-job';
import { t } from '../wording/messages';
import { eventsOf } from './how-many';

interface Props {
  data: DataClient;
  state: DataState;
  id: string;
  onErased: () => void;
}

export function EraseEverythingSection({ data, state, id, onErased }: Props) {
  const [isAsked, setAsked] = useState(false);
  const [isDone, setDone] = useState(false);

  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('eraseAllName')}</h2>
      <p class="part-why">{t('eraseAllWhy')}</p>
      <button
        type="button"
        class="button button-danger"
        onClick={() => {
          setDone(false);
          setAsked(true);
        }}
      >
        {t('eraseAllOpen')}
      </button>
      <p role="status" class={isDone ? 'outcome outcome-done' : undefined}>
        {isDone && t('eraseAllDone')}
      </p>
      {isAsked && (
        <EraseEverythingDialog
          data={data}
          state={state}
          onErased={() => {
            setAsked(false);
            setDone(true);
            onErased();
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </section>
  );
}

interface DialogProps extends Omit<Props, 'id'> {
  onClose: () => void;
}

function EraseEverythingDialog({ data, state, onErased, onClose }: DialogProps) {
  const id = useId();
  const job = useJob();
  const field = useRef<HTMLInputElement>(null);
  const [word, setWord] = useState('');

  const erase = async () => {
    const answer = await job.run((options) => data.eraseEverything(word.trim(), options));
    if (answer?.ok) onErased();
    else field.current?.focus();
  };
  const close = () => (job.isRunning ? job.cancel() : onClose());

  return (
    <Modal title={t('eraseAllAsk')} onClose={close}>
      <p>{t('eraseAllHere', eventsOf(state.events, state.items))}</p>
      <p>{t('eraseAllCantReach')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void erase();
        }}
      >
        <label for={`${id}-word`}>{t('eraseAllType', ERASE_WORD)}</label>
        <input
          id={`${id}-word`}
          ref={field}
          class="field"
          type="text"
          dir="ltr"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-invalid={job.outcome?.tone === 'problem'}
          value={word}
          onInput={(event) => {
            setWord(event.currentTarget.value);
            job.tell(null);
          }}
        />
        <JobState job={job} label={t('eraseAllName')} onEnd={() => field.current?.focus()} />
        <div class="row">
          <button type="button" class="button button-plain" onClick={close}>
            {t('eraseAllKeep')}
          </button>
          <button type="submit" class="button button-danger" aria-disabled={job.isRunning}>
            {t('eraseAllName')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
