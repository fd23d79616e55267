/**
 * A page of Linear's with its own local store, which fails when it is opened in any way but the one that is allowed.
 */
import { IDBFactory } from 'fake-indexeddb';
import { expect } from 'vitest';
import type { FactsRequestContext } from '../../../components/overlay/tracker-contract';
import { asKey, type ItemKey } from '../../../domain/key';
import { createLinearStore } from '../../../trackers/linear/local-store/source';
import { fillHistory, fillStore, type Home, type StoreOptions } from '../../practice/linear/store';

export const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
/** As the practice issues count: an hour more than whole days. */
export const daysAgo = (days: number) => NOW - days * 24 * HOUR - HOUR;

export const key = (name: string, workspace = 'acme'): ItemKey => asKey(`linear.app/${workspace}/${name}`)!;
export const keys = (...names: string[]) => names.map((name) => key(name));

export function openPage(page = 'https://linear.app/acme/team/ENG/all') {
  const factory = new IDBFactory();
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  } as Storage;
  const home: Home = { indexedDB: factory, localStorage };
  /** Names Foothold opened, in order. */
  const opened: string[] = [];
  let listed: (string | undefined)[] = [];
  const indexedDB = {
    async databases() {
      const all = await factory.databases();
      listed = all.map(({ name }) => name);
      return all;
    },
    open(...given: unknown[]) {
      expect(given).toHaveLength(1);
      expect(listed).toContain(given[0]);
      opened.push(given[0] as string);
      return factory.open(given[0] as string);
    },
  } as unknown as IDBFactory & globalThis.IDBFactory;
  const window: FactsRequestContext['window'] = { indexedDB, localStorage };
  const store = createLinearStore();
  const state = { url: page, now: NOW };
  const ended = new AbortController();

  return {
    home,
    window,
    state,
    opened,
    end: () => ended.abort(),
    fill: (options: StoreOptions = {}) => fillStore(home, NOW, { issues: 60, ...options }),
    fillHistory: (options: StoreOptions = {}) => fillHistory(home, NOW, { issues: 60, ...options }),
    ask: (wanted: readonly ItemKey[], more: Partial<FactsRequestContext> = {}) =>
      store.ask(wanted, {
        url: new URL(state.url),
        document: {} as Document,
        fetch: () => expect.unreachable(),
        window,
        signal: ended.signal,
        now: state.now,
        ...more,
      }),
    check: () => store.check!(),
    databases: async () => (await factory.databases()).sort((a, b) => (a.name! < b.name! ? -1 : 1)),
    /** Whoever would write to a database gets it at once. */
    async isFree(name: string) {
      const { version } = (await factory.databases()).find((each) => each.name === name)!;
      await new Promise<void>((done, failed) => {
        const request = factory.open(name, version! + 1);
        request.onsuccess = () => {
          request.result.close();
          done();
        };
        request.onblocked = () => failed(new Error('A connection was held'));
      });
    },
  };
}
