/** A file from Foothold, chosen or dropped, looked at, and taken in. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DataClient } from '../../storage/rpc/data-client';
import { t } from '../wording/messages';
import { ImportOutcome } from './import-report';
import { useImport } from './use-import';

interface Props {
  data: DataClient;
  id: string;
  onImported: () => void;
}

export function ImportSection({ data, id, onImported }: Props) {
  const taking = useImport(onImported);
  const { job, prepare } = taking;
  const field = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const toField = () => field.current?.focus();

  const take = (file: File | undefined) => {
    if (file) void prepare(file.name, (options) => data.prepareImport(file, options));
  };

  // A file that is dropped beside the field would else take the place of this page.
  useEffect(() => {
    const ending = new AbortController();
    const stay = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    for (const type of ['dragover', 'drop'] as const) addEventListener(type, stay, { signal: ending.signal });
    return () => ending.abort();
  }, []);

  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('dataImport')}</h2>
      <p class="part-why">{t('dataImportWhy')}</p>
      <label
        class={isOver ? 'drop drop-over' : 'drop'}
        onDragOver={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          setOver(false);
          take(event.dataTransfer?.files[0]);
        }}
      >
        <input
          ref={field}
          class="visually-hidden"
          type="file"
          accept=".json,application/json"
          aria-disabled={job.isRunning}
          onClick={(event) => job.isRunning && event.preventDefault()}
          onChange={({ currentTarget }) => {
            take(currentTarget.files?.[0]);
            // The same file once more is a choice as well.
            currentTarget.value = '';
          }}
        />
        <span class="button button-plain drop-button">{t('dataImportFile')}</span>{' '}
        <span class="hint">{t('dataImportDrop')}</span>
      </label>
      <ImportOutcome taking={taking} label={t('dataImport')} onEnd={toField} />
    </section>
  );
}
