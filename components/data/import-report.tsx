/** What an import would do, or did: in numbers, with why anything is refused. */
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { EventRefusal, ImportReport, RefusedEvents } from '../../storage/rpc/data-protocol';
import { JobState } from '../ui/job-state';
import { dateTime } from '../wording/instant-text';
import { type MessageName, number, plural, t } from '../wording/messages';
import { listed } from './how-many';
import type { Import, ShownReport } from './use-import';

interface ImportOutcomeProps {
  taking: Import;
  /** What is being done, for who can't see where the bar stands. */
  label: string;
  /** Gives the focus to where another import begins. */
  onEnd: () => void;
}

/** How far an import is, and its report. */
export function ImportOutcome({ taking: { job, shown, commit, close }, label, onEnd }: ImportOutcomeProps) {
  return (
    <>
      <JobState job={job} label={label} onEnd={onEnd} />
      {shown && (
        <ReportOfImport
          key={shown.commit ? 'would' : 'did'}
          shown={shown}
          isRunning={job.isRunning}
          onCommit={() => void commit()}
          onClose={() => {
            close();
            onEnd();
          }}
        />
      )}
    </>
  );
}

interface Props {
  shown: ShownReport;
  isRunning: boolean;
  onCommit: () => void;
  onClose: () => void;
}

function ReportOfImport({ shown: { of, report, commit }, isRunning, onCommit, onClose }: Props) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const canCommit = commit !== null && changesAnything(report);

  // It comes in answer to what the person did, and is what they want to read next.
  useLayoutEffect(() => heading.current?.focus(), []);

  return (
    <section class="report" aria-labelledby={id}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {t(commit ? 'dataImportWould' : 'dataImportDid', of)}
      </h3>
      {report.exportedAt !== null && (
        <p class="hint">{t('dataImportWritten', dateTime(report.exportedAt))}</p>
      )}
      <dl class="report-numbers">
        <Count name={t('importAdded')} text={number(report.added)} isMain />
        <Count name={t('importKnown')} text={number(report.known)} />
        <Count name={t('importRefused')} text={number(refusedIn(report))} />
      </dl>
      <ul class="report-lines">
        {report.refused.map((refused) => (
          <li key={refused.reason} class="report-refused">
            <p>{t('detail', number(refused.count), reasonText(refused.reason))}</p>
            <p class="hint">{placesText(refused)}</p>
          </li>
        ))}
        {linesOf(report).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {commit && !canCommit && (
        <p>{t(report.known > 0 || report.events === 0 ? 'dataImportNothing' : 'dataImportNothingTaken')}</p>
      )}
      <div class="row">
        {canCommit && (
          <button
            type="button"
            class="button button-primary"
            aria-disabled={isRunning}
            onClick={() => !isRunning && onCommit()}
          >
            {t('dataImportNow')}
          </button>
        )}
        {!isRunning && (
          <button type="button" class="button button-plain" onClick={onClose}>
            {t(canCommit ? 'jobCancel' : 'dataClose')}
          </button>
        )}
      </div>
    </section>
  );
}

function Count({ name, text, isMain = false }: { name: string; text: string; isMain?: boolean }) {
  return (
    <div class={isMain ? 'report-count report-main' : 'report-count'}>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

const refusedIn = ({ refused }: ImportReport): number => refused.reduce((sum, { count }) => sum + count, 0);

const changesAnything = ({ added, erases, facts, hosts, hidden }: ImportReport): boolean =>
  added + erases + facts + hosts.length + hidden.length > 0;

type Snake<Text extends string> = Text extends `${infer Start}-${infer Rest}`
  ? `${Start}_${Snake<Rest>}`
  : Text;

function reasonText(reason: EventRefusal): string {
  // The type holds every reason to a message of its own.
  const name: MessageName = `import_refused_${reason.replaceAll('-', '_') as Snake<EventRefusal>}`;
  return t(name);
}

const placesText = ({ count, places }: RefusedEvents): string =>
  t(places.length < count ? 'importPlacesMore' : 'importPlaces', listed(places.map(number)));

/** What else is to be said, a sentence each. */
function linesOf(report: ImportReport): string[] {
  const counted = (
    name: 'importInItems' | 'importNewer' | 'importAhead' | 'importErased' | 'importErases' | 'importFacts',
    count: number,
  ) => (count > 0 ? [plural(name, count)] : []);
  const named = (
    name: 'importHosts' | 'importHidden' | 'importNewerSettings' | 'importLeftOut',
    words: readonly string[],
  ) => (words.length > 0 ? [t(name, listed(words))] : []);
  return [
    ...counted('importInItems', report.items),
    ...counted('importNewer', report.newer),
    ...counted('importAhead', report.ahead),
    ...counted('importErased', report.erased),
    ...counted('importErases', report.erases),
    ...counted('importFacts', report.facts),
    ...named('importHosts', report.hosts),
    ...named('importHidden', report.hidden),
    ...named('importNewerSettings', report.newerSettings),
    ...named('importLeftOut', report.leftOut),
  ];
}
