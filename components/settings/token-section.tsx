/** Ages from the trackers' APIs: one key for each. */
import { apiTrackers } from '../../domain/trackers';
import type { RpcClient } from '../../storage/rpc/client';
import type { PopupMessage } from '../ui/toast';
import { t } from '../wording/messages';
import type { Permissions } from './own-hosts';
import { TokenForm } from './token-form';
import { allow, forget, store, type TokenOutcome } from './tokens';
import { useTokens } from './use-tokens';

interface Props {
  rpc: RpcClient;
  permissions: Permissions;
  id: string;
  onSaid: (said: PopupMessage | null) => void;
}

export function TokenSection({ rpc, permissions, id, onSaid }: Props) {
  const { tokens, take } = useTokens(rpc);
  const asked = { permissions, rpc };

  /** @returns what was wrong */
  const tell = async (outcome: Promise<TokenOutcome>): Promise<string | null> => {
    onSaid(null);
    const kept = await outcome;
    if ('fault' in kept) return kept.fault;
    take(kept.tokens);
    onSaid({ text: kept.text, tone: 'done', button: null });
    return null;
  };
  const orSay = async (outcome: Promise<TokenOutcome>): Promise<void> => {
    const fault = await tell(outcome);
    if (fault !== null) onSaid({ text: fault, tone: 'problem', button: null });
  };

  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('settingsApis')}</h2>
      <p class="part-why">{t('settingsApisWhy')}</p>
      {apiTrackers().map((tracker) => (
        <TokenForm
          key={tracker}
          tracker={tracker}
          id={`${id}-${tracker}`}
          state={tokens?.[tracker]}
          onStore={(written) => tell(store(tracker, written, tokens?.[tracker] != null, asked))}
          onAllow={() => void orSay(allow(tracker, asked))}
          onRemove={() => orSay(forget(tracker, asked))}
        />
      ))}
    </section>
  );
}
