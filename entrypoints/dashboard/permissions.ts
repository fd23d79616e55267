/** The browser's permissions, as the settings ask for them. */
import { browser } from 'wxt/browser';
import type { Permissions } from '../../components/settings/own-hosts';

export const permissions: Permissions = {
  ask: (pattern) => browser.permissions.request({ origins: [pattern] }),
  has: (pattern) => browser.permissions.contains({ origins: [pattern] }),
  async giveBack(pattern) {
    await browser.permissions.remove({ origins: [pattern] });
  },
  onChange(changed, signal) {
    browser.permissions.onAdded.addListener(changed);
    browser.permissions.onRemoved.addListener(changed);
    signal.addEventListener('abort', () => {
      browser.permissions.onAdded.removeListener(changed);
      browser.permissions.onRemoved.removeListener(changed);
    });
  },
};
