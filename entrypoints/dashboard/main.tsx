import { render } from 'preact';
import { browser } from 'wxt/browser';
import { Dashboard } from '../../components/dashboard/dashboard';
import { SettingsPart } from '../../components/settings/settings';
import { language } from '../../components/wording/messages';
import { connectRpc } from '../../storage/rpc/client';
import { permissions } from './permissions';
import '../../components/ui/theme.css';
import '../../components/dashboard/dashboard.css';
import '../../components/settings/settings.css';

const { signal } = new AbortController();

document.documentElement.lang = language();
document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');

const rpc = connectRpc({ signal });

render(
  <Dashboard
    parts={{
      settings: () => <SettingsPart rpc={rpc} permissions={permissions} />,
      data: () => null,
    }}
  />,
  document.getElementById('dashboard')!,
);
