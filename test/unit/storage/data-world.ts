/** The background's side of long jobs with a page that asks for them: the real client and server, a port between. */
import { expect } from 'vitest';
import type { FootholdEvent } from '../../../domain/event';
import type { StoreOptions } from '../../../storage/database';
import { connectData, type DataClient } from '../../../storage/rpc/data-client';
import type { DataReply, ImportReport } from '../../../storage/rpc/data-protocol';
import { createDataServer, type DataPort, type DataServerOptions } from '../../../storage/rpc/data-server';
import type { Sender } from '../../../storage/rpc/sender';
import { POPUP, SELF, value, world } from './world';

export const PAGE: Sender = { ...POPUP, url: `${SELF.root}options.html`, tab: { id: 3 }, frameId: 0 };
export const TABLES = ['events', 'items', 'facts', 'settings', 'meta', 'drafts'];

/** What goes through a port is text, as Chromium does it, and comes later. */
const copy = <T>(message: T): T => JSON.parse(JSON.stringify(message));

export function dataWorld(options: Partial<StoreOptions> = {}, more: Partial<DataServerOptions> = {}) {
  const made = world(options);
  const views: unknown[] = [];
  let changes = 0;
  const server = createDataServer({
    store: made.store,
    self: SELF,
    now: () => made.clock.now,
    warn: (what) => made.warnings.push(what),
    backUp: () => expect.unreachable(),
    changed: (told) => views.push(...told),
    changedMuch: async () => {
      changes += 1;
    },
    eraseElsewhere: async () => {},
    ...more,
  });

  /** A client of its own: its port can be cut, as a worker's death does. */
  function page(sender: Sender = PAGE): DataClient & { cut: () => void } {
    const ends: (() => void)[] = [];
    const runtime = {
      connect() {
        const toServer: ((message: unknown) => void)[] = [];
        const toPage: ((message: unknown) => void)[] = [];
        const gone: Record<'page' | 'server', (() => void)[]> = { page: [], server: [] };
        let isOpen = true;
        const close = (whose: 'page' | 'server') => {
          if (!isOpen) return;
          isOpen = false;
          for (const told of gone[whose]) told();
        };
        const deliver = (listeners: ((message: unknown) => void)[], message: unknown) => {
          if (!isOpen) throw new Error('Attempting to use a disconnected port object');
          const sent = copy(message);
          setImmediate(() => {
            for (const each of listeners) each(sent);
          });
        };
        ends.push(() => {
          close('page');
          for (const told of gone.server) told();
        });
        const port: DataPort = {
          sender,
          postMessage: (reply: DataReply) => deliver(toPage, reply),
          disconnect: () => close('page'),
          onMessage: { addListener: (each) => void toServer.push(each) },
          onDisconnect: { addListener: (each) => void gone.server.push(each) },
        };
        setImmediate(() => server.join(port));
        return {
          postMessage: (message: unknown) => deliver(toServer, message),
          disconnect: () => close('server'),
          onMessage: { addListener: (each: never) => void toPage.push(each) },
          onDisconnect: { addListener: (each: never) => void gone.page.push(each) },
        };
      },
    };
    return {
      ...connectData(runtime as never),
      cut: () => {
        for (const end of ends.splice(0)) end();
      },
    };
  }

  const client = page();
  const always = () => ({ signal: new AbortController().signal });
  const exported = async (): Promise<string> => value(await client.exportFile(always())).file.text();
  /** Looks at it and imports it: both reports say the same. */
  async function take(text: string): Promise<ImportReport> {
    const prepared = value(await client.prepareImport(new Blob([text]), always()));
    const done = value(await prepared.commit(always()));
    expect(done).toEqual(prepared.report);
    return done;
  }
  const put = (events: readonly object[]) =>
    made.store.write((db) => db.events.bulkPut(events as FootholdEvent[]));
  return {
    ...made,
    page,
    client,
    always,
    exported,
    take,
    put,
    views,
    resume: server.resume,
    changes: () => changes,
    all: () => made.dump(...TABLES),
  };
}

/** A file that holds these events. */
export const fileOf = (events: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ format: 'foothold', version: 1, exportedAt: 0, settings: {}, events, items: [], ...more });
