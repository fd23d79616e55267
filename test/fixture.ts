/** What every browser test starts from: a profile with nothing in it, the built extension, the practice pages. */
import { test as base, type Page } from '@playwright/test';
import type { Browser as Extension } from 'webextension-polyfill';
import { type Build, type Launched, type LaunchOptions, launch, type SeenRequest } from './browser.ts';
import { expect } from './poll.ts';
import type { Shift } from './practice/app/window.ts';
import type { Given } from './practice/switches.ts';
import { type Chip, readChips } from './read-chips.ts';
import { openPopup, tabOf } from './tab.ts';

export { expect };

/** In the worker. */
declare const chrome: Extension;

/** A row of the `events` table; see domain/event.ts. */
export type EventRow = import('../domain/event.ts').FootholdEvent;

export interface Foothold extends Launched {
  /**
   * Opens a practice page in a new tab and waits until it runs.
   * @param path address without the host
   */
  open(path: string, switches?: Given): Promise<Page>;
  /** The popup in a tab of its own, believing that `page` is the current tab. */
  openPopup(page: Page): Promise<Page>;
  /** Dispatches a browser command as the browser does, with the tab in front. */
  command(name: 'start-step' | 'finish-step' | 'edit-step', page?: Page): Promise<void>;
  /** All rows of the `events` table, by id. Reads the database itself, not the extension's answer about it. */
  events(): Promise<EventRow[]>;
  /** All rows of any table. */
  rows(table: string): Promise<unknown[]>;
  /** Requests that would have left the browser. */
  leaks(): SeenRequest[];
  /**
   * Starts the browser again with the same profile: what is kept is kept on disk. Needs `keepProfile`.
   * @param meanwhile runs while the browser is closed
   */
  restart(meanwhile?: () => void): Promise<void>;
}

interface Options {
  /** `testing` (open roots) or `shipped`. */
  build: Build | 'none' | { path: string };
  /** False: a window on the display (Xvfb), for real key presses. */
  headlessBrowser: boolean;
  /** How practice pages behave where their address does not say. */
  switches: Given;
  /** Keeps the profile on disk for the length of the test, so that `restart()` works. */
  keepProfile: boolean;
  /** Anything else `launch` takes. */
  launchWith: Partial<LaunchOptions>;
}

/**
 * One browser for many tests, as a launch takes as long as most of them: made new for each (`reset`), closed where one
 * failed or wants another one.
 */
let shared: { as: string; launched: Launched } | null = null;

async function closeShared(): Promise<void> {
  const { launched } = shared ?? {};
  shared = null;
  await launched?.close().catch(() => {});
}

async function lend({ switches = {}, ...options }: LaunchOptions): Promise<Launched> {
  const as = JSON.stringify(options);
  if (shared?.as === as) {
    const { launched } = shared;
    // One that died is no fault of the next test's.
    const isNew = await launched.reset(switches).then(
      () => true,
      () => false,
    );
    if (isNew) return launched;
  }
  await closeShared();
  shared = { as, launched: await launch({ ...options, switches }) };
  return shared.launched;
}

export const test = base.extend<Options & { foothold: Foothold }, { closing: undefined }>({
  closing: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its parameter
    async ({}, use) => {
      await use(undefined);
      await closeShared();
    },
    { scope: 'worker', auto: true },
  ],
  build: ['testing', { option: true }],
  headlessBrowser: [true, { option: true }],
  switches: [{}, { option: true }],
  keepProfile: [false, { option: true }],
  launchWith: [{}, { option: true }],
  foothold: async (
    { build, headlessBrowser, switches, keepProfile, launchWith, colorScheme },
    use,
    testInfo,
  ) => {
    const options: LaunchOptions = {
      build,
      headless: headlessBrowser,
      switches,
      colorScheme: colorScheme === 'dark' ? 'dark' : 'light',
      ...(keepProfile ? { profile: testInfo.outputPath('profile') } : {}),
      ...launchWith,
    };
    const isOwn = keepProfile || !headlessBrowser;
    const foothold = grow(await (isOwn ? launch : lend)(options), options);
    await use(foothold);
    if (isOwn) await foothold.close();
    else if (testInfo.status !== testInfo.expectedStatus) await closeShared();
  },
  // Playwright's own fixtures would start a second browser, without the extension.
  context: async ({ foothold }, use) => use(foothold.context),
  page: async ({ foothold }, use) => use(await foothold.context.newPage()),
});

function grow(launched: Launched, options: LaunchOptions): Foothold {
  const foothold = launched as Foothold;
  return Object.assign(foothold, {
    async open(path: string, given: Given = {}) {
      const page = await foothold.context.newPage();
      await go(page, path, given);
      return page;
    },
    openPopup: (page: Page) => openPopup(foothold, page),
    async command(name: string, page?: Page) {
      const tab = page ? await tabOf(foothold, page) : null;
      const worker = await foothold.worker();
      await worker.evaluate(
        async ([name, id]) => {
          const [front] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
          const tab = id === null ? front : await chrome.tabs.get(id as number);
          // `dispatch` is what the browser itself calls; it is in no type.
          (chrome.commands.onCommand as unknown as { dispatch(...given: unknown[]): void }).dispatch(
            name,
            tab,
          );
        },
        [name, tab] as const,
      );
    },
    events: () => foothold.rows('events') as Promise<EventRow[]>,
    async rows(table: string) {
      return (await foothold.worker()).evaluate(readTable, table);
    },
    leaks: () => foothold.requests.filter((request) => request.answer === 'refused'),
    async restart(meanwhile?: () => void) {
      if (!options.profile)
        throw new Error('restart() needs a kept profile: test.use({ keepProfile: true })');
      await foothold.close();
      meanwhile?.();
      // Accessors as such: what they give belongs to the new browser.
      Object.defineProperties(foothold, Object.getOwnPropertyDescriptors(await launch(options)));
    },
  });
}

/** Goes to a practice page in this tab and waits until its application has taken over. */
export async function go(page: Page, path: string, given: Given = {}): Promise<void> {
  const url = new URL(path, 'https://github.com');
  for (const [name, value] of Object.entries(given)) url.searchParams.set(name, String(value));
  await page.goto(url.href);
  await page.waitForFunction(() => window.practice?.hydrated, undefined, { polling: 20 });
}

/** All rows of a table, where Foothold's database is: its worker, or a page of its own. Self-contained. */
export async function readTable(table: string): Promise<unknown[]> {
  const asked = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name!));
    try {
      if (!database.objectStoreNames.contains(table)) continue;
      return await asked(database.transaction(table).objectStore(table).getAll());
    } finally {
      database.close();
    }
  }
  return [];
}

/** Every chip on the page, read through the open roots of the testing build, in the order they are seen. */
export const chips = (page: Page): Promise<Chip[]> => page.evaluate(readChips);

/** Layout shifts since the page loaded. Waits for the frame in which the last change is laid out. */
export async function shifts(page: Page): Promise<Shift[]> {
  return page.evaluate(
    () =>
      new Promise<Shift[]>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(window.practice.takeShifts()))),
      ),
  );
}

/**
 * Scrolls as a hand does, a few rows a frame. A jump would show recycled rows in the frame that refills them, in
 * which the page shifts by itself.
 */
export async function scrollTo(page: Page, y: number): Promise<void> {
  await page.evaluate(
    (y) =>
      new Promise<void>((resolve) => {
        const STEP = 300;
        const next = () => {
          const end = Math.min(y, document.documentElement.scrollHeight - innerHeight);
          const left = end - scrollY;
          if (Math.abs(left) < 1) return resolve();
          scrollBy({ top: Math.max(-STEP, Math.min(STEP, left)), behavior: 'instant' });
          requestAnimationFrame(next);
        };
        next();
      }),
    y,
  );
}
