/** A button that starts a long job, and below it how far that is. */
import { useRef } from 'preact/hooks';
import { JobState } from './job-state';
import type { Job } from './use-job';

interface Props {
  job: Job;
  text: string;
  /** What is being done, for who can't see where the bar stands. */
  label?: string;
  isPrimary?: boolean;
  onPress: () => void;
}

export function JobButton({ job, text, label = text, isPrimary = false, onPress }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={`button button-${isPrimary ? 'primary' : 'plain'}`}
        aria-disabled={job.isRunning}
        onClick={onPress}
      >
        {text}
      </button>
      <JobState job={job} label={label} onEnd={() => button.current?.focus()} />
    </>
  );
}
