/** What is to be said of backups: offered once, when there is something to lose, and told when they don't go on. */
import { useEffect, useState } from 'preact/hooks';
import type { RpcClient } from '../../storage/rpc/client';
import type { BackupNews } from '../../storage/rpc/protocol';
import { Icon } from '../ui/icons';
import { t } from '../wording/messages';

interface Props {
  rpc: RpcClient;
  /** Opens the page of backups. */
  onData: () => void;
  /** It goes, and the focus that was in it. */
  onGone: () => void;
}

const NEWS = {
  offer: 'popupBackupOffer',
  old: 'popupBackupOld',
  paused: 'popupBackupPaused',
} as const;

export function BackupNotice({ rpc, onData, onGone }: Props) {
  const [news, setNews] = useState<BackupNews>(null);

  useEffect(() => {
    let gone = false;
    void rpc.ask({ type: 'backup-news' }).then((answer) => {
      if (answer.ok && !gone) setNews(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [rpc]);

  if (news === null) return null;
  /** An offer counts as made once it is answered: a popup that closes in the same moment was not read. */
  const answered = () => {
    if (news === 'offer') void rpc.ask({ type: 'backup-told' });
    setNews(null);
    onGone();
  };
  return (
    <section class="notice notice-line" aria-label={t('backupName')}>
      <p>{t(NEWS[news])}</p>
      <button
        type="button"
        class="button button-plain"
        onClick={() => {
          answered();
          onData();
        }}
      >
        {t(news === 'offer' ? 'popupBackupSet' : 'popupBackupLook')}
      </button>
      <button type="button" class="button button-icon" aria-label={t('toastClose')} onClick={answered}>
        <Icon name="close" />
      </button>
    </section>
  );
}
