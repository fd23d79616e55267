import { render } from 'preact';
import { browser } from 'wxt/browser';
import { Popup } from '../../components/popup/popup';
import { language, t } from '../../components/wording/messages';
import { connectRpc } from '../../storage/rpc/client';
import { connectData } from '../../storage/rpc/data-client';
import { popupTabs } from './tabs';
import '../../components/ui/theme.css';
import '../../components/popup/popup.css';

const { signal } = new AbortController();

document.documentElement.lang = language();
document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');
document.title = t('extName');
const inPopup = browser.extension.getViews({ type: 'popup' }).includes(window);
document.documentElement.classList.toggle('tab', !inPopup);

const rpc = connectRpc({ signal });
const ownHosts = async () => {
  const settings = await rpc.settings();
  return settings.ok ? settings.value.ownHosts : {};
};

render(
  <Popup
    rpc={rpc}
    data={connectData()}
    tabs={popupTabs(ownHosts)}
    clock={Date.now}
    copy={(text) => navigator.clipboard.writeText(text)}
    agent={navigator.userAgent}
  />,
  document.getElementById('popup')!,
);
