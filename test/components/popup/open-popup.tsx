/** The popup about a tab of a browser's, and what stands in it. */
import { screen, waitFor } from '@testing-library/preact';
import { expect, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { Popup } from '../../../components/popup/popup';
import type { PageReport } from '../../../domain/self-check';
import { popupTabs } from '../../../entrypoints/popup/tabs';
import { world } from '../../unit/storage/world';
import type { DataWorld } from '../data/data-world';
import { text } from '../messages';
import { fill, showPage, untilText, valueIn } from '../page';

interface Given {
  /** Address of the tab; null: it is no tracker's, and the browser does not tell it. */
  at?: string | null;
  /** What Foothold on the tab's page answers; null: it is not there. */
  report?: Partial<PageReport> | null;
  background?: ReturnType<typeof world> & Partial<Pick<DataWorld, 'dataServer'>>;
}

export const GITHUB = 'https://github.com';

const EMPTY: PageReport = {
  source: null,
  item: null,
  title: null,
  host: 'github.com',
  hidden: false,
  surfaces: [],
  links: 0,
  version: '0.1.0',
};

export async function openPopup({ at = null, report = {}, background = world() }: Given = {}) {
  const window = await fakeBrowser.windows.create({ focused: true });
  const tab = await fakeBrowser.tabs.create({ url: at ?? undefined, active: true, windowId: window!.id });
  const page = { report };
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockImplementation(async () => {
    if (!page.report) throw new Error('Could not establish connection. Receiving end does not exist.');
    return { ...EMPTY, ...page.report };
  });
  const reload = vi.spyOn(fakeBrowser.tabs, 'reload').mockResolvedValue(undefined);
  const copied: string[] = [];
  const user = showPage(
    background.server,
    (rpc, data) => (
      <Popup
        rpc={rpc}
        data={data}
        tabs={popupTabs(async () => ({}))}
        clock={() => background.clock.now}
        copy={async (report) => void copied.push(report)}
        agent="a browser"
      />
    ),
    background.dataServer,
  );
  return {
    user,
    background,
    /** The tab's page, with what it answers from now on. */
    page,
    tab: tab.id!,
    reload,
    copied,
    goTo: (url: string) => fakeBrowser.tabs.update(tab.id!, { url }),
    events: () => background.store.read((db) => db.events.toArray()),
    /** Item and text of every step that was written. */
    written: () =>
      background.store.read(async (db) =>
        (await db.events.toArray()).flatMap(({ key, what }) =>
          what.type === 'written' ? [`${key} ${what.text}`] : [],
        ),
      ),
  };
}

export type OpenPopup = Awaited<ReturnType<typeof openPopup>>;

export const field = () => screen.getByRole('combobox', { name: text('stepField') });
export const target = () => document.querySelector('#popup-target');
/** What is wrong with what was typed. */
export const problem = () => document.querySelector('.quickadd [role=alert]');
export const said = () => screen.getByRole('status');
export const lines = (within: ParentNode | null = document): Element[] => [
  ...(within?.querySelectorAll('.line') ?? []),
];
export const line = (step: string) => lines().find(({ textContent }) => textContent.includes(step)) ?? null;
export const list = (name: 'popupHere' | 'actStarted' | 'popupNext' | 'popupWaiting' | 'popupSnoozed') =>
  // Its count follows.
  screen.queryByRole('region', { name: (title) => title.startsWith(text(name)) });
export const button = (name: string) => screen.getByRole('button', { name });
/** The button of a step's line. */
export const onStep = (
  name: 'actStart' | 'actPause' | 'actFinish' | 'popupMore',
  step: string,
): HTMLElement => button(text('detail', text(name), step));

export const untilLines = (count: number): Promise<void> =>
  waitFor(() => expect(lines()).toHaveLength(count));
export const untilSaid = (words: string): Promise<void> => untilText(said, words);

/** Steps as quick-add writes them, on a popup about no item. */
export async function openPopupWith(...steps: string[]): Promise<OpenPopup> {
  const popup = await openPopup();
  for (const step of steps) {
    fill(field(), step);
    await popup.user.keyboard('{Enter}');
    await waitFor(() => expect(valueIn(field())).toBe(''));
  }
  await untilLines(steps.length);
  return popup;
}
