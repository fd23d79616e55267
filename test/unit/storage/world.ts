/** A background of its own for a test: a real store in a fake IndexedDB, a clock that the test turns. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect } from 'vitest';
import type { Action } from '../../../domain/act';
import { asKey, type ItemKey } from '../../../domain/key';
import { createStore, type StoreOptions } from '../../../storage/database';
import type { TabDocument } from '../../../storage/panel-rights';
import type { Answer, Answers, Refusal, Request, Settings, TokenStates } from '../../../storage/rpc/protocol';
import type { Sender } from '../../../storage/rpc/sender';
import { createServer, type ServerOptions } from '../../../storage/rpc/server';
import { categoryOf } from '../../../trackers/api/categories';

export const START = Date.UTC(2026, 10, 2, 9);
export const KEY = asKey('github.com/acme/widgets#1')!;
export const OTHER = asKey('github.com/acme/widgets#2')!;
export const ELSEWHERE = asKey('github.example.com/acme/widgets#1')!;

export const SELF = { id: 'foothold', root: 'chrome-extension://foothold/' };
export const TAB: Sender = {
  id: SELF.id,
  url: 'https://github.com/acme/widgets/issues',
  origin: 'https://github.com',
};
/** A panel framed in the tab of `IN_TAB`. */
export const PANEL: Sender = {
  id: SELF.id,
  url: `${SELF.root}panel.html`,
  origin: 'chrome-extension://foothold',
  tab: { id: 7 },
  frameId: 12,
  documentId: 'panel document',
};
/** The content script of the page around it. */
export const IN_TAB: Sender = { ...TAB, tab: { id: 7 }, frameId: 0, documentId: 'page document' };
export const POPUP: Sender = { id: SELF.id, url: `${SELF.root}popup.html` };

/** No API is asked. */
const NO_TOKENS: TokenStates = { github: null, linear: null };
const noApi: ServerOptions['api'] = {
  consider: () => {},
  storeToken: async () => NO_TOKENS,
  states: async () => NO_TOKENS,
  markTold: async () => {},
};

/** No backups are made. */
export const noData: ServerOptions['data'] = {
  state: () => expect.unreachable(),
  setBackup: () => expect.unreachable(),
  news: async () => null,
  told: async () => {},
};

let acts = 0;
/** A new act id, in the shape the client makes. */
export const actId = (): string => (acts++).toString(16).padStart(32, '0');

export function world(options: Partial<StoreOptions> = {}, data = noData) {
  const clock = { now: START };
  const warnings: string[] = [];
  /** Scripts that were run, each with its document. */
  const scripts: [TabDocument, string][] = [];
  const factory = options.indexedDB ?? new IDBFactory();
  const store = createStore({ now: () => clock.now, IDBKeyRange, ...options, indexedDB: factory });
  /** What the browser would let Foothold in at, and what it was told. */
  const permitted = new Set<string>();
  const settled: Settings[] = [];
  const own = {
    permits: (origin: string) => Promise.resolve(permitted.has(origin)),
    settle: async (settings: Settings) => void settled.push(settings),
  };
  const server = createServer({
    store,
    self: SELF,
    worker: 'worker 1',
    runScript: async (place, name) => void scripts.push([place, name]),
    now: () => clock.now,
    categoryOf,
    own,
    api: noApi,
    data,
    warn: (what) => warnings.push(what),
  });
  const ask = <R extends Request>(request: R, sender = POPUP) =>
    server.answer(request, sender) as Promise<Answer<Answers[R['type']]>>;
  const act = (action: Action, key: ItemKey = KEY, id = actId(), sender = TAB) =>
    ask({ type: 'act', id, key, action }, sender);
  /** All rows, as text: what a table holds to the byte. */
  const dump = (...tables: string[]): Promise<string> =>
    store.read(async (db) =>
      JSON.stringify(await Promise.all(tables.map((name) => db.table(name).toArray())), null, 1),
    );
  return { clock, permitted, settled, warnings, scripts, factory, store, server, ask, act, dump };
}

export function value<T>(answer: Answer<T>): T {
  expect(answer).toMatchObject({ ok: true });
  return (answer as { value: T }).value;
}

export function refusal(answer: Answer<unknown>): Refusal {
  expect(answer).toMatchObject({ ok: false });
  return (answer as { error: Refusal }).error;
}

export const write = (text: string, start = false): Action => ({ type: 'write', text, start });
