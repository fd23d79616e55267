/**
 * What an act answers, with its undo. It stays until the next act or until it is closed: no clock takes it away
 * from someone who reads slowly.
 */

import { t } from '../wording/messages';
import { Icon } from './icons';

export interface PopupMessage {
  text: string;
  tone: 'done' | 'problem';
  /** What its button does. */
  button: { label: string; run: () => void } | null;
}

export function Toast({ said, onClose }: { said: PopupMessage | null; onClose: () => void }) {
  return (
    <div class="toast-place">
      {/* Always there: a live region that comes with its text is not read. */}
      <div role="status" class={said ? `toast toast-${said.tone}` : undefined}>
        {said && (
          <>
            <p>{said.text}</p>
            {said.button && (
              <button type="button" class="button button-plain" onClick={said.button.run}>
                {said.button.label}
              </button>
            )}
            <button type="button" class="button button-icon" aria-label={t('toastClose')} onClick={onClose}>
              <Icon name="close" />
            </button>
          </>
        )}
      </div>
    </div>
  );
}
