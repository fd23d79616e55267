/** What was wrong with what was typed, and the way on. */
import type { Refusal } from '../../storage/remote/protocol';
import { sentence } from '../ui/refusal';
import { t } from '../ui/text';

/** @param onTake puts the text that was written elsewhere in the field */
export function Fault({ refusal, onTake }: { refusal: Refusal; onTake: () => void }) {
  if (refusal.code !== 'changed-elsewhere')
    return (
      <p class="fault" id="foothold-fault" role="alert">
        {refusal.code === 'hidden-characters' ? t('editorCleaned') : sentence(refusal)}
      </p>
    );
  return (
    <div class="fault" id="foothold-fault" role="alert">
      <p>{t('editorChanged')}</p>
      <p class="theirs">
        <bdi dir="auto">{refusal.params[0]}</bdi>
      </p>
      <p>
        <button type="button" class="plain" onClick={onTake}>
          {t('editorTake')}
        </button>{' '}
        {t('editorKeep')}
      </p>
    </div>
  );
}
