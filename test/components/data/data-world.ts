/** A background that keeps data as the real one does: its server, its long jobs, and backups into a stand-in folder. */
import { createBackups } from '../../../storage/backup/automatic-backups';
import { readDataState } from '../../../storage/data-state';
import type { StoreOptions } from '../../../storage/database';
import { createDataServer } from '../../../storage/rpc/data-server';
import { SELF, world } from '../../unit/storage/world';

interface Download {
  name: string;
  /** What became of it; null: it hangs, as at a question that nobody answers. */
  state: 'complete' | 'interrupted' | null;
}

export function dataWorld(options: Partial<StoreOptions> = {}) {
  const folder = {
    /** Whether the browser lets Foothold save files. */
    isPermitted: false,
    downloads: [] as Download[],
    /** What becomes of the next one. */
    next: 'complete' as Download['state'],
  };
  const background = world(options, {
    state: async () =>
      readDataState(background.store, {
        origin: 'chrome-extension://foothold',
        estimate: async () => 1_834_567,
        backup: await backups.state(),
      }),
    setBackup: (rhythm) => backups.setRhythm(rhythm),
    news: () => backups.news(),
    told: () => backups.told(),
  });
  const { clock, store, server, warnings } = background;
  const warn = (what: string) => void warnings.push(what);
  const now = () => clock.now;
  const backups = createBackups({
    store,
    downloads: () =>
      folder.isPermitted
        ? {
            download: async ({ filename }) =>
              folder.downloads.push({ name: filename!, state: folder.next }) - 1,
            search: async ({ id }) => {
              const { name, state } = folder.downloads[id!]!;
              return [{ id, filename: name, state: state ?? 'in_progress' } as never];
            },
            cancel: async (id) => {
              folder.downloads[id]!.state = 'interrupted';
            },
          }
        : null,
    alarm: () => {},
    alarmAt: async () => null,
    makeFile: async () => ({ url: 'blob:backup', release: () => {} }),
    tell: (state) => server.tellBackup(state),
    now,
    warn,
  });
  const dataServer = createDataServer({
    store,
    self: SELF,
    now,
    warn,
    backUp: (run) => backups.backUp(run),
    changed: (views) => server.tellItems(views),
    changedMuch: async () => {},
    eraseElsewhere: async () => {},
  });
  return { ...background, folder, backups, dataServer };
}

export type DataWorld = ReturnType<typeof dataWorld>;
