/** How Foothold fares on the tab's page: what it reads there, and what to do when it reads nothing. */
import { publicTracker } from '../../domain/key';
import { itemsOn } from '../../domain/self-check';
import { dashboardAddress } from '../ui/dashboard-address';
import { Switch } from '../ui/switch';
import { plural, t } from '../wording/messages';
import { trackerWord } from '../wording/tracker-word';
import type { PageState } from './page-state';

interface NoticeProps {
  state: PageState;
  onReload: () => void;
  onCopy: () => void;
}

/** Only what needs something done. */
export function PageNotice({ state, onReload, onCopy }: NoticeProps) {
  if (state.type === 'silent') {
    return (
      <section class="notice" aria-label={t('popupPage')}>
        <p>{t('popupSilent')}</p>
        <button type="button" class="button button-plain" onClick={onReload}>
          {t('popupReload')}
        </button>
      </section>
    );
  }
  if (state.type !== 'blind' && state.type !== 'strange') return null;
  const blind = state.type === 'blind';
  return (
    <section class={blind ? 'notice notice-problem' : 'notice'} aria-label={t('popupPage')}>
      <p>
        {blind
          ? plural('popupBlind', itemsOn(state.report))
          : t('popupStrange', trackerOfState(state.report.host))}
      </p>
      <button type="button" class="button button-plain" onClick={onCopy}>
        {t('popupCopyReport')}
      </button>
    </section>
  );
}

/** A host of one's own is called by its name. */
function trackerOfState(host: string): string {
  const tracker = publicTracker(host);
  return tracker ? trackerWord(tracker) : host;
}

interface FootProps {
  state: PageState;
  /** Null: the tab is no tracker's. */
  host: string | null;
  shown: boolean;
  onShown: (shown: boolean) => void;
  onSettings: () => void;
}

export function PageFoot({ state, host, shown, onShown, onSettings }: FootProps) {
  return (
    <footer class="foot">
      {host !== null && <Switch label={t('popupShowOn', host)} on={shown} onChange={onShown} />}
      <p class="hint" aria-live="polite">
        {(state.type === 'reading' || state.type === 'strange') && plural('popupReading', state.count)}
        {state.type === 'nothing' && t('popupNothingHere')}
        {state.type === 'hidden' && t('popupHidden')}
      </p>
      <a
        class="foot-settings"
        href={dashboardAddress('settings')}
        target="_blank"
        rel="noreferrer"
        onClick={(event) => {
          // One tab of them is enough.
          event.preventDefault();
          onSettings();
        }}
      >
        {t('settingsName')}
      </a>
    </footer>
  );
}
