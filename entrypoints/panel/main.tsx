import { browser } from 'wxt/browser';
import { startPanel } from '../../components/panel/panel';
import { language, t } from '../../components/wording/messages';
import { connectRpc } from '../../storage/rpc/client';
import '../../components/panel/panel.css';

const { signal } = new AbortController();

document.documentElement.lang = language();
document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');
document.title = t('extName');
startPanel({
  window,
  root: document.getElementById('panel')!,
  rpc: connectRpc({ signal }),
  now: Date.now,
  signal,
});
