/** What was typed at the item's chip and not saved, offered below quick-add. */
import type { Draft } from '../../domain/draft';
import { t } from '../wording/messages';

interface Props {
  draft: Draft;
  onTake: () => void;
  onDiscard: () => void;
}

export function LeftText({ draft, onTake, onDiscard }: Props) {
  return (
    <section class="left-text" aria-label={t('editorDraft')}>
      <p class="hint">{t('editorDraft')}</p>
      <p>
        <bdi dir="auto">{draft.text}</bdi>
      </p>
      <button type="button" class="button button-plain" onClick={onTake}>
        {t('popupDraftTake')}
      </button>
      <button type="button" class="button button-plain" onClick={onDiscard}>
        {t('editorDiscard')}
      </button>
    </section>
  );
}
