/** Backups by themselves: a browser whose downloads do what a test says, and a worker that dies when it says so. */
import { IDBFactory } from 'fake-indexeddb';
import { expect, it, vi } from 'vitest';
import { createBackups, type DownloadsApi, UNANSWERED_MS } from '../../../storage/backup/automatic-backups';
import { readBackupRow } from '../../../storage/backup/backup-row';
import { eraseEverything } from '../../../storage/erase/erase-everything';
import { Refused } from '../../../storage/refused';
import type { BackupState } from '../../../storage/rpc/protocol';
import { START, value, world, write } from './world';

const DAY = 86_400_000;
const MINUTE = 60_000;

interface Download {
  id: number;
  filename: string;
  state: string;
  error?: string;
}

function browserWith({ isPermitted = true } = {}) {
  const made = {
    isPermitted,
    downloads: [] as Download[],
    alarms: new Map<string, number>(),
    told: [] as BackupState[],
    released: 0,
    /** What a download does as it begins; null: it waits for a person. */
    begins: 'in_progress' as string | null,
    files: 0,
    makes: async () => {},
  };
  const api: DownloadsApi = {
    async download({ filename }) {
      if (made.begins === null) return new Promise(() => {});
      const id = made.downloads.length + 1;
      made.downloads.push({ id, filename, state: made.begins });
      return id;
    },
    search: async ({ id }) => made.downloads.filter((each) => each.id === id),
    async cancel(id) {
      Object.assign(made.downloads[id - 1]!, { state: 'interrupted', error: 'USER_CANCELED' });
    },
  };
  return { ...made, made, api };
}

/** A worker's life; another one of the same profile takes its factory and browser. */
function life(browser = browserWith(), factory = new IDBFactory()) {
  const base = world({ indexedDB: factory });
  const { made, api } = browser;
  const backups = createBackups({
    store: base.store,
    downloads: () => (made.isPermitted ? api : null),
    alarm: (name, at) => void (at === null ? made.alarms.delete(name) : made.alarms.set(name, at)),
    alarmAt: async (name) => made.alarms.get(name) ?? null,
    makeFile: async () => {
      await made.makes();
      made.files += 1;
      return {
        url: `blob:${made.files}`,
        release: () => {
          made.released += 1;
        },
      };
    },
    tell: (state) => made.told.push(state),
    now: () => base.clock.now,
    warn: (what) => base.warnings.push(what),
  });
  /** The browser tells of the latest download. */
  const end = async (state: string, error?: string) => {
    const last = made.downloads.at(-1)!;
    Object.assign(last, { state, error });
    await backups.hear({ id: last.id, state: { current: state }, error: { current: error } });
  };
  /** The browser has begun a download, and the worker has noted its id down. */
  const begun = () =>
    vi.waitFor(async () => {
      const { pending } = await base.store.read(readBackupRow);
      expect(pending?.id).toBe(made.downloads.length);
    });
  /** One is under way, though the browser may not have begun. */
  const running = () =>
    vi.waitFor(async () => expect(await backups.state()).toMatchObject({ isRunning: true }));
  return { ...base, browser, made, backups, end, begun, running, next: () => life(browser, factory) };
}

const fault = (made: Promise<unknown>) =>
  made.then(
    () => 'none',
    (error: Refused) => error.refusal.code,
  );

it('counts once the browser says that the file is complete', async () => {
  const { backups, end, begun, made, clock } = life();
  const one = backups.backUp(null);
  await begun();
  expect(await backups.state()).toMatchObject({ lastAt: null, isRunning: true });
  expect(await fault(backups.backUp(null))).toBe('busy');
  // Another download is nobody's business.
  await backups.hear({ id: 99, state: { current: 'complete' } });
  clock.now += 5000;
  await end('complete');
  expect(await one).toEqual({ name: 'Foothold/backup-monday.json', at: START });
  expect(await backups.state()).toMatchObject({ lastAt: START, isRunning: false, paused: null });
  expect(made.downloads.map(({ filename }) => filename)).toEqual(['Foothold/backup-monday.json']);
  expect(made.released).toBe(1);
  expect(made.told.at(-1)).toEqual(await backups.state());
});

it('is made by itself at its rhythm, one name for each weekday', async () => {
  const { backups, end, begun, made, clock } = life();
  expect(await backups.setRhythm('daily')).toMatchObject({ rhythm: 'daily', nextAt: START });
  expect(made.alarms.get('backup')).toBe(START + MINUTE);
  for (const weekday of ['monday', 'tuesday', 'wednesday']) {
    clock.now = made.alarms.get('backup')!;
    void backups.ring('backup');
    await begun();
    expect(made.downloads.at(-1)!.filename).toBe(`Foothold/backup-${weekday}.json`);
    await end('complete');
    expect(made.alarms.get('backup')).toBe(clock.now + DAY);
  }
  // Rung for too early, it makes none.
  await backups.ring('backup');
  expect(made.downloads).toHaveLength(3);
  await backups.setRhythm('weekly');
  expect((await backups.state()).nextAt).toBe(clock.now + 7 * DAY);
  await backups.setRhythm('off');
  expect(made.alarms.size).toBe(0);
});

it('sets the alarm anew at each start of the worker, and does not put it off', async () => {
  const first = life();
  await first.backups.setRhythm('daily');
  const at = first.made.alarms.get('backup')!;
  const second = first.next();
  second.clock.now += MINUTE / 2;
  await second.backups.start();
  expect(second.made.alarms.get('backup')).toBe(at);
  // Gone with a restart of the browser.
  second.made.alarms.clear();
  await second.backups.start();
  expect(second.made.alarms.get('backup')).toBe(second.clock.now + MINUTE);
});

it.each<[string, string | undefined, string]>([
  ['cancelled', 'USER_CANCELED', 'backup-cancelled'],
  ['without room', 'FILE_NO_SPACE', 'backup-failed'],
])('%s it pauses, until one succeeds', async (_, error, code) => {
  const { backups, end, begun, made, clock } = life();
  await backups.setRhythm('daily');
  clock.now = made.alarms.get('backup')!;
  void backups.ring('backup');
  await begun();
  await end('interrupted', error);
  expect(await backups.state()).toMatchObject({ paused: code, nextAt: null, lastAt: null });
  expect(made.alarms.size).toBe(0);
  expect(await backups.news()).toBe('paused');
  const asked = backups.backUp(null);
  await begun();
  await end('complete');
  await asked;
  expect(await backups.state()).toMatchObject({ paused: null, nextAt: clock.now + DAY });
});

it.each(['is asked where to save, and nobody answers', 'has a file that stays under way'])(
  'a browser that %s: given up after minutes',
  async (what) => {
    const browser = browserWith();
    if (what.startsWith('is asked')) browser.made.begins = null;
    const { backups, made, clock, running, begun } = life(browser);
    const asked = fault(backups.backUp(null));
    await (browser.made.begins === null ? running() : begun());
    await vi.waitFor(() => expect(made.alarms.get('backup')).toBe(START + UNANSWERED_MS));
    clock.now += UNANSWERED_MS;
    await backups.ring('backup');
    expect(await asked).toBe('backup-unanswered');
    expect(await backups.state()).toMatchObject({ paused: 'backup-unanswered', isRunning: false });
    for (const { error } of made.downloads) expect(error).toBe('USER_CANCELED');
  },
);

it('without the permission says so', async () => {
  const { backups } = life(browserWith({ isPermitted: false }));
  await backups.setRhythm('daily');
  expect(await fault(backups.backUp(null))).toBe('backup-not-permitted');
  expect(await backups.state()).toMatchObject({ paused: 'backup-not-permitted' });
  expect(await backups.setRhythm('daily')).toMatchObject({ paused: null });
});

it('whose worker died is heard of by the next', async () => {
  const first = life();
  void first.backups.backUp(null);
  await first.begun();
  const second = first.next();
  await second.backups.start();
  expect(await second.backups.state()).toMatchObject({ isRunning: true });
  await second.end('complete');
  expect(await second.backups.state()).toMatchObject({ isRunning: false, lastAt: START });
  // Complete before the next one lived.
  const third = second.next();
  void third.backups.backUp(null);
  await third.begun();
  third.made.downloads.at(-1)!.state = 'complete';
  third.clock.now = START;
  const fourth = third.next();
  await fourth.backups.start();
  expect(await fourth.backups.state()).toMatchObject({ isRunning: false, paused: null });
});

it('that ended with the worker is tried again, but not for ever', async () => {
  let now = life();
  await now.backups.setRhythm('daily');
  // The worker dies as it makes the file.
  now.made.makes = () => new Promise(() => {});
  for (const paused of [null, null, 'backup-failed']) {
    now.clock.now = START + 2 * MINUTE;
    void now.backups.ring('backup');
    await now.running();
    now = now.next();
    await now.backups.start();
    expect(await now.backups.state()).toMatchObject({ isRunning: false, paused });
  }
});

it('given up by who asked leaves those to come as they were', async () => {
  const { backups, made, begun } = life();
  await backups.setRhythm('daily');
  const ended = new AbortController();
  const step = () => {
    if (ended.signal.aborted) throw new Refused('cancelled');
  };
  const run = { signal: ended.signal, step, pause: async () => step() };
  const asked = fault(backups.backUp(run));
  await begun();
  ended.abort();
  expect(await asked).toBe('cancelled');
  expect(await backups.state()).toMatchObject({ paused: null, isRunning: false });
  expect(made.downloads[0]!.error).toBe('USER_CANCELED');
  expect(made.released).toBe(1);
});

it.each(['is being made', 'is being stored'])(
  'that %s while everything is erased is given up, and in nobody’s way',
  async (when) => {
    const { backups, made, store, begun, running } = life();
    const making = Promise.withResolvers<void>();
    if (when === 'is being made') made.makes = () => making.promise;
    const asked = fault(backups.backUp(null));
    await (when === 'is being made' ? running() : begun());
    await eraseEverything(store, { elsewhere: async () => {} });
    await backups.start();
    making.resolve();
    expect(await asked).toBe('cancelled');
    await vi.waitFor(() => expect(made.released).toBe(1));
    const again = backups.backUp(null);
    await vi.waitFor(() => expect(made.downloads).toHaveLength(2));
    await begun();
    await backups.hear({ id: 2, state: { current: 'complete' } });
    expect(await again).toMatchObject({ name: 'Foothold/backup-monday.json' });
  },
);

it('is offered once, after the tenth step; an old one is reminded of', async () => {
  const { backups, act, clock, end, begun, made } = life();
  for (let n = 1; n <= 9; n += 1) value(await act(write(`step ${n}`)));
  expect(await backups.news()).toBeNull();
  value(await act(write('step 10')));
  expect(await backups.news()).toBe('offer');
  await backups.told();
  expect(await backups.news()).toBeNull();
  await backups.setRhythm('daily');
  const asked = backups.backUp(null);
  await begun();
  await end('complete');
  await asked;
  clock.now += 2 * DAY;
  expect(await backups.news()).toBeNull();
  clock.now += 1;
  expect(await backups.news()).toBe('old');
  // A wrong clock wrote it: the next is due now.
  clock.now = START - 10 * DAY;
  expect((await backups.state()).nextAt).toBe(clock.now);
  expect(made.downloads).toHaveLength(1);
});
