/** The sentence for what was refused: what happened, and what the person can do. */
import { readStepText, STEP_MAX } from '../../domain/text';
import type { Refusal } from '../../storage/remote/protocol';
import { language, type MessageName, t } from '../ui/text';

/** @param raw the text that was refused, for faults of text */
export function refusalText(refusal: Refusal, raw = ''): string {
  if (refusal.code === 'too-long') {
    const read = readStepText(raw);
    const count = read.ok ? STEP_MAX : read.length;
    return t('error_too_long', count.toLocaleString(language()), STEP_MAX.toLocaleString(language()));
  }
  const name = `error_${refusal.code.replaceAll('-', '_')}` as MessageName;
  return t(name, ...refusal.params) || t('error_unexpected');
}
