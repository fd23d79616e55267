/** The background with an older knowledge of events. Call `forgetVersion` after each test. */
import { vi } from 'vitest';
import type { StoreOptions } from '../../../../storage/database';
import { happening as before } from './happening-0.1.0';

const HAPPENING = '../../../../storage/happening';

/** @param version of the schema of events: the one before, or this one */
export async function storageOf(version: 'before' | 'now', options: Partial<StoreOptions> = {}) {
  vi.resetModules();
  if (version === 'before')
    vi.doMock(HAPPENING, async (original) => ({ ...(await original<object>()), happening: before }));
  else vi.doUnmock(HAPPENING);
  const { dataWorld } = await import('../data-world');
  return dataWorld(options);
}

export function forgetVersion(): void {
  vi.doUnmock(HAPPENING);
  vi.resetModules();
}
