/** Asks once more before words are erased for good, and erases them. The one act without undo. */
import { useRef } from 'preact/hooks';
import type { Step } from '../../domain/fold';
import { longName } from '../../domain/item-key';
import type { ItemKey } from '../../domain/key';
import { newActId } from '../../storage/rpc/client';
import type { DataClient } from '../../storage/rpc/data-client';
import type { EraseResult } from '../../storage/rpc/data-protocol';
import { JobState } from '../ui/job-state';
import { Modal } from '../ui/modal';
import { useJob } from '../ui/use-job';
import { plural, t } from '../wording/messages';

export interface WordsToErase {
  key: ItemKey;
  /** Null: all that was written at the item. */
  step: Pick<Step, 'id' | 'text'> | null;
}

interface Props {
  data: Pick<DataClient, 'eraseWords'>;
  words: WordsToErase;
  onErased: (result: EraseResult) => void;
  onClose: () => void;
}

export function EraseWordsDialog({ data, words: { key, step }, onErased, onClose }: Props) {
  const job = useJob();
  const keep = useRef<HTMLButtonElement>(null);
  // One act, however often it has to be asked for.
  const act = useRef(newActId());

  const erase = async () => {
    const words = { id: act.current, key, step: step?.id ?? null };
    const answer = await job.run((options) => data.eraseWords(words, options));
    if (answer?.ok) onErased(answer.value);
  };
  const close = () => (job.isRunning ? job.cancel() : onClose());

  return (
    <Modal title={step ? t('eraseAskStep') : t('eraseAskItem', longName(key))} onClose={close}>
      {step && step.text !== '' && (
        <blockquote class="modal-words">
          <bdi>{step.text}</bdi>
        </blockquote>
      )}
      {!step && <p>{t('eraseReachesItem')}</p>}
      <p>{t('eraseReaches')}</p>
      <p>{t('eraseCantReach')}</p>
      <JobState job={job} label={t('eraseRuns')} onEnd={() => keep.current?.focus()} />
      <div class="row">
        <button ref={keep} type="button" class="button button-plain" onClick={close}>
          {t('eraseKeep')}
        </button>
        <button
          type="button"
          class="button button-danger"
          aria-disabled={job.isRunning}
          onClick={() => void erase()}
        >
          {t('eraseForGood')}
        </button>
      </div>
    </Modal>
  );
}

/** What is said once it is done. */
export const erasedText = ({ events, newer }: EraseResult): string =>
  [plural('eraseDid', events), ...(newer > 0 ? [t('eraseNewer')] : [])].join(' ');
