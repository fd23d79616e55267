/** The one store of items in a tab. */
import { expect, it } from 'vitest';
import { createItemCache } from '../../../components/overlay/facts/item-cache';
import type { RpcClient } from '../../../storage/rpc/client';
import { key } from './tab';

it('tells what chips show to whoever asks, however often that is walked', () => {
  const rpc = { onPush: () => {} } as unknown as RpcClient;
  const items = createItemCache({ rpc, signal: new AbortController().signal });
  items.addShown(key(1));
  items.addShown(key(2));
  items.addShown(key(2));
  items.removeShown(key(1));
  const shown = items.shown();
  expect([...shown]).toEqual([key(2)]);
  // Refresh walks it for moved items first, and then for what is due.
  expect([...shown]).toEqual([key(2)]);
});
