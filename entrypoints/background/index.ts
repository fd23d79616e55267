import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createStore } from '../../storage/database';
import { type Command, LIVE } from '../../storage/remote/protocol';
import { createServer, type ServerPort } from '../../storage/remote/server';
import { command } from './command';
import { hello } from './hello';
import { runLayer } from './layer';

export default defineBackground(() => {
  const now = () => Date.now();
  const worker = crypto.randomUUID();
  const server = createServer({
    store: createStore({ now }),
    self: { id: browser.runtime.id, root: browser.runtime.getURL('') },
    worker,
    runLayer,
    now,
    report: (what) => console.error(`Foothold: ${what}`),
  });
  browser.runtime.onMessage.addListener((message, sender) => server.answer(message, sender));
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === LIVE) server.join(port as ServerPort);
  });
  browser.commands.onCommand.addListener((name) => command(name as Command));
  hello(worker);
});
