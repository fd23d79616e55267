/**
 * Keys and a pointer as a person's hands make them: a display of the test's own (Xvfb), a browser window on it, and
 * xdotool, which speaks to the display and not to the browser. What a page or a protocol could fake is left out.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { test as base, expect } from '../fixture';

const run = promisify(execFile);

/** Px; the browser's window fills it. */
export const SCREEN = { width: 1280, height: 1000 };

/** Playwright's, or the one that Firefox is driven by. */
type AnyPage = Page | FirefoxPage;

export interface Hands {
  /** Presses keys together, as xdotool names them: `alt+shift+s`. */
  press(keys: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Puts the pointer over a place of the page. Viewport px. */
  point(page: AnyPage, at: { x: number; y: number }): Promise<void>;
  click(page: AnyPage, at: { x: number; y: number }): Promise<void>;
  /**
   * Gives the browser's window the keyboard: there is no window manager that would.
   * @param name of the window's class
   */
  focusWindow(name?: string): Promise<void>;
}

interface Display {
  name: string;
  end(): Promise<void>;
}

/** A display whose number the server itself picks from those that are free. */
export async function openDisplay(): Promise<Display> {
  const { width, height } = SCREEN;
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it had a display.`)));
    server.stdio[3]!.once('data', (data: Buffer) => resolve(data.toString().trim()));
  });
  return {
    name: `:${number}`,
    async end() {
      server.kill();
      await ended;
    },
  };
}

function hands(display: string): Hands {
  const env = { ...process.env, DISPLAY: display };
  const xdotool = (...words: string[]) => run('xdotool', words, { env });
  /**
   * Where a place of the page is on the screen: told by the page of a pointer that stands in its margin, as what a
   * window says of its own size is out of date while the window opens.
   */
  const onScreen = async (anyPage: AnyPage, { x, y }: { x: number; y: number }) => {
    // Both have all that is asked of it here.
    const page = anyPage as Page;
    const margin = { x: 4, y: Math.round(SCREEN.height / 2) };
    const seen = await page.evaluateHandle(() => {
      const all: { x: number; y: number }[] = [];
      window.addEventListener('pointermove', ({ clientX: x, clientY: y }) => all.push({ x, y }), true);
      return all;
    });
    const last = (count: number) => seen.evaluate((all, count) => all.slice(-count), count);
    // Moved by a length of its own: a move from before may still be on its way.
    await xdotool('mousemove', String(margin.x), String(margin.y - 17));
    await expect.poll(async () => (await last(1)).length).toBe(1);
    await xdotool('mousemove', String(margin.x), String(margin.y));
    await expect.poll(async () => (await last(2)).map(({ y }) => y).reduce((a, b) => b - a)).toBe(17);
    const there = (await last(1))[0]!;
    return [String(Math.round(margin.x - there.x + x)), String(Math.round(margin.y - there.y + y))];
  };
  const point: Hands['point'] = async (page, at) => {
    const [x, y] = (await onScreen(page, at)) as [string, string];
    await xdotool('mousemove', x, y);
  };
  return {
    async press(keys) {
      await xdotool('key', keys);
    },
    async type(text) {
      await xdotool('type', '--delay', '5', text);
    },
    point,
    async click(page, at) {
      await point(page, at);
      await xdotool('click', '1');
    },
    async focusWindow(name = 'chromium') {
      const { stdout } = await xdotool('search', '--sync', '--onlyvisible', '--class', name);
      await xdotool('windowfocus', '--sync', stdout.trim().split('\n').at(-1)!);
    },
  };
}

/** `foothold` on a display of its own. Needs Xvfb and xdotool, which `.ci/run` installs where they are missing. */
export const test = base.extend<{ hands: Hands }>({
  build: 'shipped',
  headlessBrowser: false,
  keepProfile: true,
  launchWith: {
    viewport: null,
    args: [`--window-size=${SCREEN.width},${SCREEN.height}`, '--window-position=0,0'],
  },
  hands: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it
    async ({}, use) => {
      for (const tool of ['/usr/bin/Xvfb', '/usr/bin/xdotool']) {
        if (!existsSync(tool)) throw new Error(`${tool} is missing: apt-get install xvfb xdotool`);
      }
      const display = await openDisplay();
      const before = process.env.DISPLAY;
      // Browsers of this process open on it; a worker of Playwright's runs one test at a time.
      process.env.DISPLAY = display.name;
      await use(hands(display.name));
      if (before === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = before;
      await display.end();
    },
    { auto: true },
  ],
});
