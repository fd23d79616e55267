/** Keys for trackers' APIs as a person gives them: in the settings, with the browser's permission. */
import type { Page } from '@playwright/test';
import { expect, type Foothold } from '../fixture';
import { GITHUB_TOKEN } from '../practice/api/github';
import { LINEAR_KEY } from '../practice/api/linear';
import { openSiteAccess, type SiteAccess } from '../site-access';

export type ApiTracker = 'github' | 'linear';
export const KEYS = { linear: LINEAR_KEY, github: GITHUB_TOKEN } as const;
export const PATTERNS = { linear: 'https://api.linear.app/*', github: 'https://api.github.com/*' } as const;
const NAMES = { linear: 'Linear', github: 'GitHub' } as const;
const FIELDS = { linear: 'API key for Linear', github: 'Token for GitHub' } as const;

export interface Keys {
  settings: Page;
  access: SiteAccess;
  /** The part of the settings page that is about this tracker. */
  part(tracker: ApiTracker): ReturnType<Page['getByRole']>;
  field(tracker: ApiTracker): ReturnType<Page['getByLabel']>;
  save(tracker: ApiTracker, key?: string): Promise<void>;
  /** Until it is stored. */
  store(tracker: ApiTracker): Promise<void>;
  remove(tracker: ApiTracker): Promise<void>;
}

export async function openKeys(foothold: Foothold): Promise<Keys> {
  const access = await openSiteAccess(foothold);
  for (const pattern of Object.values(PATTERNS)) await access.allow(pattern);
  const settings = await foothold.context.newPage();
  await settings.goto(`chrome-extension://${foothold.extensionId}/dashboard.html`);
  const keys: Keys = {
    settings,
    access,
    part: (tracker) => settings.getByRole('region', { name: NAMES[tracker], exact: true }),
    field: (tracker) => settings.getByLabel(FIELDS[tracker]),
    async save(tracker, key = KEYS[tracker]) {
      await settings.bringToFront();
      await keys.field(tracker).fill(key);
      await settings.getByRole('button', { name: `Save: ${NAMES[tracker]}` }).click();
    },
    async store(tracker) {
      await keys.save(tracker);
      await expect(settings.getByRole('status')).toContainText(`Stored for ${NAMES[tracker]}.`);
    },
    async remove(tracker) {
      await settings.bringToFront();
      await settings.getByRole('button', { name: `Remove: ${NAMES[tracker]}` }).click();
    },
  };
  return keys;
}

/** Requests for items, without those that try a key. */
export const asked = (foothold: Foothold, tracker: ApiTracker) =>
  foothold.apis[tracker].served.filter(({ query }) => !query.includes('viewer'));
