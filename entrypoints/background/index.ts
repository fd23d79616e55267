import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createStore } from '../../storage/database';
import { type Command, LIVE } from '../../storage/remote/protocol';
import { createServer, type ServerPort } from '../../storage/remote/server';
import { readSettings } from '../../storage/settings';
import { command } from './command';
import { hello } from './hello';
import { openOwnHosts } from './own-hosts';
import { runPart } from './parts';

export default defineBackground(() => {
  const now = () => Date.now();
  const worker = crypto.randomUUID();
  const report = (what: string) => console.error(`Foothold: ${what}`);
  const store = createStore({ now });
  const own = openOwnHosts(browser, report);
  const server = createServer({
    store,
    self: { id: browser.runtime.id, root: browser.runtime.getURL('') },
    worker,
    runPart,
    now,
    own,
    report,
  });
  browser.runtime.onMessage.addListener((message, sender) => server.answer(message, sender));
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === LIVE) server.join(port as ServerPort);
  });
  browser.commands.onCommand.addListener((name) => command(name as Command));
  hello(worker);

  const settleOwn = async () => {
    try {
      await own.settle(await store.read((db) => readSettings(db, report)));
      await server.recheck();
    } catch (error) {
      report(`own hosts: ${(error as Error).name}`);
    }
  };
  browser.runtime.onInstalled.addListener(settleOwn);
  browser.permissions.onAdded.addListener(settleOwn);
  browser.permissions.onRemoved.addListener(settleOwn);
  void settleOwn();
});
