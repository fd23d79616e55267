/** The Jiras that were added, each with how Foothold fares there. */
import { t } from '../wording/messages';

interface Props {
  origins: { host: string; origin: string }[];
  /** Origins at which the browser lets Foothold in. */
  permitted: ReadonlySet<string>;
  onAllow: (origin: string) => void;
  onRemove: (host: string) => void;
}

export function OwnList({ origins, permitted, onAllow, onRemove }: Props) {
  return (
    <>
      <h3>{t('settingsAdded')}</h3>
      {origins.length === 0 && <p class="hint">{t('settingsNone')}</p>}
      <ul class="own-list">
        {origins.map(({ host, origin }) => (
          <li key={host} class="own">
            <div class="own-what">
              <p class="own-name">
                <bdi>{origin}</bdi>
              </p>
              <p class={permitted.has(origin) ? 'hint' : 'hint own-withdrawn'}>
                {t(permitted.has(origin) ? 'settingsPermitted' : 'settingsWithdrawn')}
              </p>
            </div>
            {!permitted.has(origin) && (
              <button
                type="button"
                class="button button-plain"
                aria-label={t('detail', t('settingsAllow'), origin)}
                onClick={() => onAllow(origin)}
              >
                {t('settingsAllow')}
              </button>
            )}
            <button
              type="button"
              class="button button-plain"
              aria-label={t('detail', t('settingsRemove'), origin)}
              onClick={() => onRemove(host)}
            >
              {t('settingsRemove')}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
