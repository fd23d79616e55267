/** The background with an older knowledge of events. Call `forgetVersion` after each test. */
import { vi } from 'vitest';
import type { StoreOptions } from '../../../../storage/database';
import { eventContent as before } from './event-content-0.1.0';

const EVENT_CONTENT = '../../../../storage/event-content';

/** @param version of the schema of events: the one before, or this one */
export async function storageOf(version: 'before' | 'now', options: Partial<StoreOptions> = {}) {
  vi.resetModules();
  if (version === 'before')
    vi.doMock(EVENT_CONTENT, async (original) => ({ ...(await original<object>()), eventContent: before }));
  else vi.doUnmock(EVENT_CONTENT);
  const { dataWorld } = await import('../data-world');
  return dataWorld(options);
}

export function forgetVersion(): void {
  vi.doUnmock(EVENT_CONTENT);
  vi.resetModules();
}
