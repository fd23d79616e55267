import { render } from 'preact';
import { browser } from 'wxt/browser';
import { SettingsPage } from '../../components/settings/settings';
import { language, t } from '../../components/wording/messages';
import { connectRpc } from '../../storage/rpc/client';
import { permissions } from './permissions';
import '../../components/ui/theme.css';
import '../../components/settings/settings.css';

const { signal } = new AbortController();

document.documentElement.lang = language();
document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');
document.title = t('settingsTitle');

render(
  <SettingsPage rpc={connectRpc({ signal })} permissions={permissions} />,
  document.getElementById('settings')!,
);
