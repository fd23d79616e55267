/**
 * What only a person's act needs on a page: doing it, the toast, and the panel's frame. Its script is loaded when it is
 * first needed (lazy-layer.ts).
 */

import type { ItemView } from '../../../storage/rpc/protocol';
import { t } from '../../wording/messages';
import { handleChipKey } from '../chip/chip-keys';
import { createPanelController } from '../frame/panel-controller';
import { panelAddress } from '../frame/panel-frame';
import { createPressGuard } from '../isolation/press-guard';
import { type ActionResult, createActions, type ToastMessage } from './actions';
import { createCommands } from './commands';
import type { Layer, LayerOptions } from './lazy-layer';
import { createToast } from './toast';
import { toastText } from './toast-text';

export function createLayer(options: LayerOptions): Layer {
  const { window, rpc, hosts, items, chips, shield, runtime, now, signal } = options;
  const guard = createPressGuard({ window, chips, shield, signal });
  const toast = createToast({ window, hosts, signal });
  const say = (message: ToastMessage | ActionResult) =>
    toast.show('text' in message ? message : toastText(message));
  const take = (view: ItemView) => {
    guard.noteAct();
    items.take([view]);
  };
  const actions = createActions({ rpc, take, say, now });
  const panel = createPanelController({
    window,
    rpc,
    hosts,
    items,
    chips,
    shield,
    address: panelAddress(runtime),
    onDid({ key, action, reply }) {
      guard.noteAct();
      actions.announce(key, action, reply);
    },
    onRefused: actions.complain,
    onTyped: (key, text, start) => commands.saveTyped(key, text, start),
    signal,
  });
  const commands = createCommands(options, actions, panel, say);
  return {
    async chip(key, action, isLate = false) {
      if (await guard.judge(isLate && action !== 'open')) return commands.chip(key, action);
      shield.typeAhead.letGo(true);
      say({ text: t('toastPressVoid'), about: null, tone: 'problem', button: null });
    },
    command: commands.command,
    close: panel.close,
    say,
    prepare: panel.prepare,
    follow({ isTrusted }) {
      // A page that only says so would move the panel under the pointer.
      if (!isTrusted) return;
      panel.follow();
      guard.look();
    },
    heal() {
      panel.heal();
      toast.heal();
    },
    onKey(...pressed) {
      guard.noteKey();
      handleChipKey(...pressed);
    },
    isOurs: (node) => panel.isOurs(node) || toast.isOurs(node),
  };
}
