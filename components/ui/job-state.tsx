/** How far a long job is, with a way to end it, and afterwards what came of it. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DataProgress } from '../../storage/rpc/data-protocol';
import { percent } from '../wording/instant-text';
import { t } from '../wording/messages';
import type { Job } from './use-job';

interface Props {
  job: Job;
  /** What is being done, for who can't see where the bar stands. */
  label: string;
  /** Where the focus goes from the button that ends the job, once that is gone. */
  onEnd: () => void;
}

const STAGES = {
  reading: 'jobReading',
  comparing: 'jobComparing',
  writing: 'jobWriting',
  folding: 'jobFolding',
  saving: 'jobSaving',
} as const;

export function JobState({ job, label, onEnd }: Props) {
  const cancel = useRef<HTMLButtonElement>(null);
  const { isRunning, progress, outcome } = job;
  const share = shareOf(progress);

  // Looked at before the button goes: what is removed takes the focus with it and says nothing.
  const hadFocus = cancel.current !== null && cancel.current === document.activeElement;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it ends
  useLayoutEffect(() => {
    if (!isRunning && hadFocus) onEnd();
  }, [isRunning]);

  return (
    <div class="job">
      {isRunning && (
        <div class="job-bar">
          <progress aria-label={label} max={1} value={share ?? undefined} />
          <span class="job-share" aria-hidden="true">
            {share !== null && percent(share)}
          </span>
          <button ref={cancel} type="button" class="button button-plain" onClick={job.cancel}>
            {t('jobCancel')}
          </button>
        </div>
      )}
      {/* Always there: a live region that comes with its text is not read. */}
      <p role="status" class={!isRunning && outcome ? `outcome outcome-${outcome.tone}` : 'hint'}>
        {isRunning ? t(progress ? STAGES[progress.stage] : 'jobBegins') : outcome?.text}
      </p>
    </div>
  );
}

function shareOf(progress: DataProgress | null): number | null {
  if (!progress?.total) return null;
  return Math.min(1, progress.done / progress.total);
}
