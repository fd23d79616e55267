/** Copies that were made before updates: what they hold, a way back to it, and a way to be rid of them. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RpcClient } from '../../storage/rpc/client';
import type { DataClient } from '../../storage/rpc/data-client';
import type { MigrationBackup } from '../../storage/rpc/protocol';
import { Modal } from '../ui/modal';
import { refused } from '../ui/use-job';
import { dayText } from '../wording/instant-text';
import { plural, t } from '../wording/messages';
import { ImportOutcome } from './import-report';
import { useImport } from './use-import';

interface Props {
  rpc: RpcClient;
  data: DataClient;
  backups: readonly MigrationBackup[];
  id: string;
  onChanged: () => void;
}

export function KeptSection({ rpc, data, backups, id, onChanged }: Props) {
  const taking = useImport(onChanged);
  const { job, prepare } = taking;
  const heading = useRef<HTMLHeadingElement>(null);
  const [asked, setAsked] = useState<MigrationBackup | null>(null);
  const toHeading = () => heading.current?.focus();

  const remove = async ({ name, date }: MigrationBackup) => {
    const answer = await rpc.ask({ type: 'delete-migration-backup', name });
    setAsked(null);
    job.tell(answer.ok ? { text: t('keptDeleted', dayText(date)), tone: 'done' } : refused(answer.error));
    onChanged();
  };

  // The dialog gives the focus back to the button of a copy that then goes.
  const hadCopies = useRef(backups);
  useLayoutEffect(() => {
    const isGone = backups.length < hadCopies.current.length;
    hadCopies.current = backups;
    if (isGone && document.activeElement === document.body) heading.current?.focus();
  }, [backups]);

  return (
    <section aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {t('keptName')}
      </h2>
      <p class="part-why">{t('keptWhy')}</p>
      {backups.length === 0 && <p class="hint">{t('keptNone')}</p>}
      <ul class="rows">
        {backups.map((backup) => (
          <li key={backup.name} class="rows-row">
            <p class="rows-what">
              <span class="rows-name">{dayText(backup.date)}</span>{' '}
              <span class="hint">{plural('dataEvents', backup.events)}</span>
            </p>
            <button
              type="button"
              class="button button-plain"
              aria-disabled={job.isRunning}
              aria-label={t('detail', t('keptRestore'), dayText(backup.date))}
              onClick={() =>
                void prepare(t('keptCopy', dayText(backup.date)), (options) =>
                  data.prepareRestore(backup.name, options),
                )
              }
            >
              {t('keptRestore')}
            </button>
            <button
              type="button"
              class="button button-plain"
              aria-label={t('detail', t('keptDelete'), dayText(backup.date))}
              onClick={() => setAsked(backup)}
            >
              {t('keptDelete')}
            </button>
          </li>
        ))}
      </ul>
      <ImportOutcome taking={taking} label={t('keptRestore')} onEnd={toHeading} />
      {asked && (
        <Modal title={t('keptDeleteAsk', dayText(asked.date))} onClose={() => setAsked(null)}>
          <p>{t('keptDeleteWhy')}</p>
          <div class="row">
            <button type="button" class="button button-plain" onClick={() => setAsked(null)}>
              {t('jobCancel')}
            </button>
            <button type="button" class="button button-danger" onClick={() => void remove(asked)}>
              {t('keptDelete')}
            </button>
          </div>
        </Modal>
      )}
    </section>
  );
}
