/** The settings with a browser's permissions, before a background that asks stand-ins of the trackers' APIs. */
import { screen } from '@testing-library/preact';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { SettingsPart } from '../../../components/settings/settings';
import { permissions } from '../../../entrypoints/dashboard/permissions';
import { apiWorld } from '../../unit/api/world';
import { text } from '../messages';
import { showPage } from '../page';

type Origins = { origins: string[] };

/** @param granted match patterns the browser lets Foothold in at */
function providePermissions(granted: Set<string>) {
  const listeners = new Set<() => void>();
  const event = {
    addListener: (hear: () => void) => listeners.add(hear),
    removeListener: (hear: () => void) => listeners.delete(hear),
  };
  const tell = () => {
    for (const hear of listeners) hear();
  };
  const asked: string[] = [];
  const browser = {
    asked,
    /** What the person answers when the browser asks. */
    answer: true,
    allow(pattern: string) {
      granted.add(pattern);
      tell();
    },
    withdraw(pattern: string) {
      granted.delete(pattern);
      tell();
    },
  };
  Object.assign(fakeBrowser.permissions, {
    async request({ origins }: Origins) {
      asked.push(...origins);
      if (browser.answer) origins.forEach(browser.allow);
      return browser.answer;
    },
    contains: async ({ origins }: Origins) => origins.every((each) => granted.has(each)),
    async remove({ origins }: Origins) {
      origins.forEach(browser.withdraw);
      return true;
    },
    onAdded: event,
    onRemoved: event,
  });
  return browser;
}

export async function openSettings() {
  const background = apiWorld();
  const { permitted } = background;
  permitted.clear();
  const browser = providePermissions(permitted);
  const user = showPage(background.server, (rpc) => <SettingsPart rpc={rpc} permissions={permissions} />);
  await screen.findByText(text('settingsNone'));
  return { user, background, browser, permitted };
}

export const addressField = () => screen.getByLabelText(text('settingsField'));
export const keyField = (tracker: 'github' | 'linear') =>
  screen.getByLabelText(text(`settings_field_${tracker}`));
export const status = () => screen.getByRole('status');
/** A button that is about this host or tracker. */
export const buttonName = (name: 'settingsAllow' | 'settingsRemove' | 'actSave', what: string): string =>
  text('detail', text(name), what);
