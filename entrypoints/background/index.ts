import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { apiTrackers } from '../../domain/trackers';
import { createBackups } from '../../storage/backup/automatic-backups';
import { readDataState } from '../../storage/data-state';
import { createStore } from '../../storage/database';
import { DATA } from '../../storage/rpc/data-protocol';
import { createDataServer, type DataPort } from '../../storage/rpc/data-server';
import { type Command, LIVE } from '../../storage/rpc/protocol';
import { createServer, type ServerPort } from '../../storage/rpc/server';
import { readSettings } from '../../storage/settings';
import { createTokens } from '../../storage/tokens';
import { createApis } from '../../trackers/api/apis';
import { categoryOf } from '../../trackers/api/categories';
import { createAddedHosts } from './added-hosts';
import { announceWorker } from './announce-worker';
import { makeBackupFile } from './backup-file';
import { runCommand } from './run-command';
import { runScript } from './run-script';

export default defineBackground(() => {
  const now = () => Date.now();
  const worker = crypto.randomUUID();
  const warn = (what: string) => console.error(`Foothold: ${what}`);
  const store = createStore({ now });
  const own = createAddedHosts(browser, warn);
  const tokens = createTokens({ warn });
  // A name no page has heard of: all of them connect anew, and tell what they show.
  const recall = () => void announceWorker(crypto.randomUUID());
  const setAlarm = (name: string, at: number | null) => {
    if (at === null) void browser.alarms.clear(name);
    else browser.alarms.create(name, { when: at });
  };
  const apis = createApis({
    tokens,
    fetch: globalThis.fetch.bind(globalThis),
    permits: (pattern) => browser.permissions.contains({ origins: [pattern] }),
    learn: (facts) => server.learn(facts),
    move: (from, to) => server.move(from, to),
    tell: (states) => server.tellTokens(states),
    recall,
    alarm: setAlarm,
    clock: { now, random: Math.random, after: (ms, then) => void setTimeout(then, ms) },
    warn,
  });
  const self = { id: browser.runtime.id, root: browser.runtime.getURL('') };
  const server = createServer({
    store,
    self,
    worker,
    runScript,
    now,
    categoryOf,
    own,
    api: apis,
    data: {
      state: async () =>
        readDataState(store, {
          origin: new URL(browser.runtime.getURL('')).origin,
          estimate: async () => (await navigator.storage.estimate()).usage ?? null,
          backup: await backups.state(),
        }),
      setBackup: (rhythm) => backups.setRhythm(rhythm),
      news: () => backups.news(),
      told: () => backups.told(),
    },
    warn,
  });
  const backups = createBackups({
    store,
    // There is none until it is permitted.
    downloads: () => browser.downloads ?? null,
    alarm: setAlarm,
    alarmAt: async (name) => (await browser.alarms.get(name))?.scheduledTime ?? null,
    makeFile: (run) => makeBackupFile({ store, now, warn }, run),
    tell: (state) => server.tellBackup(state),
    now,
    warn,
  });
  const dataServer = createDataServer({
    store,
    self,
    now,
    warn,
    backUp: (run) => backups.backUp(run),
    changed: (views) => server.tellItems(views),
    changedMuch: async () => {
      await settleOwn();
      await backups.start();
      recall();
    },
    eraseElsewhere: async () => {
      for (const tracker of apiTrackers()) await apis.storeToken(tracker, null);
    },
  });
  browser.runtime.onMessage.addListener((message, sender) => server.answer(message, sender));
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === LIVE) server.join(port as ServerPort);
    if (port.name === DATA) dataServer.join(port as DataPort);
  });
  browser.commands.onCommand.addListener((name) => runCommand(name as Command));
  browser.alarms.onAlarm.addListener(({ name }) => apis.ring(name));
  browser.alarms.onAlarm.addListener(({ name }) => backups.ring(name));
  // Permitted later, it is there without a restart of the worker, and nobody is heard twice.
  const hearDownloads = () => {
    const { onChanged } = browser.downloads ?? {};
    if (onChanged && !onChanged.hasListener(backups.hear)) onChanged.addListener(backups.hear);
  };
  hearDownloads();
  browser.permissions.onAdded.addListener(hearDownloads);
  announceWorker(worker);

  const settleOwn = async () => {
    try {
      await own.settle(await store.read((db) => readSettings(db, warn)));
      await server.recheck();
    } catch (error) {
      warn(`own hosts: ${(error as Error).name}`);
    }
  };
  browser.runtime.onInstalled.addListener(settleOwn);
  browser.permissions.onAdded.addListener(settleOwn);
  browser.permissions.onRemoved.addListener(settleOwn);
  browser.permissions.onAdded.addListener(apis.recheck);
  browser.permissions.onRemoved.addListener(apis.recheck);
  void settleOwn();

  const goOn = async () => {
    if (await dataServer.resume()) await settleOwn();
    await backups.start();
  };
  void goOn();
});
