/** Backups that the browser saves into its downloads folder: how often, how they fare, and one now. */
import { useRef } from 'preact/hooks';
import type { RpcClient } from '../../storage/rpc/client';
import type { DataClient } from '../../storage/rpc/data-client';
import type { BackupRhythm, BackupState, Refusal } from '../../storage/rpc/protocol';
import { JobButton } from '../ui/job-button';
import { refused, useJob } from '../ui/use-job';
import { dateTime } from '../wording/instant-text';
import { t } from '../wording/messages';
import { refusalText } from '../wording/refusal-text';
import type { DataBrowser } from './data-browser';

interface Props {
  rpc: RpcClient;
  data: DataClient;
  browser: DataBrowser;
  backup: BackupState;
  id: string;
  onBackup: (backup: BackupState) => void;
}

const RHYTHMS = ['off', 'daily', 'weekly'] as const;
const NAMES = { off: 'backupOff', daily: 'backupDaily', weekly: 'backupWeekly' } as const;
const CHOSEN = { off: 'backupIsOff', daily: 'backupIsDaily', weekly: 'backupIsWeekly' } as const;

const NOT_PERMITTED: Refusal = { code: 'backup-not-permitted', params: [] };

export function BackupSection({ rpc, data, browser, backup, id, onBackup }: Props) {
  const job = useJob();
  // The browser's question stays open as long as the person likes; it is asked once.
  const isAsking = useRef(false);

  /** Nothing is awaited before this: the browser asks a person only in the event of their click. */
  const ask = async (): Promise<boolean> => {
    isAsking.current = true;
    const isAllowed = await browser.askDownloads().catch(() => false);
    isAsking.current = false;
    return isAllowed;
  };

  const choose = async (rhythm: BackupRhythm) => {
    if (job.isRunning || isAsking.current) return;
    const isAllowed = rhythm === 'off' || (await ask());
    if (!isAllowed) return job.tell(refused(NOT_PERMITTED));
    const answer = await rpc.ask({ type: 'set-backup', rhythm });
    if (!answer.ok) return job.tell(refused(answer.error));
    if (rhythm === 'off') await browser.giveBackDownloads();
    onBackup(answer.value);
    job.tell({ text: t(CHOSEN[rhythm]), tone: 'done' });
  };

  const backUp = async () => {
    if (job.isRunning || isAsking.current) return;
    if (!(await ask())) return job.tell(refused(NOT_PERMITTED));
    const answer = await job.run((options) => data.backUp(options));
    if (answer?.ok) job.tell({ text: t('backupDone', answer.value.name), tone: 'done' });
  };

  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('backupName')}</h2>
      <p class="part-why">{t('backupWhy')}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons of one kind, not a form's fields */}
      <div class="choice" role="group" aria-label={t('backupHow')}>
        {RHYTHMS.map((rhythm) => (
          <button
            key={rhythm}
            type="button"
            class="button choice-button"
            aria-pressed={backup.rhythm === rhythm}
            onClick={() => void choose(rhythm)}
          >
            {t(NAMES[rhythm])}
          </button>
        ))}
      </div>
      {/* What a press has just answered says the same. */}
      {backup.paused && !job.isRunning && !job.outcome && (
        <p class="outcome outcome-problem">{refusalText({ code: backup.paused, params: [] })}</p>
      )}
      <p class="backup-when">
        {backup.lastAt === null ? t('backupNever') : t('backupLast', dateTime(backup.lastAt))}{' '}
        {backup.isOld && <strong>{t('backupOld')}</strong>}
        {backup.nextAt !== null && !backup.isOld && t('backupNext', dateTime(backup.nextAt))}
        {backup.isRunning && !job.isRunning && t('backupRuns')}
      </p>
      <JobButton job={job} text={t('backupNow')} onPress={() => void backUp()} />
    </section>
  );
}
