/** How Foothold fares on the tab's page: what it reads there, and what to do when it reads nothing. */
import { itemsOn } from '../../domain/selfcheck';
import { Switch } from '../ui/switch';
import { plural, t } from '../ui/text';
import type { PageState } from './report';

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
  if (state.type !== 'blind') return null;
  return (
    <section class="notice notice-problem" aria-label={t('popupPage')}>
      <p>{plural('popupBlind', itemsOn(state.report))}</p>
      <button type="button" class="button button-plain" onClick={onCopy}>
        {t('popupCopyReport')}
      </button>
    </section>
  );
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
        {state.type === 'reading' && plural('popupReading', state.count)}
        {state.type === 'nothing' && t('popupNothingHere')}
        {state.type === 'hidden' && t('popupHidden')}
      </p>
      <a
        class="foot-settings"
        href="/options.html"
        target="_blank"
        rel="noreferrer"
        onClick={(event) => {
          // One tab of them is enough.
          event.preventDefault();
          onSettings();
        }}
      >
        {t('popupSettings')}
      </a>
    </footer>
  );
}
