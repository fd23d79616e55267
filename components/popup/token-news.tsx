/** A key that the tracker no longer takes, or whose permission is gone: said once, quietly. The settings say it on. */
import { useEffect, useState } from 'preact/hooks';
import { apiTrackers } from '../../domain/trackers';
import type { RpcClient } from '../../storage/rpc/client';
import type { TokenStates } from '../../storage/rpc/protocol';
import { t } from '../wording/messages';
import { trackerWord } from '../wording/tracker-word';

export function TokenNews({ rpc, onSettings }: { rpc: RpcClient; onSettings: () => void }) {
  const [news, setNews] = useState<string[]>([]);

  useEffect(() => {
    let gone = false;
    void rpc.ask({ type: 'tokens' }).then((answer) => {
      const told = answer.ok && !gone ? newsOf(answer.value) : [];
      if (told.length === 0) return;
      setNews(told);
      void rpc.ask({ type: 'tokens-told' });
    });
    return () => {
      gone = true;
    };
  }, [rpc]);

  if (news.length === 0) return null;
  return (
    <section class="notice" aria-label={t('settingsApis')}>
      <p>{news.join(' ')}</p>
      <button type="button" class="button button-plain" onClick={onSettings}>
        {t('settingsName')}
      </button>
    </section>
  );
}

const newsOf = (tokens: TokenStates): string[] =>
  apiTrackers().flatMap((tracker) => {
    const state = tokens[tracker];
    if (!state?.isNews) return [];
    return t(state.over === 'refused' ? 'popupTokenRefused' : 'popupTokenWithdrawn', trackerWord(tracker));
  });
