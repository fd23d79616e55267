/** Why a part of the dashboard can show nothing, with a way to try again. */
import type { Refusal } from '../../storage/rpc/protocol';
import { t } from '../wording/messages';
import { refusalText } from '../wording/refusal-text';

export function Trouble({ trouble, onRetry }: { trouble: Refusal | null; onRetry: () => void }) {
  if (!trouble) return null;
  return (
    <section class="trouble" role="alert">
      <p>{refusalText(trouble)}</p>
      <button type="button" class="button button-plain" onClick={onRetry}>
        {t('popupTryAgain')}
      </button>
    </section>
  );
}
