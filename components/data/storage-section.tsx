/** Where everything is, how much there is, whether the browser keeps it, and a way to put items together anew. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DataClient } from '../../storage/rpc/data-client';
import type { RebuildResult } from '../../storage/rpc/data-protocol';
import type { DataState } from '../../storage/rpc/protocol';
import { JobButton } from '../ui/job-button';
import { JobState } from '../ui/job-state';
import { useJob } from '../ui/use-job';
import { bytesText } from '../wording/instant-text';
import { plural, t } from '../wording/messages';
import type { DataBrowser } from './data-browser';
import { eventsOf, listed } from './how-many';

interface Props {
  data: DataClient;
  browser: DataBrowser;
  state: DataState;
  id: string;
  onRebuilt: () => void;
}

export function StorageSection({ data, browser, state, id, onRebuilt }: Props) {
  const job = useJob();
  const persistTerm = useRef<HTMLElement>(null);
  const [isPersistent, setPersistent] = useState<boolean | null>(null);

  useEffect(() => void browser.isPersistent().then(setPersistent), [browser]);

  const persist = async () => {
    const isKept = await browser.persist();
    setPersistent(isKept);
    if (!isKept) return job.tell({ text: t('storageNotPersisted'), tone: 'problem' });
    job.tell({ text: t('storageIsPersistent'), tone: 'done' });
    // Its button is gone.
    persistTerm.current?.focus();
  };
  const rebuild = async () => {
    const answer = await job.run((options) => data.rebuild(options));
    if (!answer?.ok) return;
    job.tell({ text: rebuiltText(answer.value), tone: 'done' });
    onRebuilt();
  };

  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('storageName')}</h2>
      <dl class="facts">
        <dt>{t('storageHolds')}</dt>
        <dd>
          {listed([
            plural('dataSteps', state.steps),
            plural('dataItems', state.items),
            plural('dataEvents', state.events),
          ])}
        </dd>
        <dt>{t('storageSize')}</dt>
        <dd>{state.bytes === null ? t('storageUnsaid') : bytesText(state.bytes)}</dd>
        <dt>{t('storageWhere')}</dt>
        <dd>
          <bdi>{t('storageIn', state.database, state.origin)}</bdi>
        </dd>
        <dt ref={persistTerm} tabIndex={-1}>
          {t('storagePersistent')}
        </dt>
        <dd>
          {isPersistent === null
            ? t('storageUnsaid')
            : t(isPersistent ? 'storageIsPersistent' : 'storageMayGo')}
          {isPersistent === false && (
            <>
              {' '}
              <button type="button" class="button button-plain" onClick={() => void persist()}>
                {t('storagePersist')}
              </button>
            </>
          )}
        </dd>
      </dl>
      {state.isReadOnly ? (
        // What asking the browser came to is said all the same.
        <JobState job={job} label={t('storageName')} onEnd={() => {}} />
      ) : (
        <>
          <p class="part-why">{t('storageRebuildWhy')}</p>
          <JobButton job={job} text={t('storageRebuild')} onPress={() => void rebuild()} />
        </>
      )}
    </section>
  );
}

const rebuiltText = ({ events, items, newer, unreadable }: RebuildResult): string =>
  [
    t('storageRebuilt', eventsOf(events, items)),
    ...(newer > 0 ? [plural('storageNewer', newer)] : []),
    ...(unreadable > 0 ? [plural('storageUnreadable', unreadable)] : []),
  ].join(' ');
