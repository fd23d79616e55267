/** The dashboard's frame: one part is shown at a time, each under its own address. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { DASHBOARD_PARTS, type DashboardPart } from '../ui/dashboard-address';
import { t } from '../wording/messages';
import { usePart } from './use-part';

const NAMES = { settings: 'settingsName', data: 'dataName' } as const;

interface Props {
  parts: Record<DashboardPart, () => ComponentChildren>;
}

export function Dashboard({ parts }: Props) {
  const part = usePart();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(part);
  // A part that was seen stays: what was typed there is not lost, and what runs there goes on.
  const seen = useRef(new Set<DashboardPart>());
  seen.current.add(part);

  useLayoutEffect(() => {
    document.title = t('dashboardTitle', t(NAMES[part]));
    if (shown.current === part) return;
    shown.current = part;
    heading.current?.focus();
  }, [part]);

  return (
    <div class="dashboard">
      <header class="dashboard-head">
        <p class="dashboard-brand">
          <img src="/icon/icon.svg" width="20" height="20" alt="" />
          {t('extName')}
        </p>
        <nav aria-label={t('dashboardParts')}>
          <ul class="dashboard-parts">
            {DASHBOARD_PARTS.map((each) => (
              <li key={each}>
                <a href={`#${each}`} aria-current={each === part ? 'page' : undefined}>
                  {t(NAMES[each])}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {t(NAMES[part])}
        </h1>
        {DASHBOARD_PARTS.filter((each) => seen.current.has(each)).map((each) => (
          <div key={each} hidden={each !== part}>
            {parts[each]()}
          </div>
        ))}
      </main>
    </div>
  );
}
