/** A long job of the background's: one at a time, how far it is, and what came of it. */
import { useRef, useState } from 'preact/hooks';
import type { JobOptions } from '../../storage/rpc/data-client';
import type { DataProgress } from '../../storage/rpc/data-protocol';
import type { Answer, Refusal } from '../../storage/rpc/protocol';
import { refusalText } from '../wording/refusal-text';

export interface Outcome {
  text: string;
  tone: 'done' | 'problem';
}

export interface Job {
  isRunning: boolean;
  /** Null: not told yet. */
  progress: DataProgress | null;
  outcome: Outcome | null;
  /** Null: one runs already. What was refused is told. */
  run<T>(start: (options: JobOptions) => Promise<Answer<T>>): Promise<Answer<T> | null>;
  /** Ends the job, or gives up what the last one prepared. */
  cancel(): void;
  tell(outcome: Outcome | null): void;
}

export const refused = (error: Refusal): Outcome => ({
  text: refusalText(error),
  // What a person ended went as they wanted.
  tone: error.code === 'cancelled' ? 'done' : 'problem',
});

export function useJob(): Job {
  const [isRunning, setRunning] = useState(false);
  const [progress, setProgress] = useState<DataProgress | null>(null);
  const [outcome, tell] = useState<Outcome | null>(null);
  const running = useRef(false);
  const ending = useRef(new AbortController());

  return {
    isRunning,
    progress,
    outcome,
    async run(start) {
      if (running.current) return null;
      running.current = true;
      ending.current = new AbortController();
      setRunning(true);
      setProgress(null);
      tell(null);
      const { signal } = ending.current;
      const answer = await start({ signal, onProgress: setProgress });
      running.current = false;
      setRunning(false);
      if (!answer.ok) tell(refused(answer.error));
      return answer;
    },
    cancel: () => ending.current.abort(),
    tell,
  };
}
