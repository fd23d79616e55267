import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createStore } from '../../storage/database';
import { type Command, LIVE } from '../../storage/rpc/protocol';
import { createServer, type ServerPort } from '../../storage/rpc/server';
import { readSettings } from '../../storage/settings';
import { createTokens } from '../../storage/tokens';
import { createApis } from '../../trackers/api/apis';
import { categoryOf } from '../../trackers/api/categories';
import { createAddedHosts } from './added-hosts';
import { announceWorker } from './announce-worker';
import { runCommand } from './run-command';
import { runScript } from './run-script';

export default defineBackground(() => {
  const now = () => Date.now();
  const worker = crypto.randomUUID();
  const warn = (what: string) => console.error(`Foothold: ${what}`);
  const store = createStore({ now });
  const own = createAddedHosts(browser, warn);
  const tokens = createTokens({ warn });
  const apis = createApis({
    tokens,
    fetch: globalThis.fetch.bind(globalThis),
    permits: (pattern) => browser.permissions.contains({ origins: [pattern] }),
    learn: (facts) => server.learn(facts),
    move: (from, to) => server.move(from, to),
    tell: (states) => server.tellTokens(states),
    // A name no page has heard of: all of them connect anew, and tell what they show.
    recall: () => void announceWorker(crypto.randomUUID()),
    alarm: (name, at) => {
      if (at === null) void browser.alarms.clear(name);
      else browser.alarms.create(name, { when: at });
    },
    clock: { now, random: Math.random, after: (ms, then) => void setTimeout(then, ms) },
    warn,
  });
  const server = createServer({
    store,
    self: { id: browser.runtime.id, root: browser.runtime.getURL('') },
    worker,
    runScript,
    now,
    categoryOf,
    own,
    api: apis,
    warn,
  });
  browser.runtime.onMessage.addListener((message, sender) => server.answer(message, sender));
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === LIVE) server.join(port as ServerPort);
  });
  browser.commands.onCommand.addListener((name) => runCommand(name as Command));
  browser.alarms.onAlarm.addListener(({ name }) => apis.ring(name));
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
});
