/** The data: out, in, kept safe, looked at and erased. */
import { useId } from 'preact/hooks';
import type { RpcClient } from '../../storage/rpc/client';
import type { DataClient } from '../../storage/rpc/data-client';
import { Trouble } from '../ui/trouble';
import { t } from '../wording/messages';
import { BackupSection } from './backup-section';
import type { DataBrowser } from './data-browser';
import { EraseEverythingSection } from './erase-everything-section';
import { EraseWordsSection } from './erase-words-section';
import { ExportSection } from './export-section';
import { ImportSection } from './import-section';
import { KeptSection } from './kept-section';
import { StorageSection } from './storage-section';
import { useData } from './use-data';

interface Props {
  rpc: RpcClient;
  data: DataClient;
  browser: DataBrowser;
}

export function DataPart({ rpc, data, browser }: Props) {
  const id = useId();
  const { state, trouble, takeBackup, refresh } = useData(rpc);
  const isWritable = state !== null && !state.isReadOnly;

  return (
    <div class="data">
      <Trouble trouble={trouble} onRetry={refresh} />
      {state?.isReadOnly && <p class="notice">{t('dataReadOnly')}</p>}
      <ExportSection data={data} browser={browser} id={`${id}-export`} />
      {isWritable && (
        <>
          <ImportSection data={data} id={`${id}-import`} onImported={refresh} />
          <BackupSection
            rpc={rpc}
            data={data}
            browser={browser}
            backup={state.backup}
            id={`${id}-backup`}
            onBackup={takeBackup}
          />
          <KeptSection
            rpc={rpc}
            data={data}
            backups={state.migrationBackups}
            id={`${id}-kept`}
            onChanged={refresh}
          />
        </>
      )}
      {state && (
        <StorageSection
          data={data}
          browser={browser}
          state={state}
          id={`${id}-storage`}
          onRebuilt={refresh}
        />
      )}
      {isWritable && (
        <>
          <EraseWordsSection rpc={rpc} data={data} id={`${id}-words`} onErased={refresh} />
          <EraseEverythingSection data={data} state={state} id={`${id}-everything`} onErased={refresh} />
        </>
      )}
    </div>
  );
}
