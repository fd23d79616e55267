/** The popup's sentences for what was done, and for what names no item. */
import type { Step } from '../../domain/fold';
import { type ItemKey, longName } from '../../domain/item-key';
import type { Action } from '../../storage/rpc/protocol';
import { t } from '../wording/messages';
import type { Target } from './target';

export const addedText = (key: ItemKey, started: boolean): string =>
  t(started ? 'popupAddedStarted' : 'popupAdded', longName(key));

export function doneText(action: Action, step: Step): string {
  switch (action.type) {
    case 'start':
      return t('popupDidStart', step.text);
    case 'pause':
      return t('popupDidPause', step.text);
    case 'finish':
      return t('popupDidFinish', step.text);
    case 'drop':
      return t('popupDidDrop', step.text);
    case 'wait':
      return action.on === null ? t('popupDidWaitEnd', step.text) : t('popupDidWait', action.on);
    case 'snooze':
      return t(action.until === null ? 'popupDidWake' : 'popupDidSnooze', longName(step.key));
    default:
      return t('actSaved');
  }
}

/** How to name an item, after something that didn't. */
export function faultText({ fault, name }: Extract<Target, { key: null }>): string {
  switch (fault) {
    case 'no-item':
      return t('popupFaultNoItem');
    case 'no-repository':
      return t('popupFaultNoRepository', name);
    case 'bad-name':
      return t('popupFaultBadName', name);
    case 'unnamed':
      return t('popupFaultUnnamed');
  }
}
