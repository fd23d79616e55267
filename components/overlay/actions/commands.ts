/** What a person asks for by a chip or a command, for the item it is about. */
import type { ItemKey } from '../../../domain/key';
import { t } from '../../wording/messages';
import { nextStep } from '../../wording/step-state';
import type { PanelController } from '../frame/panel-controller';
import { findFocusedItem } from '../page/focused-item';
import type { Actions, ToastMessage } from './actions';
import type { Layer, LayerOptions } from './lazy-layer';

interface Commands extends Pick<Layer, 'chip' | 'command'> {
  /** Saves what was typed behind the item's next step, as its panel would have. False: it was refused. */
  saveTyped(key: ItemKey, text: string, start: boolean): Promise<boolean>;
}

export function createCommands(
  options: LayerOptions,
  actions: Actions,
  panel: Pick<PanelController, 'key' | 'open' | 'close'>,
  say: (said: ToastMessage) => void,
): Commands {
  const { window, tracker, chips, items, shield } = options;

  async function toggle(key: ItemKey, ofChip: boolean): Promise<void> {
    const answer = await items.fetch(key);
    const step = answer.ok && nextStep(answer.value);
    if (!step) {
      panel.open(key, ofChip);
      return;
    }
    await actions.act(key, { type: step.state === 'started' ? 'pause' : 'start', step: step.id });
  }

  async function finish(key: ItemKey): Promise<void> {
    const answer = await items.fetch(key);
    if (!answer.ok) return actions.complain(key, answer.error);
    const step = nextStep(answer.value);
    if (step) await actions.act(key, { type: 'finish', step: step.id, outcome: null });
    else say({ text: t('toastNothingToFinish'), about: null, tone: 'problem', button: null });
  }

  async function saveTyped(key: ItemKey, typed: string, start: boolean): Promise<boolean> {
    const answer = await items.fetch(key);
    if (!answer.ok) {
      actions.complain(key, answer.error);
      return false;
    }
    const step = nextStep(answer.value);
    if (!step) return actions.act(key, { type: 'write', text: typed, start });
    const text = step.text + typed;
    const { id, revision } = step;
    if (typed !== '' && !(await actions.act(key, { type: 'rewrite', step: id, text, base: revision })))
      return false;
    return !start || step.state === 'started' || actions.act(key, { type: 'start', step: id });
  }

  return {
    saveTyped,
    chip(key, action) {
      if (action === 'undo') actions.undoLast();
      else if (action === 'toggle') void toggle(key, true);
      else if (action === 'finish') void finish(key);
      else if (panel.key() === key) panel.close(true);
      // Escape came before this script did.
      else if (shield.typeAhead.isHolding()) panel.open(key, true);
    },
    command(name) {
      const { document } = window;
      const url = new URL(window.location.href);
      const key =
        panel.key() ?? findFocusedItem({ document, url, tracker, chips, pointed: shield.pointed() });
      // Escape came before this script did.
      if (name === 'edit-step' && !shield.typeAhead.isHolding()) return;
      if (!key) shield.typeAhead.letGo(true);
      if (!key) say({ text: t('toastPointAtOne'), about: null, tone: 'problem', button: null });
      else if (name === 'start-step') void toggle(key, false);
      else if (name === 'finish-step') void finish(key);
      else panel.open(key, false);
    },
  };
}
