/** A long job, as its steps see it: where it stands is told, and whoever cancelled it ends it there. */
import { Refused } from './refused';
import type { DataProgress } from './rpc/data-protocol';

export interface JobRun {
  /** Aborted: cancelled. */
  signal: AbortSignal;
  /** Call between two waits for the database, in a transaction too. @throws Refused 'cancelled' */
  step(progress: DataProgress): void;
  /** The same, and lets messages through; never call it in a transaction, which would end. */
  pause(progress: DataProgress): Promise<void>;
}

export function createRun(signal: AbortSignal, onProgress: (progress: DataProgress) => void): JobRun {
  const step = (progress: DataProgress) => {
    if (signal.aborted) throw new Refused('cancelled');
    onProgress(progress);
  };
  return {
    signal,
    step,
    async pause(progress) {
      step(progress);
      await new Promise((resolve) => setTimeout(resolve));
      step(progress);
    },
  };
}
