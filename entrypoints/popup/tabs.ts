/** The browser's tabs, as the popup asks for them. */
import { browser } from 'wxt/browser';
import { readTab, type Tabs } from '../../components/popup/tab';
import { dashboardAddress } from '../../components/ui/dashboard-address';
import { type OwnHosts, publicTracker } from '../../domain/key';
import type { PageReport } from '../../domain/self-check';
import type { TabRequest } from '../../storage/rpc/protocol';

/** @param ownHosts the self-hosted trackers, from the settings */
export function popupTabs(ownHosts: () => Promise<OwnHosts>): Tabs {
  const told = async (id: number, address: string | undefined) => {
    // Without the permission `tabs` only the trackers' own addresses are told, which is all that is needed.
    const isPublic = publicTracker(URL.parse(address ?? '')?.host ?? '') !== null;
    return readTab(id, address ?? null, address === undefined || isPublic ? {} : await ownHosts());
  };
  const read = async (id: number) => {
    const tab = await browser.tabs.get(id).catch(() => null);
    return told(id, tab?.url);
  };
  return {
    async current() {
      const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
      return told(tab?.id ?? browser.tabs.TAB_ID_NONE, tab?.url);
    },
    async report(id) {
      const request: TabRequest = { type: 'report' };
      try {
        return ((await browser.tabs.sendMessage(id, request)) as PageReport | undefined) ?? null;
      } catch {
        // Nobody is there to answer.
        return null;
      }
    },
    dashboard(part) {
      const address = browser.runtime.getURL(dashboardAddress(part));
      const { pathname } = new URL(address);
      const views = browser.extension.getViews({ type: 'tab' }) as unknown as Window[];
      const open = views.find((view) => view.location.pathname === pathname);
      if (!open) return void browser.tabs.create({ url: address });
      open.location.assign(address);
      // Brings its tab to the front, in whichever window that is.
      void browser.runtime.openOptionsPage();
    },
    reload: (id) => browser.tabs.reload(id),
    open: (address) => void browser.tabs.create({ url: address }),
    onChange(id, changed, signal) {
      const heard = (tabId: number, change: { status?: string; url?: string }) => {
        if (tabId === id && (change.url || change.status === 'complete')) void read(id).then(changed);
      };
      browser.tabs.onUpdated.addListener(heard);
      signal.addEventListener('abort', () => browser.tabs.onUpdated.removeListener(heard));
    },
  };
}
