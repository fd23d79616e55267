/** The data page over a background of its own, in a browser that the test decides for. */
import { screen } from '@testing-library/preact';
import { DataPart } from '../../../components/data/data';
import type { DataBrowser } from '../../../components/data/data-browser';
import { text } from '../messages';
import { type Person, showPage } from '../page';
import { type DataWorld, dataWorld } from './data-world';

export interface OpenData {
  user: Person;
  background: DataWorld;
  /** Files handed to the person, by name. */
  saved: Map<string, Blob>;
  browser: {
    /** What the person answers when the browser asks. */
    answer: boolean;
    isPersistent: boolean;
    /** Whether it agrees to keep what is stored. */
    agrees: boolean;
  };
}

export async function openData(background = dataWorld()): Promise<OpenData> {
  const saved: OpenData['saved'] = new Map();
  const browser: OpenData['browser'] = { answer: true, isPersistent: false, agrees: true };
  const dataBrowser: DataBrowser = {
    async askDownloads() {
      background.folder.isPermitted ||= browser.answer;
      return browser.answer;
    },
    async giveBackDownloads() {
      background.folder.isPermitted = false;
    },
    save: (file, name) => void saved.set(name, file),
    isPersistent: async () => browser.isPersistent,
    async persist() {
      browser.isPersistent = browser.agrees;
      return browser.agrees;
    },
  };
  const user = showPage(
    background.server,
    (rpc, data) => <DataPart rpc={rpc} data={data} browser={dataBrowser} />,
    background.dataServer,
  );
  await screen.findByRole('region', { name: text('storageName') });
  return { user, background, saved, browser };
}

type Section =
  | 'dataExport'
  | 'dataImport'
  | 'backupName'
  | 'keptName'
  | 'storageName'
  | 'wordsName'
  | 'eraseAllName';

export const section = (name: Section) => screen.getByRole('region', { name: text(name) });
/** What a section says of what was done in it. */
export const said = (name: Section) => () => section(name).querySelector('[role=status]');
export const button = (name: string) => screen.getByRole('button', { name });
export const fileField = () => section('dataImport').querySelector<HTMLInputElement>('input[type=file]')!;
/** What an import would do, or did. */
export const report = () => section('dataImport').querySelector<HTMLElement>('.report');
