/** What a person asks for by a chip or a command, for the item it is about. */
import type { ItemKey } from '../../../domain/key';
import { t } from '../../wording/messages';
import { nextStep } from '../../wording/step-state';
import type { Held } from '../isolation/event-shield';
import { findFocusedItem } from '../page/focused-item';
import type { Actions, ToastMessage } from './actions';
import type { Layer, LayerOptions } from './lazy-layer';

interface EditorPort {
  /** The item the editor is open for. */
  editing: () => ItemKey | null;
  /**
   * Opens the editor for an item, or gives the open one the focus; for who turned away it keeps what was typed.
   * @param ofChip asked for by its chip
   * @param held typed before it was there
   */
  edit: (key: ItemKey, ofChip: boolean, held: Held) => void;
  close: (back: boolean) => void;
}

export function createCommands(
  options: LayerOptions,
  acts: Actions,
  editor: EditorPort,
  say: (said: ToastMessage) => void,
): Pick<Layer, 'chip' | 'command'> {
  const { window, tracker, chips, items, shield } = options;

  async function edit(key: ItemKey, ofChip: boolean): Promise<void> {
    const answer = await items.fetch(key);
    if (answer.ok) return editor.edit(key, ofChip, shield.taken(key));
    // What was typed is kept for the next try.
    shield.letGo();
    acts.complain(key, answer.error);
  }

  async function toggle(key: ItemKey, ofChip: boolean): Promise<void> {
    const answer = await items.fetch(key);
    const step = answer.ok && nextStep(answer.value);
    if (!step) {
      shield.hold(key);
      return edit(key, ofChip);
    }
    await acts.actAloud(key, { type: step.state === 'started' ? 'pause' : 'start', step: step.id });
  }

  async function finish(key: ItemKey): Promise<void> {
    const answer = await items.fetch(key);
    if (!answer.ok) return acts.complain(key, answer.error);
    const step = nextStep(answer.value);
    if (step) await acts.actAloud(key, { type: 'finish', step: step.id, outcome: null });
    else say({ text: t('toastNothingToFinish'), about: null, tone: 'problem', action: null });
  }

  return {
    chip(key, act) {
      if (act === 'undo') acts.undoLast();
      else if (act === 'toggle') void toggle(key, true);
      else if (act === 'finish') void finish(key);
      else if (editor.editing() === key) {
        shield.taken(key);
        editor.close(true);
      } else void edit(key, true);
    },
    command(name) {
      const { document } = window;
      const url = new URL(window.location.href);
      const editing = editor.editing();
      const key = editing ?? findFocusedItem({ document, url, tracker, chips, pointed: shield.pointed() });
      if (!key) say({ text: t('toastPointAtOne'), about: null, tone: 'problem', action: null });
      else if (name === 'start-step') void toggle(key, false);
      else if (name === 'finish-step') void finish(key);
      else {
        shield.hold(key);
        void edit(key, false);
      }
    },
  };
}
