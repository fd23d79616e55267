/** Everything as one file. */
import type { DataClient } from '../../storage/rpc/data-client';
import { JobButton } from '../ui/job-button';
import { useJob } from '../ui/use-job';
import { plural, t } from '../wording/messages';
import type { DataBrowser } from './data-browser';

interface Props {
  data: DataClient;
  browser: DataBrowser;
  id: string;
}

export function ExportSection({ data, browser, id }: Props) {
  const job = useJob();

  const save = async () => {
    const answer = await job.run((options) => data.exportFile(options));
    if (!answer?.ok) return;
    const { file, name, events } = answer.value;
    browser.save(file, name);
    job.tell({ text: t('dataExported', name, plural('dataEvents', events)), tone: 'done' });
  };

  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('dataExport')}</h2>
      <p class="part-why">{t('dataExportWhy')}</p>
      <JobButton
        job={job}
        text={t('dataExportNow')}
        label={t('dataExport')}
        isPrimary
        onPress={() => void save()}
      />
    </section>
  );
}
