import { render } from 'preact';
import { browser } from 'wxt/browser';
import { Dashboard } from '../../components/dashboard/dashboard';
import { DataPart } from '../../components/data/data';
import { SettingsPart } from '../../components/settings/settings';
import { language } from '../../components/wording/messages';
import { connectRpc } from '../../storage/rpc/client';
import { connectData } from '../../storage/rpc/data-client';
import { dataBrowser } from './data-browser';
import { permissions } from './permissions';
import '../../components/ui/theme.css';
import '../../components/dashboard/dashboard.css';
import '../../components/settings/settings.css';
import '../../components/data/data.css';

const { signal } = new AbortController();

document.documentElement.lang = language();
document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');

const rpc = connectRpc({ signal });
const data = connectData();

render(
  <Dashboard
    parts={{
      settings: () => <SettingsPart rpc={rpc} permissions={permissions} />,
      data: () => <DataPart rpc={rpc} data={data} browser={dataBrowser} />,
    }}
  />,
  document.getElementById('dashboard')!,
);
