/** An import in two steps: what it would do, and doing it. From a file or from a copy kept before an update. */
import { useState } from 'preact/hooks';
import type { JobOptions, PreparedImport } from '../../storage/rpc/data-client';
import type { ImportReport } from '../../storage/rpc/data-protocol';
import type { Answer } from '../../storage/rpc/protocol';
import { type Job, useJob } from '../ui/use-job';
import { t } from '../wording/messages';
import { eventsOf } from './how-many';

export interface ShownReport {
  /** What it is of: a file's name, or the words for a copy. */
  of: string;
  report: ImportReport;
  /** Imports it; null: that was done. */
  commit: PreparedImport['commit'] | null;
}

export interface Import {
  job: Job;
  shown: ShownReport | null;
  prepare(of: string, start: (options: JobOptions) => Promise<Answer<PreparedImport>>): Promise<void>;
  commit(): Promise<void>;
  /** Gives up what was prepared, or takes the report of what was done away. */
  close(): void;
}

export function useImport(onImported: () => void): Import {
  const job = useJob();
  const [shown, setShown] = useState<ShownReport | null>(null);

  const close = () => {
    if (!job.isRunning) job.cancel();
    setShown(null);
  };

  return {
    job,
    shown,
    async prepare(of, start) {
      if (job.isRunning) return;
      close();
      const answer = await job.run(start);
      if (answer?.ok) setShown({ of, report: answer.value.report, commit: answer.value.commit });
    },
    async commit() {
      const { of, commit } = shown ?? {};
      if (!of || !commit) return;
      const answer = await job.run(commit);
      if (!answer) return;
      // What was prepared is used up either way.
      setShown(answer.ok ? { of, report: answer.value, commit: null } : null);
      if (!answer.ok) return;
      const { added, items } = answer.value;
      job.tell({ text: t('dataImported', eventsOf(added, items)), tone: 'done' });
      onImported();
    },
    close,
  };
}
